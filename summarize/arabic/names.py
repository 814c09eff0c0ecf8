"""Likely proper names in Arabic text.

Arabic has no capitals. Names are found by a table (``name_tables``) and by a small linear tagger over the letters of
a word and its neighbours (``name_weights.json``), which learned from sentence pairs what transliterates
(``train/names.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from summarize.arabic.months import ARABIC_MONTHS
from summarize.arabic.name_matching import forms, name_matches
from summarize.arabic.name_tables import EXONYMS, PARTICLES
from summarize.arabic.normalize import normalize
from summarize.arabic.stopwords import STOP_WORDS

__all__ = ["Name", "name_matches", "names"]

_WORD = re.compile("[\u0620-\u0657\u0670-\u06d3]+")
_LONGEST_PHRASE = 4
_LONGEST_NAME = 8
_LONGEST_WORD = 30
# Log-odds from which a word is tagged, from which it belongs to a name beside it, and of a name that carries another.
_BEGINS, _CONTINUES, _CLEAR = 0.0, -1.5, 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A likely proper name: ``text == whole[start:end]``, clitics on it included.

    ``odds`` are the tagger's natural log-odds for its surest word; infinite for a name of the table.
    """

    text: str
    start: int
    end: int
    odds: float = float("inf")


def names(text: str) -> tuple[Name, ...]:
    """Find likely proper names in Arabic text, in order, without overlap.

    >>> [name.text for name in names("وقال وزير الخارجية الإسباني خوسيه ألباريس في بغداد")]
    ['الإسباني', 'خوسيه ألباريس', 'بغداد']
    """
    return tuple(_scan(text, list(word_spans(text))))


def table_names(text: str) -> Iterator[frozenset[str]]:
    """Give, for every name of the table in an Arabic text, what English says for it; longer names do not hide parts.

    >>> [sorted(forms) for forms in table_names("في مصر")]
    [['egypt', 'egyptian']]
    """
    spans = list(word_spans(text))
    for i, (word, _, _) in enumerate(spans):
        following = [word for word, _, _ in spans[i + 1 : i + _LONGEST_PHRASE]]
        for form in forms(word):
            for length in range(len(following) + 1):
                if found := EXONYMS.get(" ".join((form, *following[:length]))):
                    yield found


def word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the Arabic words of a text, normalised, with their offsets."""
    for found in _WORD.finditer(text):
        yield _plain(found.group()[: 2 * _LONGEST_WORD]), found.start(), found.end()


def features(words: Sequence[str], i: int) -> list[str]:
    """Give what the tagger looks at: a normalised word, its beginnings, ends and middles, and its neighbours.

    >>> features(["قال", "ترامب"], 1)[:4]
    ['w=ترامب', 'p=قال', 'n=', 'p$=ال']
    """
    word = words[i][:_LONGEST_WORD]
    before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    return [f"w={word}", f"p={before}", f"n={after}", f"p$={before[-2:]}", f"n^={after[:2]}", *_spelling(word)]


@lru_cache(maxsize=1 << 13)
def _spelling(word: str) -> tuple[str, ...]:
    framed = f"^{word[:20]}$"
    grams = {framed[k : k + n] for n in (2, 3, 4) for k in range(len(framed) - n + 1)}
    return (f"#{min(len(word), 9)}", *sorted(grams))


def _scan(text: str, spans: list[tuple[str, int, int]]) -> Iterator[Name]:
    words = [word for word, _, _ in spans]
    i = 0
    while i < len(spans):
        if last := _in_table(text, spans, i):
            yield _name(text, spans, i, last, float("inf"))
            i = last
        elif (odds := _odds(words, i)) >= _BEGINS or _leads(text, spans, i, odds):
            last = i + 1
            while (
                last < min(len(spans), i + _LONGEST_NAME)
                and _adjoin(text, spans, last)
                and not _in_table(text, spans, last)
            ):
                more = _odds(words, last)
                if more < _CONTINUES and words[last] not in PARTICLES:
                    break
                odds, last = max(odds, more), last + 1
            while last - 1 > i and words[last - 1] in PARTICLES:
                last -= 1
            yield _name(text, spans, i, last, odds)
            i = last
        else:
            i += 1


def _leads(text: str, spans: list[tuple[str, int, int]], i: int, odds: float) -> bool:
    """Whether a doubtful word (خوسيه) or a particle (أبو) begins a name because a clear name follows it."""
    if i + 1 >= len(spans) or not (odds >= _CONTINUES or spans[i][0] in PARTICLES) or not _adjoin(text, spans, i + 1):
        return False
    return _odds([word for word, _, _ in spans[i : i + 3]], 1) >= _CLEAR


def _name(text: str, spans: list[tuple[str, int, int]], first: int, last: int, odds: float) -> Name:
    start, end = spans[first][1], spans[last - 1][2]
    return Name(text[start:end], start, end, odds)


def _adjoin(text: str, spans: list[tuple[str, int, int]], i: int) -> bool:
    """Whether nothing but a space or a hyphen stands before word ``i``, and no «و» joins it to a list."""
    between = text[spans[i - 1][2] : spans[i][1]]
    return between in (" ", "-", "\u00a0", " - ")


def _in_table(text: str, spans: list[tuple[str, int, int]], i: int) -> int:
    """Give the index after the longest name of the table that begins at word ``i``; 0 for none."""
    first = forms(spans[i][0])
    for length in range(min(_LONGEST_PHRASE, len(spans) - i), 0, -1):
        rest = spans[i + 1 : i + length]
        if length > 1 and not all(_adjoin(text, spans, k) for k in range(i + 1, i + length)):
            continue
        tail = "".join(f" {word}" for word, _, _ in rest)
        if any(form + tail in EXONYMS for form in first):
            return i + length
    return 0


def _odds(words: Sequence[str], i: int) -> float:
    if words[i] in STOP_WORDS or len(words[i]) < 3 or any(form in ARABIC_MONTHS for form in forms(words[i])):
        return -10.0
    bias, weights = _tagger()
    return bias + sum(weights.get(feature, 0.0) for feature in features(words, i))


@cache
def _tagger() -> tuple[float, dict[str, float]]:
    payload = json.loads(Path(__file__).with_name("name_weights.json").read_text("utf-8"))
    return float(payload["bias"]), payload["weights"]


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    return normalize(word)
