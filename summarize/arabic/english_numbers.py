"""Numbers in English text, read into the same records as ``arabic_numbers`` reads Arabic.

>>> [(n.kind, n.value) for n in english_numbers("Half a million fled on Oct. 7, 2023, two-and-a-half years ago")]
[('cardinal', '500000'), ('date', '2023-10-07'), ('cardinal', '2.5')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from summarize.arabic import number_words as table
from summarize.arabic.months import AMBIGUOUS_ENGLISH_MONTHS, ENGLISH_MONTH_CUES, ENGLISH_MONTHS
from summarize.arabic.numerals import (
    DATE,
    NUMERAL,
    TIME,
    Number,
    NumberKind,
    canonical,
    digit_runs,
    looks_like_year,
    numeral_value,
    numeric_date,
)

_TOKEN = re.compile(rf"(?P<date>{DATE})|(?P<time>{TIME})|(?P<numeral>{NUMERAL})|(?P<word>[^\W\d_]+)|(?P<mark>[^\s])")
_WORDS = table.ENGLISH_UNITS | table.ENGLISH_TENS
_PERCENT = frozenset({"%", "percent", "pct"})
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_RANGE = frozenset({"to", "-", "–", "—", "and", "or"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class _Reading:
    value: Decimal
    last: int
    ordinal: bool = False
    scaled: bool = False
    doubtful: bool = False


def english_numbers(text: str) -> tuple[Number, ...]:
    """Find the numbers of an English text, in order, without overlap.

    >>> [(n.kind, n.value) for n in english_numbers("The 21st of May: $3.5bn, 30 per cent, G7, 6:30 p.m.")]
    [('date', '--05-21'), ('cardinal', '3500000000'), ('percent', '30%'), ('cardinal', '7'), ('time', '18:30')]
    """
    tokens = [
        _Token(str(found.lastgroup), found.start(), found.end(), found.group(), found.group().lower())
        for found in _TOKEN.finditer(text)
    ]
    return tuple(_with_ranges(list(_scan(text, tokens)), text))


def _scan(text: str, tokens: list[_Token]) -> Iterator[Number]:
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "date" and (iso := numeric_date(token.text)):
            yield Number("date", iso, token.start, token.end, token.text)
            i += 1
        elif token.kind == "time":
            number, i = _time(text, tokens, i)
            yield number
        elif (month := _month(tokens, i)) is not None:
            doubtful = not _sure_month(tokens, i)
            number, i = _month_first(text, tokens, i, month)
            yield replace(number, doubtful=doubtful)
        elif reading := _read(tokens, i):
            doubtful = reading.doubtful or _named(tokens, i, reading.last)
            number, i = _finish(text, tokens, i, reading)
            yield replace(number, doubtful=doubtful)
        else:
            if token.kind in ("numeral", "date"):
                yield from digit_runs(token.text, token.start)
            i += 1


def _key(tokens: list[_Token], i: int) -> str:
    return tokens[i].key if 0 <= i < len(tokens) else ""


def _read(tokens: list[_Token], i: int) -> _Reading | None:
    token = tokens[i]
    if token.kind == "numeral":
        value = numeral_value(token.text)
        return None if value is None else _after_numeral(tokens, i, value)
    if token.kind != "word":
        return None
    if token.key in table.ENGLISH_FRACTIONS and (fraction := _fraction(tokens, i)):
        return fraction
    return _special(tokens, i) or _cardinal(tokens, i)


def _special(tokens: list[_Token], i: int) -> _Reading | None:
    """Read what only looks like a plain number word: Roman digits, decades, thirds, the letter of a group."""
    token = tokens[i]
    if token.text in table.ROMAN and _is_regnal(tokens, i):
        return _Reading(table.ROMAN[token.text], i + 1, ordinal=True)
    if token.key in table.ENGLISH_DECADES:
        return _Reading(table.ENGLISH_DECADES[token.key], i + 1, doubtful=True)
    if token.key == "third" and _key(tokens, i - 1) in ("a", "one", "the", "-"):  # "a third of": a fraction
        return _Reading(Decimal(3), i + 1, ordinal=True, doubtful=True)
    if token.key == "group" and re.fullmatch("[A-L]", tokens[i + 1].text if i + 1 < len(tokens) else ""):
        return _Reading(Decimal(ord(tokens[i + 1].text) - ord("A") + 1), i + 2, ordinal=True)  # المجموعة الرابعة
    return None


def _cardinal(tokens: list[_Token], i: int) -> _Reading | None:
    token = tokens[i]
    if token.key in ("a", "an") and _key(tokens, i + 1) in table.ENGLISH_SCALES:
        return _spelled(tokens, i + 1, Decimal(1))
    if token.key in _WORDS or token.key in table.ENGLISH_ORDINALS:
        return _spelled(tokens, i, Decimal(0))
    if token.key in table.ENGLISH_SCALES and _key(tokens, i - 1) not in table.VAGUE_ENGLISH:
        return _spelled(tokens, i, Decimal(1))
    return None


def _is_regnal(tokens: list[_Token], i: int) -> bool:
    """Whether Roman digits follow a name: "Mohammed VI", "World War II"."""
    return i > 0 and tokens[i - 1].kind == "word" and tokens[i - 1].text[0].isupper()


def _after_numeral(tokens: list[_Token], i: int, value: Decimal) -> _Reading:
    j = i + 1
    glued = j < len(tokens) and tokens[j].start == tokens[i].end
    if glued and _key(tokens, j) in _ORDINAL_ENDINGS:
        return _Reading(value, j + 1, ordinal=True)
    if glued and _key(tokens, j) in table.ENGLISH_SCALE_LETTERS:
        return _Reading(value * table.ENGLISH_SCALE_LETTERS[tokens[j].key], j + 1, scaled=True)
    j += _key(tokens, j) == "-" and _key(tokens, j + 1) in table.ENGLISH_SCALES
    scaled = False
    while (scale := table.ENGLISH_SCALES.get(_key(tokens, j))) is not None:
        value, j, scaled = value * scale, j + 1, True
    return _Reading(value, j if scaled else i + 1, scaled=scaled)


def _fraction(tokens: list[_Token], i: int) -> _Reading | None:
    """Read "half a million", "a quarter of a million"; any other half is no number."""
    j = i + 1
    while _key(tokens, j) in ("a", "of", "-") and j - i < 4:
        j += 1
    scale = table.ENGLISH_SCALES.get(_key(tokens, j), Decimal(0))
    return _Reading(table.ENGLISH_FRACTIONS[tokens[i].key] * scale, j + 1, scaled=True) if scale >= 1000 else None


def _spelled(tokens: list[_Token], i: int, current: Decimal) -> _Reading:
    """Read words from ``i`` on; ``current`` is 1 where an article stands for it ("a hundred")."""
    total, last, scaled = Decimal(0), i, False
    previous = ""
    while True:
        key = _key(tokens, i)
        if key in _WORDS and _may_follow(previous, key, current):
            current += _WORDS[key]
        elif key in table.ENGLISH_ORDINALS and _may_follow(previous, key, current):
            return _Reading(total + current + table.ENGLISH_ORDINALS[key], i + 1, ordinal=True)
        elif key in table.ENGLISH_SCALES and (current or total):
            total, current = _scale(total, current, table.ENGLISH_SCALES[key])
            scaled = True
        else:
            break
        previous, last, i = key, i + 1, i + 1
        i = _skip_link(tokens, i, scaled=scaled)
    half = _half(tokens, last, total + current)
    return half or _Reading(total + current, last, scaled=scaled)


def _scale(total: Decimal, current: Decimal, scale: Decimal) -> tuple[Decimal, Decimal]:
    if scale <= 100:
        return total, (current or 1) * scale
    return (total + current * scale, Decimal(0)) if current else (total * scale, Decimal(0))


def _may_follow(previous: str, key: str, current: Decimal) -> bool:
    """Tell "twenty-five" and "hundred and five" from "five, six" and "twenty thirty"."""
    if not previous or previous in table.ENGLISH_SCALES:
        return True
    value = _WORDS.get(key, table.ENGLISH_ORDINALS.get(key, Decimal(0)))
    return previous in table.ENGLISH_TENS and value < 10 and current % 10 == 0


def _skip_link(tokens: list[_Token], i: int, *, scaled: bool) -> int:
    """Step over the hyphen of "twenty-five" and the "and" of "two hundred and five"."""
    following = _key(tokens, i + 1)
    small = following in _WORDS or following in table.ENGLISH_ORDINALS
    if _key(tokens, i) == "-" and (small or following in table.ENGLISH_SCALES):
        return i + 1
    if scaled and _key(tokens, i) == "and" and small:
        return i + 1
    return i


def _half(tokens: list[_Token], i: int, value: Decimal) -> _Reading | None:
    """Read "two and a half (million)", "a million and a half"."""
    j, unit = i, Decimal(1)
    while _key(tokens, j) in ("-", "and", "a") and j - i < 6:
        j += 1
    fraction = table.ENGLISH_FRACTIONS.get(_key(tokens, j))
    if fraction is None or "and" not in (_key(tokens, i), _key(tokens, i + 1)):
        return None
    if value >= 1000:
        unit = next(scale for scale in (Decimal(10) ** 9, Decimal(10) ** 6, Decimal(10) ** 3) if value >= scale)
    scale = table.ENGLISH_SCALES.get(_key(tokens, j + 1), Decimal(1))
    return _Reading((value + fraction * unit) * scale, j + 1 + (scale > 1), scaled=True)


def _finish(text: str, tokens: list[_Token], i: int, reading: _Reading) -> tuple[Number, int]:
    last, first = reading.last, tokens[i]
    value = canonical(reading.value)
    if reading.value == int(reading.value) and 1 <= reading.value <= 31:
        month_at = last + 1 if _key(tokens, last) == "of" else last
        if month_at < len(tokens) and (month := _month(tokens, month_at)):
            return _date(text, tokens, (i, month_at + 1), month, value)
    after = last + (_key(tokens, last) == "-")
    if _key(tokens, after) in _PERCENT:
        return _number("percent", f"{value}%", text, (i, after + 1), tokens)
    if _key(tokens, after) == "per" and _key(tokens, after + 1) == "cent":
        return _number("percent", f"{value}%", text, (i, after + 2), tokens)
    if last == i + 1 and looks_like_year(first.text, reading.value):
        return _number("year", value, text, (i, last), tokens)
    if _meridiem(tokens, last) and 1 <= reading.value <= 12 and reading.value == int(reading.value):
        return _clock(text, tokens, (i, last), int(reading.value), 0)
    return _number("ordinal" if reading.ordinal else "cardinal", value, text, (i, last), tokens)


def _named(tokens: list[_Token], i: int, last: int) -> bool:
    """Whether a number word is part of a name: "Nine Elms", "The Hateful Eight"."""
    if tokens[i].kind != "word" or last > i + 1 or i == 0 or not tokens[i].text[0].isupper():
        return False
    return tokens[i - 1].kind == "word"


def _month(tokens: list[_Token], i: int) -> int | None:
    """Give the month named at ``i``, by a word with a capital."""
    key = _key(tokens, i)
    month = ENGLISH_MONTHS.get(key)
    return month if month is not None and tokens[i].text[0].isupper() else None


def _sure_month(tokens: list[_Token], i: int) -> bool:
    """Whether the month at ``i`` is no modal verb, march or prime minister: "may" needs a cue or a number."""
    if tokens[i].key not in AMBIGUOUS_ENGLISH_MONTHS:
        return True
    after = i + 1 + (_key(tokens, i + 1) == ".")
    numbered = after < len(tokens) and tokens[after].kind == "numeral"
    return numbered or (_key(tokens, i - 1) in ENGLISH_MONTH_CUES and _key(tokens, i + 1) not in ("'", "’"))


def _month_first(text: str, tokens: list[_Token], i: int, month: int) -> tuple[Number, int]:
    j = i + 1 + (_key(tokens, i + 1) == ".")
    reading = _read(tokens, j) if j < len(tokens) else None
    if reading and not reading.scaled and reading.value == int(reading.value) and 1 <= reading.value <= 31:
        return _date(text, tokens, (i, reading.last), month, canonical(reading.value))
    return _date(text, tokens, (i, i + 1), month, "")


def _date(text: str, tokens: list[_Token], span: tuple[int, int], month: int, day: str) -> tuple[Number, int]:
    i, last = span
    year, j = "", last
    while _key(tokens, j) in (",", ".", "of") and j - last < 2:
        j += 1
    if j < len(tokens) and tokens[j].kind == "numeral":
        value = numeral_value(tokens[j].text)
        if value is not None and looks_like_year(tokens[j].text, value):
            year, last = canonical(value), j + 1
    iso = f"{year or '-'}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return _number("date", iso, text, (i, last), tokens)


def _meridiem(tokens: list[_Token], i: int) -> str:
    """Give "a" or "p" for "a.m.", "pm" at ``i``; empty for neither."""
    key = _key(tokens, i)
    if key in ("am", "pm") or (key in ("a", "p") and _key(tokens, i + 1) == "." and _key(tokens, i + 2) == "m"):
        return key[0]
    return ""


def _time(text: str, tokens: list[_Token], i: int) -> tuple[Number, int]:
    hour, minute = (int(part) for part in tokens[i].text.split(":"))
    return _clock(text, tokens, (i, i + 1), hour, minute)


def _clock(text: str, tokens: list[_Token], span: tuple[int, int], hour: int, minute: int) -> tuple[Number, int]:
    meridiem = _meridiem(tokens, span[1])
    if meridiem:
        hour = hour % 12 + 12 * (meridiem == "p")
    return _number("time", f"{hour:02d}:{minute:02d}", text, span, tokens)


def _number(kind: NumberKind, value: str, text: str, span: tuple[int, int], tokens: list[_Token]) -> tuple[Number, int]:
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    return Number(kind, value, start, end, text[start:end]), span[1]


def _with_ranges(found: list[Number], text: str) -> Iterator[Number]:
    """Let the first end of "5 to 7 million" be five million as well."""
    for number, following in zip(found, [*found[1:], None], strict=False):
        scale = 0
        if following and number.kind == following.kind == "cardinal" and following.start - number.end <= 5:
            between = text[number.end : following.start].strip().lower()
            words = following.text.lower()
            scale = next((int(s) for w, s in table.ENGLISH_SCALES.items() if s >= 1000 and w in words), 0)
            scale = scale if between in _RANGE and Decimal(number.value) < 1000 else 0
        yield replace(number, in_range=canonical(Decimal(number.value) * scale)) if scale else number
