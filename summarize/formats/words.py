"""Flags and grades in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.formats.plain import isolate, one_line
from summarize.records import Abstract, Flag, Grade

GRADES: dict[Grade, str] = {
    "good": "no check found a fault",
    "check": "read it beside the points below",
    "fallback": "the written summary was not supported by the article; its own sentences stand in its place",
}


def mark(flags: Sequence[Flag]) -> str:
    """Give what stands before a line with a doubt, or nothing.

    >>> mark([Flag("number", "translation:0", "150 missing")]), mark([])
    ('! ', '')
    """
    return "! " if any(flag.lowers_grade for flag in flags) else ""


def carriers(abstract: Abstract) -> str:
    """Say which sentences of the article carry a summary, counted from 1; nothing where none does.

    >>> carriers(Abstract("...", "embedded", ((3,), (0, 3))))
    'from sentences 1, 4'
    """
    found = sorted({index + 1 for row in abstract.support for index in row})
    return f"from sentence{'s' * (len(found) > 1)} {', '.join(map(str, found))}" if found else ""


def describe(flag: Flag) -> str:
    r"""Give one flag as one line: the place, as a reader counts (from 1), and what is wrong there.

    >>> describe(Flag("number", "translation:4", "150 missing"))
    'translation, sentence 5: \u2068150 missing\u2069 (number)'
    """
    place, _, index = flag.where.partition(":")
    where = f"{place.replace('_', ' ').replace('.', ', ')}{f', sentence {int(index) + 1}' if index.isdigit() else ''}"
    return f"{where}: {isolate(one_line(flag.detail))} ({flag.kind})"
