"""Extractive summaries: the sentences of an article that say most, in the article's own words and order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.errors import UsageError
from summarize.extractive.document import Document, read
from summarize.extractive.lead import lead
from summarize.extractive.lexrank import lexrank
from summarize.extractive.mmr import mmr
from summarize.extractive.ranker import ranker
from summarize.extractive.select import Gains, choose
from summarize.extractive.textrank import textrank
from summarize.records import Article, Extract, Sentence

__all__ = ["DEFAULT_METHOD", "METHODS", "Method", "extract", "find", "salience"]

Method = Callable[[Document], Gains]

_METHODS: dict[str, Method] = {
    "ranker": ranker,
    "lead": lead,
    "lexrank": lexrank,
    "textrank": textrank,
    "mmr": mmr,
}
METHODS: tuple[str, ...] = tuple(_METHODS)
DEFAULT_METHOD = "ranker"  # above the lead on held-out summaries: the figures are in ranker.json


def extract(
    article: Article, sentences: Sequence[Sentence], method: str = DEFAULT_METHOD, sentence_count: int = 3
) -> Extract:
    """Choose at most ``sentence_count`` sentences that don't repeat one another, in article order.

    Raises `UsageError` for an unknown method or a count below 1. An article without sentences gives an empty extract.
    """
    chosen_by = find(method)
    if sentence_count < 1:
        raise UsageError(f"sentence_count is {sentence_count}: an extract has at least 1 sentence")
    document = read(article, sentences)
    chosen = [sentences[place] for place in choose(document, chosen_by(document), sentence_count)]
    return Extract(method, tuple(sentence.index for sentence in chosen), " ".join(sentence.text for sentence in chosen))


def salience(article: Article, sentences: Sequence[Sentence], method: str = DEFAULT_METHOD) -> list[float]:
    """Rate every sentence by itself, in article order; higher is more salient. Scales differ from method to method.

    Raises `UsageError` for an unknown method.
    """
    return find(method)(read(article, sentences))(())


def find(method: str) -> Method:
    """Give the method of that name; raises `UsageError` for any other name."""
    if method not in _METHODS:
        raise UsageError(f"unknown extractive method {method!r}: choose one of {', '.join(METHODS)}")
    return _METHODS[method]
