"""Where one article ends and another that was glued to it begins.

After "read also" a page may go on with the article, or with the whole text of the page it points to. The two are
told apart by what follows the headline under the marker: a lead that says the headline again and does not go on from
the paragraph above. Source and tag lines in the middle of a page are the end of an article too.
"""

from __future__ import annotations

from summarize.reading.cohesion import coverage, stems
from summarize.reading.lines import Line
from summarize.reading.marks import Marks

# Rules whose lines close an article, and those whose lines point out of it.
_ENDING = frozenset({"tags", "source-line", "desk-credit", "comments", "copyright", "aggregator"})
# Two or more of these together are the foot of a page: in the middle of an article they come one at a time.
_FOOT = frozenset({"newsletter", "share", "follow", "app-call", "most-read", "comments", "tags", "form", "source-line"})
_LONG_GAP = 5
_POINTING = frozenset({"read-also", "related", "most-read", "neighbour-page"})
# Rules that stand above an article: a date and a byline in mid-page mean that another page begins.
_OPENING = frozenset({"date", "section", "byline", "dateline", "views", "reading-time"})

# What is compared on either side: enough to know a topic, little enough that a page of a million lines costs a million.
_NEAR = 40
_OPENING_PARAGRAPHS = 2
_LONGEST_COMPARED = 2000


# A page of ten thousand "read also" lines is not worth weighing at each.
_MAX_SEAMS = 50


def second_article(marks: Marks, lead: int) -> int | None:
    """Find the first line that belongs to another article, ``None`` when there is one article only."""
    prose = marks.prose(lead)
    weighed = 0
    for place in range(1, len(prose)):
        seam = _Seam(marks, prose, place)
        if seam.marked:
            weighed += 1
            if weighed > _MAX_SEAMS:
                return None
            if seam.parts():
                return seam.start()
    return None


class _Seam:
    """The lines between two neighbouring paragraphs, and what stands on either side."""

    def __init__(self, marks: Marks, prose: list[int], place: int) -> None:
        self._marks = marks
        self._gap = range(prose[place - 1] + 1, prose[place])
        self._told = prose[max(place - _NEAR, 0) : place]
        self._rest = prose[place : place + _NEAR]
        rules = {marks[index] for index in self._gap}
        self._ended, self._pointed, self._opened = (bool(rules & kind) for kind in (_ENDING, _POINTING, _OPENING))
        # One will do where the page all but ends: a sentence of the publisher's own after the last links.
        ending = len(prose) - place <= 2 and bool(rules & (_FOOT | _POINTING))
        self._foot = len(self._gap) >= _LONG_GAP and (len(rules & _FOOT) >= 2 or ending)

    @property
    def marked(self) -> bool:
        """Whether anything here could be the end of one page or the beginning of another."""
        return self._ended or self._pointed or self._opened or self._foot

    def parts(self) -> bool:
        """Weigh whether the paragraph below starts another article."""
        if self._line(self._rest[0]).leans:
            return False
        opening = self._stems(self._rest[:_OPENING_PARAGRAPHS])
        told = self._stems(self._told)
        headlines = [self._stems([index]) for index in self._headlines()]
        retold = max((coverage(headline, opening) for headline in headlines), default=0.0)
        known = max((coverage(headline, told) for headline in headlines), default=0.0)
        if self._ended:
            # The article said that it was over: only text on the same matter is a part of it all the same.
            return coverage(opening, told) < 0.5 or retold >= 0.5
        if self._foot and len(self._told) >= 3 and len(opening & told) <= max(1, len(opening) // 5):
            return True
        if self._pointed:
            return retold >= 0.6 and retold > known + 0.15 and coverage(self._stems(self._rest), told) < 0.5
        return retold >= 0.6 and retold > known and coverage(opening, told) < 0.3

    def start(self) -> int:
        """Find the first line of the other article: its headline; markers above it keep their own rules."""
        return next(iter(self._headlines()), self._rest[0])

    def _headlines(self) -> list[int]:
        return [
            index
            for index in self._gap
            if self._line(index).word_count >= 4 and self._marks[index] in {"", "headline-list", *_POINTING}
        ]

    def _line(self, index: int) -> Line:
        return self._marks.lines[index]

    def _stems(self, indices: list[int]) -> frozenset[str]:
        return stems(self._line(index).text[:_LONGEST_COMPARED] for index in indices)
