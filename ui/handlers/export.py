"""Digests as files to take away."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from summarize.errors import UsageError
from summarize.formats.docx import write_docx
from summarize.formats.markdown import render_markdown
from summarize.formats.tables import write_csv, write_xlsx
from summarize.records import Digest
from ui.handlers.batch import Row, story_numbers
from ui.handlers.outbox import Outbox

DigestFormat = Literal["markdown", "json", "docx"]
TableFormat = Literal["jsonl", "csv", "xlsx"]


def export_digest(digest: Digest, form: DigestFormat, outbox: Outbox) -> Path:
    """Write one digest. Raises ``UsageError`` for an unknown format, ``MissingExtraError`` without python-docx."""
    writers: dict[str, tuple[str, Callable[[Digest, Path], None]]] = {
        "markdown": ("md", _markdown),
        "json": ("json", _json),
        "docx": ("docx", _docx),
    }
    if form not in writers:
        raise UsageError(f"format {form!r} given, one of {', '.join(writers)} expected")
    suffix, write = writers[form]
    path = outbox.place(digest.article.id, suffix)
    write(digest, path)
    return path


def _markdown(digest: Digest, path: Path) -> None:
    path.write_text(render_markdown(digest), "utf-8")


def _json(digest: Digest, path: Path) -> None:
    path.write_text(json.dumps(digest.to_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")


def _docx(digest: Digest, path: Path) -> None:
    with path.open("wb") as file:
        write_docx([digest], file)


def export_rows(rows: Sequence[Row], form: TableFormat, outbox: Outbox) -> Path:
    """Write a batch: JSONL as ``khulasa batch`` does, CSV and XLSX with the number of each row's story.

    Raises ``UsageError`` for an unknown format and ``MissingExtraError`` without xlsxwriter.
    """
    writers: dict[str, Callable[[Sequence[Row], BinaryIO], None]] = {"jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx}
    if form not in writers:
        raise UsageError(f"format {form!r} given, one of {', '.join(writers)} expected")
    path = outbox.place("khulasa", form)
    with path.open("wb") as file:
        writers[form](rows, file)
    return path


def _jsonl(rows: Sequence[Row], file: BinaryIO) -> None:
    for row in rows:
        file.write(json.dumps(row.result.to_json(), ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _csv(rows: Sequence[Row], file: BinaryIO) -> None:
    write_csv([row.result for row in rows], file, story_numbers(rows))


def _xlsx(rows: Sequence[Row], file: BinaryIO) -> None:
    write_xlsx([row.result for row in rows], file, story_numbers(rows))
