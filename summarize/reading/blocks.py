"""Blocks that pages mark at both ends for screen readers: "skip ... and go on reading" to "end of ..."."""

from __future__ import annotations

import re

from summarize.arabic.normalize import normalize
from summarize.reading.marks import Marks

# Opener and closer, normalised. Where the closer does not follow soon, the opener's own rule takes its line alone.
_PAIRS = tuple(
    (re.compile(opener), re.compile(closer))
    for opener, closer in (
        (
            normalize("تخطي") + "? .{2,50} و(?:" + normalize("واصل|تابع|أكمل") + ") " + normalize("القراءة"),
            normalize("نهاية") + " .{2,50}|.{2,50} " + normalize("نهاية"),
        ),
        (r"skip .{2,50}", r"end of .{2,50}"),
        (r"list of \d+ items?", r"end of list"),
    )
)
_LONGEST = 14


def take_blocks(marks: Marks) -> None:
    """Take each block whole, its paragraphs too: what stands inside advertises another page."""
    index = 0
    while index < len(marks):
        end = _end(marks, index)
        if end is not None:
            marks.take(range(index, end + 1), "skip-block")
            index = end
        index += 1


def _end(marks: Marks, index: int) -> int | None:
    for opener, closer in _PAIRS:
        if opener.fullmatch(marks.lines[index].key):
            within = range(index + 1, min(index + 1 + _LONGEST, len(marks)))
            return next((other for other in within if closer.fullmatch(marks.lines[other].key)), None)
    return None
