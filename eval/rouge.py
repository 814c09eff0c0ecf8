"""ROUGE-1, -2, -L and -Lsum for Arabic and English, built on rouge-score.

Lin (2004), "ROUGE: A Package for Automatic Evaluation of Summaries". N-grams are counted by rouge-score itself; the
longest common subsequences are ours for speed, equal to its own. A hypothesis or reference without words scores 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from math import fsum
from typing import Any, Literal, get_args

import summarize
from eval.arabic_tokens import ArabicTokenizer, Normalization
from eval.lcs import lcs_indices, lcs_length
from eval.tokenization import tokenizer
from summarize.errors import MissingExtraError, UsageError

KINDS = ("rouge1", "rouge2", "rougeL", "rougeLsum")
# How the scores against several references become one: the best by F (of its ties the one with more recall), each
# kind by itself as in rouge-score; or the mean of precisions, of recalls and of Fs.
Aggregate = Literal["max", "mean"]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each between 0 and 1."""

    precision: float
    recall: float
    fmeasure: float


@dataclass(frozen=True, slots=True)
class Rouge:
    """The four scores of one hypothesis; ``rouge["rougeL"]`` gives one by its name in ``KINDS``."""

    rouge1: Score
    rouge2: Score
    rougeL: Score
    rougeLsum: Score

    def __getitem__(self, kind: str) -> Score:
        score: Score = getattr(self, kind)
        return score


class RougeScorer:
    """Scores hypotheses under one tokenization; ``signature`` says how, and stands beside every score."""

    def __init__(
        self,
        tokenization: str = "arabic",
        stem: bool = False,
        aggregate: Aggregate = "max",
        normalization: Normalization = "full",
    ) -> None:
        if aggregate not in get_args(Aggregate):
            raise UsageError(f"unknown aggregate {aggregate!r}: choose one of {', '.join(get_args(Aggregate))}")
        self._tokenizer = tokenizer(tokenization, stem, normalization)
        self._aggregate = aggregate
        self._ngrams = _ngram_scorer()
        self.signature = "|".join(
            (
                f"rouge|kinds:{','.join(KINDS)}",
                self._tokenizer.signature,
                f"refs:{aggregate}",
                f"rouge-score:{version('rouge-score')}",
                f"version:{summarize.__version__}",
            )
        )

    def score(self, hypothesis: str, references: Sequence[str]) -> Rouge:
        """Score one text against its references.

        Raises ``UsageError`` when there is no reference, or one string is given where several are expected.

        >>> RougeScorer().score("وصل الوفد إلى بغداد", ["الوفد وصل بغداد"]).rouge1.recall
        1.0
        """
        if isinstance(references, str) or not references:
            raise UsageError("ROUGE wants a list of at least one reference for each hypothesis")
        written = self._read(hypothesis)
        scores = [self._against(written, self._read(reference)) for reference in references]
        return scores[0] if len(scores) == 1 else Rouge(*(self._combined(scores, kind) for kind in KINDS))

    def score_pairs(self, pairs: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Rouge]:
        """Score ``(hypothesis, references)`` one by one as they come; nothing is kept."""
        for hypothesis, references in pairs:
            yield self.score(hypothesis, references)

    def _read(self, text: str) -> _Text:
        sentences = [self._tokenizer.tokenize(sentence) for sentence in self._tokenizer.sentences(text)]
        return _Text([word for sentence in sentences for word in sentence], sentences)

    def _against(self, hypothesis: _Text, reference: _Text) -> Rouge:
        ngrams = self._ngrams.score(reference.words, hypothesis.words)
        common = lcs_length(reference.words, hypothesis.words)
        return Rouge(
            Score(*map(float, ngrams["rouge1"])),
            Score(*map(float, ngrams["rouge2"])),
            _score(common, len(hypothesis.words), len(reference.words)),
            _summary_level(hypothesis.sentences, reference.sentences),
        )

    def _combined(self, scores: Sequence[Rouge], kind: str) -> Score:
        of_kind = [score[kind] for score in scores]
        if self._aggregate == "max":
            return max(of_kind, key=lambda score: (score.fmeasure, score.recall))
        return Score(*(fsum(values) / len(scores) for values in zip(*map(_values, of_kind), strict=True)))


@dataclass(frozen=True, slots=True)
class _Text:
    words: list[str]
    sentences: list[list[str]]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text in code points: ``text[start:end]``."""

    start: int
    end: int


def shared_ngrams(text: str, other: str, n: int = 1) -> tuple[Span, ...]:
    """Give where the n-grams of ``text`` stand that ``other`` has too, in order; overlapping ones become one span.

    Words are those of the ``arabic`` tokenization. As in ROUGE, what ``other`` says once counts once: the first.

    >>> shared_ngrams("وصل الوفد إلى بغداد", "الوفد الى بغداد وصل", n=2)
    (Span(start=4, end=19),)
    """
    tokenization = ArabicTokenizer()
    tokens = list(tokenization.tokens(text))
    left = Counter(_ngrams([token.text for token in tokenization.tokens(other)], n))
    spans: list[Span] = []
    for k, ngram in enumerate(_ngrams([token.text for token in tokens], n)):
        if not left[ngram]:
            continue
        left[ngram] -= 1
        start, end = tokens[k].start, tokens[k + n - 1].end
        if spans and start < spans[-1].end:
            start = spans.pop().start
        spans.append(Span(start, end))
    return tuple(spans)


def _ngrams(words: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[k : k + n]) for k in range(len(words) - n + 1))


def _summary_level(hypothesis: Sequence[Sequence[str]], reference: Sequence[Sequence[str]]) -> Score:
    """Score the union of each reference sentence's subsequences; a word is a hit as often as both texts have it."""
    left = Counter(word for sentence in hypothesis for word in sentence)
    written, wanted = left.total(), sum(map(len, reference))
    hits = 0
    for sentence in reference:
        for k in sorted({k for other in hypothesis for k in lcs_indices(sentence, other)}):
            if left[sentence[k]]:
                left[sentence[k]] -= 1
                hits += 1
    return _score(hits, written, wanted)


def _score(hits: int, written: int, wanted: int) -> Score:
    if not hits:
        return Score(0.0, 0.0, 0.0)
    precision, recall = hits / written, hits / wanted
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def _values(score: Score) -> tuple[float, float, float]:
    return score.precision, score.recall, score.fmeasure


class _Words:
    """Lets rouge-score take words that are made already."""

    def tokenize(self, words: list[str]) -> list[str]:
        return words


def _ngram_scorer() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer as NgramScorer
    except ImportError as error:
        raise MissingExtraError("ROUGE", "eval") from error
    return NgramScorer(["rouge1", "rouge2"], tokenizer=_Words())
