"""Take the page furniture off an article, and say of every line that went which rule took it.

The order matters: what markup and the table name goes first; then the head is settled, which needs the lead; then the
end of the article is found; then what is short and unpunctuated between and after paragraphs is weighed by its place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarize.arabic.words import arabic_share
from summarize.errors import NotArabicError, ReadingError
from summarize.reading.between import take_between
from summarize.reading.blocks import take_blocks
from summarize.reading.cohesion import coverage, stems
from summarize.reading.furniture import matchers
from summarize.reading.head import find_lead, settle_head
from summarize.reading.html import Page
from summarize.reading.lines import Line, split_lines
from summarize.reading.marks import STANDFIRST, TITLE, Marks
from summarize.reading.rules import Kind, Scope
from summarize.reading.seams import second_article
from summarize.reading.tidy import tidy
from summarize.reading.vocabulary import is_date_line, is_dateline, is_section_line
from summarize.records import Article, Removed

# Roles that markup gives and that are furniture as they stand; "heading" is weighed as a subhead.
_FURNITURE_ROLES = frozenset(
    (
        *("navigation", "footer", "sidebar", "form", "popup", "caption", "related", "share", "comments", "tags"),
        *("newsletter", "advert", "byline", "date", "tweet", "outside"),
    )
)
_MIN_ARABIC_SHARE = 0.5
# Letters that Persian, Urdu and Kurdish need in every sentence (2 to 6 in a hundred) and Arabic in foreign names only.
_OTHER_LANGUAGES = re.compile("[پچژگٹڈڑںےۓێۆڕڵە]")
_MIN_STRANGERS = 5
_STRANGER_SHARE = 0.012
_MAX_LIST = 60  # headlines under one opener


def clean(text: str, *, id: str, source: str = "", title: str = "") -> Article:
    """Give the article in plain scraped text. ``title`` is its headline where the record it came from has one.

    A page that holds a headline and nothing else is an article whose text is that headline. Raises ``ReadingError``
    when nothing but page furniture is left, and ``NotArabicError`` when what is left is another language.
    """
    return clean_page(Page(split_lines(tidy(text)), " ".join(tidy(title).split())), id=id, source=source)


def clean_page(page: Page, *, id: str, source: str = "") -> Article:
    """Give the article on a page of lines; errors as in ``clean``."""
    marks = Marks(page.lines)
    _by_role(marks)
    take_blocks(marks)
    _by_table(marks)
    lead = find_lead(marks)
    head = settle_head(marks, lead, page.title)
    cut = second_article(marks, head.lead)
    if cut is not None:
        for index in range(cut, len(marks)):
            if marks[index] in ("", "headline-list"):
                marks.retake(index, "second-article")
    _tail(marks, head.lead)
    take_between(marks, head.lead)
    return _article(marks, head.title, head.standfirst, id, source)


def _by_role(marks: Marks) -> None:
    for index, line in enumerate(marks.lines):
        if line.role in _FURNITURE_ROLES:
            marks.take([index], line.role)


def _by_table(marks: Marks) -> None:
    """Apply the table, rules of one end of the page after those of any place have cleared the way to it."""
    for index, line in enumerate(marks.lines):
        if not line.key and line.word_count < 40:
            marks.take([index], "no-words")
        elif not marks[index] and line.key:
            _apply(marks, index, line, Scope.ANY)
    prose = [index for index in marks.prose() if marks.lines[index].word_count >= 8]
    first, last = (prose[0], prose[-1]) if prose else (len(marks), -1)
    for index in marks.body():
        line = marks.lines[index]
        if line.key and (index < first or index > last):
            for scope in (Scope.HEAD if index < first else Scope.TAIL, Scope.EDGE):
                _apply(marks, index, line, scope)
            if not marks[index] and is_section_line(line.key):
                marks.take([index], "section")
            elif not marks[index] and is_dateline(line.key):
                marks.take([index], "dateline")
    _tweets(marks)


def _apply(marks: Marks, index: int, line: Line, scope: Scope) -> None:
    if scope is Scope.ANY:
        if line.wordless:
            marks.take([index], "no-words")
        elif is_date_line(line.key):
            marks.take([index], "date")
        elif not line.arabic and line.word_count <= 15:
            marks.take([index], _name(line, scope) or "foreign-line")
    name = _name(line, scope)
    if name:
        marks.take([index], name)
        kinds = {matcher.rule.kind for matcher in matchers() if matcher.rule.name == name}
        if Kind.OPENER in kinds:
            _take_list(marks, index)
        elif Kind.CLOSER in kinds:
            _take_comments(marks, index)


def _name(line: Line, scope: Scope) -> str:
    return _rule_for(line.key, line.word_count, scope)


@lru_cache(maxsize=1024)
def _rule_for(key: str, word_count: int, scope: Scope) -> str:
    for matcher in matchers():
        if matcher.rule.scope is scope and matcher.takes(key, word_count):
            return matcher.rule.name
    return ""


def _take_list(marks: Marks, opener: int) -> None:
    """Take the headlines under an opener: short lines, list items and teasers, up to the next paragraph.

    An opener that names its headline itself has a list only in the same block, or in bullets. Bullets that go on from a
    list of the article's own (turns of an interview, numbered entries) are the article.
    """
    inline = marks.lines[opener].word_count > 5
    own_list = _list_above(marks, opener)
    taken: list[int] = []
    for index in range(opener + 1, min(opener + 1 + _MAX_LIST, len(marks))):
        line = marks.lines[index]
        listed = line.truncated or not line.prose or (line.question and line.word_count <= 14)
        if (line.bullet and own_list) or (inline and not line.bullet and line.block != marks.lines[opener].block):
            break
        if not listed:
            if _teaser(marks, opener, taken, index):
                marks.take([index], "headline-list")
            break
        if line.word_count >= 3 and not is_date_line(line.key) and not _name(line, Scope.ANY):
            marks.take([index], "headline-list")
            taken.append(index)


def _list_above(marks: Marks, opener: int) -> bool:
    """Whether the article is in the middle of a list of its own: two of the last paragraphs were its items."""
    above = [index for index in range(max(opener - 12, 0), opener) if not marks[index]]
    return sum(1 for index in above if marks.lines[index].bullet and marks.lines[index].word_count >= 4) >= 2


def _teaser(marks: Marks, opener: int, headlines: list[int], index: int) -> bool:
    """Whether a sentence under headlines is the first of the page they lead to.

    Such cards say their headline twice, for the picture and for the text, and speak of another matter.
    """
    said = [marks.lines[headline].key for headline in headlines[-2:]]
    if len(said) < 2 or said[0] != said[1] or marks.lines[index].leans:
        return False
    told = stems(marks.lines[other].text for other in range(max(opener - 12, 0), opener) if not marks[other])
    return bool(told) and coverage(stems([marks.lines[index].text]), told) < 0.35


def _take_comments(marks: Marks, opener: int) -> None:
    """Readers' comments are not the article, however they read; a count of them above the lead takes nothing."""
    if re.match(r"(?:ال)?تعليقات", marks.lines[opener].key) and len(marks.prose(0, opener)) >= 2:
        marks.take(range(opener + 1, len(marks)), "comments")


def _tweets(marks: Marks) -> None:
    """Take the lines of a tweet: they stand above the one that names its author."""
    for index in range(len(marks)):
        line = marks.lines[index]
        if marks[index] == "tweet" and re.search(r"\(@\w+\)", line.text):
            for above in range(index - 1, max(index - 6, -1), -1):
                shown = marks.lines[above]
                if marks[above] == "tweet":
                    continue
                if above < index - 1 and (shown.prose and not re.search(r"[#@]|https?:|\?{4}", shown.text)):
                    break
                if shown.word_count > 60 or (shown.prose and not marks.prose(0, above)):
                    break
                marks.take([above], "tweet")


def _tail(marks: Marks, lead: int) -> None:
    """After the last paragraph, short lines without a full stop are credits and links."""
    prose = marks.prose(lead)
    if not prose:
        return
    leftovers = marks.body(prose[-1] + 1)
    for index in leftovers:
        line = marks.lines[index]
        if (not line.closed or line.truncated) and (line.word_count <= 8 or len(leftovers) > 1):
            marks.take([index], "tail")


def _article(marks: Marks, title: str, standfirst: str, id: str, source: str) -> Article:
    paragraphs: list[str] = []
    furniture: list[tuple[str, str, int]] = []
    offset = 0  # where the next paragraph will stand
    for index, line in enumerate(marks.lines):
        if not marks[index]:
            if line.arabic or line.prose:
                paragraphs.append(line.text)
                offset += len(line.text) + len("\n\n")
        elif marks[index] not in (TITLE, STANDFIRST):
            furniture.append((line.text, marks[index], offset))
    text = "\n\n".join(paragraphs) or standfirst or title
    whole = text or " ".join(line.text for line in marks.lines)
    share = arabic_share(whole)
    if whole and share < _MIN_ARABIC_SHARE:
        raise NotArabicError(f"the text is not Arabic: {share:.0%} of its letters are; expected an article in Arabic")
    strangers = len(_OTHER_LANGUAGES.findall(whole))
    if strangers >= _MIN_STRANGERS and strangers > _STRANGER_SHARE * len(whole):
        raise NotArabicError("the text is in Arabic letters but reads as Persian, Urdu or Kurdish; expected Arabic")
    if not text:
        raise ReadingError("nothing but page furniture (menus, notices, links): expected the text of an article")
    removed = tuple(Removed(line, rule, min(place, len(text))) for line, rule, place in furniture)
    return Article(id=id, text=text, title=title, source=source, standfirst=standfirst, removed=removed)
