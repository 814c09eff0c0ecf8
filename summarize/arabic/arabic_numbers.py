"""Numbers in Arabic text: digits of both systems, number words, percentages, times and dates.

One pass over tokens. Hijri years and months are left as they stand: the year is a number that a translation keeps,
the month a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from summarize.arabic import number_words as table
from summarize.arabic.months import AMBIGUOUS_MONTHS, ARABIC_MONTHS, MONTH_CUES
from summarize.arabic.normalize import normalize
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

_TOKEN = re.compile(
    rf"(?P<date>{DATE})|(?P<time>{TIME})|(?P<numeral>{NUMERAL})"
    r"|(?P<word>[\u0620-\u0657\u0670-\u06d3]+)|(?P<mark>[^\s\u200e\u200f])"
)
_PREFIX = re.compile("(و|ف)?([بلك])?(?:(ال)|ل(?=ل))?")
_PERCENT_MARKS = "%٪"
_CARDINALS = table.UNITS | table.TEN | table.TENS | table.HUNDREDS | table.DECADES
_NUMBER_WORDS = frozenset(_CARDINALS | table.SCALES | table.DUAL_SCALES | table.ORDINALS | table.FRACTIONS)
_RANGE_WORDS = frozenset(map(normalize, ("إلى", "او", "حتى", "و", "-", "–", "—")))
_YEAR_WORDS = frozenset(map(normalize, ("عام", "العام", "سنة", "من", "لعام", "لسنة")))


@dataclass(frozen=True, slots=True)
class _Token:
    """One token: ``key`` is its normalised form; ``joined`` says that it begins with «و»."""

    kind: str
    start: int
    end: int
    text: str
    key: str
    bare: str = ""
    joined: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A value read from tokens ``[first, last)``; ``scale`` is the last thousand, million... that it holds."""

    value: Decimal
    last: int
    ordinal: bool = False
    scale: Decimal = Decimal(1)


def numbers(text: str) -> tuple[Number, ...]:
    """Find the numbers of an Arabic text, in order, without overlap.

    >>> [(n.kind, n.value) for n in numbers("قُتل خمسة وعشرون في ٧ تشرين الأول/أكتوبر 2023، أي 3٫5٪ من ٧ ملايين")]
    [('cardinal', '25'), ('date', '2023-10-07'), ('percent', '3.5%'), ('cardinal', '7000000')]
    """
    tokens = [_token(found) for found in _TOKEN.finditer(text)]
    return tuple(_with_ranges(list(_scan(text, tokens)), text))


def _token(found: re.Match[str]) -> _Token:
    kind, text = str(found.lastgroup), found.group()
    if kind != "word":
        return _Token(kind, found.start(), found.end(), text, text)
    key, bare, joined, definite = _word(text)
    return _Token(kind, found.start(), found.end(), text, key, bare, joined, definite)


@lru_cache(maxsize=1 << 14)
def _word(text: str) -> tuple[str, str, bool, bool]:
    """Give a word's normal form, the number word in it (or nothing), and whether «و» and «ال» precede that."""
    key = normalize(text)
    if key in table.NOT_NUMBERS:
        return key, "", False, False
    if key in _NUMBER_WORDS:
        return key, key, False, False
    found = _PREFIX.match(key)
    if found is None or not found.end():
        return key, "", False, False
    # The longest prefix may eat the word's own letters (ثلاث has none of them, واحد begins with one).
    for cut in range(1, found.end() + 1):
        if key[cut:] in _NUMBER_WORDS and not text.startswith("أل"):
            head = key[:cut]
            return key, key[cut:], head.startswith("و"), head.endswith(("ال", "لل"))
    return key, "", False, False


def _scan(text: str, tokens: list[_Token]) -> Iterator[Number]:
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "date" and (value := numeric_date(token.text)):
            yield Number("date", value, token.start, token.end, token.text)
            i += 1
        elif token.kind == "date":
            yield from digit_runs(token.text, token.start)
            i += 1
        elif token.kind == "time":
            number, i = _time(text, tokens, i)
            yield number
        elif (month := _month(tokens, i)) is not None:
            doubtful = not month[2]
            number, i = _date(text, tokens, i, "", month)
            yield replace(number, doubtful=doubtful)
        elif reading := _read(tokens, i):
            number, i = _finish(text, tokens, i, reading)
            yield number
        else:
            if token.kind == "numeral":
                yield from digit_runs(token.text, token.start)
            i += 1


def _read(tokens: list[_Token], i: int) -> _Reading | None:
    token = tokens[i]
    if token.kind == "numeral":
        return _numeral(tokens, i)
    bare = token.bare
    if not bare or bare in table.VAGUE:
        return None
    if bare in table.ORDINALS:
        return _ordinal(tokens, i)
    if bare in table.FRACTIONS:  # «نصف مليون»; a bare «نصف» is no number
        scale = _scale(tokens, i + 1)
        return None if scale is None else _Reading(table.FRACTIONS[bare] * scale, i + 2, scale=scale)
    value, scale = _first_word(tokens, i)
    return _extend(tokens, i + 1, value, scale)


def _numeral(tokens: list[_Token], i: int) -> _Reading | None:
    value = numeral_value(tokens[i].text)
    bracketed = 0 < i < len(tokens) - 2 and tokens[i - 1].text == "(" and tokens[i + 1].text == ")"
    after = i + 2 if bracketed and _scale(tokens, i + 2) else i + 1  # «(10) آلاف»
    return None if value is None else _extend(tokens, after, value, Decimal(1))


def _first_word(tokens: list[_Token], i: int) -> tuple[Decimal, Decimal]:
    """Give the value of a cardinal's first word, and the thousand, million... in it (1 for none)."""
    bare = tokens[i].bare
    if bare in table.DUAL_SCALES and not _tanween(tokens, i):
        return table.DUAL_SCALES[bare], table.DUAL_SCALES[bare] / 2
    if bare in table.SCALES:
        return table.SCALES[bare], table.SCALES[bare]
    return _CARDINALS[bare], Decimal(1)


def _tanween(tokens: list[_Token], i: int) -> bool:
    """Whether «مليونا» is one million, not two: a dual without its noon needs a noun after it.

    «مليونا ونصف المليون», «مليونا و200 ألف», «بلغت مليونا.»
    """
    if tokens[i].bare not in table.SCALES:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is None or after.kind == "mark" or after.key == "و" or (after.joined and bool(after.bare))


def _extend(tokens: list[_Token], i: int, first: Decimal, scale: Decimal) -> _Reading:
    """Read on after a first value: tens after units, hundreds, scales, «ونصف»."""
    total, current = (first, Decimal(0)) if scale > 1 else (Decimal(0), first)
    while i < len(tokens):
        step = _step(tokens, i, total, current, scale)
        if step is None:
            break
        total, current, scale, i = step
    return _Reading(total + current, i, scale=scale)


def _step(
    tokens: list[_Token], i: int, total: Decimal, current: Decimal, scale: Decimal
) -> tuple[Decimal, Decimal, Decimal, int] | None:
    token = tokens[i]
    joined = token.joined
    if token.key == "و" and i + 1 < len(tokens) and tokens[i + 1].kind == "numeral":
        value = numeral_value(tokens[i + 1].text)
        fits = value is not None and not current and scale > 1 and value < scale
        return (total, value, scale, i + 2) if fits and value is not None else None
    if token.kind != "word" or not token.bare:
        return None
    if not joined:
        return _multiply(token, i, total, current, scale)
    if token.bare in table.FRACTIONS:  # «مليون ونصف», «مليون ونصف المليون», «ثلاثة ونصف»
        unit = scale if not current else Decimal(1)
        after = i + 2 if _scale(tokens, i + 1) else i + 1
        return total, current + unit * table.FRACTIONS[token.bare], scale, after
    return _add(token, i, total, current, scale)


def _multiply(
    token: _Token, i: int, total: Decimal, current: Decimal, scale: Decimal
) -> tuple[Decimal, Decimal, Decimal, int] | None:
    bare = token.bare
    if bare in table.SCALES:
        by = table.SCALES[bare]
        if current:
            return total + current * by, Decimal(0), by, i + 1
        return (total * by, Decimal(0), scale * by, i + 1) if total and by != scale else None
    if bare in table.TEN and 1 <= current <= 9:
        return total, current + 10, scale, i + 1
    if table.HUNDREDS.get(bare) == 100 and 3 <= current <= 9:
        return total, current * 100, scale, i + 1
    return None


def _add(
    token: _Token, i: int, total: Decimal, current: Decimal, scale: Decimal
) -> tuple[Decimal, Decimal, Decimal, int] | None:
    bare = token.bare
    value = next((words[bare] for words in (table.UNITS, table.TEN, table.TENS, table.HUNDREDS) if bare in words), None)
    if value is None and bare in table.SCALES | table.DUAL_SCALES:  # «مليون وألفان»
        value = table.DUAL_SCALES.get(bare, table.SCALES.get(bare))
    if value is None or (not current and not (scale > 1 and value < scale)):
        return None
    units_then_tens = bare in table.TENS and 1 <= current % 100 <= 9
    below_hundred = current % 100 == 0 and value < 100
    if current and not units_then_tens and not below_hundred:
        return None
    return total, current + value, scale, i + 1


def _ordinal(tokens: list[_Token], i: int) -> _Reading:
    value, i = table.ORDINALS[tokens[i].bare], i + 1
    if i < len(tokens) and value < 10:
        token = tokens[i]
        if not token.joined and token.bare in table.TEN:
            value, i = value + 10, i + 1
        elif token.joined and token.bare in table.TENS:
            value, i = value + table.TENS[token.bare], i + 1
    return _Reading(value, i, ordinal=True)


def _scale(tokens: list[_Token], i: int) -> Decimal | None:
    if i < len(tokens) and not tokens[i].joined:
        return table.SCALES.get(tokens[i].bare)
    return None


def _finish(text: str, tokens: list[_Token], i: int, reading: _Reading) -> tuple[Number, int]:
    first, last = tokens[i], reading.last
    value = canonical(reading.value)
    if _is_day(reading):
        month_at = last + 1 if last < len(tokens) and tokens[last].key == "من" else last
        if (month := _month(tokens, month_at, beside_number=True)) is not None:
            return _date(text, tokens, i, value, month)
    if (after := _percent(tokens, i, last)) is not None:
        return _number("percent", f"{value}%", text, tokens[i], tokens[after - 1]), after
    if reading.ordinal and last < len(tokens) and tokens[last].joined and tokens[last].bare in table.FRACTIONS:
        minutes = round(60 * table.FRACTIONS[tokens[last].bare])  # «العاشرة والنصف»
        return _number("time", f"{int(reading.value):02d}:{minutes:02d}", text, first, tokens[last]), last + 1
    kind: NumberKind = "ordinal" if reading.ordinal else "cardinal"
    if last == i + 1 and looks_like_year(first.text, reading.value):
        kind = "year"
    number = _number(kind, value, text, first, tokens[last - 1])
    named = i > 0 and tokens[i - 1].key in table.NAME_HEADS
    return replace(number, doubtful=first.kind == "word" and (named or (last == i + 1 and _doubtful(first)))), last


def _doubtful(token: _Token) -> bool:
    """Whether a number word that stands alone may be another word: «وست هام», «ألفي» (Alfie), «سبعيني»."""
    joined_unit = token.joined and token.bare in table.UNITS and len(token.bare) < 4
    return joined_unit or table.DUAL_SCALES.get(token.bare) == 2000 or token.bare in table.DECADES


def _is_day(reading: _Reading) -> bool:
    return reading.value == int(reading.value) and 1 <= reading.value <= 31


def _percent(tokens: list[_Token], i: int, last: int) -> int | None:
    """Give the index after a percent sign or «في المئة» that follows; «%30» has its sign in front."""
    if last < len(tokens) and (tokens[last].text in _PERCENT_MARKS or tokens[last].key.startswith("بالم")):
        return last + 1 if tokens[last].text in _PERCENT_MARKS or tokens[last].key in table.PERCENT_WORDS else None
    if last + 1 < len(tokens) and tokens[last].key == "في" and tokens[last + 1].key in table.PER_HUNDRED:
        return last + 2
    if i and tokens[i - 1].text in _PERCENT_MARKS and tokens[i - 1].end == tokens[i].start:
        return last
    return None


def _month(tokens: list[_Token], i: int, *, beside_number: bool = False) -> tuple[int, int, bool] | None:
    """Give ``(month, index after it, sure)`` for a month name at ``i``, its double in another system included."""
    found = _month_name(tokens, i)
    if found is None:
        return None
    month, after = found
    twin = after
    while twin < len(tokens) and twin - after < 2 and tokens[twin].text in "/()-–،":
        twin += 1
    doubled = _month_name(tokens, twin) if twin > after else None
    if doubled and doubled[0] == month:
        after = doubled[1]
        if after < len(tokens) and tokens[after].text == ")":
            after += 1
    elif tokens[i].key.lstrip("و") in AMBIGUOUS_MONTHS and not beside_number:
        before = tokens[i - 1].key if i else ""
        year = after < len(tokens) and tokens[after].kind == "numeral"
        return month, after, before in MONTH_CUES or year
    return month, after, True


def _month_name(tokens: list[_Token], i: int) -> tuple[int, int] | None:
    if i >= len(tokens) or tokens[i].kind != "word":
        return None
    key = tokens[i].key
    pair = f"{key} {tokens[i + 1].key}" if i + 1 < len(tokens) else ""
    for prefix in ("", "و", "ل", "ب"):
        if key.startswith(prefix):
            if (month := ARABIC_MONTHS.get(pair[len(prefix) :])) is not None:
                return month, i + 2
            name = key[len(prefix) :]
            if name in ARABIC_MONTHS and not (prefix in ("ل", "ب") and name in AMBIGUOUS_MONTHS):
                return ARABIC_MONTHS[name], i + 1
    return None


def _date(text: str, tokens: list[_Token], i: int, day: str, month: tuple[int, int, bool]) -> tuple[Number, int]:
    number, last, _ = month
    year, j = "", last
    while j < len(tokens) and j - last < 2 and tokens[j].key in _YEAR_WORDS:
        j += 1
    if j < len(tokens) and tokens[j].kind == "numeral":
        value = numeral_value(tokens[j].text)
        if value is not None and looks_like_year(tokens[j].text, value):
            year, last = canonical(value), j + 1
    iso = f"{year or '-'}-{number:02d}" + (f"-{int(day):02d}" if day else "")
    return _number("date", iso, text, tokens[i], tokens[last - 1]), last


def _time(text: str, tokens: list[_Token], i: int) -> tuple[Number, int]:
    hour, minute = (int(part) for part in tokens[i].text.split(":"))
    after = tokens[i + 1].key if i + 1 < len(tokens) else ""
    if hour < 12 and after in ("مساء", "مساءا", "ظهرا", "ليلا", "عصرا"):
        hour += 12
    return _number("time", f"{hour:02d}:{minute:02d}", text, tokens[i], tokens[i]), i + 1


def _number(kind: NumberKind, value: str, text: str, first: _Token, last: _Token) -> Number:
    return Number(kind, value, first.start, last.end, text[first.start : last.end])


def _with_ranges(found: list[Number], text: str) -> Iterator[Number]:
    """Let the first end of "5 إلى 7 ملايين" be five million as well."""
    for number, following in zip(found, [*found[1:], None], strict=False):
        scale = _range_scale(number, following, text)
        yield replace(number, in_range=canonical(Decimal(number.value) * scale)) if scale else number


def _range_scale(number: Number, following: Number | None, text: str) -> int:
    if following is None or number.kind != "cardinal" or following.kind != "cardinal":
        return 0
    if following.start - number.end > 12 or normalize(text[number.end : following.start]) not in _RANGE_WORDS:
        return 0
    value, other = Decimal(number.value), Decimal(following.value)
    scale = next((scale for scale in (10**12, 10**9, 10**6, 10**3) if other >= scale and other % scale == 0), 0)
    return scale if value < 1000 and not following.text.isdigit() else 0
