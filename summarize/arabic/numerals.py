"""Digits to values, in both digit systems and with every separator that newsrooms use.

``Number`` is the record that Arabic and English readers of numbers share, so that a text and its translation can
be compared by value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NumberKind = Literal["cardinal", "ordinal", "percent", "date", "year", "time"]

# Longer runs of digits are identifiers, not quantities, and would cost more than linear time to compute with.
_MAX_DIGITS = 24
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،", "01234567890123456789.,,")
_FRACTION_FIRST = re.compile(r"(\d{1,6})ر(\d{1,6})")  # «4ر10» is 10.4: the agencies' decimal sign, typed right to left
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_DATE_PARTS = re.compile(r"\d+")

# What a lexer of either language recognises; the order matters. ``10 000`` groups by a (no-break) space.
DATE = r"(?<!\d)(?:\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})(?!\d)"
TIME = r"(?<!\d)\d{1,2}:\d{2}(?!\d)"
NUMERAL = (
    r"(?<!\d)\d{1,6}ر\d{1,6}(?!\d)"
    r"|(?<!\d)[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?![\d.,٫٬،])"
    r"|\d+(?:[.,٫٬]\d+|،\d{2,3}(?!\d))*"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: ``text == whole[start:end]``.

    ``value`` is canonical and in ASCII: ``2500``, ``3.5``, ``7000000`` for cardinals, ordinals and years,
    ``3.5%`` for percentages, ``18:30`` for times and ISO 8601 with what is known for dates
    (``2024-01-25``, ``--01-25``, ``2024-01``, ``--01``). ``in_range`` is the value that the scale of a
    range's other end gives to this one: in "5 to 7 million" the 5 may mean ``5000000``. ``doubtful`` numbers may be
    other words («مارس», "May", "a third"): they explain a number elsewhere, but nobody misses them.
    """

    kind: NumberKind
    value: str
    start: int
    end: int
    text: str
    in_range: str = ""
    doubtful: bool = False


def canonical(value: Decimal) -> str:
    """Write a value without exponent or trailing zeros.

    >>> canonical(Decimal("3.50")), canonical(Decimal("7e6"))
    ('3.5', '7000000')
    """
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def numeral_value(text: str) -> Decimal | None:
    """Read digits with separators; ``None`` for what is no single number.

    A comma before exactly three digits groups thousands, otherwise it is a decimal comma.

    >>> [str(numeral_value(numeral)) for numeral in ("٣٫٥", "1,250,000", "3,5", "10 000", "1.2.3")]
    ['3.5', '1250000', '3.5', '10000', 'None']
    """
    text = re.sub(r"[ \u00a0\u202f]", "", text.translate(ASCII_DIGITS))
    if len(text) > _MAX_DIGITS:
        return None
    if found := _FRACTION_FIRST.fullmatch(text):
        return Decimal(f"{found[2]}.{found[1]}")
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _GROUPED_BY_DOTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


def numeric_date(text: str) -> str | None:
    """Give the ISO form of a date in digits, day first unless that is impossible; ``None`` for no date.

    >>> [numeric_date(date) for date in ("25/1/2024", "١/٢٥/٢٠٢٤", "2024-01-25", "40/40/2024")]
    ['2024-01-25', '2024-01-25', '2024-01-25', None]
    """
    first, second, third = (int(part) for part in _DATE_PARTS.findall(text))
    year, month, day = (first, second, third) if first > 31 else (third, second, first)
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if year < 100:
        year += 2000
    return f"{year:04d}-{month:02d}-{day:02d}"


def looks_like_year(text: str, value: Decimal) -> bool:
    """Whether digits such as ``2024`` name a year of our time rather than an amount (``2,024``)."""
    return len(text) == 4 and text.isdecimal() and value == int(value) and 1900 <= value <= 2100


def digit_runs(text: str, offset: int) -> Iterator[Number]:
    """Give the runs of digits of something that is no single number ("1.2.3"); ``offset`` is where ``text`` begins."""
    for found in re.finditer(r"\d+", text):
        if (value := numeral_value(found.group())) is not None:
            start = offset + found.start()
            yield Number("cardinal", canonical(value), start, start + len(found.group()), found.group())
