"""What an article may put on a screen: its words, never its control codes.

File names, titles and article text are untrusted. A terminal obeys escape sequences and bidi overrides; both are
taken out here, and what is left is wrapped in Unicode isolates (UAX #9), so that Arabic and English on one screen
don't scramble each other.
"""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
RLI, LRI, FSI, PDI = "\u2067", "\u2066", "\u2068", "\u2069"


def printable(text: str) -> str:
    r"""Take control characters, escape sequences' lead-ins and bidi controls out of ``text``.

    >>> printable("a\x1b[31mb\u202ec\rd")
    'a[31mbcd'
    """
    return _FORBIDDEN.sub("", text).encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Give ``text`` printable and on a single line."""
    return " ".join(printable(text.replace("\r", " ")).split())


def isolate(text: str, mark: str = FSI) -> str:
    """Wrap one line in a bidi isolate; direction from its first strong letter unless ``mark`` says it."""
    return f"{mark}{text}{PDI}"


def width(text: str) -> int:
    """Count terminal columns: marks take none, wide East Asian characters and emoji two.

    >>> width("مُدَرِّسة"), width("نص")
    (5, 2)
    """
    return sum(
        0 if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn"} else
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )  # fmt: skip


def wrap(text: str, columns: int) -> list[str]:
    """Break ``text`` at spaces into lines of at most ``columns`` columns; a longer word stands alone.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    lines: list[str] = []
    line, used = "", 0
    for word in one_line(text).split(" "):
        size = width(word)
        if line and used + 1 + size > columns:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line] if line else lines
