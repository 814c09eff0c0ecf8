"""What stands between paragraphs and is none: subheads, captions, headlines of other pages under a section's name."""

from __future__ import annotations

import re
from itertools import pairwise

from summarize.reading.captions import credited
from summarize.reading.lines import Line
from summarize.reading.marks import Marks
from summarize.reading.vocabulary import is_section_line

_MAX_SUBHEAD_WORDS = 8
_MAX_HEADLINE_WORDS = 20
_ASKS = re.compile(r"^(?:ما|ماذا|من|كيف|لماذا|هل|اين|متي|كم|لم|بماذا|الي اين|ما هو|ما هي)\b")
_PAUSES = (":", "،", ",")
# «وفيما يلي نص الوثيقة:» above the picture of it: what is announced is not on the page.
_ATTACHMENT = re.compile(
    r"و?(?:فيما يلي|اليكم|ادناه|وهذا|هذا|وهذه|هذه)? ?(?:هو |هي )?(?:نص|صوره|نسخه|صور|تفاصيل|نصوص) (?:من |عن )?(?:ال)?"
    r"(?:وثيق|وثائق|كتاب|قرار|تعميم|جدول|بيان|اعمام|خطاب).{0,30}"
)


def take_between(marks: Marks, lead: int) -> None:
    """Take the lines between paragraphs that are short and no sentences; what goes on from a colon stays."""
    _related(marks, lead)
    body = marks.body(lead)
    for place, index in enumerate(body[1:-1], start=1):
        line = marks.lines[index]
        above, below = marks.lines[body[place - 1]], marks.lines[body[place + 1]]
        if line.role == "heading" and line.word_count <= _MAX_HEADLINE_WORDS:
            marks.take([index], "subhead")
        elif line.bullet or above.text.endswith(_PAUSES):
            continue
        elif credited(line) and not line.closed and above.closed and below.prose:
            marks.take([index], "caption")
        elif _announces_nothing(line, above, below) and place + 2 < len(body):
            if marks.lines[body[place + 2]].prose:
                marks.take([index, body[place + 1]], "attachment")
        elif line.word_count <= _MAX_SUBHEAD_WORDS and _subhead(line, above, below):
            marks.take([index], "subhead")


def _subhead(line: Line, above: Line, below: Line) -> bool:
    if not above.closed or not below.prose:
        return False
    if line.question:
        return bool(_ASKS.match(line.key.lstrip("\"'"))) and line.block != below.block
    return not line.closed and not line.text.endswith(_PAUSES)


def _announces_nothing(line: Line, above: Line, below: Line) -> bool:
    return (
        above.closed
        and line.text.endswith(":")
        and bool(_ATTACHMENT.fullmatch(line.key))
        and below.word_count <= 6
        and not below.closed
        and not below.bullet
    )


def _related(marks: Marks, lead: int) -> None:
    """Take a headline between paragraphs that has a section's name above it or a date beside it: another page's."""
    prose = marks.prose(lead)
    for first, last in pairwise(prose):
        gap = marks.body(first + 1, last)
        if not gap or len(gap) > 4 or not marks.lines[first].closed:
            continue
        shown = [marks.lines[index] for index in gap]
        if any((line.closed and not line.question) or line.bullet or line.text.endswith(_PAUSES) for line in shown):
            continue
        named = is_section_line(shown[0].key) or (len(gap) == 2 and shown[0].word_count <= 3 < shown[1].word_count)
        dated = any(marks[index] == "date" for index in range(first + 1, last))
        if (named and len(gap) > 1) or (dated and len(gap) == 1):
            marks.take((index for index in gap if marks.lines[index].word_count <= _MAX_HEADLINE_WORDS), "related")
