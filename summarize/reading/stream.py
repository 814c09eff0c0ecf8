"""JSON Lines of any size: one record in memory at a time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import BinaryIO

from summarize.errors import ReadingError
from summarize.reading.binary import looks_binary
from summarize.reading.decode import decode

JSON_LINES = frozenset({".jsonl", ".ndjson"})
# A line of UTF-16 or UTF-32 does not end where its byte 0x0A is: such a file is decoded as a whole.
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_START = 64
_CHUNK = 1_000_000  # bytes dropped at a time of a record that is too large


def read_head(stream: BinaryIO, *, named: bool, max_bytes: int) -> tuple[tuple[bytes, ...], bool]:
    """Read the first line or two, and tell whether records follow that can be read one by one.

    A file ``named`` as JSON Lines is believed unless its first bytes are a binary's or those of a wide encoding. Of
    anything else two lines are asked: a whole object, and the beginning of another.
    """
    first = stream.readline(max_bytes + 1)
    if named:
        return (first,), not (first.startswith(_WIDE) or b"\x00" in first[:_START] or looks_binary(first))
    second = stream.readline(max_bytes + 1)
    return (first, second), second.lstrip().startswith(b"{") and _is_object(first)


def record_lines(head: Sequence[bytes], stream: BinaryIO, max_bytes: int) -> Iterator[str | ReadingError]:
    """Give the lines of ``head`` and ``stream`` decoded; for a line that cannot be read, the error that says why.

    A line of more than ``max_bytes`` bytes is skipped without being held.
    """
    for line in chain(head, iter(partial(stream.readline, max_bytes + 1), b"")):
        if len(line) > max_bytes and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(_CHUNK)
            yield ReadingError(
                f"the record has more than the limit of {max_bytes / 1e6:g} MB: split it, or raise ReadLimits.max_bytes"
            )
            continue
        try:
            yield decode(line) if line.strip() else ""
        except ReadingError as error:
            yield error


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False
