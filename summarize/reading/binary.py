"""Files that are no text at all, told by their first bytes."""

from __future__ import annotations

# (offset, bytes, what it is). From the formats' own specifications; only those that get dropped among articles.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"BM6", "a BMP image"),
    (0, b"PK\x03\x04", "a ZIP archive (or a Word, Excel or EPUB file)"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (4, b"ftyp", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"RIFF", "a media file"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
)


def looks_binary(data: bytes) -> str | None:
    """Say what kind of binary ``data`` looks like, ``None`` when nothing says so.

    >>> looks_binary(b"%PDF-1.7 ...")
    'a PDF document'
    >>> looks_binary("خبر".encode()) is None
    True
    """
    return next((kind for offset, mark, kind in _SIGNATURES if data.startswith(mark, offset)), None)
