"""A record's id and texts, under whatever names its maker gave them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from eval.tables import Record, Table
from summarize.errors import UsageError

ID_FIELDS = ("id", "_id", "article_id", "uid", "guid", "doc_id", "gem_id", "article")
# Most telling first: in a table with both, "summary" is what was written and "text" the article it is about.
HYPOTHESIS_FIELDS = ("hypothesis", "prediction", "generated", "output", "summary", "translation", "text")
REFERENCE_FIELDS = ("reference", "references", "summary", "summaries", "target", "translation", "text")
SOURCE_FIELDS = ("source", "src", "arabic", "text")


def identity(record: Record, name: str) -> str:
    """Give the record's id. Raises ``UsageError`` when it has none."""
    for key in ID_FIELDS:
        if isinstance(value := record.fields.get(key), str | int) and not isinstance(value, bool) and str(value):
            return str(value)
    raise UsageError(
        f"{name} {record.place} has no id: a field {ID_FIELDS[0]} expected, it has {_listed(record.fields)}"
    )


def text_at(record: Record, field: str, name: str) -> str:
    """Give the text in ``field`` (``a.b`` looks inside ``a``; a number is its digits). Raises ``UsageError``."""
    value = value_at(record, field, name)
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UsageError(f"{name} {record.place}: the field {field} is {_kind(value)}, a text expected")


def value_at(record: Record, field: str, name: str) -> Any:
    """Give what stands in ``field``, ``a.b`` looking inside ``a``. Raises ``UsageError`` when nothing does."""
    value: Any = record.fields
    if field in record.fields:
        return record.fields[field]
    for part in field.split("."):
        if not isinstance(value, dict) or part not in value:
            raise UsageError(f"{name} {record.place} has no field {field}: it has {_listed(record.fields)}")
        value = value[part]
    return value


def choose(table: Table, candidates: Sequence[str], what: str, option: str) -> tuple[str, ...]:
    """Name the table's columns that hold ``what``: the first candidate there is, with its numbered kin.

    ``reference_1`` and ``summary_A`` are kin of ``reference`` and ``summary``. Raises ``UsageError`` that names the
    columns there are.
    """
    for candidate in candidates:
        kin = re.compile(rf"{candidate}(?:[ _.-]?(?:[0-9]{{1,2}}|[A-Za-z]))?")
        if found := tuple(column for column in table.columns if kin.fullmatch(column)):
            return found
    raise UsageError(
        f"{table.name} has the columns {_listed(table.columns)}: the {what} expected in one of "
        f"{', '.join(candidates)}, or name its column with {option}"
    )


def _listed(names: Collection[str]) -> str:
    return ", ".join(str(name)[:30] for name in list(names)[:12]) or "none"


def _kind(value: Any) -> str:
    return "empty (null)" if value is None else f"a {type(value).__name__}"
