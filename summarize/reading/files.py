"""From what a user names on the command line to articles: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from summarize.errors import KhulasaError, ReadingError, UsageError
from summarize.reading.chrome import clean, clean_page
from summarize.reading.decode import decode
from summarize.reading.html import looks_like_html, parse_html
from summarize.reading.rows import Row, json_rows, jsonl_rows
from summarize.reading.settings import DEFAULT_LIMITS, ReadLimits
from summarize.reading.stream import JSON_LINES, read_head, record_lines
from summarize.reading.tidy import tidy
from summarize.records import Article, Failure

# What is taken from a folder. A file named outright, or by a glob, is read whatever it is called.
SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".json"}) | JSON_LINES
_UNSAFE_IN_ID = re.compile(r"[\s/\\\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input; ``id`` is unique among the sources of one call of ``expand``."""

    path: str
    id: str

    @property
    def name(self) -> str:
        """The path in printable form, for records and messages."""
        return printable(self.path)


def expand(paths: Sequence[str]) -> Iterator[Source]:
    """Give the sources that ``paths`` name, in the order given, each once.

    A folder gives its files with a known suffix, at any depth, in name order, hidden ones left out; a pattern such as
    ``news/**/*.txt`` gives what it matches; ``-`` is standard input. Raises ``UsageError`` for a path that is not
    there, a pattern without a match and a folder without an article.
    """
    seen: set[str] = set()
    identities = Identities()
    for path in paths:
        for found in _named_by(path):
            real = "-" if found == "-" else str(Path(found).resolve())
            if real not in seen:
                seen.add(real)
                yield Source(found, identities.claim("stdin" if found == "-" else Path(found).stem))


def read(source: Source, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read one source: one article for a page, one for each record of a JSON file, in file order.

    What cannot be read is a ``Failure`` in its place; nothing is raised for what an input holds. JSON Lines, in a file
    of that name or on standard input, are read as they are asked for, whatever their number: ``limits.max_bytes`` is
    then the size of one record.
    """
    try:
        if source.path == "-":
            yield from _read_stream(sys.stdin.buffer, source, limits)
        else:
            with Path(source.path).open("rb") as file:
                yield from _read_stream(file, source, limits)
    except KhulasaError as error:
        yield _failure(source.id, source.name, error)
    except OSError as error:
        problem = ReadingError(f"cannot read {source.name}: {error.strerror or error}")
        yield _failure(source.id, source.name, problem)


def read_bytes(data: bytes, id: str, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read the bytes of one file as ``read`` does; ``source`` is its name, whose suffix tells JSON Lines from text."""
    try:
        if len(data) > limits.max_bytes:
            raise ReadingError(_too_large(len(data), limits))
        yield from _articles(decode(data), id, source, limits)
    except KhulasaError as error:
        yield _failure(id, source, error)
    except (RecursionError, MemoryError) as error:
        yield _failure(id, source, _beyond_reason(error))


def read_path(path: str, limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read one file, folder, glob or ``-``. Raises ``UsageError`` as ``expand`` does."""
    return read_paths([path], limits)


def read_paths(paths: Sequence[str], limits: ReadLimits = DEFAULT_LIMITS) -> Iterator[Article | Failure]:
    """Read everything that ``paths`` name, one file in memory at a time; ids are unique in the whole run.

    The same paths in the same order give the same ids. Raises ``UsageError`` as ``expand`` does.
    """
    identities = Identities()
    for source in expand(paths):
        for outcome in read(source, limits):
            identity = identities.claim(outcome.id)
            yield outcome if identity == outcome.id else replace(outcome, id=identity)


class Identities:
    """Hands out ids, each once: the second ``report`` becomes ``report-2``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def claim(self, wanted: str) -> str:
        """Give ``wanted`` itself, cleaned of what has no place in an id, or the first free ``wanted-N``."""
        base = _UNSAFE_IN_ID.sub("_", tidy(printable(wanted)).strip()).strip("_")[:120] or "article"
        identity = base
        while identity in self._taken:
            self._counts[base] = self._counts.get(base, 1) + 1
            identity = f"{base}-{self._counts[base]}"
        self._taken.add(identity)
        return identity


def printable(name: str) -> str:
    """Give a file name that can be written as UTF-8: undecodable bytes and line breaks become ``?``."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\ufffd", "?")
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]", "?", name)


def _named_by(path: str) -> Iterator[str]:
    if path == "-" or (Path(path).exists() and not Path(path).is_dir()):
        yield path
        return
    if Path(path).is_dir():
        found = list(_walk(path))
        if not found:
            raise UsageError(f"no article in the folder {printable(path)}: expected {', '.join(sorted(SUFFIXES))}")
    elif glob.has_magic(path):
        found = sorted(match for match in glob.glob(path, recursive=True) if not Path(match).is_dir())  # noqa: PTH207
        if not found:
            raise UsageError(f"no file matches {printable(path)}")
    else:
        raise UsageError(f"no such file or folder: {printable(path)}")
    yield from found


def _walk(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield str(Path(root) / name)


def _read_stream(stream: BinaryIO, source: Source, limits: ReadLimits) -> Iterator[Article | Failure]:
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
        size = len(data) if source.path == "-" else os.fstat(stream.fileno()).st_size
        raise ReadingError(_too_large(size, limits))
    yield from read_bytes(data, source.id, source.name, limits)


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
