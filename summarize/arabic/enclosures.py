"""Which quotation marks and brackets belong together.

Newspapers open with “ and close with ", print ” for “, forget one of two. So a mark's neighbours say first whether it
opens or closes, its shape second, and what stays without a partner counts for nothing: an unbalanced mark cannot
swallow an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Three and more of one mark in a row are a rule or a typing error, no quotation.
_MARK = re.compile("([\"“”„‟″＂«»'‘’‚‹›()\\[\\]{}（）])(\\1\\1+)?")
_OPENING = frozenset("“„‟«‘‚‹([{（")
_CLOSING = frozenset("”»’›)]}）")
_SINGLE = frozenset("'‘’‚‹›")
_FAMILY = {
    **dict.fromkeys('"“”„‟″＂', "double"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys(_SINGLE, "single"),
    **dict.fromkeys("()（）", "round"),
    **dict.fromkeys("[]", "square"),
    **dict.fromkeys("{}", "curly"),
}
_QUOTES = frozenset({"double", "guillemet"})
_BRACKETS = frozenset({"round", "square", "curly"})
# What may stand before an opening mark, and after a closing one, besides white space.
_BEFORE = frozenset("([{（:،,؛;-–—/\"“«‘'")
_AFTER = frozenset(")]}）:،,؛;-–—/\"”»’'.!?؟…۔")
# Arabic writes "and", "in", "for", "like" and "the" onto a quotation: بـ"ضرورة", و"حماس".
_CLITIC = re.compile(r"(?:^|[\s(«“\"])[وف]?(?:[بلك]?ال|لل|[بلكوف])?\u0640*$")
_CLITIC_REACH = 8


@dataclass(slots=True)
class _Open:
    marks: list[tuple[str, int]] = field(default_factory=list)
    count: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_FAMILY.values(), 0))

    def push(self, family: str, at: int) -> None:
        self.marks.append((family, at))
        self.count[family] += 1

    def close(self, family: str) -> int | None:
        """Give the position of the partner of a mark that closes, dropping what was opened after it and left so."""
        wanted = {family}
        if not self.count[family]:
            if family not in _QUOTES or not self.marks or self.marks[-1][0] not in _QUOTES:
                return None
            wanted = set(_QUOTES)
        while True:
            opened, at = self.marks.pop()
            self.count[opened] -= 1
            if opened in wanted:
                return at


def enclosures(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the positions of opening and closing mark of each matched pair in ``text[start:end]``, by closing position.

    Linear in the length. Pairs of one kind nest; «…" counts as a pair when nothing better is open.

    >>> enclosures('قال "نعم" و«لا" ثم "مضى', 0, 23)
    [(4, 8), (11, 14)]
    """
    opened, pairs = _Open(), []
    for found in _MARK.finditer(text, start, end):
        mark, at = found.group(1), found.start()
        if found.group(2):
            continue
        family = _FAMILY[mark]
        opens = mark in _OPENING if family in _BRACKETS else _leans(text, start, at, end)
        if opens is None:
            opens = _by_shape(mark, inside=opened.count[family] > 0)
        if opens:
            opened.push(family, at)
        elif opens is not None and (partner := opened.close(family)) is not None:
            pairs.append((partner, at))
    return pairs


def _leans(text: str, start: int, at: int, end: int) -> bool | None:
    """Tell by its neighbours whether a quotation mark opens or closes; None where they don't say."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    free_before, free_after = before.isspace() or before in _BEFORE, after.isspace() or after in _AFTER
    if free_before != free_after:
        return free_before
    if not free_before and _CLITIC.search(text[max(start, at - _CLITIC_REACH) : at]):
        return True
    return None


def _by_shape(mark: str, inside: bool) -> bool | None:
    """Tell whether a mark opens where its neighbours don't say; None for an apostrophe."""
    if mark in _SINGLE:
        return None
    if mark in _OPENING or mark in _CLOSING:
        return mark in _OPENING
    return not inside
