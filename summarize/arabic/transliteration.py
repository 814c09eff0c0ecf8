"""How near a Latin spelling is to an Arabic one: أردوغان and Erdogan, شوارزنيجر and Schwarzenegger.

A weighted edit distance (Wagner and Fischer, 1974) between Arabic letters and Latin sounds. Arabic writes few
vowels, so vowels cost next to nothing; consonants cost by what they are known to stand for. Freeman, Condon and
Ackerman (2006), "Cross linguistic name matching in English and Arabic", showed that such letter classes
are most of what name matching between the two scripts needs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from summarize.arabic.normalize import normalize

# Latin spellings of one sound, longest first; capitals are sounds of their own.
_SOUNDS: Final = (
    ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("dzh", "J"), ("sh", "S"), ("ch", "C"), ("kh", "X"), ("gh", "G"),
    ("th", "T"), ("dh", "D"), ("ph", "f"), ("zh", "J"), ("dj", "J"), ("ck", "k"), ("qu", "kw"), ("cz", "C"),
    ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("x", "ks"), ("c", "k"), ("j", "J"),
)  # fmt: skip
_SOUND: Final = re.compile("|".join(spelling for spelling, _ in _SOUNDS))
_BY_SPELLING: Final = dict(_SOUNDS)
_DOUBLED: Final = re.compile(r"(.)\1+")
_NOT_LATIN: Final = re.compile("[^a-z]")
# Letters beyond NFD's reach in names of news.
_FOLDED: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_VOWELS: Final = frozenset("aeiouy")

# What each Arabic letter is written as, with the cost of reading it so; after ``normalize``.
_LETTERS: Final[dict[str, dict[str, float]]] = {
    "ب": {"b": 0, "p": 0, "v": 0.3},
    "ت": {"t": 0, "T": 0.2, "d": 0.6},
    "ث": {"T": 0, "t": 0.2, "s": 0.3},
    "ج": {"J": 0, "g": 0, "G": 0.3, "C": 0.4, "S": 0.6, "k": 0.6, "y": 0.6},
    "ح": {"h": 0, "X": 0.3},
    "خ": {"X": 0, "k": 0.2, "h": 0.3, "C": 0.2, "J": 0.2, "g": 0.5},
    "د": {"d": 0, "D": 0.1, "t": 0.5, "T": 0.5},
    "ذ": {"D": 0, "d": 0.2, "z": 0.2, "T": 0.2},
    "ر": {"r": 0},
    "ز": {"z": 0, "s": 0.2, "J": 0.5},
    "س": {"s": 0, "z": 0.2, "C": 0.4, "T": 0.4, "k": 0.6},
    "ش": {"S": 0, "C": 0.1, "s": 0.4, "J": 0.4},
    "ص": {"s": 0, "z": 0.5},
    "ض": {"d": 0, "D": 0},
    "ط": {"t": 0, "T": 0.3},
    "ظ": {"z": 0, "D": 0, "d": 0.3},
    "ع": {"a": 0, "e": 0, "i": 0, "o": 0, "u": 0},
    "غ": {"G": 0, "g": 0, "J": 0.6, "r": 0.6},
    "ف": {"f": 0, "v": 0, "p": 0.5, "w": 0.4},
    "ق": {"q": 0, "k": 0, "g": 0.2, "C": 0.6},
    "ك": {"k": 0, "C": 0.2, "q": 0.1, "g": 0.3, "X": 0.5},
    "ل": {"l": 0},
    "م": {"m": 0, "n": 0.6},
    "ن": {"n": 0, "m": 0.6},
    "ه": {"h": 0, "a": 0, "e": 0.1, "t": 0.3, "X": 0.5},
    "و": {"w": 0, "v": 0.1, "u": 0, "o": 0, "a": 0.3, "e": 0.2},
    "ي": {"y": 0, "i": 0, "e": 0, "J": 0.2, "a": 0.2},
    "ا": {"a": 0, "e": 0, "i": 0.1, "o": 0.1, "u": 0.1},
    "ء": {"a": 0, "e": 0, "i": 0, "o": 0, "u": 0},
    "ئ": {"y": 0, "i": 0, "e": 0, "a": 0},
    "ؤ": {"u": 0, "o": 0, "w": 0.1},
    "č": {"C": 0, "S": 0.3, "t": 0.6},  # تش
    "ǰ": {"J": 0, "g": 0.2},  # دج
    "ț": {"z": 0, "s": 0.1, "t": 0.6},  # تس, as in لاتسيو (Lazio)
}
# Leaving out an Arabic letter that writes a vowel, or an ع or a ه that Latin spelling drops.
_DROPPED: Final = {
    "ا": 0.15,
    "و": 0.25,
    "ي": 0.25,
    "ء": 0.0,
    "ئ": 0.1,
    "ؤ": 0.1,
    "ع": 0.05,
    "ه": 0.25,
    "ح": 0.7,
    "غ": 0.7,
}
# A Latin sound that Arabic does not write.
_UNWRITTEN: Final = {"h": 0.3, "y": 0.15, "w": 0.5, "g": 0.7, "r": 0.8, "s": 0.8, "t": 0.8, "d": 0.8, "k": 0.8}
_VOWEL_UNWRITTEN: Final = 0.08
_OTHER_VOWEL: Final = 0.3
# Longer words are no names; this also bounds the cost of one comparison.
_LONGEST: Final = 24


@lru_cache(maxsize=1 << 14)
def sounds(latin: str) -> str:
    """Give a Latin word as sounds: accents off, digraphs joined, doubled letters single.

    >>> sounds("Schröder"), sounds("Khashoggi"), sounds("Chișinău")
    ('Sroder', 'XaSogi', 'Cisinau')
    """
    plain = unicodedata.normalize("NFD", latin.lower().translate(_FOLDED))
    plain = _NOT_LATIN.sub("", plain)
    return _DOUBLED.sub(r"\1", _SOUND.sub(lambda found: _BY_SPELLING[found.group()], plain))


@lru_cache(maxsize=1 << 14)
def letters(arabic: str) -> str:
    """Give an Arabic word as the letters that are compared."""
    return _DOUBLED.sub(r"\1", normalize(arabic)).replace("تش", "č").replace("دج", "ǰ").replace("تس", "ț")


@lru_cache(maxsize=1 << 16)
def distance(arabic: str, latin: str) -> float:
    """Give the cost of reading ``arabic`` as ``latin`` for each consonant of the longer: 0 is the same.

    >>> distance("أردوغان", "Erdogan") < 0.15 < 0.5 < distance("أردوغان", "Macron")
    True
    """
    source, target = letters(arabic)[:_LONGEST], sounds(latin)[:_LONGEST]
    if not source or not target or not _plausible(source, target):
        return 1.0
    row = [0.0]
    for sound in target:
        row.append(row[-1] + _unwritten(sound))
    for letter in source:
        readings, dropped = _LETTERS.get(letter, {}), _DROPPED.get(letter, 1.0)
        above, row = row, [row[0] + dropped]
        for j, sound in enumerate(target):
            read = readings.get(sound)
            if read is None:
                read = _OTHER_VOWEL if dropped < 0.3 and sound in _VOWELS else 1.0
            row.append(min(above[j] + read, above[j + 1] + dropped, row[j] + _unwritten(sound)))
    return row[-1] / max(1, _weight(source), sum(sound not in _VOWELS for sound in target))


def _plausible(source: str, target: str) -> bool:
    """Whether most consonants of each side may stand for something in the other: spares most alignments."""
    heard = frozenset(target)
    strong = [letter for letter in source if _DROPPED.get(letter, 1.0) > 0.3]
    readable = sum(not heard.isdisjoint(_LETTERS.get(letter, ())) for letter in strong)
    consonants = sum(sound not in _VOWELS for sound in target)
    return readable >= 0.6 * len(strong) and consonants <= 1.7 * len(source) + 1


def _weight(source: str) -> int:
    return sum(_DROPPED.get(letter, 1.0) > 0.3 for letter in source)


def _unwritten(sound: str) -> float:
    return _VOWEL_UNWRITTEN if sound in _VOWELS else _UNWRITTEN.get(sound, 1.0)
