"""A page as lines, each with the few things that decide whether it is prose or page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.arabic.normalize import normalize
from summarize.reading.cohesion import leans

# Longer than any furniture seen: such a line is prose whatever it says, and is not worth normalising.
_LONGEST_FURNITURE = 600
# A longer line is prose by its length alone.
_LONGEST_LEANING = 60
_BULLET = re.compile(r"^(?:[•·●○◦▪■□‣►▶➤➢✔✅❖*\-–—]|\d{1,2}\s?[-.)])\s+")
_CLOSED = re.compile(r"""[.!?؟…۔]["'«»“”’)\]]*(?:\s*\([^()]{2,40}\))?$""")
_INNER_STOP = re.compile(r"""(?<![.\d])[.؟!]["'»”)]*\s+\S""")  # not an ellipsis, not «1. »
_KEY_EDGES = re.compile(r"""^[^\w"#@(©\[<{&]+|[^\w")\]%>}]+$""")
_COLON = re.compile(r" ?:(?![\d/]) ?| ?(?<!\d):(?!/) ?")  # a label's, not a clock's
_ARABIC = re.compile("[\u0621-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. ``block`` numbers groups of lines that no blank line parts.

    ``role`` is what the markup said it was (``heading``, ``caption``, ``frame``...), empty for plain text. ``key`` is
    the normalised form that patterns match, without bullets and end marks; empty when the line is too long to be
    furniture. ``closed``: it ends like a sentence.
    ``leans``: it opens with "and", "but", "he added"..., as no headline does.
    """

    text: str
    key: str
    block: int
    role: str
    word_count: int
    closed: bool
    bullet: bool
    leans: bool

    @property
    def prose(self) -> bool:
        """Reads like a paragraph: a closed sentence of some length, or so long that it can be nothing else."""
        if self.word_count >= 22 or (self.leans and self.word_count >= 5):
            return True
        if not self.closed:
            # A stop inside, or clauses enough: a paragraph whose own full stop was forgotten.
            paused = self.text.count("،") >= 2 and self.word_count >= 14
            return paused or (self.word_count >= 12 and bool(_INNER_STOP.search(self.text)))
        return self.word_count >= 6 and not self.truncated

    @property
    def truncated(self) -> bool:
        """Ends in an ellipsis: a teaser of another page, when it stands in a list."""
        return self.text.endswith(("...", "…"))

    @property
    def question(self) -> bool:
        """Ends in a question or exclamation mark, as headlines may and leads seldom do."""
        return self.closed and self.text.rstrip("\"'»”)")[-1:] in "?؟!"

    @property
    def arabic(self) -> bool:
        """Holds an Arabic letter."""
        return bool(_ARABIC.search(self.text))

    @property
    def wordless(self) -> bool:
        """Holds no letter at all."""
        return not _LETTER.search(self.text)


def make_line(text: str, block: int, role: str = "") -> Line:
    """Measure one tidied line.

    >>> line = make_line("• شارك الخبر:", 0)
    >>> line.key, line.bullet, line.closed
    ('شارك الخبر', True, False)
    """
    text = text.strip()
    word_count = len(text.split())
    key = _KEY_EDGES.sub("", _COLON.sub(" : ", normalize(text))) if len(text) <= _LONGEST_FURNITURE else ""
    return Line(
        text=text,
        key=key,
        block=block,
        role=role,
        word_count=word_count,
        closed=bool(_CLOSED.search(text[-80:])),
        bullet=bool(_BULLET.match(text)),
        leans=word_count <= _LONGEST_LEANING and leans(text),
    )


def without_bullet(text: str) -> str:
    """Take a list mark off the front.

    >>> without_bullet("• أول خبر")
    'أول خبر'
    """
    return _BULLET.sub("", text)


def split_lines(text: str) -> tuple[Line, ...]:
    """Give the lines of tidied plain text, paragraphs that were wrapped at a fixed width joined again."""
    blocks = _blocks(text)
    width = _wrap_width(blocks)
    lines = []
    for number, block in enumerate(blocks):
        for line in _unwrap(block, width) if width else block:
            lines.append(make_line(line, number))
    return tuple(lines)


def _blocks(text: str) -> list[list[str]]:
    rows = [row.strip() for row in text.split("\n")]
    if "" not in rows[1:-1]:  # one line a paragraph
        return [[row] for row in rows if row] if _wrap_width([rows]) == 0 else [[row for row in rows if row]]
    blocks: list[list[str]] = [[]]
    for row in rows:
        if row:
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int:
    """Find the width that text was hard-wrapped at, 0 when it was not.

    A wrapped line is as full as it can be: the next line's first word would not have fitted. A list of headlines of
    like length fails that test.
    """
    for block in blocks:
        if len(block) >= 4:
            width = max(len(row) for row in block)
            if 40 <= width <= 120 and all(_full(block[at], block[at + 1], width) for at in range(len(block) - 1)):
                return width
    return 0


def _full(row: str, after: str, width: int) -> bool:
    return len(row) + 1 + len(after.split(" ", 1)[0]) > width


def _unwrap(block: Sequence[str], width: int) -> Iterator[str]:
    joined = block[0]
    last = block[0]
    for row in block[1:]:
        if _full(last, row, width) and not _BULLET.match(row):
            joined += " " + row
        else:
            yield joined
            joined = row
        last = row
    yield joined
