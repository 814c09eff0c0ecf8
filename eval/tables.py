"""Tables as people have them: JSON Lines, JSON, TSV, CSV, Parquet and plain text, each into the same records.

The name's ending says what a file is; standard input (``-``) is JSON Lines when it begins with ``{``, else plain text.
Nothing is skipped, repaired or guessed: what is not well formed is a ``UsageError`` that names the line.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from summarize.errors import MissingExtraError, UsageError
from summarize.reading.files import printable

Form = Literal["records", "lines"]

_JSON_LINES = (".jsonl", ".ndjson")
# Named by mistake more often than anything else; all other endings are plain text (FLORES calls it ".devtest").
_NOT_TABLES = (".pkl", ".pickle", ".xlsx", ".xls", ".docx", ".pdf", ".html", ".zip", ".gz", ".xz", ".tar", ".zst")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MAX_FIELD = 100_000_000  # characters of one CSV field: an unclosed quote swallows the rest of the file before that


@dataclass(frozen=True, slots=True)
class Record:
    """One row's fields by name; ``place`` says where it stood (``line 3``, ``row 7``)."""

    place: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's records in order. The records of plain text (``lines``) have one field, ``text``, and no id."""

    name: str
    form: Form
    records: tuple[Record, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Name every field that some record has, in order of appearance."""
        return tuple(dict.fromkeys(key for record in self.records for key in record.fields))


def read_table(path: str) -> Table:
    """Read the file at ``path``, or standard input for ``-``.

    Raises ``UsageError`` for a file that is not there, not UTF-8 (UTF-16 with a byte-order mark will do), broken or
    empty, and ``MissingExtraError`` for Parquet without pyarrow.
    """
    name = "standard input" if path == "-" else printable(path)
    suffix = Path(path).suffix.lower()
    if suffix in _NOT_TABLES:
        raise UsageError(f"{name} is not a table: .jsonl, .json, .tsv, .csv, .parquet or plain text expected")
    if suffix == ".parquet":
        records: Iterator[Record] = _parquet(path, name)
        form: Form = "records"
    else:
        text = _text(path, name)
        form = "lines" if _is_plain(text, path, suffix) else "records"
        records = _READERS.get(suffix, _lines if form == "lines" else _json_lines)(text, name)
    table = Table(name, form, tuple(records))
    if not table.records:
        raise UsageError(f"{name} is empty: at least one record expected")
    return table


def _is_plain(text: str, path: str, suffix: str) -> bool:
    return suffix not in _READERS and not (path == "-" and text.lstrip().startswith("{"))


def _text(path: str, name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror or error}") from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{name} line {line} is not {encoding.removesuffix('-sig').upper()} (byte 0x{data[error.start]:02X}): save "
            f"the file as UTF-8, for instance iconv -f windows-1256 -t utf-8"
        ) from error
    if "\0" in text:
        raise UsageError(f"{name} line {text.count(chr(10), 0, text.index(chr(0))) + 1} holds a NUL: it is not text")
    return text


def _lines(text: str, name: str) -> Iterator[Record]:
    """Take for a line what ends in LF or CRLF, and nothing else: texts hold U+2028 and U+0085 inside a line."""
    for number, line in enumerate(_split(text), 1):
        yield Record(f"line {number}", {"text": line})


def _split(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").removesuffix("\n")
    return text.split("\n") if text else []


def _json_lines(text: str, name: str) -> Iterator[Record]:
    for number, line in enumerate(_split(text), 1):
        if line.strip():
            place = f"line {number}"
            yield _object(_parse(line, f"{name} {place}"), name, place)


def _json(text: str, name: str) -> Iterator[Record]:
    """Read an array of objects, or one object; JSON Lines under the wrong name are taken for what they are."""
    try:
        document = _parse(text, name)
    except UsageError:
        if "\n" not in text.strip() or text.lstrip().startswith("["):
            raise
        yield from _json_lines(text, name)
        return
    for number, item in enumerate(document if isinstance(document, list) else [document], 1):
        yield _object(item, name, f"item {number}")


def _parse(text: str, where: str) -> Any:
    try:
        value = json.loads(text)
        if _SURROGATE.search(text):  # escapes of half a character: no file can hold what they make
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except RecursionError as error:
        raise UsageError(f"{where} is nested too deeply") from error
    except ValueError as error:  # JSONDecodeError, and integers of thousands of digits
        raise UsageError(f"{where} is not valid JSON: {error}") from error


def _object(value: Any, name: str, place: str) -> Record:
    if not isinstance(value, dict):
        raise UsageError(f"{name} {place} is not an object with an id and a text: {json.dumps(value)[:40]}")
    return Record(place, value)


def _csv(text: str, name: str) -> Iterator[Record]:
    """Read comma-separated values with a header, quoted as RFC 4180 says."""
    before = csv.field_size_limit(_MAX_FIELD)
    try:
        rows = csv.reader(StringIO(text, newline=""), strict=True)
        yield from _rows(((rows.line_num, row) for row in rows), name)
    except csv.Error as error:
        raise UsageError(f"{name} line {rows.line_num} is not CSV: {error}") from error
    finally:
        csv.field_size_limit(before)


def _tsv(text: str, name: str) -> Iterator[Record]:
    """Read tab-separated values with a header; a quotation mark is a character like any other, as IANA has it."""
    lines = _split(text)
    if (header := next(filter(None, lines), "")) and "\t" not in header:
        raise UsageError(f"{name}: no tab in the header, {header.strip()[:60]!r}: tabs between the columns expected")
    rows = ((number, line.split("\t")) for number, line in enumerate(lines, 1))
    yield from _rows(((number, row) for number, row in rows if row != [""]), name)


def _rows(rows: Iterator[tuple[int, Sequence[str]]], name: str) -> Iterator[Record]:
    header: Sequence[str] = ()
    for number, row in rows:
        if not row:
            continue
        if not header:
            header = [cell.strip() for cell in row]
            if len(set(header)) < len(header):
                raise UsageError(f"{name}: the header names a column twice: {', '.join(header)}")
        elif len(row) != len(header):
            raise UsageError(f"{name} line {number} has {len(row)} columns, the header {len(header)}")
        else:
            yield Record(f"line {number}", dict(zip(header, row, strict=True)))


def _parquet(path: str, name: str) -> Iterator[Record]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtraError(f"{name}: a Parquet table", "parquet") from error
    number = 0
    try:
        with ParquetFile(path) as file:
            for batch in file.iter_batches():
                for row in batch.to_pylist():
                    number += 1
                    yield Record(f"row {number}", row)
    except (ArrowException, OSError) as error:
        raise UsageError(f"{name} cannot be read as Parquet: {error}") from error


_READERS = {".json": _json, ".csv": _csv, ".tsv": _tsv, **dict.fromkeys(_JSON_LINES, _json_lines)}
