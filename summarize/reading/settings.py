"""What one input may be, where it may come from, and where its fields are."""

from __future__ import annotations

from dataclasses import dataclass

from summarize.reading.guard import PUBLIC, Guard


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much is read, from where, and the names of the fields in JSON records.

    A field given by name is the only one looked at (``a.b`` looks inside ``a``); ``None`` tries the names that crawlers
    and datasets use, in the order of ``rows.py``.
    """

    # Of one file, or of one record of JSON Lines. A news page is under 1 MB; 20 MB leaves room for a file of many
    # articles and still fits in memory many times over.
    max_bytes: int = 20_000_000
    id_field: str | None = None
    text_field: str | None = None
    title_field: str | None = None
    # Which addresses a link may lead to; None: no link is opened.
    guard: Guard | None = PUBLIC


DEFAULT_LIMITS = ReadLimits()
