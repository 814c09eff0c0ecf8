"""Doubts in place: the words concerned are marked, and carry their note with them.

A mark can be hovered, clicked and reached by keyboard; its note is text inside it, so that a screen reader says both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from ui.render.doubts import Doubt
from ui.render.markup import EMPTY, join, safe

_LOUDNESS = ("info", "warn", "error")
# A figure goes on across these where a figure follows: the 5 of 78.5 and the 5 of 5,000 are no numbers of their own.
_POINT = ".,٫٬"
_PER_CENT = r"(?!\s?[%٪])"


def marked_source(text: str, doubts: Sequence[Doubt]) -> Markup:
    """Give Arabic text with the words that a translation lost marked."""
    return _marked(text, [(words, doubt) for doubt in doubts for words in doubt.source])


def marked_target(text: str, doubts: Sequence[Doubt]) -> Markup:
    """Give a translation or a summary with the words in doubt marked; doubts about it as a whole stand behind it."""
    placed = [(words, doubt) for doubt in doubts for words in doubt.target]
    of_the_whole = [doubt for doubt in doubts if not doubt.source and not any(_find(text, w) for w in doubt.target)]
    return join((_marked(text, placed), badge(of_the_whole)))


def badge(doubts: Sequence[Doubt]) -> Markup:
    """Give the sign that stands behind a text which is in doubt as a whole; nothing for no doubts."""
    if not doubts:
        return EMPTY
    return Markup(
        ' <span class="kh-badge kh-{}" role="button" tabindex="0"><b aria-hidden="true">!</b>{}</span>'
    ).format(_loudest(doubts), _notes(doubts))


def _marked(text: str, wanted: Sequence[tuple[str, Doubt]]) -> Markup:
    by_span: dict[tuple[int, int], list[Doubt]] = {}
    for words, doubt in wanted:
        span = _find(text, words)
        if span:
            by_span.setdefault(span, []).append(doubt)
    parts, end = [], 0
    for (start, stop), doubts in sorted(by_span.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start < end:
            continue  # inside a longer mark, whose note is about the same words
        parts += [safe(text[end:start]), _mark(text[start:stop], doubts)]
        end = stop
    return join((*parts, safe(text[end:])))


def _find(text: str, words: str) -> tuple[int, int] | None:
    """Give where ``words`` stand in ``text``: as whole words if they do, otherwise inside others; never half a number.

    >>> _find("up 78.5% last year, 5% of it this year", "5%")
    (20, 22)
    """
    if not words:
        return None
    before = rf"(?<!\d)(?<!\d[{_POINT}])" if words[0].isdigit() else ""
    after = rf"(?![{_POINT}]?\d)" if words[-1].isdigit() else ""
    whole = rf"{before}{re.escape(words)}{after}"
    alone = _PER_CENT if words[-1].isdigit() else ""
    match = re.search(rf"(?<!\w){whole}(?!\w){alone}", text) or re.search(whole, text)
    return match.span() if match else None


def _mark(text: str, doubts: Sequence[Doubt]) -> Markup:
    return Markup('<span class="kh-mark kh-{}" role="button" tabindex="0"><bdi>{}</bdi>{}</span>').format(
        _loudest(doubts), safe(text), _notes(doubts)
    )


def _notes(doubts: Sequence[Doubt]) -> Markup:
    return Markup('<span class="kh-why">{}</span>').format(
        join(Markup("<span>{}</span>").format(words) for words in dict.fromkeys(doubt.words for doubt in doubts))
    )


def _loudest(doubts: Sequence[Doubt]) -> str:
    return max((doubt.level for doubt in doubts), key=_LOUDNESS.index)
