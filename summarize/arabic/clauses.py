"""Long sentences cut where a clause ends, so that each part fits a model.

A translation model drops what it cannot hold, so a cut at a good place loses less than a whole. The cut nearest the
middle is taken at the strongest border there, and again in each half: parts of like length translate better than a
full one and a stump.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from summarize.arabic import cues
from summarize.arabic.enclosures import enclosures
from summarize.arabic.normalize import folded

_GAP = re.compile(r"\s+|(?<=[،؛])(?=[^\W\d_])")
_STRONG = re.compile("[.!?؟۔…؛;:][\"”»’')\\]]*$")
_COMMA = re.compile("[،,][\"”»’')\\]]*$|[-–—]$")
_WORD = re.compile("[^\\w\\s]{0,4}([^\\W\\d_](?:[^\\W\\d_]|[\u064b-\u0652\u0670\u0640])*)")
_DIGIT = re.compile(r"\d")
# Inside a quotation or brackets a border counts as this many grades weaker.
_INSIDE = 3
_NUMBER_GRADE = 7
# A cut leaves at least this share of the text on each side.
_MARGIN = 0.2


def split_clauses(sentence: str, max_tokens: int, count: Callable[[str], int]) -> tuple[str, ...]:
    """Cut ``sentence`` into parts of at most ``max_tokens`` tokens each, as ``count`` counts them.

    In order, without loss but of white space at the cuts. A cut never falls inside a word or number, so one word with
    more tokens than that stays over the limit. ``count`` is called about twice for each part given back.

    >>> split_clauses("وصل الوفد صباحا، وغادر الوزير مساء", 4, lambda part: len(part.split()))
    ('وصل الوفد صباحا،', 'وغادر الوزير مساء')
    """
    parts: list[str] = []
    waiting = [sentence.strip()]
    while waiting:
        part = waiting.pop()
        halves = () if count(part) <= max_tokens else _halves(part)
        if halves:
            waiting.extend(reversed(halves))
        elif part:
            parts.append(part)
    return tuple(parts)


def _halves(text: str) -> tuple[str, ...]:
    """Cut once, at the best border; nothing for a single word."""
    borders = _borders(text)
    if not borders:
        return ()
    middle = len(text) / 2
    low, high = len(text) * _MARGIN, len(text) * (1 - _MARGIN)
    central = [border for border in borders if low <= border[1] <= high]
    _, at = min(central or borders, key=lambda border: (border[0] if central else 0, abs(border[1] - middle)))
    return text[:at].rstrip(), text[at:].lstrip()


def _borders(text: str) -> list[tuple[int, int]]:
    """Give (grade, position) for each place where ``text`` may be cut; grade 0 is the strongest."""
    pairs = enclosures(text, 0, len(text))
    turns = sorted([(opening + 1, 1) for opening, _ in pairs] + [(close + 1, -1) for _, close in pairs])
    words = [0, *(found.end() for found in _GAP.finditer(text)), len(text)]
    borders, depth, turn = [], 0, 0
    for before, at, after in zip(words, words[1:], words[2:], strict=False):
        while turn < len(turns) and turns[turn][0] <= at:
            depth += turns[turn][1]
            turn += 1
        borders.append((_grade(text[before:at].rstrip(), text[at:after]) + (_INSIDE if depth else 0), at))
    return borders


def _grade(left: str, right: str) -> int:
    """Grade the border between two words, 0 the strongest."""
    if _STRONG.search(left):
        return 0
    found = _WORD.match(right)
    opens = found is not None and folded(found.group(1)) in cues.CLAUSE_OPENERS
    if _COMMA.search(left):
        return 0 if opens else 1
    if opens:
        return 2
    # Last resort: between two words, but rather not between a number and what it counts.
    return _NUMBER_GRADE if _DIGIT.search(left[-12:] + right[:12]) else 3
