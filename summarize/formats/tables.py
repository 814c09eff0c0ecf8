"""Digests and failures as a table for a spreadsheet: CSV and XLSX, a row each, in order.

What a cell says comes from strangers, and a spreadsheet runs what looks like a formula (CWE-1236): such a cell gets an
apostrophe in front, in XLSX too, where it would be a plain string, because people save their sheets as CSV.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from summarize.errors import MissingExtraError, UsageError
from summarize.formats.plain import one_line
from summarize.formats.words import describe
from summarize.records import Digest, Failure

# Signs that begin a formula, in any width, behind anything that is not seen. After a semicolon as well: where that is
# the list separator (as in much of Europe and the Arab world), Excel parts a comma-separated line there.
_FORMULA = re.compile(
    "(?:^|(?<=;))[\\s\u00ad\u180e\u200b-\u200f\u2060\ufeff]*(?=[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b])"
)
# Excel's limits: characters in a cell (in UTF-16 units), and rows.
_CELL = 32_767
_ROWS = 1_048_575


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    width: int  # of the sheet's column, in characters
    arabic: bool
    of: Callable[[Digest], str]


def _translated(digest: Digest, which: str) -> str:
    return getattr(digest.summary_translation, which) if digest.summary_translation else ""


def _flags(digest: Digest) -> str:
    return " · ".join(describe(flag) for flag in digest.flags if flag.lowers_grade)


_COLUMNS = (
    _Column("id", 18, False, lambda digest: digest.article.id),
    _Column("source", 28, False, lambda digest: digest.article.source),
    _Column("title", 36, True, lambda digest: digest.article.title),
    _Column("grade", 9, False, lambda digest: digest.grade),
    _Column("extract", 70, True, lambda digest: digest.extract.text),
    _Column("abstract", 60, True, lambda digest: digest.abstract.text if digest.abstract else ""),
    _Column("translated title", 36, False, lambda digest: digest.translation.title if digest.translation else ""),
    _Column("translated extract", 70, False, lambda digest: _translated(digest, "extract")),
    _Column("translated abstract", 60, False, lambda digest: _translated(digest, "abstract")),
    _Column("flags", 50, False, _flags),
)
HEADER = (*(column.name for column in _COLUMNS), "error", "story")
_LAST_WIDTHS = (40, 8)


def write_csv(results: Sequence[Digest | Failure], out: BinaryIO, stories: Sequence[int] = ()) -> None:
    """Write ``results`` to ``out`` as CSV (RFC 4180, UTF-8 with the mark that Excel needs to see Arabic).

    ``stories[k]`` numbers the story of the k-th result; the column is empty without. Raises ``UsageError`` when there
    are stories for some results only.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    writer.writerows(_rows(results, stories))
    out.write(text.getvalue().encode("utf-8-sig"))


def write_xlsx(results: Sequence[Digest | Failure], out: BinaryIO, stories: Sequence[int] = ()) -> None:
    """Write ``results`` to ``out`` as one sheet, Arabic columns set right to left; ``stories`` as in ``write_csv``.

    A text longer than a cell may be is cut, and says so at its end. Raises ``MissingExtraError`` without XlsxWriter,
    ``UsageError`` for more rows than a sheet has.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise MissingExtraError("Writing an Excel workbook", "ui") from error
    if len(results) > _ROWS:
        raise UsageError(f"{len(results):,} results, but a sheet has {_ROWS:,} rows: take CSV or JSONL")
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("khulasa")
        plain = {"text_wrap": True, "valign": "top"}
        latin = book.add_format(plain)
        arabic = book.add_format({**plain, "align": "right", "reading_order": 2})
        bold = book.add_format({"bold": True, "bottom": 1})
        looks = [(column.width, arabic if column.arabic else latin) for column in _COLUMNS]
        looks += [(width, latin) for width in _LAST_WIDTHS]
        for number, (width, look) in enumerate(looks):
            sheet.set_column(number, number, width, look)
            sheet.write_string(0, number, HEADER[number], bold)
        for place, row in enumerate(_rows(results, stories), start=1):
            for number, cell in enumerate(row):
                sheet.write_string(place, number, _fit(cell), looks[number][1])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(results), len(HEADER) - 1)


def harmless(text: str) -> str:
    r"""Give ``text`` on one line, as something that no spreadsheet takes for a formula.

    >>> harmless('=HYPERLINK("http://x")'), harmless("اتفاق - بعد شهر"), harmless(" ＋1")
    ('\'=HYPERLINK("http://x")', 'اتفاق - بعد شهر', "'＋1")
    """
    return _FORMULA.sub("'", one_line(text))


def _rows(results: Sequence[Digest | Failure], stories: Sequence[int]) -> Iterator[list[str]]:
    if stories and len(stories) != len(results):
        raise UsageError(f"{len(stories)} stories given for {len(results)} results: one for each expected")
    for number, result in enumerate(results):
        if isinstance(result, Failure):
            row = [result.id, result.source, *[""] * (len(_COLUMNS) - 2), result.detail]
        else:
            row = [*(column.of(result) for column in _COLUMNS), ""]
        yield [*map(harmless, row), str(stories[number]) if stories else ""]


def _fit(text: str) -> str:
    size = len(text.encode("utf-16-le")) // 2
    if size <= _CELL:
        return text
    note = f" … [cut by Excel's limit: {size:,} characters; whole in CSV and JSONL]"
    return text.encode("utf-16-le")[: 2 * (_CELL - len(note))].decode("utf-16-le", "ignore") + note
