"""The composition root: articles in, digests out. The only module that names concrete engines."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from typing import TypeVar

import summarize
from summarize import checks
from summarize.abstractive import Abstracter, summary_task
from summarize.arabic.sentences import split_sentences
from summarize.config import Settings
from summarize.engines.base import Engine
from summarize.errors import KhulasaError, MissingExtraError, ModelError, ReadingError, UsageError
from summarize.extractive import METHODS, extract
from summarize.languages import NAMES, resolve
from summarize.models import hub, registry
from summarize.models.loaded import LoadedModel, Shelf, read_profile
from summarize.models.registry import ModelCard
from summarize.reading import clean
from summarize.records import Article, Digest, Failure, Flag, Line, Sentence, Step, Translation
from summarize.summary_input import SummaryRequest
from summarize.translation import Translator, translation_task
from summarize.work import Once, Request, Translated, Work, flags_of, growing_chunks, joined, timed

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Digester:
    """Makes digests; the models are loaded once, when it is made, and taken from ``shelf`` where one is given.

    Raises ``UsageError`` for settings that make no sense, ``ModelError`` and its kin for models that cannot be used.
    """

    def __init__(self, settings: Settings | None = None, shelf: Shelf | None = None) -> None:
        self.settings = settings or Settings()
        if self.settings.sentence_count < 1:
            raise UsageError(f"sentence_count {self.settings.sentence_count} given, at least 1 expected")
        if self.settings.translator != "none":
            resolve(self.settings.target_lang, NAMES, "Khulasa")
        if self.settings.extract_method not in METHODS:
            raise UsageError(
                f"extract method {self.settings.extract_method!r} given, one of {', '.join(METHODS)} expected"
            )
        self._shelf = shelf or Shelf()
        self._models: dict[str, LoadedModel] = {}
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
        for step in self.steps(article):
            if step.digest is not None:
                return step.digest
        raise AssertionError("the last step carries the digest")

    def steps(self, article: Article | str) -> Iterator[Step]:
        """Digest one article stage by stage, what a reader wants first first.

        The stages: cleaned, extract, abstract, abstract_translation (with the headline), translation (several: two
        sentences at once, then up to sixteen), done, whose digest is ``digest``'s. Stages without a model are left out.
        Work is done as steps are asked for: who stops iterating stops it. Errors are those of ``digest``.
        """
        if isinstance(article, str):
            article = clean(article, id="text")
        if not isinstance(article, Article):
            raise UsageError(f"{type(article).__name__} given, an Article or the text of one expected")
        return timed(self._stages(article))

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
        return self._translating().translate(lines)

    def translate_stepwise(self, lines: Sequence[str]) -> Iterator[tuple[Line, ...]]:
        """Translate as ``translate`` does, a few lines at a time: give all lines so far, again and again."""
        requests = [Request(line, f"translation:{index}") for index, line in enumerate(lines)]
        once = Once(self._translating())
        done = 0
        for chunk in growing_chunks(requests):
            once.translate(chunk)
            done += len(chunk)
            yield once.translate(requests[:done])

    def _stages(self, article: Article) -> Iterator[Step]:
        try:
            sentences = _sentences(article)
            yield (step := Step("cleaned", article, sentences))
            work = self._choose(article, sentences)
            yield (step := replace(step, stage="extract", extract=work.extract))
            if self._abstracter is not None:
                (work,) = self._summarize_all([work])
                yield (step := replace(step, stage="abstract", abstract=work.abstract, flags=work.flags))
            lines: tuple[Line, ...] = ()
            if self._translator is not None:
                once = Once(self._translator)
                step = yield from self._translation_stages(step, work, once)
                lines = once.translate(work.requests())
            digest = self._assemble(work, lines)
            yield replace(step, stage="done", flags=digest.flags, digest=digest)
        except KhulasaError:
            raise
        except Exception as error:  # whatever a model's library throws is told in our words
            raise _ours(error) from error

    def _translation_stages(self, step: Step, work: Work, once: Once) -> Generator[Step, None, Step]:
        """Translate what a reader looks at first, then the article from its beginning; return the last step."""
        title, summary = once.translate(work.title()), once.translate(work.summary())
        flags = (*work.flags, *self._doubts(), *flags_of(title), *flags_of(summary))
        step = replace(step, stage="abstract_translation", title=joined(title), summary=joined(summary), flags=flags)
        if title or summary:
            yield step
        body = work.body()
        done = 0
        for chunk in growing_chunks(body):
            once.translate(chunk)
            done += len(chunk)
            lines = once.translate(body[:done])
            yield (step := replace(step, stage="translation", lines=lines, flags=(*flags, *flags_of(lines))))
        return step

    def _digest_together(self, articles: Sequence[Article]) -> list[Digest | KhulasaError]:
        chosen: list[Work | KhulasaError] = _then(self._choose_all, articles)
        summarized: list[Work | KhulasaError] = _then(self._summarize_all, chosen)
        return _then(self._translate_all, summarized)

    def _choose_all(self, articles: Sequence[Article]) -> list[Work]:
        return [self._choose(article, _sentences(article)) for article in articles]

    def _choose(self, article: Article, sentences: tuple[Sentence, ...]) -> Work:
        settings = self.settings
        return Work(article, sentences, extract(article, sentences, settings.extract_method, settings.sentence_count))

    def _summarize_all(self, works: Sequence[Work]) -> list[Work]:
        if self._abstracter is None:
            return list(works)
        requests = [SummaryRequest(work.article, work.sentences, work.extract) for work in works]
        weak = bool(self._models[self.settings.summarizer].doubts())
        drafts = self._abstracter.summarize_all(requests)
        return [work.with_abstract(draft, weak) for work, draft in zip(works, drafts, strict=True)]

    def _translate_all(self, works: Sequence[Work]) -> list[Digest]:
        if self._translator is None:
            return [self._assemble(work, ()) for work in works]
        jobs = [work.requests() for work in works]
        done = iter(Once(self._translator).translate([request for job in jobs for request in job]))
        return [self._assemble(work, tuple(next(done) for _ in job)) for work, job in zip(works, jobs, strict=True)]

    def _assemble(self, work: Work, lines: tuple[Line, ...]) -> Digest:
        translation = summaries = None
        flags = work.flags
        if self._translator is not None:
            made = Translated(work, lines)
            flags = (*flags, *self._doubts(), *flags_of(lines))
            model = self._models[self.settings.translator].card.name
            translation = Translation(self._translator.task.target_lang, model, made.body, made.title)
            summaries = made.summaries
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

    def _doubts(self) -> tuple[Flag, ...]:
        return self._models[self.settings.translator].doubts()

    def _translating(self) -> Translator:
        if self._translator is None:
            raise UsageError("the translator 'none' was given, the name of a model expected")
        return self._translator

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

    def _load(self, name: str, task: str) -> LoadedModel:
        if name not in self._models:
            card = registry.find(name)
            if self.settings.commercial:
                registry.require_commercial(card)
            self._models[name] = self._shelf.take(
                card, "torch" if self.settings.engine == "torch" else "ct2", self._run
            )
        model = self._models[name]
        if task not in model.card.tasks:
            raise ModelError(f"{name} can't {task}, only {' and '.join(model.card.tasks)}: see khulasa models list")
        return model

    def _run(self, card: ModelCard) -> LoadedModel:
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
        return LoadedModel(card, engine, read_profile(folder))


def digest(text: str, *, title: str = "", settings: Settings | None = None) -> Digest:
    """Digest the scraped text of one article; the models stay loaded for the next call with the same settings.

    Raises ``ReadingError`` when ``text`` holds no Arabic sentence.
    """
    return _digester(settings or Settings()).digest(clean(text, id="text", title=title))


@lru_cache(maxsize=1)
def _digester(settings: Settings) -> Digester:
    return Digester(settings)


def _sentences(article: Article) -> tuple[Sentence, ...]:
    sentences = split_sentences(article.text)
    if not sentences:
        raise ReadingError(f"{article.source or article.id} holds no sentence: an article's text was expected")
    return sentences


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
        return [_ours(error)]


def _ours(error: Exception) -> KhulasaError:
    return error if isinstance(error, KhulasaError) else KhulasaError(f"unexpected {type(error).__name__}: {error}")
