"""Which line breaks end a paragraph.

A blank line always does. A single line break does too, unless the text was wrapped to a width: then each line was
broken because the next word did not fit, and that can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ENDS_PROSE = re.compile("[.۔][\"”»’')\\]\\s\u200e\u200f]*$")
_ITEM = re.compile("[-–—*•▪●■◦‣○·►▶✓✔]\\s|[0-9٠-٩۰-۹]{1,3}\\s?[.)\\-–]\\s?\\D|[(][0-9٠-٩]{1,3}[)]")
# A line that ends in one of these, or the next that begins with one of those, is in the middle of a sentence.
_ENDS_OPEN = ("،", ",", "؛")
_GOES_ON = ("،", ",", "؛", ".", "؟", "!", "»", "”", ")")
# Widths that mail clients, terminals and PDFs wrap at. Lines all shorter are verse, menus or captions.
_NARROWEST, _WIDEST = 35, 110
# Lines are not filled to the last column: proportional fonts, widths counted in bytes, a long word at the turn.
_SLACK = 0.88
# Text that ends without a full stop counts as wrapped only when this many lines are filled, and without slack.
_PROOF = 5


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    def first_word(self) -> str:
        return self.text.split(maxsplit=1)[0]


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Give the span of each paragraph, in order; nothing but white space lies outside of them.

    >>> list(paragraphs("first\n\nsecond\nthird"))
    [(0, 5), (7, 13), (14, 19)]
    """
    for block in _blocks(text):
        start = block[0].start
        for line, following, filled in zip(block, block[1:], _filled(block), strict=False):
            if not _joined(line, following, filled):
                yield start, line.end
                start = following.start
        yield start, block[-1].end


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Give runs of lines without a blank line between them."""
    block: list[_Line] = []
    position = 0
    for found in [*_BREAK.finditer(text), None]:
        raw = text[position : found.start() if found else len(text)]
        bare = raw.strip()
        if bare:
            start = position + len(raw) - len(raw.lstrip())
            block.append(_Line(start, start + len(bare), bare))
        if block and (not bare or found is None or found.group() in "\f\u2029"):
            yield block
            block = []
        position = found.end() if found else len(text)


def _filled(block: list[_Line]) -> list[bool]:
    """Tell for each line but the last whether it was broken because the next word did not fit."""
    width = max(len(line.text) for line in block)
    if len(block) == 1 or not _NARROWEST <= width <= _WIDEST:
        return [False] * (len(block) - 1)
    reach = [len(line.text) + 1 + len(following.first_word()) for line, following in pairwise(block)]
    # Headlines one below the other may have one length as well; prose ends in a full stop or goes on for many lines.
    if _ENDS_PROSE.search(block[-1].text):
        return [length >= width * _SLACK for length in reach]
    return [len(block) >= _PROOF and min(reach) > width] * len(reach)


def _joined(line: _Line, following: _Line, filled: bool) -> bool:
    if _ITEM.match(following.text):
        return False
    return filled or line.text.endswith(_ENDS_OPEN) or following.text.startswith(_GOES_ON)
