"""A line as it is drawn, from left to right, back to the order in which it is read.

A PDF knows where each shape stands and nothing of the text behind it; Arabic runs from the right, and the numbers and
Latin names in it from the left. This undoes what the bidirectional algorithm (UAX #9, for a right-to-left paragraph)
did to the line: all of it is turned round, but for numbers (rules W2, W4: after Arabic, a digit's percent sign or minus
is no part of it) and for what stands from one Latin letter to another (N1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SEPARATORS = ".,:/\u066b\u066c"
_BRACKETS = "()[]{}"
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_LEFT_TO_RIGHT = re.compile("(?:D(?:S?D)*)?L(?:[LDSN]*[LD])?|D(?:S?D)*")


def logical(shapes: Sequence[str], *, mirrored: bool = True) -> str:
    """Give the text of the line whose ``shapes`` (each a letter, or several in a ligature) are drawn left to right.

    ``mirrored`` says that brackets are named as they are drawn, so that one which opens Arabic looks closing. A line
    without Arabic stays as it is.

    >>> logical(list("ةئاملاب 3.5 ىلإ (GDP Q3) ومنلا لصو"))
    'وصل النمو (GDP Q3) إلى 3.5 بالمائة'
    >>> logical(list("%4.75 ىلإ"))
    'إلى 4.75%'
    """
    kinds = "".join(map(_kind, shapes))
    if "R" not in kinds:
        return "".join(shapes)
    pieces: list[str] = []
    end = len(shapes)
    for kept in reversed(list(_LEFT_TO_RIGHT.finditer(kinds))):
        pieces.append(_turned(shapes[kept.end() : end], mirrored))
        pieces.append("".join(shapes[kept.start() : kept.end()]))
        end = kept.start()
    return "".join([*pieces, _turned(shapes[:end], mirrored)])


def _turned(shapes: Sequence[str], mirrored: bool) -> str:
    text = "".join(reversed(shapes))
    return text.translate(_MIRROR) if mirrored else text


def _kind(shape: str) -> str:
    """Tell a shape's class: Right-to-left or Latin letter, Digit, Separator of digits, Bracket, Neutral.

    >>> "".join(map(_kind, "aب3٣,( "))
    'LRDDSBN'
    """
    first = shape[:1]
    bidi = unicodedata.bidirectional(first) if first else ""
    if bidi in {"R", "AL"}:
        return "R"
    if bidi in {"EN", "AN"} and first not in "\u066b\u066c":
        return "D"
    if first and first in _SEPARATORS:
        return "S"
    if first and first in _BRACKETS:
        return "B"
    return "L" if bidi == "L" else "N"
