"""What two texts share, as places in each: for showing why a score is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.rouge import Span, shared_ngrams


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what it shares with others, in code points: ``words``, and ``phrases`` of two words and more.

    Spans are in the order of the others, so that those of one may overlap those of the next; a phrase's words are
    among ``words`` too.
    """

    text: str
    words: tuple[Span, ...]
    phrases: tuple[Span, ...]


def mark(text: str, others: Sequence[str]) -> Marked:
    """Find what ``text`` shares with each of the others; what one of them says once is found once.

    >>> mark("وصل الوفد إلى بغداد", ["الوفد الى بغداد وصل"]).phrases
    (Span(start=4, end=19),)
    """
    words, phrases = (tuple(span for other in others for span in shared_ngrams(text, other, n)) for n in (1, 2))
    return Marked(text, words, phrases)
