"""Bytes to text: find the encoding of an Arabic page without trusting what it says about itself.

Order: a byte-order mark; valid UTF-8 (hardly anything else is, by chance); UTF-16 without a mark; then the legacy
encodings, each tried and judged by how much the outcome reads like Arabic. General detectors take a short
windows-1256 text for Latin-1 or KOI8 often enough, so charset-normalizer is asked only when nothing here
reads as Arabic: it then names the encoding of a page that will be refused for its language.
"""

from __future__ import annotations

import codecs
import re

from summarize.errors import ReadingError
from summarize.reading.binary import looks_binary

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings that Arabic pages were really published in.
_LEGACY = ("cp1256", "iso8859-6", "mac_arabic")
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_WORD = re.compile("[\u0621-\u064a]+")
# The commonest words of any Arabic text: a wrong encoding turns every one of them into something else.
_COMMON = frozenset(
    (
        "في", "من", "على", "إلى", "الى", "أن", "ان", "إن", "عن", "مع", "التي", "الذي", "هذا", "هذه", "ما", "لا", "لم",
        "كان", "كانت", "بعد", "قبل", "بين", "كما", "قد", "قال", "قالت", "أو", "كل", "خلال", "حيث", "منذ", "عند", "ثم",
        "يوم", "ذلك",
    )
)  # fmt: skip
_SAMPLE = 200_000  # bytes or characters that a guess is made from


def decode(data: bytes) -> str:
    """Decode an article's bytes; never returns mojibake knowingly.

    Raises ``ReadingError`` when ``data`` is empty, a known binary format, or not text in any encoding tried.
    """
    if not data.strip() or data in {mark for mark, _ in _BOMS}:
        raise ReadingError("the input is empty: expected the text of an Arabic article")
    for mark, encoding in _BOMS:
        if data.startswith(mark) and data[len(mark) :].strip(b"\x00 \t\r\n"):
            return repair(data[len(mark) :].decode(encoding, errors="replace"))
    kind = looks_binary(data)
    if kind:
        raise ReadingError(f"the input looks like {kind}, not text: save the article as .txt or .html first")
    return repair(_without_mark(data))


def _without_mark(data: bytes) -> str:
    wide = _utf16(data)
    if wide is not None:
        return wide
    # Stray NULs happen in crawled text, and are dropped with the other controls; one byte in a hundred is no text.
    if data.count(0) * 100 > len(data):
        raise ReadingError("the input holds NUL bytes: it looks like a binary file, not the text of an article")
    text = _utf8(data)
    if text is None:
        text = _legacy(data)
    if text is None:
        raise ReadingError(
            "the input is not text in any encoding known here (tried UTF-8, UTF-16, windows-1256, ISO-8859-6)"
        )
    return text


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is a high byte, 0x00 for ASCII and 0x06 for Arabic."""
    sample = data[: _SAMPLE & ~1]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if (high.count(0x00) + high.count(0x06)) >= 0.9 * pairs and high.count(0x06) + high.count(0x00) > 0:
            low = sample[1 - start :: 2]
            if low.count(0x00) < 0.2 * pairs:
                return data.decode(encoding, errors="replace")
    return None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # A page cut in the middle of a character, or with one damaged byte, is still UTF-8: windows-1256 text has no
    # valid multi-byte sequence but by accident.
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for char in text[:_SAMPLE] if "\u0600" <= char <= "\u06ff")
    return text if sound and broken * 20 <= sound else None


def _legacy(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    best = max(_LEGACY, key=lambda encoding: arabic_likeness(sample.decode(encoding, errors="replace")))
    if arabic_likeness(sample.decode(best, errors="replace")) > 0:
        return data.decode(best, errors="replace")
    return _foreign(data)


def _foreign(data: bytes) -> str | None:
    """Text in another language's encoding, as declared or as charset-normalizer guesses."""
    declared = _DECLARED.search(data, 0, 4096)
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    if match is None:
        return None
    return data.decode(match.encoding, errors="replace")


def arabic_likeness(text: str) -> float:
    """Score how much ``text`` reads like Arabic: common words, and the article on nouns, less broken characters.

    >>> right, wrong = "قال الوزير في بيان".encode("cp1256").decode, "قال الوزير في بيان".encode("cp1256").decode
    >>> arabic_likeness(right("cp1256")) > arabic_likeness(wrong("iso8859-6", errors="replace"))
    True
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    known = sum(2 if word in _COMMON else word.startswith("ال") for word in words)
    return known / len(words) - 5 * text.count("\ufffd") / max(len(text), 1)


def repair(text: str) -> str:
    """Undo UTF-8 that was read as windows-1252, Latin-1 or windows-1256 and saved again, line by line, if certain.

    Certain means: the whole line encodes back, the bytes are valid UTF-8, and what comes out is Arabic letters where
    there was none (or, for windows-1256, fewer than half as many). Real text does not pass that by accident.

    >>> repair("Ø§Ù„Ø®Ø¨Ø± Ø§Ù„ÙŠÙˆÙ…")
    'الخبر اليوم'
    >>> repair("Ça va, Zoë? قال الوزير")
    'Ça va, Zoë? قال الوزير'
    """
    if not ("Ø" in text or "Ù" in text or "ط§" in text or "ظ„" in text):
        return text
    return "\n".join(_repair_line(line) for line in text.split("\n"))


def _repair_line(line: str) -> str:
    for encode in (_cp1252_bytes, _cp1256_bytes):
        try:
            fixed = encode(line).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        letters = len("".join(_WORD.findall(fixed)))
        if letters >= 3 and (encode is _cp1256_bytes or not _WORD.search(line)) and len(fixed) < len(line):
            return fixed
    return line


def _cp1252_bytes(line: str) -> bytes:
    """Like cp1252, but the five bytes it leaves undefined pass through as Latin-1 controls, as browsers do."""
    return b"".join(char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in line)


def _cp1256_bytes(line: str) -> bytes:
    return line.encode("cp1256")
