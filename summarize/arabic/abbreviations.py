"""Marks that end an abbreviation or a name, not a sentence; each entry with the text that made it necessary.

One Arabic letter before a full stop needs no entry: it is a title (``د. سمير``), an initial (``أ. ف. ب.``), a unit
(``8 م.``) or the number of a point (``أ. الموازنة``); runs of such letters (``أ.د.``, ``ش.م.ل.``, ``U.S.``) are known
by their shape.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from summarize.arabic.normalize import folded, normalize

# A name or a number follows: the full stop never ends the sentence. Keys in ``normalize``'s spelling.
TITLES: dict[str, str] = {
    "اد": "تحدثت أد. سعاد منصور",
    "بروف": "ألقى بروف. عادل كلمة",
    "mr": "Mr. Smith",
    "mrs": "Mrs. Smith",
    "ms": "Ms. Smith",
    "dr": "Dr. Smith",
    "prof": "Prof. Smith",
    "gen": "Gen. Smith",
    "col": "Col. Smith",
    "capt": "Capt. Smith",
    "lt": "Lt. Smith",
    "sgt": "Sgt. Smith",
    "sen": "Sen. Smith",
    "rep": "Rep. Smith",
    "gov": "Gov. Smith",
    "st": "St. Petersburg",
    "no": "No. 7",
    "vol": "Vol. 2",
    "vs": "Mali vs. Benin",
    "cf": "cf. the annex",
}

# May also stand last: the full stop ends the sentence only before a word that opens one.
COMPANIES: dict[str, str] = {
    "inc": "أعلنت شركة Apple Inc. عن هاتفها",
    "ltd": "شركة Orient Ltd. للشحن",
    "co": "شركة Ford Motor Co. الأميركية",
    "corp": "شركة Intel Corp. لصناعة الرقائق",
    "bros": "استوديو Warner Bros. الأميركي",
    "jr": "اللاعب Neymar Jr. إلى الملاعب",
    "sr": "Martin Luther King Sr. في أتلانتا",
    "dept": "State Dept. في واشنطن",
    "univ": "Univ. of Utah",
    "yahoo": "شركة Yahoo! عن تسريح",
    "ياهو": "محرك ياهو! الذي",
}

# Latin letters as Arabic newsrooms spell them: بي.بي.سي, فيكتور إم. هايز. Without stops between them they are an
# ordinary word, which may end a sentence: «في واشنطن دي سي. وقالت».
LETTER_NAMES: frozenset[str] = frozenset(
    normalize(
        "إيه إي بي سي دي إف جي إتش آي جاي جيه كي كيه كاي إل إم إن أو بيه كيو آر إس تي يو في دبليو إكس واي زد زي"
    ).split()
)

# What follows the dot of an address written in Arabic letters: المتجر.كوم.
DOMAINS: frozenset[str] = frozenset({"كوم", "نت", "اورغ", "اورج"})


class Before(Enum):
    """What stands before a full stop or exclamation mark."""

    WORD = auto()
    POINT = auto()  # the number of a point in a list: 1.
    TITLE = auto()
    COMPANY = auto()
    LETTERS = auto()  # one letter, or letters with stops between them
    UNIT = auto()  # the same behind a number: 8 م., 323 ق.م.
    LETTER_NAME = auto()


_REACH = 24  # characters looked back; abbreviations are shorter
_TOKEN = re.compile("(?:[^\\W_]|[\u064b-\u0652\u0670\u0640.])+$")
_DIGITS = re.compile(r"\d+")
_DIGIT_BEFORE = re.compile(r"\d\s?$|/$")  # 8 م., كم/س.
_LIST_BEFORE = re.compile(r"[:؛،(]\s*$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s$")
_LONGEST_POINT = 3


def before_mark(text: str, begin: int, at: int) -> Before:
    """Tell what stands before the mark at ``at``, in the sentence that began at ``begin``.

    >>> before_mark("قال د. سمير", 0, 5).name, before_mark("الساعة 8 م.", 0, 10).name
    ('LETTERS', 'UNIT')
    """
    found = _TOKEN.search(text, max(begin, at - _REACH), at)
    if found is None:
        return Before.WORD
    token, start = folded(found.group()), found.start()
    digits = _DIGITS.match(token)
    if digits and digits.end() == len(token):
        leads = start == begin or _LIST_BEFORE.search(text, max(begin, start - 3), start)
        return Before.POINT if leads and len(token) <= _LONGEST_POINT else Before.WORD
    return _letters_before(text, start, token[digits.end() :] if digits else token, digits is not None)


def _letters_before(text: str, start: int, token: str, glued_to_number: bool) -> Before:
    if token in TITLES:
        return Before.TITLE
    if token in COMPANIES:
        return Before.COMPANY
    if _is_letters(token):
        behind_number = glued_to_number or _DIGIT_BEFORE.search(text, max(0, start - 2), start)
        return Before.UNIT if behind_number else Before.LETTERS
    if token in LETTER_NAMES:
        word = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
        return Before.WORD if word and folded(word.group(1)) in LETTER_NAMES else Before.LETTER_NAME
    return Before.WORD


def _is_letters(token: str) -> bool:
    """Tell whether ``token`` is one letter, و and one letter, or such parts with stops between them."""
    parts = [part for part in token.split(".") if part]
    if len(parts) == 1:
        return len(token.removeprefix("و")) <= 1
    return all(len(part.removeprefix("و")) <= 2 or part in LETTER_NAMES for part in parts)
