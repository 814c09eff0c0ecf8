"""The publisher's own summary as a full sentence between the headline and the body, told by what parts it from both."""

from __future__ import annotations

from summarize.reading.cohesion import coverage, stems
from summarize.reading.marks import Marks

# No article has these between its first paragraphs: what stands above them is no lead.
_PARTING = frozenset({"date", "byline", "dateline", "reading-time"})
# These stand under a lead as well (an advertisement most of all, which proves nothing): only several of them together,
# and only above a paragraph that reads like a lead of its own, part a standfirst from the body.
_PAUSING = frozenset({"caption", "link", "share", "reader-control", "foreign-line"})
_FARTHEST = 25  # lines of credits between the standfirst and the body
_MAX_WORDS = 60
_SAME = 0.8


def standfirst_above(marks: Marks, lead: int) -> tuple[tuple[int, ...], int]:
    """Give the lines of a standfirst at ``lead``, both copies when it is said twice, and where the body begins.

    Nothing and ``lead`` itself when the first paragraph is the article's.
    """
    prose = marks.prose(lead)
    if len(prose) < 3 or lead == 0 or marks.lines[lead].word_count > _MAX_WORDS or marks.lines[lead].leans:
        return (), lead
    below = prose[1]
    gap = {marks[index] for index in range(lead + 1, below)} - {""}
    if below - lead > _FARTHEST or not gap:
        return (), lead
    said, again = (stems([marks.lines[index].text]) for index in (lead, below))
    if coverage(again, said) >= _SAME and gap & (_PARTING | _PAUSING):
        return (lead, below), prose[2]
    if marks.lines[below].leans:
        return (), lead
    if gap & _PARTING or (len(gap & _PAUSING) >= 2 and _reads_like_a_lead(marks, lead, below)):
        return (lead,), below
    return (), lead


def _reads_like_a_lead(marks: Marks, lead: int, below: int) -> bool:
    """Whether the lower paragraph says again what the headline and the upper one said, as a second paragraph does not.

    What stands above the upper one must be the page's furniture too: a lead follows its credits, and so does this.
    """
    headlines = [
        stems([marks.lines[index].text])
        for index in range(max(lead - _FARTHEST, 0), lead)
        if marks.lines[index].word_count >= 4 and marks[index] in ("", "headline-list")
    ]
    said = stems([marks.lines[below].text])
    retold = max((coverage(headline, said) for headline in headlines), default=0.0)
    upper = max((coverage(headline, stems([marks.lines[lead].text])) for headline in headlines), default=0.0)
    return retold >= 0.25 and upper > 0 and marks.lines[below].word_count >= 12
