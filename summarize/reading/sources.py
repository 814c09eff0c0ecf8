"""From what a user names on the command line to what is read: files, folders, globs, links, standard input."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import UsageError
from summarize.reading.addresses import is_web_address, link_name
from summarize.reading.stream import JSON_LINES
from summarize.reading.tidy import tidy

# What is taken from a folder. A file named outright, or by a glob, is read whatever it is called.
SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".json", ".docx", ".pdf", ".zip"}) | JSON_LINES
_UNSAFE_IN_ID = re.compile(r"[\s/\\\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One file or link to read, or standard input; ``id`` is unique among the sources of one call of ``expand``."""

    path: str
    id: str

    @property
    def name(self) -> str:
        """The path in printable form, for records and messages."""
        return printable(self.path)


def expand(paths: Sequence[str]) -> Iterator[Source]:
    """Give the sources that ``paths`` name, in the order given, each once.

    A folder gives its files with a known suffix, at any depth, in name order, hidden ones left out; a pattern such as
    ``news/**/*.txt`` gives what it matches; ``-`` is standard input; ``https://...`` is a link. Raises ``UsageError``
    for a path that is not there, a pattern without a match and a folder without an article.
    """
    seen: set[str] = set()
    identities = Identities()
    for path in paths:
        for found in _named_by(path):
            real = found if found == "-" or is_web_address(found) else str(Path(found).resolve())
            if real not in seen:
                seen.add(real)
                yield Source(found, identities.claim(_called(found)))


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
    if path == "-" or is_web_address(path) or (Path(path).exists() and not Path(path).is_dir()):
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


def _called(path: str) -> str:
    if is_web_address(path):
        return link_name(path)
    return "stdin" if path == "-" else Path(path).stem


def _walk(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield str(Path(root) / name)
