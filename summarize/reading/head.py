"""The top of a page: which short line is the headline, which the deck, and what the rest is."""

from __future__ import annotations

from dataclasses import dataclass

from summarize.arabic.normalize import normalize
from summarize.reading.captions import above_credit, dated_like_caption, looks_like_caption
from summarize.reading.cohesion import coverage, stems
from summarize.reading.lines import Line, without_bullet
from summarize.reading.marks import STANDFIRST, TITLE, Marks
from summarize.reading.rules import Rule, Scope
from summarize.reading.standfirst import standfirst_above

# Labels above a publisher's own summary (Independent Arabia's ملخص, others' key points), with its list or paragraph.
_SUMMARY_LABEL = Rule(
    "summary-label",
    Scope.HEAD,
    5,
    (
        r"(?:(?:أ?ظهر|إظهار|عرض|إخفاء|اقرأ) )?(?:ال)?(?:ملخص|خلاصة|موجز)(?: (?:الخبر|المقال|التقرير|القصة))?|باختصار",
        r"في (?:سطور|نقاط|موجز|عجالة)|(?:الخبر|القصة) (?:في نقاط|في سطور|باختصار)",
        r"(?:أبرز|أهم) (?:ال)?(?:نقاط|ما جاء|ما في)(?: .{0,20})?|(?:ال)?نقاط (?:ال)?(?:رئيسية|أساسية)",
    ),
    "ملخص",
).matcher()
_MAX_TITLE_WORDS = 24
# What stands below a headline and above its article: when, by whom, from where, and the page's buttons.
_CREDITS = frozenset({"date", "byline", "dateline", "reading-time", "source-line", "share", "reader-control"})
_NEAREST = 100  # lines above the lead among which the headline is looked for
_MAX_LEAD_PLACE = 400  # lines of menu that may stand before an article


@dataclass(frozen=True, slots=True)
class Head:
    """What the top gave: the headline, the publisher's own words of summary, and the index of the lead."""

    title: str
    standfirst: str
    lead: int


def find_lead(marks: Marks) -> int:
    """Find the first paragraph: the first prose line that is no headline; the end of the page when there is none."""
    prose = marks.prose()
    captions: set[str] = set()
    for index in prose:
        line = marks.lines[index]
        if dated_like_caption(line) or above_credit(marks.lines, index) or line.key in captions:
            captions.add(line.key)
            continue
        # A question, or a quote, of headline length right above a longer paragraph is the headline itself.
        following = next((other for other in prose if other > index), None)
        headline = line.word_count <= 16 and following is not None and _headline_shaped(line, marks.lines[following])
        if not (headline and not _headline_above(marks, index)) and index <= _MAX_LEAD_PLACE:
            return index
    return prose[0] if prose else len(marks)


def _headline_above(marks: Marks, index: int) -> bool:
    """Whether something above could be the headline, so that the question at ``index`` is the lead."""
    return any(
        marks.lines[other].word_count >= 5 and not looks_like_caption(marks.lines[other])
        for other in marks.body(0, index)
    )


def _headline_shaped(line: Line, following: Line) -> bool:
    if line.leans or line.text.endswith(("،", ",", ":")) or (line.closed and not line.question):
        return False
    return following.block != line.block and following.word_count > line.word_count


def settle_head(marks: Marks, lead: int, known_title: str) -> Head:
    """Name every line above ``lead``: headline, deck, kicker, caption, menu. Lines that rules took stay taken."""
    summary = _summary_block(marks, lead)
    if summary and lead in summary:
        following = marks.prose(lead + 1)
        lead = following[0] if following else lead
    # Headlines under "most read" above the lead were taken for a list; the article's own may be the last of them.
    candidates = [index for index in range(lead) if marks[index] in ("", "headline-list") and marks.lines[index].arabic]
    own, lead = standfirst_above(marks, lead) if not summary else ((), lead)
    candidates = [index for index in candidates if index not in own]
    title_at = _title_index(marks, candidates, lead, known_title)
    title = known_title or (marks.lines[title_at].text if title_at is not None else "")
    deck = None if own or title_at is None else _deck(marks, title_at, lead)
    shown = (*(() if deck is None else (deck,)), *own[:1])
    if title_at is not None:
        marks.retake(title_at, TITLE)
    marks.take(shown, STANDFIRST)
    marks.take(own[1:], "duplicate-standfirst")
    _name_rest(marks, lead, title_at, title)
    standfirst = "\n".join(without_bullet(marks.lines[index].text) for index in (*shown, *summary))
    return Head(title, standfirst, lead)


def _name_rest(marks: Marks, lead: int, title_at: int | None, title: str) -> None:
    """Say what each remaining line above ``lead`` is."""
    for index in marks.body(0, lead):
        line = marks.lines[index]
        if title and _same(line.text, title):
            marks.take([index], "duplicate-title")
        elif looks_like_caption(line) or above_credit(marks.lines, index):
            marks.take([index], "caption")
        elif title_at is not None and index > title_at:
            marks.take([index], "caption" if line.word_count >= 7 else "kicker")
        elif title_at is None and title and line.word_count >= 6:
            continue  # a record whose headline is a field of its own: its text begins with the article
        else:
            marks.take([index], "kicker" if title_at is not None and index >= title_at - 2 else "menu")


def _deck(marks: Marks, title_at: int, lead: int) -> int | None:
    """Find the line under the headline that says more of the matter, and is no caption and no second headline."""
    opening = stems(marks.lines[index].text[:2000] for index in marks.prose(lead)[:4])
    title = marks.lines[title_at].text
    for index in marks.body(title_at + 1, lead):
        line = marks.lines[index]
        if line.word_count >= 7 and not (
            looks_like_caption(line) or above_credit(marks.lines, index) or _same(line.text, title)
        ):
            return index if coverage(stems([line.text]), opening) >= 0.15 else None
    return None


def _summary_block(marks: Marks, lead: int) -> tuple[int, ...]:
    """Take the publisher's own summary, the list or the paragraph under its label, as standfirst."""
    for index in range(min(lead + 1, len(marks))):
        if marks[index] or not _SUMMARY_LABEL.takes(marks.lines[index].key, marks.lines[index].word_count):
            continue
        marks.take([index], "summary-label")
        following = marks.body(index + 1)
        bullets = []
        for other in following:
            if not marks.lines[other].bullet:
                break
            bullets.append(other)
        block = tuple(bullets or following[:1])
        if len(following) > len(block):  # something must be left to be the article
            marks.take(block, STANDFIRST)
            return block
    return ()


def _title_index(marks: Marks, candidates: list[int], lead: int, known_title: str) -> int | None:
    if known_title:
        return next((index for index in candidates if _same(marks.lines[index].text, known_title)), None)
    fit = [
        index
        for index in candidates
        if 3 <= marks.lines[index].word_count <= _MAX_TITLE_WORDS
        and not looks_like_caption(marks.lines[index])
        and not marks.lines[index].text.endswith((":", "،", ","))
        and not marks.lines[index].leans
    ]
    if not fit or lead >= len(marks):
        return fit[0] if fit else None
    opening = stems(marks.lines[index].text[:2000] for index in marks.prose(lead)[:4])
    fit = fit[-_NEAREST:]
    said = {index: _title_score(marks.lines[index], opening) for index in fit}
    told = {index: stems([marks.lines[index].text]) for index in fit}
    first = next((index for index in fit if said[index] > 0), fit[0])
    credits = next((index for index in range(first, lead) if marks[index] in _CREDITS), lead)

    def score(index: int) -> float:
        # Headlines come above their date and their writer, captions below; many pages say the headline twice.
        above = 0.25 if first <= index < credits else 0.0
        again = 0.3 if any(told[index] <= told[other] for other in fit if other != index) else 0.0
        listed = 0.2 if marks[index] and not _last_of_list(marks, index) else 0.0
        pictured = 0.3 if above_credit(marks.lines, index) else 0.0
        # Of two lines that the article says again, the upper is the headline, the lower its deck.
        upper = 0.15 if index == first and said[index] >= 0.5 else 0.0
        return said[index] + above + again + upper - listed - pictured

    return max(fit, key=lambda index: (round(score(index), 2), -index))


def _last_of_list(marks: Marks, index: int) -> bool:
    """Whether credits stand right below a line that was taken for one of a list: then it heads them."""
    return index + 1 < len(marks) and marks[index + 1] in _CREDITS


def _title_score(line: Line, opening: frozenset[str]) -> float:
    """Prefer what the first paragraphs say again, of a headline's length, marked as a heading."""
    mine = stems([line.text])
    said = len(mine & opening) / (len(mine) + 3)  # four words of four say less than seven of eight
    length = 0.0 if 5 <= line.word_count <= 15 else 0.25 if line.word_count < 5 else 0.04 * (line.word_count - 15)
    return round(said - length + (0.3 if line.role == "heading" else 0.0), 1)


def _same(text: str, title: str) -> bool:
    """Tell whether a line is the headline, give or take marks, a site's suffix or a word."""
    mine, theirs = stems([text]), stems([title])
    if not mine or not theirs:
        return normalize(text) == normalize(title)
    return len(mine & theirs) / len(mine | theirs) >= 0.8 or (theirs <= mine and len(mine) <= len(theirs) + 2)
