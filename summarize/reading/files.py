"""Bytes to articles: what an input holds, by what it is and not by what it is called."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from summarize.errors import KhulasaError, ReadingError, UsageError
from summarize.reading import archive, docx, pdf
from summarize.reading.addresses import is_web_address, link_name
from summarize.reading.chrome import clean, clean_page
from summarize.reading.decode import decode
from summarize.reading.html import looks_like_html, parse_html
from summarize.reading.rows import Row, json_rows, jsonl_rows
from summarize.reading.settings import DEFAULT_LIMITS, ReadLimits
from summarize.reading.sources import Identities, Source, expand, printable
from summarize.reading.stream import JSON_LINES, read_head, record_lines
from summarize.records import Article, Failure

__all__ = ["Identities", "Source", "expand", "printable", "read", "read_bytes", "read_link", "read_path", "read_paths"]

_LONGEST_NAME = 500  # characters of a member's name that are shown


def read(source: Source, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read one source: one article for a page, one for each record of a JSON file or file of an archive, in order.

    What cannot be read is a ``Failure`` in its place; nothing is raised for what an input holds. JSON Lines, in a file
    of that name or on standard input, are read as they are asked for, whatever their number: ``limits.max_bytes`` is
    then the size of one record.
    """
    try:
        if is_web_address(source.path):
            yield from _read_web(source, limits)
        elif source.path == "-":
            yield from _read_stream(sys.stdin.buffer, source, limits)
        else:
            with Path(source.path).open("rb") as file:
                if file.read(4) in archive.MARKS:
                    yield from _archive(file, source.id, source.name, limits)
                else:
                    file.seek(0)
                    yield from _read_stream(file, source, limits, os.fstat(file.fileno()).st_size)
    except KhulasaError as error:
        yield _failure(source.id, source.name, error)
    except OSError as error:
        problem = ReadingError(f"cannot read {source.name}: {error.strerror or error}")
        yield _failure(source.id, source.name, problem)
    except (RecursionError, MemoryError) as error:
        yield _failure(source.id, source.name, _beyond_reason(error))


def read_bytes(data: bytes, id: str, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read the bytes of one file as ``read`` does; ``source`` is its name, whose suffix tells JSON Lines from text."""
    try:
        if len(data) > limits.max_bytes:
            raise ReadingError(_too_large(len(data), limits))
        yield from _contents(data, id, source, limits)
    except KhulasaError as error:
        yield _failure(id, source, error)
    except (RecursionError, MemoryError) as error:
        yield _failure(id, source, _beyond_reason(error))


def read_link(url: str, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read the page at ``url`` and never a file; what is no link, or no page, is a ``Failure``."""
    source = Source(url, Identities().claim(link_name(url)))
    if is_web_address(url):
        yield from read(source, limits)
    else:
        expected = ReadingError("not a link to a page: expected an address that begins with https:// or http://")
        yield _failure(source.id, source.name, expected)


def read_path(path: str, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read one file, folder, glob, link or ``-``. Raises ``UsageError`` as ``expand`` does."""
    return read_paths([path], limits)


def read_paths(paths: Sequence[str], limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read everything that ``paths`` name, one file in memory at a time; ids are unique in the whole run.

    The same paths in the same order give the same ids. Raises ``UsageError`` as ``expand`` does.
    """
    if limits.guard is None and any(map(is_web_address, paths)):
        raise UsageError("no link is opened offline: save the page from a browser, and give its file")
    identities = Identities()
    for source in expand(paths):
        for outcome in read(source, limits):
            identity = identities.claim(outcome.id)
            yield outcome if identity == outcome.id else replace(outcome, id=identity)


def _read_web(source: Source, limits: ReadLimits) -> Iterator[Article | Failure]:
    from summarize.reading.web import fetch

    if limits.guard is None:
        raise UsageError("no link is opened offline: save the page from a browser, and give its file")
    yield from read_bytes(fetch(source.path, guard=limits.guard).data, source.id, source.name, limits)


def _read_stream(
    stream: BinaryIO, source: Source, limits: ReadLimits, size: int | None = None
) -> Iterator[Article | Failure]:
    named = Path(source.path).suffix.lower() in JSON_LINES
    head: tuple[bytes, ...] = ()
    if named or source.path == "-":
        head, records = read_head(stream, named=named, max_bytes=limits.max_bytes)
        if records:
            yield from _records(
                jsonl_rows(record_lines(head, stream, limits.max_bytes), limits), source.id, source.name
            )
            return
    held = b"".join(head)
    data = held + stream.read(max(limits.max_bytes + 1 - len(held), 0))
    if len(data) > limits.max_bytes:
        raise ReadingError(_too_large(size or len(data), limits))
    yield from read_bytes(data, source.id, source.name, limits)


def _contents(data: bytes, id: str, source: str, limits: ReadLimits) -> Iterator[Article | Failure]:
    """Read a whole input by what it is, whatever it is called."""
    if data.startswith(archive.MARKS):
        yield from _archive(BytesIO(data), id, source, limits)
    elif data.startswith(pdf.MARK):
        yield clean(pdf.pdf_text(data), id=id, source=source)
    else:
        yield from _articles(decode(data), id, source, limits)


def _archive(stream: BinaryIO, id: str, source: str, limits: ReadLimits) -> Iterator[Article | Failure]:
    with archive.open_archive(stream) as opened:
        if docx.is_docx(opened):
            yield clean(docx.docx_text(opened, limits.max_bytes), id=id, source=source)
            return
        archive.refuse_other_documents(opened)
        identities = Identities()
        empty = True
        for member in archive.members(opened):
            empty = False
            identity = identities.claim(Path(member.name).stem or id)
            named = Source(f"{source}/{member.name[:_LONGEST_NAME]}", identity)
            try:
                with archive.open_member(opened, member) as file:
                    yield from _member(file, named, limits, member.info.file_size)
            except ReadingError as error:
                yield _failure(identity, named.name, error)
        if empty:
            raise ReadingError("the archive holds no file that could be an article")


def _member(file: BinaryIO, source: Source, limits: ReadLimits, size: int) -> Iterator[Article | Failure]:
    start = file.read(4)
    file.seek(0)
    if start not in archive.MARKS:
        yield from _read_stream(file, source, limits, size)
        return
    with archive.open_archive(BytesIO(file.read(limits.max_bytes + 1))) as opened:
        if not docx.is_docx(opened):
            raise ReadingError("an archive, or another program's file, inside an archive: unpack it first")
        yield clean(docx.docx_text(opened, limits.max_bytes), id=source.id, source=source.name)


def _beyond_reason(error: BaseException) -> ReadingError:
    return ReadingError(f"the input is nested or sized beyond reason ({type(error).__name__})")


def _too_large(size: int, limits: ReadLimits) -> str:
    return (
        f"the input has {max(size, limits.max_bytes + 1) / 1e6:.1f} MB, more than the limit of "
        f"{limits.max_bytes / 1e6:g} MB: split it, or raise ReadLimits.max_bytes"
    )


def _articles(text: str, id: str, source: str, limits: ReadLimits) -> Iterator[Article | Failure]:
    suffix = Path(source).suffix.lower()
    if suffix in JSON_LINES:
        yield from _records(jsonl_rows(text.split("\n"), limits), id, source)
    elif suffix == ".json" or _looks_like_json(text):
        yield from _records(json_rows(text, limits), id, source)
    else:
        yield _page(text, id, source)


def _looks_like_json(text: str) -> bool:
    return bool(re.match(r'\s*(?:\[\s*)?\{\s*"', text))


def _records(rows: Iterator[Row], id: str, source: str) -> Iterator[Article | Failure]:
    identities = Identities()
    empty = True
    for row in rows:
        empty = False
        identity = identities.claim(row.id or (f"{id}-{row.number}" if row.number else id))
        try:
            if row.error:
                raise ReadingError(row.error)
            yield _page(row.text, identity, source, row.title)
        except KhulasaError as error:
            yield _failure(identity, source, error)
        except (RecursionError, MemoryError) as error:
            yield _failure(identity, source, _beyond_reason(error))
    if empty:
        raise ReadingError("the file holds no record")


def _page(text: str, id: str, source: str, title: str = "") -> Article:
    if looks_like_html(text):
        return clean_page(parse_html(text, title), id=id, source=source)
    return clean(text, id=id, source=source, title=title)


def _failure(id: str, source: str, error: KhulasaError) -> Failure:
    return Failure(id=id, source=source, stage="read", error=type(error).__name__, detail=str(error))
