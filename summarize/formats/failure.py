"""An input that gave no digest, in the place where its digest would stand."""

from __future__ import annotations

from html import escape

from summarize.formats.plain import isolate, one_line
from summarize.records import Failure


def render_failure(failure: Failure, form: str = "text") -> str:
    """Give ``failure`` as one block of ``text`` or ``markdown``."""
    name, detail = one_line(failure.source or failure.id), one_line(failure.detail)
    if form == "markdown":
        return f"<p><strong>Failed:</strong> <code>{escape(name)}</code>: {escape(detail)}</p>\n\n"
    return f"━━ {isolate(name)}\n    failed: {isolate(detail)}\n\n"
