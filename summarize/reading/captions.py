"""Captions told by their form: a credit in brackets at the end, a full date, a credit line below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.reading.lines import Line
from summarize.reading.vocabulary import CALENDAR

# A caption tells who is seen, where and on what full date; headlines carry no year beside a day.
_FULL_DATE = re.compile(r"\b\d{1,2} ([^\d]{2,30}) (?:19|20)\d\d\b|\b\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d\d\b")
_ENDS_IN_YEAR = re.compile(r"(?:19|20)\d\d(?: ?[\"(].{0,30}|\.? ?[©-]? ?\w+(?: \w+){0,2})?$")
# «سفينة في الميناء (الجريدة)»: an agency's or the paper's own name. «(صور)», «(فيديو)» close headlines.
_CREDIT_IN_BRACKETS = re.compile(
    r"[^.؟!…] ?\((?!(?:صور|فيديو|شاهد|خاص|محدث|تفاصيل|تحديث|حصري|بالصور|بالفيديو|تقرير|حوار|مقابله|اطار|1|2|3)\)?$)"
    r"[^()\d]{2,30}\)?$"
)
_PICTURE_WORDS = re.compile(r"^(?:صوره|لقطه|مشهد|جانب) (?:من|ل|جويه|ارشيفيه|تظهر)|^شعار (?:\S+ ){0,4}\S+$")
_COPYRIGHT_MARK = re.compile(r"©|\b(?:getty|afp|reuters|epa)\b")
_CREDIT_ALONE = re.compile(r"^(?:credit|photo|image|صوره|صدر الصوره|مصدر الصوره|تصوير|عدسه|الصوره)\b.{0,60}|^©.{2,60}")
_LONGEST = 45
_SHORT = 20


def dated_like_caption(line: Line) -> bool:
    """Tell a line that ends in a full date and is no sentence."""
    return (
        not line.closed
        and line.word_count <= _LONGEST
        and bool(_ENDS_IN_YEAR.search(line.key))
        and _full_date(line.key)
    )


def _full_date(key: str) -> bool:
    found = _FULL_DATE.search(key)
    return found is not None and (found[1] is None or any(word in CALENDAR for word in re.split(r"[ /]", found[1])))


def credited(line: Line) -> bool:
    """Tell a line that names its agency or paper in brackets at the end, after no full stop."""
    return 4 <= line.word_count <= _LONGEST and not line.leans and bool(_CREDIT_IN_BRACKETS.search(line.key))


def looks_like_caption(line: Line) -> bool:
    """Tell a caption by the line alone."""
    return (
        line.role == "caption"
        or dated_like_caption(line)
        or credited(line)
        or (not line.closed and bool(_PICTURE_WORDS.search(line.key) or _COPYRIGHT_MARK.search(line.key)))
    )


def above_credit(lines: Sequence[Line], index: int) -> bool:
    """Tell a caption by the line below it, which names the photographer and nothing else."""
    line = lines[index]
    return (
        index + 1 < len(lines)
        and (not line.closed or (line.word_count <= _SHORT and not line.leans and not line.question))
        and bool(_CREDIT_ALONE.match(lines[index + 1].key))
    )
