"""Names across languages: which ones a translation lost, and which it has from nowhere.

A name that is only missing is often a matter of style ("the country", "he"), and a capital without an Arabic name
behind it is often a word ("Foreign Ministry"). Both at once is a swap, and worth a warning; so is a place from nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from summarize.arabic.name_matching import forms, kept_share
from summarize.arabic.name_tables import COMMON_CAPITALS, EXONYMS
from summarize.arabic.names import Name, names, table_names
from summarize.arabic.transliteration import distance
from summarize.records import Flag

# The tagger's log-odds from which a missing name is worth a word; where a part of it is there, more is asked.
_LIKELY, _SURE = 2.5, 3.0
# A capitalised word nearer than this to any word of the source comes from there.
_EXPLAINED = 0.33
# A word before one of these is a subject even where its capital is only a sentence's first.
_AFTER_SUBJECT = frozenset({"s", "is", "was", "has", "will", "said", "says"})
# What one sentence may hold; names and words beyond it are not compared, so that time stays linear.
_MOST_NAMES, _MOST_WORDS = 40, 300
_WORD = re.compile(r"[^\W\d_]+")
_MAN = re.compile("w?o?m[ae]n$")  # Frenchman, Frenchwomen
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…][\"”'’)]*\s+|[\"“«(‘'*-]\s*)\Z")
# First words of names that English writes in one: عبد اللطيف is Abdullatif.
_JOINED = ("عبد", "أبو", "ابو", "بن")
_ARABIC_WORD = re.compile("[\u0620-\u0657\u0670-\u06d3]+")
# English forms of the table that are no other words: "us", "is", "who", "west" are.
_PLACES = frozenset(form for forms_ in EXONYMS.values() for form in forms_ if len(form) > 3 and " " not in form) - {
    "west", "gulf", "bloc", "pole", "dane", "finn", "kingdom", "czech", "congress", "europe", "european",
}  # fmt: skip


def check_names(source: str, target: str, where: str) -> list[Flag]:
    """Flag names of an Arabic sentence that its English translation changed (``warn``) or lacks (``info``).

    A country or city from nowhere is a ``warn`` too: 5 of 1,300 real pairs get one ("Pyongyang" for its government).
    """
    strange = list(_strange(source, target))
    flags = []
    for name in _distinct(source):
        share = kept_share(name.text, target)
        if share == 1 or (share > 0 and not strange):
            continue
        swapped = strange[0] if strange else ""
        told = f"{name.text} missing" + (f"; {swapped} is not in the source" if swapped else "")
        if name.odds >= (_LIKELY if share == 0 else _SURE):
            flags.append(Flag("name", where, told, "warn" if swapped else "info"))
    if not flags:
        flags += [Flag("name", where, f"{word} is not in the source") for word in strange if word.lower() in _PLACES]
    return flags


def _distinct(source: str) -> list[Name]:
    found = {name.text: name for name in names(source)}
    return list(found.values())[:_MOST_NAMES]


def _strange(source: str, target: str) -> Iterator[str]:
    """Give the capitalised words of the translation that no word of the source explains."""
    arabic = _ARABIC_WORD.findall(source)[:_MOST_WORDS]
    joined = [first + second for first, second in pairwise(arabic) if first.endswith(_JOINED)]
    spellings = [form for word in dict.fromkeys(arabic + joined) for form in forms(word)]
    told = {form for name in table_names(source) for form in name}
    for word, longer in list(_capitals(target).items())[:_MOST_NAMES]:
        lower = word.lower()
        if lower in COMMON_CAPITALS or not told.isdisjoint((lower, lower.removesuffix("s"), _MAN.sub("", lower))):
            continue
        if not any(distance(form, spelling) <= _EXPLAINED for spelling in (word, *longer) for form in spellings):
            yield word


def _capitals(target: str) -> dict[str, tuple[str, ...]]:
    """Give the words with a capital that no sentence start explains, once each, in order.

    Each comes with itself joined to the word before and to the word after: Arabic writes أبوظبي in one word.
    Acronyms are left out: they are translations.
    """
    matches = list(_WORD.finditer(target))
    found: dict[str, tuple[str, ...]] = {}
    for k, match in enumerate(matches):
        word = match.group()
        starts = _SENTENCE_START.search(target[max(0, match.start() - 4) : match.start()])
        before = matches[k - 1].group() if k else ""
        after = matches[k + 1].group() if k + 1 < len(matches) else ""
        quoted = target.count('"', 0, match.start()) % 2  # a title is translated: "Under Control"
        if (
            quoted
            or len(word) < 3
            or not word.istitle()
            or (starts and word.lower() not in _PLACES and after not in _AFTER_SUBJECT)
        ):
            continue
        found.setdefault(word, (before + word, word + after))
    return found
