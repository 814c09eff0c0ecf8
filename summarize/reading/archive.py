"""ZIP archives: each file in one is an input of its own, read from the archive as from a folder.

Nothing is unpacked to disk, so a member's name is a label and never a path. What an archive claims to hold is counted
before any of it is read, and no more than claimed comes out of a member: that bounds archives made to burst.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from lzma import LZMAError
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from summarize.errors import ReadingError

MARKS = (b"PK\x03\x04", b"PK\x05\x06")  # of a first file, of an archive without any
# What zipfile raises over a damaged member, or one packed in a way it does not know.
BROKEN = (BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, zlib.error, LZMAError)
_MAX_MEMBERS = 10_000
_MAX_UNPACKED = 2_000_000_000
# The most that any page looked at was packed by is 30; a megabyte of one letter reaches 1,000.
_MAX_RATIO = 200
_SMALL = 1_000_000
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
# What other programs leave in archives and saved pages, and nobody means as an article.
_LITTER = ("__macosx/", "thumbs.db", "desktop.ini")
_ASSETS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".bmp", ".css", ".js", ".woff", ".woff2", ".ttf"),
    *(".mp3", ".mp4", ".webm", ".m4a", ".avi", ".mov"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; ``name`` with its folders, as its maker wrote it; ``error`` when it cannot be read."""

    name: str
    info: ZipInfo
    error: str = ""


def open_archive(stream: BinaryIO) -> ZipFile:
    """Open the archive on a seekable ``stream``. Raises ``ReadingError`` when it is broken or made to burst."""
    try:
        archive = ZipFile(stream)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadingError(f"the input looks like a ZIP archive that is broken or cut off: {error}") from error
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > _MAX_MEMBERS:
        raise ReadingError(f"the archive holds {len(infos):,} files, more than {_MAX_MEMBERS:,}: split it")
    if unpacked > _MAX_UNPACKED:
        raise ReadingError(
            f"the archive would unpack to {unpacked / 1e9:,.1f} GB, more than {_MAX_UNPACKED / 1e9:g} GB: split it"
        )
    return archive


def refuse_other_documents(archive: ZipFile) -> None:
    """Raise ``ReadingError`` for a file of another program that is an archive inside and no collection of articles."""
    names = set(archive.namelist())
    kind = ""
    if "[Content_Types].xml" in names:
        kind = "an Excel or PowerPoint file"
    elif "mimetype" in names:
        kind = "an OpenDocument file"
        with suppress(*BROKEN), archive.open("mimetype") as file:
            kind = {b"application/epub+zip": "an e-book"}.get(file.read(100).strip(), "an OpenDocument file")
    if kind:
        raise ReadingError(f"the input looks like {kind}: save the article as .docx, .txt or .html first")


def members(archive: ZipFile) -> Iterator[Member]:
    """Give the files that may be articles, in the archive's order; each with its error when it cannot be read."""
    for info in archive.infolist():
        name = _name(info)
        last = name.rpartition("/")[2].lower()
        if info.is_dir() or last.startswith(".") or last.endswith(_ASSETS):
            continue
        if not any(litter in name.lower() for litter in _LITTER):
            yield Member(name, info, _trouble(info, last))


@contextmanager
def open_member(archive: ZipFile, member: Member) -> Iterator[BinaryIO]:
    """Open one member for reading. Raises ``ReadingError`` when it cannot be, or turns out to be broken while read."""
    if member.error:
        raise ReadingError(member.error)
    try:
        with archive.open(member.info) as file:
            yield cast(BinaryIO, file)
    except BROKEN as error:
        raise ReadingError(f"the file is broken in its archive: {error or type(error).__name__}") from error


def _trouble(info: ZipInfo, last: str) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "the file has a password: pack it without one"
    if last.endswith((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz")):
        return "an archive inside an archive: unpack it first"
    if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        return f"the file would unpack to {info.file_size / max(info.compress_size, 1):,.0f} times its size: not read"
    return ""


def _name(info: ZipInfo) -> str:
    """Give the member's name; archives from before UTF-8 write Arabic in the code page of an Arabic Windows."""
    if info.flag_bits & _NAME_IS_UTF8 or info.filename.isascii():
        return info.filename
    with suppress(UnicodeError):
        raw = info.filename.encode("cp437")
        for encoding in ("utf-8", "cp720"):
            with suppress(UnicodeError):
                return raw.decode(encoding)
    return info.filename
