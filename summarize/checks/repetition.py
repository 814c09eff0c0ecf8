"""Loops: a decoder that says the same thing again and again.

Holtzman et al. (2020), "The Curious Case of Neural Text Degeneration", describe the failure; here it is found
on the surface, as a period in the sequence of words or characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_PERIOD = 16
_LONGEST_CHARACTER_PERIOD = 6
# A stretch of letters that repeats itself this long is no word of any language ("hahahahahahahahaha").
_CHARACTER_RUN = 20
# A span of this many words does not come twice in one sentence by chance.
_LONG_SPAN = 8


def repetition(text: str, source: str = "") -> str:
    """Give the looping words of ``text``, or nothing; what ``source`` repeats as often may be repeated.

    >>> repetition("he said that he said that he said that he said that it was over")
    'he said that'
    >>> repetition("a very, very long way"), repetition("No, no, no!", "لا، لا، لا!")
    ('', '')
    """
    words = [word.lower() for word in _WORD.findall(text)]
    found, times = _loop(words)
    if found and times > _loop([word.lower() for word in _WORD.findall(source)])[1]:
        return " ".join(words[slice(*found)])
    if _longest_repeat(words) and not _longest_repeat([word.lower() for word in _WORD.findall(source)], span=4):
        return " ".join(words[slice(*_longest_repeat(words))])
    return _character_loop(text)


def stutter(text: str, source: str) -> str:
    """Give the first word that stands twice in a row in ``text`` and never in ``source``, or nothing.

    For summaries only: a translation may rightly say "that that", and "very, very" of "جدا جدا".

    >>> stutter("أعلن التحالف التحالف الدولي", "أعلن التحالف الدولي"), stutter("رويدا رويدا", "تقدم رويدا رويدا")
    ('التحالف', '')
    """
    allowed = set(pairwise(_WORD.findall(source)))
    return next(
        (word for word, after in pairwise(_WORD.findall(text)) if word == after and (word, word) not in allowed), ""
    )


def _loop(words: Sequence[str]) -> tuple[tuple[int, int] | tuple[()], int]:
    """Give the first unit that repeats too often in a row, as a slice, and how often it stands there."""
    for period in range(1, min(_LONGEST_PERIOD, len(words) // 2) + 1):
        run = 0
        for i in range(period, len(words) + 1):
            if i < len(words) and words[i] == words[i - period]:
                run += 1
                continue
            times = run // period + 1
            if times >= _allowed_times(period):
                return (i - run - period, i - run), times
            run = 0
    return (), 1


def _allowed_times(period: int) -> int:
    """Give how often in a row a unit of ``period`` words is a loop: "no, no, no" is none, a clause said twice is."""
    return {1: 4, 2: 3, 3: 3}.get(period, 2)


def _longest_repeat(words: Sequence[str], span: int = _LONG_SPAN) -> tuple[int, int] | tuple[()]:
    """Give the first span of ``span`` words that stood before, anywhere, as a slice."""
    seen: dict[tuple[str, ...], int] = {}
    for i in range(len(words) - span + 1):
        first = seen.setdefault(tuple(words[i : i + span]), i)
        if first + span <= i:
            return i, i + span
    return ()


def _character_loop(text: str) -> str:
    for period in range(1, _LONGEST_CHARACTER_PERIOD + 1):
        run = 0
        for i in range(period, len(text)):
            run = run + 1 if text[i] == text[i - period] and text[i].isalpha() else 0
            if run >= _CHARACTER_RUN:
                return text[i - run - period + 1 : i - run + 1]
    return ""
