"""Whether an English text has an Arabic name, by table or by sound."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from summarize.arabic.name_tables import EXONYMS, PARTICLES
from summarize.arabic.normalize import normalize
from summarize.arabic.transliteration import distance, sounds

# Readings up to this distance are one name: 98 of 100 transliterated pairs, 1 of 1,000 unrelated ones.
SAME_NAME = 0.3
# The share of a name's words that must be there: newsrooms shorten خوسيه مانويل ألباريس to Albares.
_WORDS_KEPT = 0.33
_ARABIC_WORD = re.compile("[\u0620-\u0657\u0670-\u06d3]+")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_NOT_LETTERS = re.compile(r"[^\w']+")
# Clitics that a name may carry, with and without the article.
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "كال", "فال", "لل", "ولل", "وب", "ول", "وبال")
# What one sentence may hold; more Latin words than this are compared by the first ones only, so that time stays linear.
_MOST_WORDS = 600


def name_matches(arabic: str, english: str) -> bool:
    """Whether an English text has an Arabic name: as ``name_tables`` translates it, or by sound.

    Of a name of several words a third must be there. Clitics on the Arabic name (لترامب) do no harm.

    >>> name_matches("وأردوغان", "Turkish President Erdoğan said"), name_matches("مصر", "in Egypt")
    (True, True)
    >>> name_matches("أردوغان", "French President Macron said")
    False
    """
    return kept_share(arabic, english) >= _WORDS_KEPT


def kept_share(arabic: str, english: str) -> float:
    """Give the share of a name's words, particles aside, that an English text has: 0 to 1.

    >>> kept_share("ماركوس هيدينغ", "Markus Smith said")
    0.5
    """
    flat = _flat(english)
    if any(f" {form} " in flat or f" {form}s " in flat for form in exonyms(arabic)):
        return 1.0
    words = _ARABIC_WORD.findall(arabic)
    candidates = latin_names(english)
    units = [
        (before, word) for before, word in zip(["", *words], words, strict=False) if normalize(word) not in PARTICLES
    ]
    kept = sum(
        _heard(word, candidates) or _heard(before + word, candidates) or _translated(word, flat)
        for before, word in units
    )
    if not kept and (not units or _heard("".join(words), candidates)):
        return float(_heard("".join(words), candidates))
    return kept / len(units)


def _translated(word: str, flat: str) -> bool:
    return any(f" {form} " in flat for form in exonyms(word))


def exonyms(arabic: str) -> frozenset[str]:
    """Give what English says for a name or an adjective of place, clitics aside; empty when the table lacks it.

    >>> sorted(exonyms("والمصريين")), exonyms("ترامب")
    (['egypt', 'egyptian'], frozenset())
    """
    return next((EXONYMS[form] for form in forms(arabic) if form in EXONYMS), frozenset())


@lru_cache(maxsize=1 << 12)
def forms(arabic: str) -> tuple[str, ...]:
    """Give the normal form of a word and what is left of it without clitics, the longest first."""
    word = normalize(arabic)
    bare = dict.fromkeys(word[len(c) :] for c in _CLITICS if word.startswith(c) and len(word) - len(c) >= 2)
    if word.startswith("لل"):
        bare["ال" + word[2:]] = None  # للعراق is ل + العراق
    if word.startswith("ولل"):
        bare["ال" + word[3:]] = None
    return tuple(bare) or (word,)


@lru_cache(maxsize=64)
def latin_names(english: str) -> tuple[str, ...]:
    """Give the words of an English text that may be names, and neighbours joined (Abu Dhabi, al-Sisi).

    Capitalised words; all words where the text has no capitals to go by.
    """
    words = _LATIN_WORD.findall(english[: 40 * _MOST_WORDS])[:_MOST_WORDS]
    cased = sum(word[0].isupper() for word in words) > 1
    found = dict.fromkeys(word for word in words if word[0].isupper() or not cased)
    for first, second in pairwise(words):
        if (second[0].isupper() or not cased) and len(first) <= 12:
            found[first + second] = None
    return tuple(word for word in found if len(word) > 1)


def _heard(word: str, candidates: tuple[str, ...]) -> bool:
    return any(_near(form, candidate) for form in forms(word) for candidate in candidates)


def _near(form: str, candidate: str) -> bool:
    # A form much shorter or longer than the candidate cannot be near; this spares most of the comparisons.
    longest = len(sounds(candidate))
    return len(form) <= longest + 3 and longest <= 2 * len(form) + 3 and distance(form, candidate) <= SAME_NAME


@lru_cache(maxsize=64)
def _flat(text: str) -> str:
    """Give a text in lower case with one space around every word, so that whole phrases can be looked up."""
    plain = text.lower().replace("’", "'").replace("'s ", " ").replace("u.s.", "u.s")
    return f" {_NOT_LETTERS.sub(' ', plain.replace('.', ''))} "
