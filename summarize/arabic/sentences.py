"""Sentences of Arabic news text, without losing a character.

Arabic has no capital letters, and Arabic newsrooms quote three sentences inside one, leave out the space after a full
stop, and end paragraphs without a mark. So paragraphs are found first (``lines``), then quotations (``enclosures``),
and each mark that is left is judged by its neighbours (``stops``). «،» «؛» and «:» never end a sentence.
Sentences too long for a model are cut by ``split_clauses``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarize.arabic.clauses import split_clauses
from summarize.arabic.enclosures import enclosures
from summarize.arabic.lines import paragraphs
from summarize.arabic.stops import stops
from summarize.records import Sentence

__all__ = ["split_clauses", "split_sentences"]

_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+")
_WORD = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s*")
# A quotation up to this many characters stays whole with the stops inside it; a longer one is split like other text.
_LONGEST_QUOTATION = 350


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split ``text`` into sentences, in order; linear in its length.

    ``text[s.start:s.end] == s.text`` for each; spans don't overlap, and only white space lies outside of them. A
    quotation keeps its inner full stops unless it is very long. Text without a letter or digit gives a sentence only
    where a paragraph has nothing else.

    >>> [s.text for s in split_sentences("وصل د. سمير. وقال: «لن نتراجع. هذا قرارنا». متى يعود؟")]
    ['وصل د. سمير.', 'وقال: «لن نتراجع. هذا قرارنا».', 'متى يعود؟']
    """
    spans = [span for start, end in paragraphs(text) for span in _sentence_spans(text, start, end)]
    return tuple(Sentence(index, start, end, text[start:end]) for index, (start, end) in enumerate(spans))


def _sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split one paragraph, which begins and ends with something other than white space."""
    pairs = enclosures(text, start, end)
    kept_whole = _Cover([*_short(pairs), *_addresses(text, start, end)])
    partners = {close: opening for opening, close in pairs}
    spans: list[tuple[int, int]] = []
    begin, first_word = start, _next_word(text, start, end)
    for stop in stops(text, start, end, partners):
        if first_word >= stop.end or kept_whole.holds(stop.at, stop.end):
            continue
        if stop.ends_sentence(begin, partners):
            spans.append((begin, stop.end))
            begin = _SPACE.match(text, stop.end, end).end()  # type: ignore[union-attr]  # matches the empty string
            first_word = _next_word(text, begin, end)
    if spans and first_word >= end:  # nothing but marks is left: they belong to the sentence before
        begin, _ = spans.pop()
    return [*spans, (begin, end)]


def _next_word(text: str, start: int, end: int) -> int:
    found = _WORD.search(text, start, end)
    return found.start() if found else end


def _short(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    return ((opening, close) for opening, close in pairs if close - opening <= _LONGEST_QUOTATION)


def _addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _ADDRESS.finditer(text, start, end):
        yield found.start(), found.start() + len(found.group().rstrip(".,!?;:\"')"))


class _Cover:
    """Spans that no boundary may fall into, asked from left to right."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = iter(sorted(spans))
        self._next = next(self._spans, None)
        self._reach = -1  # the furthest end of the spans that began before the last question

    def holds(self, at: int, end: int) -> bool:
        """Tell whether some span begins before ``at`` and reaches over ``end``."""
        while self._next is not None and self._next[0] < at:
            self._reach = max(self._reach, self._next[1])
            self._next = next(self._spans, None)
        return self._reach >= end
