"""JSON and JSON Lines: one record, one article, whatever crawler wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from summarize.errors import ReadingError
from summarize.reading.settings import ReadLimits

# The names that fields go by, most telling first: news-please, Common Crawl extracts, XL-Sum, Scrapy's examples,
# trafilatura's own JSON.
TEXT_FIELDS = (
    "text",
    "article_text",
    "maintext",
    "article_body",
    "articleBody",
    "article",
    "body",
    "content",
    "story",
    "raw_text",
    "document",
)
TITLE_FIELDS = ("title", "headline", "name", "heading")
ID_FIELDS = ("id", "_id", "article_id", "uid", "guid", "doc_id")
# Wrappers around a list of articles.
_LISTS = ("articles", "items", "data", "documents", "docs", "results", "records", "rows", "news")


@dataclass(frozen=True, slots=True)
class Row:
    """One record's fields; ``place`` says where it stood in its file (``line 3``, ``item 7``), for messages and ids."""

    place: str
    number: int
    text: str = ""
    title: str = ""
    id: str = ""
    error: str = ""


def json_rows(text: str, limits: ReadLimits) -> Iterator[Row]:
    """Give the records of a JSON document or of JSON Lines; a bad one is a ``Row`` with ``error``.

    Raises ``ReadingError`` when the whole is neither.
    """
    document, problem = _parse(text)
    if problem is None:
        yield from _from_document(document, limits)
    elif "\n" in text.strip():
        yield from jsonl_rows(text.split("\n"), limits)
    else:
        raise ReadingError(f"not valid JSON: {problem}")


def jsonl_rows(lines: Iterable[str | ReadingError], limits: ReadLimits) -> Iterator[Row]:
    """Give the records of JSON Lines as ``lines`` come, blank ones skipped; an error among them is a bad record."""
    for number, line in enumerate(lines, start=1):
        place = f"line {number}"
        if isinstance(line, ReadingError):
            yield Row(place, number, error=f"{place}: {line}")
        elif line.strip():
            document, problem = _parse(line)
            yield (
                Row(place, number, error=f"{place} is not valid JSON: {problem}")
                if problem
                else _row(document, place, number, limits)
            )


def _parse(text: str) -> tuple[Any, str | None]:
    try:
        return json.loads(text), None
    except RecursionError:
        return None, "it is nested too deeply"
    except ValueError as error:  # JSONDecodeError, and integers of thousands of digits
        return None, str(error)


def _from_document(document: Any, limits: ReadLimits) -> Iterator[Row]:
    if isinstance(document, dict) and not _first(document, limits.text_field, TEXT_FIELDS):
        listed = next((document[key] for key in _LISTS if isinstance(document.get(key), list)), None)
        document = document if listed is None else listed
    if isinstance(document, list):
        for number, item in enumerate(document, start=1):
            yield _row(item, f"item {number}", number, limits)
    else:
        yield _row(document, "the record", 0, limits)


def _row(record: Any, place: str, number: int, limits: ReadLimits) -> Row:
    if isinstance(record, str):
        return Row(place, number, text=record)
    if not isinstance(record, dict):
        return Row(
            place, number, error=f"{place} is {type(record).__name__}, expected an object with the article's text"
        )
    identity = _first(record, limits.id_field, ID_FIELDS)
    text = _first(record, limits.text_field, TEXT_FIELDS)
    if not text:
        wanted = limits.text_field or ", ".join(TEXT_FIELDS[:4]) + "..."
        held = ", ".join(str(key)[:30] for key in list(record)[:8]) or "nothing"
        return Row(place, number, id=identity, error=f"{place} has no text: expected a field {wanted}; it has {held}")
    return Row(place, number, text, _first(record, limits.title_field, TITLE_FIELDS), identity)


def _first(record: Mapping[str, Any], field: str | None, candidates: tuple[str, ...]) -> str:
    if field is not None:
        return _string(_at(record, field))
    return next((found for name in candidates if (found := _string(record.get(name)))), "")


def _at(record: Any, path: str) -> Any:
    if isinstance(record, dict) and path in record:
        return record[path]
    head, dot, rest = path.partition(".")
    return _at(record.get(head), rest) if dot and isinstance(record, dict) else None


def _string(value: Any) -> str:
    """Read a field's text: a string, a number as an id, or a list of paragraphs."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return ""
