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
    """Give where ``words`` stand in ``text``: as whole words if they do, otherwise wherever they are."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) or re.search(re.escape(words), text)
    return match.span() if match and words else None


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
