"""The abstractive task: a short Arabic text that says what an article says, and the sentences that carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.arabic.model_text import model_text
from summarize.arabic.sentences import split_sentences
from summarize.checks import check_summary, support
from summarize.engines.base import Decoding, Engine, Hypothesis
from summarize.errors import LanguageError, ModelError
from summarize.records import Abstract, Article, Extract, Flag, Sentence
from summarize.summary_input import SummaryInput, SummaryRequest, summary_input
from summarize.typography import finished, tidy

# A text of no more words than this is no longer than the summaries that newsrooms write: it is its own summary.
SHORT_ARTICLE_WORDS = 30
# The name that stands in ``Abstract.model`` when the article's own text is the summary.
OWN_TEXT = "article"
# As the authors of XL-Sum decoded (Hasan et al. 2021, and the model card of csebuetnlp/mT5_multilingual_XLSum).
XLSUM_DECODING = Decoding(beam_size=4, length_penalty=0.6, no_repeat_ngram=2, max_tokens=84, max_source_tokens=512)
# A model with several tasks that does not say how it was tuned: the sources it saw in training end at about 110 words.
_CODED_DECODING = Decoding(beam_size=4, no_repeat_ngram=3, max_tokens=120, max_source_tokens=250)
_SPACE = re.compile(r"\s+")
_OPEN_END = " ،؛:,;"


@dataclass(frozen=True, slots=True)
class SummaryTask:
    """How a model is asked for a summary.

    ``source_lang`` and ``summary_code`` are the codes of a model with several tasks, None for one that only
    summarizes. Such a model (mT5-XLSum) reads text as it was published, the others in ``model_text``'s spelling.
    """

    decoding: Decoding
    source_lang: str | None = None
    summary_code: str | None = None

    @property
    def signature(self) -> str:
        """The choices that an abstract depends on, for the digest's signature."""
        d = self.decoding
        search = f"b{d.beam_size}l{d.length_penalty:g}n{d.no_repeat_ngram}r{d.repetition_penalty:g}"
        return f"{search}s{d.max_source_tokens}t{d.max_tokens}"

    def spell(self, text: str) -> str:
        """Write ``text`` on one line as the model was trained to read it."""
        return _SPACE.sub(" ", text).strip() if self.summary_code is None else model_text(text)


def summary_task(
    family: str, summary_code: str | None = None, decoding: Decoding | None = None, beam_size: int | None = None
) -> SummaryTask:
    """Give the task for a family of models: ``t5``, or ``nllb`` with the code that asks it for a summary.

    ``decoding`` is what a model was tuned for, where it says so; ``beam_size`` overrides its beam.
    Raises ``ModelError`` for a model that does not summarize.
    """
    if family != "t5" and summary_code is None:
        raise ModelError(f"this {family} model does not summarize; choose a summarizer: khulasa models list")
    chosen = decoding or (XLSUM_DECODING if summary_code is None else _CODED_DECODING)
    if beam_size is not None:
        chosen = replace(chosen, beam_size=beam_size)
    return SummaryTask(chosen, None if summary_code is None else "arb_Arab", summary_code)


@dataclass(frozen=True, slots=True)
class Draft:
    """An abstract with its flags; ``abstract`` is None when the model wrote nothing."""

    abstract: Abstract | None
    flags: tuple[Flag, ...] = ()


class Abstracter:
    """Summarizes articles with one model. Raises ``LanguageError`` at once when the model lacks the summary code."""

    def __init__(self, engine: Engine, model: str, task: SummaryTask) -> None:
        if task.summary_code is not None and task.summary_code not in engine.languages():
            raise LanguageError(f"{model} does not know {task.summary_code!r}, the code that asks it for a summary")
        self.engine, self.model, self.task = engine, model, task

    def summarize(self, article: Article, sentences: Sequence[Sentence], extract: Extract) -> Draft:
        """Summarize one article; see ``summarize_all``."""
        return self.summarize_all([SummaryRequest(article, sentences, extract)])[0]

    def summarize_all(self, requests: Sequence[SummaryRequest]) -> list[Draft]:
        """Give one draft for each request, in order; all that need the model go to it in one batch.

        An article of up to ``SHORT_ARTICLE_WORDS`` words is its own summary (model ``article``), and so is one that
        the model does not make shorter: a summary is never longer than its article.
        """
        sources = {
            k: self._source(request) for k, request in enumerate(requests) if _words(request) > SHORT_ARTICLE_WORDS
        }
        texts = [source.text for source in sources.values()]
        task = self.task
        hypotheses = self.engine.generate(texts, task.decoding, task.source_lang, task.summary_code) if texts else []
        drafts = [_own_text(request, "the article is no longer than a summary") for request in requests]
        for (k, source), hypothesis in zip(sources.items(), hypotheses, strict=True):
            drafts[k] = self._draft(requests[k], source, hypothesis)
        return drafts

    def _source(self, request: SummaryRequest) -> SummaryInput:
        return summary_input(request, self.task.decoding.max_source_tokens, self.task.spell, self.engine.count_tokens)

    def _draft(self, request: SummaryRequest, source: SummaryInput, hypothesis: Hypothesis) -> Draft:
        text = _ended(tidy(hypothesis.text, "arb_Arab"), hypothesis.hit_limit)
        if len(text.split()) >= _words(request):
            return _own_text(request, "what the model wrote is no shorter than the article")
        flags = _limits(request, source, hypothesis)
        if not text:
            return Draft(None, flags)
        carried = support([sentence.text for sentence in split_sentences(text)], request.sentences)
        return Draft(Abstract(text, self.model, carried), (*check_summary(request.sentences, text, carried), *flags))


def _words(request: SummaryRequest) -> int:
    return sum(len(sentence.text.split()) for sentence in request.sentences)


def _own_text(request: SummaryRequest, reason: str) -> Draft:
    if not request.sentences:
        return Draft(None)
    text = " ".join(_SPACE.sub(" ", sentence.text) for sentence in request.sentences)
    note = Flag("input", "abstract", f"{reason}: the article's own text stands for one", "info")
    return Draft(Abstract(text, OWN_TEXT, tuple((sentence.index,) for sentence in request.sentences)), (note,))


def _ended(text: str, hit_limit: bool) -> str:
    """Give a summary its final mark; one that was cut off loses its unfinished sentence, or shows it by an ellipsis."""
    if not text or finished(text):
        return text
    if not hit_limit:
        return text.rstrip(_OPEN_END) + "."
    whole = [sentence.text for sentence in split_sentences(text)][:-1]
    return " ".join(whole) or text.rstrip(_OPEN_END) + "…"


def _limits(request: SummaryRequest, source: SummaryInput, hypothesis: Hypothesis) -> tuple[Flag, ...]:
    """Flag what the model did not read and did not finish."""
    flags = []
    read, all_sentences = len(source.positions), len(request.sentences)
    if read < all_sentences:
        flags.append(Flag("input", "abstract", f"the model read {read} of {all_sentences} sentences", "info"))
    if hypothesis.source_cut:
        flags.append(Flag("limit", "abstract", "the model did not read the end of what it was given"))
    if hypothesis.hit_limit:
        flags.append(Flag("limit", "abstract", "the summary was still going on at its longest allowed length"))
    return tuple(flags)
