"""The report: one page and one Markdown table that say how good digests are, and show why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.report_request import ReportFiles, ReportRequest
from summarize.errors import UsageError

__all__ = ["ReportFiles", "ReportRequest", "write_report"]


def write_report(request: ReportRequest) -> ReportFiles:
    """Measure, then write the page to ``request.out`` and the Markdown beside it; neither is ever half written.

    Raises ``UsageError`` for references that cannot be scored against and a place that cannot be written to.
    """
    from eval.report.content import measure
    from eval.report.markdown import render_markdown
    from eval.report.page import render_page

    table = request.out.with_suffix(".md")
    if table == request.out or request.out.is_dir():
        raise UsageError(f"{request.out} given for the page, a file's name such as report.html expected")
    with _writing(request.out):
        request.out.parent.mkdir(parents=True, exist_ok=True)  # what cannot be written to shows before the work
    content = measure(request)
    for path, text in ((request.out, render_page(content)), (table, render_markdown(content))):
        unfinished = path.with_name(f".{path.name}.part")
        with _writing(path):
            unfinished.write_text(text, "utf-8")
            unfinished.replace(path)
    return ReportFiles(request.out, table, content.failures)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
