"""The composition root: articles in, digests out. The only module that names concrete engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import summarize
from summarize import checks
from summarize.abstractive import Abstracter, Draft, summary_task
from summarize.arabic.sentences import split_sentences
from summarize.config import Settings
from summarize.engines.base import Decoding, Engine
from summarize.errors import KhulasaError, MissingExtraError, ModelError, ReadingError, UsageError
from summarize.extractive import METHODS, extract
from summarize.languages import NAMES, resolve
from summarize.models import hub, registry
from summarize.models.registry import ModelCard
from summarize.reading import clean
from summarize.records import (
    Abstract,
    Article,
    Digest,
    Extract,
    Failure,
    Flag,
    Line,
    Sentence,
    SummaryTranslation,
    Translation,
)
from summarize.summary_input import SummaryRequest
from summarize.translation import Translator, translation_task

# Under this chrF++ on held-out news a translation gives the topic, not the text: every one of them says so.
TRUSTED_CHRF = 50.0

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Model:
    """Loaded weights: their card, the engine that runs them, and what ``khulasa.json`` beside them says."""

    card: ModelCard
    engine: Engine
    profile: dict[str, Any]

    @property
    def signature(self) -> str:
        return f"{hub.identity(self.card)},{self.engine.name}"

    def decoding(self, task: str) -> Decoding | None:
        """Give the decoding that the weights were tuned for, where they say so."""
        tuned = self.profile.get("decoding", {}).get(task)
        known = {field.name for field in fields(Decoding)}
        return Decoding(**{key: value for key, value in tuned.items() if key in known}) if tuned else None

    def doubts(self) -> tuple[Flag, ...]:
        """Say on every translation when the weights are known to translate badly."""
        score = self.profile.get("measured", {}).get("news_chrf")
        if score is None or score >= TRUSTED_CHRF:
            return ()
        detail = (
            f"{self.card.name} translates roughly (chrF++ {score:.0f} on held-out news, NLLB-600M about 60): "
            "read it for the topic, don't quote it. Better: khulasa models pull nllb-600m"
        )
        return (Flag("weak_model", "translation", detail),)


@dataclass(frozen=True, slots=True)
class _Work:
    """An article on its way to a digest."""

    article: Article
    sentences: tuple[Sentence, ...]
    extract: Extract
    abstract: Abstract | None = None
    flags: tuple[Flag, ...] = ()
    unsupported: bool = False

    def lines(self) -> list[tuple[str, str]]:
        """Give every line to translate with the place that its flags point to: sentences, title, abstract."""
        lines = [(sentence.text, f"translation:{sentence.index}") for sentence in self.sentences]
        if self.article.title:
            lines.append((self.article.title, "title"))
        if self.abstract and not self.unsupported:
            lines += [
                (sentence.text, "summary_translation.abstract") for sentence in split_sentences(self.abstract.text)
            ]
        return lines


class Digester:
    """Makes digests; the models are loaded once, when it is made.

    Raises ``UsageError`` for settings that make no sense, ``ModelError`` and its kin for models that cannot be used.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        if self.settings.sentence_count < 1:
            raise UsageError(f"sentence_count {self.settings.sentence_count} given, at least 1 expected")
        if self.settings.translator != "none":
            resolve(self.settings.target_lang, NAMES, "Khulasa")
        if self.settings.extract_method not in METHODS:
            raise UsageError(
                f"extract method {self.settings.extract_method!r} given, one of {', '.join(METHODS)} expected"
            )
        self._models: dict[str, _Model] = {}
        self._abstracter = None if self.settings.summarizer == "none" else self._load_abstracter()
        self._translator = None if self.settings.translator == "none" else self._load_translator()

    @property
    def signature(self) -> str:
        """Name every choice that makes the text; equal signatures and equal input give equal output."""
        settings = self.settings
        parts = [f"khulasa:{summarize.__version__}", f"extract:{settings.extract_method},{settings.sentence_count}"]
        if self._abstracter:
            parts.append(f"summary:{self._models[settings.summarizer].signature},{self._abstracter.task.signature}")
        if self._translator:
            parts.append(f"translation:{self._models[settings.translator].signature},{self._translator.task.signature}")
        return "|".join(parts)

    def digest(self, article: Article | str) -> Digest:
        """Digest one article, or the scraped text of one.

        Raises ``ReadingError`` when it holds no Arabic sentence and ``EngineError`` when a model fails on it.
        """
        if isinstance(article, str):
            article = clean(article, id="text")
        if not isinstance(article, Article):
            raise UsageError(f"{type(article).__name__} given, an Article or the text of one expected")
        (result,) = self._digest_together([article])
        if isinstance(result, KhulasaError):
            raise result
        return result

    def digest_all(self, articles: Iterable[Article]) -> Iterator[Digest | Failure]:
        """Digest several articles through the models together, in order; a bad one never costs its neighbours.

        All of ``articles`` are taken at once: give as many as should share the engine's batches.
        """
        taken = list(articles)
        if strangers := [item for item in taken if not isinstance(item, Article)]:
            raise UsageError(f"{type(strangers[0]).__name__} given, Articles expected: make them by reading.clean")
        for article, result in zip(taken, self._digest_together(taken), strict=True):
            if isinstance(result, KhulasaError):
                yield Failure(article.id, article.source, "digest", type(result).__name__, str(result))
            else:
                yield result

    def translate(self, lines: Sequence[str]) -> tuple[Line, ...]:
        """Translate lines that belong to no article: one out for each one in.

        Raises ``UsageError`` without a translator.
        """
        if self._translator is None:
            raise UsageError("the translator 'none' was given, the name of a model expected")
        return self._translator.translate(lines)

    def _digest_together(self, articles: Sequence[Article]) -> list[Digest | KhulasaError]:
        chosen: list[_Work | KhulasaError] = _then(self._choose_all, articles)
        summarized: list[_Work | KhulasaError] = _then(self._summarize_all, chosen)
        return _then(self._translate_all, summarized)

    def _choose_all(self, articles: Sequence[Article]) -> list[_Work]:
        return [self._choose(article) for article in articles]

    def _choose(self, article: Article) -> _Work:
        sentences = split_sentences(article.text)
        if not sentences:
            raise ReadingError(f"{article.source or article.id} holds no sentence: an article's text was expected")
        chosen = extract(article, sentences, self.settings.extract_method, self.settings.sentence_count)
        return _Work(article, sentences, chosen)

    def _summarize_all(self, works: Sequence[_Work]) -> list[_Work]:
        if self._abstracter is None:
            return list(works)
        requests = [SummaryRequest(work.article, work.sentences, work.extract) for work in works]
        weak = bool(self._models[self.settings.summarizer].doubts())
        drafts = self._abstracter.summarize_all(requests)
        return [_with_abstract(work, draft, weak) for work, draft in zip(works, drafts, strict=True)]

    def _translate_all(self, works: Sequence[_Work]) -> list[Digest]:
        if self._translator is None:
            return [self._assemble(work, ()) for work in works]
        jobs = [work.lines() for work in works]
        texts, places = zip(*(line for job in jobs for line in job), strict=True)
        done = iter(self._translator.translate(texts, places))
        return [self._assemble(work, [next(done) for _ in job]) for work, job in zip(works, jobs, strict=True)]

    def _assemble(self, work: _Work, translated: Sequence[Line]) -> Digest:
        translation = summaries = None
        flags = work.flags
        if self._translator is not None:
            model = self._models[self.settings.translator]
            flags = (*flags, *model.doubts(), *(flag for line in translated for flag in line.flags))
            rest = [line.text for line in translated[len(work.sentences) :]]
            title = rest.pop(0) if work.article.title else ""
            lines = tuple(replace(line, index=i) for i, line in enumerate(translated[: len(work.sentences)]))
            translation = Translation(self._translator.task.target_lang, model.card.name, lines, title)
            of_extract = " ".join(lines[index].text for index in work.extract.indices)
            summaries = SummaryTranslation(of_extract, of_extract if work.unsupported else " ".join(rest))
        return Digest(
            article=work.article,
            sentences=work.sentences,
            extract=work.extract,
            abstract=work.abstract,
            translation=translation,
            summary_translation=summaries,
            flags=flags,
            grade="fallback" if work.unsupported else checks.grade(flags),
            signature=self.signature,
        )

    def _load_abstracter(self) -> Abstracter:
        model = self._load(self.settings.summarizer, "summarize")
        task = summary_task(
            model.card.family, model.profile.get("summary_code"), model.decoding("summary"), self.settings.beam_size
        )
        return Abstracter(model.engine, model.card.name, task)

    def _load_translator(self) -> Translator:
        model = self._load(self.settings.translator, "translate")
        task = translation_task(
            model.card.family, self.settings.target_lang, self.settings.beam_size, model.decoding("translation")
        )
        return Translator(model.engine, model.card.name, task)

    def _load(self, name: str, task: str) -> _Model:
        if name not in self._models:
            card = registry.find(name)
            if self.settings.commercial:
                registry.require_commercial(card)
            self._models[name] = self._run(card)
        model = self._models[name]
        if task not in model.card.tasks:
            raise ModelError(f"{name} can't {task}, only {' and '.join(model.card.tasks)}: see khulasa models list")
        return model

    def _run(self, card: ModelCard) -> _Model:
        if self.settings.engine == "torch":
            if not (find_spec("torch") and find_spec("transformers")):
                raise MissingExtraError("--engine torch", "torch")
            from summarize.engines.torch import TorchEngine

            folder = hub.ready(card, "torch")
            engine: Engine = TorchEngine(folder)
        else:
            from summarize.engines.ct2 import CT2Engine

            folder = hub.ready(card, "ct2")
            engine = CT2Engine(folder)
        return _Model(card, engine, _profile(folder))


def digest(text: str, *, title: str = "", settings: Settings | None = None) -> Digest:
    """Digest the scraped text of one article; the models stay loaded for the next call with the same settings.

    Raises ``ReadingError`` when ``text`` holds no Arabic sentence.
    """
    return _digester(settings or Settings()).digest(clean(text, id="text", title=title))


@lru_cache(maxsize=1)
def _digester(settings: Settings) -> Digester:
    return Digester(settings)


def _profile(folder: Path) -> dict[str, Any]:
    path = folder / "khulasa.json"
    profile: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return profile


def _with_abstract(work: _Work, draft: Draft, weak: bool) -> _Work:
    """Add the abstract, or the extract in its place when the article doesn't support what was written.

    What a weak model writes must be the article's own words.
    """
    if weak and draft.abstract is not None:
        copying = checks.check_copying(work.sentences, draft.abstract.text)
        draft = replace(draft, flags=(*draft.flags, *copying))
    if draft.abstract is not None and not checks.is_unsupported(draft.abstract, draft.flags):
        return replace(work, abstract=draft.abstract, flags=draft.flags)
    chosen = work.extract
    place = Abstract(chosen.text, "extract", tuple((index,) for index in chosen.indices))
    reasons = "; ".join(flag.detail for flag in draft.flags) or "nothing was written"
    rejected = f" It read: {draft.abstract.text}" if draft.abstract else ""
    detail = f"the written summary was set aside, and the extract stands in its place: {reasons}.{rejected}"
    return replace(work, abstract=place, flags=(Flag("support", "abstract", detail, "error"),), unsupported=True)


def _then(
    step: Callable[[Sequence[_Item]], Sequence[_Result]], items: Sequence[_Item | KhulasaError]
) -> list[_Result | KhulasaError]:
    """Run ``step`` on all items that have not failed yet; if it fails, on each alone, so that only bad ones fail."""
    good = [item for item in items if not isinstance(item, KhulasaError)]
    results: Iterator[_Result | KhulasaError] = iter(_attempt(step, good))
    return [item if isinstance(item, KhulasaError) else next(results) for item in items]


def _attempt(
    step: Callable[[Sequence[_Item]], Sequence[_Result]], items: Sequence[_Item]
) -> Sequence[_Result | KhulasaError]:
    if not items:
        return []
    try:
        return step(items)
    except Exception as error:  # whatever one article sets off, the others have a right to their digest
        if len(items) > 1:
            return [result for item in items for result in _attempt(step, [item])]
        if isinstance(error, KhulasaError):
            return [error]
        return [KhulasaError(f"unexpected {type(error).__name__}: {error}")]
