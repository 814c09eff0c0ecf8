"""What a summarizer reads of an article that is longer than it can read: whole sentences, chosen, not a blind cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summarize.arabic.sentences import split_clauses
from summarize.extractive import salience
from summarize.records import Article, Extract, Sentence

# Share of the input that the beginning of the article may take before the extract has its turn. News puts its story
# first and summarizers learned from beginnings, but the extract may stand anywhere.
_LEAD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """An article, its sentences and its extract: what a summary is made from."""

    article: Article
    sentences: Sequence[Sentence]
    extract: Extract


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """The text a summarizer reads, and the positions of the sentences in it, in article order."""

    text: str
    positions: tuple[int, ...]


def summary_input(
    request: SummaryRequest, limit: int, spell: Callable[[str], str], count: Callable[[Sequence[str]], list[int]]
) -> SummaryInput:
    """Give as much of an article as fits into ``limit`` tokens, whole sentences in article order.

    Everything when it fits; else the beginning up to half of the limit, then the extract's sentences, then the rest
    by falling salience. A first sentence that is too long by itself gives its first clauses. ``spell`` writes a
    sentence as the model knows it, ``count`` counts the tokens of texts.
    """
    texts = [spell(sentence.text) for sentence in request.sentences]
    tokens = count(texts)
    if sum(tokens) <= limit:
        return SummaryInput(" ".join(texts), tuple(range(len(texts))))
    chosen: set[int] = set()
    room = limit
    for position in _by_priority(request, tokens, limit):
        if position not in chosen and tokens[position] <= room:
            chosen.add(position)
            room -= tokens[position]
    if not chosen:
        return SummaryInput(split_clauses(texts[0], limit, lambda text: count([text])[0])[0], (0,))
    positions = tuple(sorted(chosen))
    return SummaryInput(" ".join(texts[position] for position in positions), positions)


def _by_priority(request: SummaryRequest, tokens: Sequence[int], limit: int) -> Iterator[int]:
    """Positions of sentences, the most wanted first; some come twice."""
    used = 0
    for position, length in enumerate(tokens):
        used += length
        if used > _LEAD_SHARE * limit:
            break
        yield position
    extracted = set(request.extract.indices)
    yield from (position for position, sentence in enumerate(request.sentences) if sentence.index in extracted)
    rates = salience(request.article, request.sentences, request.extract.method)
    yield from sorted(range(len(rates)), key=lambda position: -rates[position])
