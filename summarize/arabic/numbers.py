"""Numbers by value: what a text says, in Arabic and in English, and what of it another text lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from summarize.arabic.arabic_numbers import numbers
from summarize.arabic.english_numbers import english_numbers
from summarize.arabic.numerals import ASCII_DIGITS, Number

__all__ = ["Number", "english_numbers", "missing_numbers", "numbers"]

# Good prose drops these when they are spelled out: نسخة واحدة, عامين ونصف, "a thousand".
_UNMISSED = frozenset({"1", "2", "1.5", "2.5", "1000", "2000"})
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.,،٫]([0-5]\d)")  # «الساعة 18,40»
_HHMM = re.compile(r"([01]\d|2[0-3])([0-5]\d)")  # "1530 GMT"
_THOUSANDS_BY_DOT = re.compile(r"[1-9٠-٩]\d{0,2}\.\d{3}")


def missing_numbers(source: Sequence[Number], target: Sequence[Number]) -> tuple[Number, ...]:
    """Give the numbers of ``source`` that ``target`` does not have, in order.

    Values are compared, not spellings: 200 is "two hundred", 7 ملايين is 7,000,000, 18:30 is 6:30 p.m. A date is
    kept when its month, day and year are. Zero, a spelled-out one, two or thousand, and doubtful numbers are never
    missed: good prose drops them (نسخة واحدة, "a copy"). A number that stands twice needs to stand once.

    >>> missing_numbers(numbers("قتل 150 في 7 أكتوبر"), english_numbers("On October 7, 105 were killed"))[0].value
    '150'
    """
    offered = {atom for number in target for atom in _offers(number)}
    return tuple(
        number for number in source if not _negligible(number) and not all(need & offered for need in _needs(number))
    )


def _negligible(number: Number) -> bool:
    spelled = not any(char.isdigit() for char in number.text)
    return number.doubtful or number.value == "0" or (spelled and number.value in _UNMISSED)


def _offers(number: Number) -> Iterator[str]:
    """Give every atom that this number can stand for: plain values, ``m10`` months, ``t6:30`` times."""
    if number.kind == "date":
        yield from _date_atoms(number)
    elif number.kind == "time":
        yield from _time_atoms(number)
    else:
        yield from _values(number)
        if number.kind == "year":
            yield str(int(number.value) % 100)


def _needs(number: Number) -> Iterator[set[str]]:
    """Give the sets of atoms of which one each must be offered."""
    if number.kind == "date":
        year, month, day = _date_fields(number)
        digits = number.text[-1:].isdigit() and not any(char.isalpha() for char in number.text)
        if year:
            yield {str(year)}
        yield {f"m{month}", str(month), f"m{day}"} if digits else {f"m{month}"}
        if day:
            yield {str(day), f"m{day}"} if digits else {str(day)}
    elif number.kind == "time":
        hour, minute = (int(part) for part in number.value.split(":"))
        yield {*_time_atoms(number), str(100 * hour + minute), str(100 * (hour % 12) + minute)}
    else:
        yield set(_accepted(number))


def _accepted(number: Number) -> Iterator[str]:
    yield from _values(number)
    value = Decimal(number.value.rstrip("%"))
    if value == int(value):
        yield from _accepted_integer(number, int(value))


def _values(number: Number) -> Iterator[str]:
    yield number.value.rstrip("%")
    if number.in_range:
        yield number.in_range
    if found := _CLOCK.fullmatch(number.text) or _HHMM.fullmatch(number.text):
        yield f"t{int(found[1]) % 12}:{int(found[2]):02d}"
    if number.value.endswith(".5") and not number.text[0].isdigit():
        yield number.value[:-2]  # خمس سنوات ونصف: the half stands apart
    if _THOUSANDS_BY_DOT.fullmatch(number.text):
        # "1.500" is one and a half in one newsroom and fifteen hundred in another.
        yield "".join(char for char in number.text.translate(ASCII_DIGITS) if char.isdigit())


def _accepted_integer(number: Number, value: int) -> Iterator[str]:
    if 20 <= value <= 90 and value % 10 == 0:
        yield str(1900 + value)  # الثمانينيات, "the 1980s"
    if number.kind == "year":
        yield str(value % 100)  # عام ثمانية وأربعين
    if 13 <= value <= 24:
        yield f"t{value - 12}:00"
    if 1 <= value <= 12:
        yield f"t{value % 12}:00"


def _date_fields(number: Number) -> tuple[int, int, int]:
    year, _, rest = number.value.partition("-") if not number.value.startswith("-") else ("", "", number.value[2:])
    month, _, day = rest.partition("-")
    return int(year or 0), int(month), int(day or 0)


def _date_atoms(number: Number) -> Iterator[str]:
    year, month, day = _date_fields(number)
    yield f"m{month}"
    if day:
        yield str(day)
    if year:
        yield str(year)
        yield str(year % 100)
    if day and not any(char.isalpha() for char in number.text):
        yield from (str(month), f"m{day}")


def _time_atoms(number: Number) -> Iterator[str]:
    hour, minute = (int(part) for part in number.value.split(":"))
    yield f"t{hour % 12}:{minute:02d}"
    if minute == 0:
        yield from (str(hour), str(hour % 12 or 12))
