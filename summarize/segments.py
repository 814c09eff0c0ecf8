"""A line taken apart into what a translation model should read and what must come through untouched.

Markers of lists and addresses on the web keep their place; sentences go to the model one at a time, because a model
that is given several tends to drop the last ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from summarize.arabic.sentences import split_sentences

# Letters only: a stretch without any (digits, an address, an emoji, a Latin name) has nothing to translate.
_ARABIC_LETTER = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)

# What stands before the words of a list item: "- ", "• ", "1. ", "(٢) ", "3-"; a number only with a mark behind it
# and a word behind that.
_MARKER = re.compile(
    r"""\s*
    (?: [-–—*•▪●◦‣·]\s+                                            # - كتب
      | \(?[0-9٠-٩]{1,2}\s?[.)\-–]\s*(?=["«“(]?[\u0621-\u064a])      # 1- كتب ; not 3.5 and not 15-20
    )?""",
    re.VERBOSE,
)

# Models respell, translate or drop these: they go round the model.
_FIXED = re.compile(
    r"""(?:https?://|www\.)[^\s،؛؟«»"“”<>()]*[^\s،؛؟«»"“”<>().,;:!?]    # https://example.org/a?b=1
      | (?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+  # desk@example.org
      | [\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]+  # emoji, with their joiners
    """,
    re.VERBOSE,
)

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line: ``fixed`` passes through as it is, the rest is one sentence for the model.

    ``glue`` is what stands between it and the segment before: a space or nothing.
    """

    text: str
    fixed: bool
    glue: str = ""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """A line's ``marker`` (indent, bullet or number, as it will be shown) and its segments in order."""

    marker: str
    segments: tuple[Segment, ...]

    def render(self, translated: Callable[[str], str]) -> str:
        """Put the line together again; ``translated`` gives the text for a segment that is not fixed."""
        text = "".join(part.glue + (part.text if part.fixed else translated(part.text)) for part in self.segments)
        return (self.marker + text.strip()).rstrip()


def plan_line(line: str) -> LinePlan:
    """Take a line apart; white space inside it, line breaks too, becomes one space.

    >>> plan = plan_line("1- كتب الخبر. المزيد: https://example.org/1")
    >>> plan.marker, [segment.text for segment in plan.segments if not segment.fixed]
    ('1- ', ['كتب الخبر.', 'المزيد:'])
    >>> plan_line("2024").segments
    (Segment(text='2024', fixed=True, glue=''),)
    """
    found = _MARKER.match(line)
    marker = found.group() if found else ""
    segments: list[Segment] = []
    start = len(marker)
    for fixed in _FIXED.finditer(line, start):
        segments += _sentences(line, start, fixed.start())
        segments.append(Segment(fixed.group(), True, _glue(line, fixed.start())))
        start = fixed.end()
    segments += _sentences(line, start, len(line))
    return LinePlan(_shown(marker), tuple(segments))


def _sentences(line: str, start: int, end: int) -> list[Segment]:
    segments: list[Segment] = []
    for sentence in split_sentences(line[start:end]):
        text = " ".join(sentence.text.split())
        at = start + sentence.start
        fixed = _ARABIC_LETTER.search(text) is None
        # Two sentences written without a space between them still get one in the translation.
        glue = " " if segments and not fixed else _glue(line, at)
        segments.append(Segment(text, fixed, glue))
    return segments


def _glue(line: str, at: int) -> str:
    return " " if line[at - 1 : at].isspace() else ""


def _shown(marker: str) -> str:
    """Bullets keep their shape; numbers become ASCII digits and get the space that scraped lists leave out."""
    core = marker.strip().translate(_DIGITS)
    indent = marker[: len(marker) - len(marker.lstrip())].rpartition("\n")[2]
    return f"{indent}{core} " if core else indent
