"""Many articles at once: a table that fills, a stop, downloads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from ui.handlers import Desk, Link, Problem, Row, Source, TableFormat, Upload
from ui.panels.choices import chosen
from ui.panels.parts import QUIET, html, offered, word
from ui.render import render_intro, render_no_rows, render_problem, render_rows, render_stories

_FORMS: tuple[tuple[TableFormat, str], ...] = (("jsonl", "JSONL"), ("csv", "CSV"), ("xlsx", "XLSX"))


@dataclass(frozen=True, slots=True)
class ManyPanel:
    """The parts of the batch's page that are asked or that change."""

    files: Any
    links: Any
    start: Any
    stop: Any
    table: Any
    stories: Any
    take: Any
    downloads: list[Any]
    rows: Any

    @property
    def outputs(self) -> list[Any]:
        """Everything that a batch changes."""
        return [self.start, self.stop, self.table, self.stories, self.take, *self.downloads, self.rows]


def many_panel(desk: Desk) -> ManyPanel:
    """Build the batch's page."""
    html(render_intro("many_intro" if desk.web else "many_intro_no_web"))
    with gr.Row(elem_classes="kh-two", equal_height=True):
        files = gr.File(label=word("files"), file_count="multiple", height=150, elem_id="kh-files")
        links = gr.Textbox(
            label=word("links"),
            lines=4,
            max_lines=8,
            visible=desk.web,
            elem_id="kh-links",
        )
    with gr.Row(elem_classes="kh-actions"):
        start = gr.Button(word("start"), variant="primary", elem_id="kh-start")
        stop = gr.Button(word("stop"), visible=False, elem_id="kh-many-stop")
    table = html(render_no_rows(), "kh-many", picks=True)
    with gr.Row(visible=False, elem_id="kh-many-take", elem_classes="kh-take-row") as take:
        downloads = [gr.DownloadButton(label, size="sm", elem_id=f"kh-as-{form}") for form, label in _FORMS]
    stories = html("", "kh-stories")
    return ManyPanel(files, links, start, stop, table, stories, take, downloads, gr.State(()))


def wire_many(panel: ManyPanel, desk: Desk, choices: list[Any]) -> None:
    """Connect the batch's page."""

    def run(files: list[str] | None, links: str, *values: Any) -> Iterator[dict[Any, Any]]:
        yield {**_working(panel, True), panel.take: gr.update(visible=False), panel.stories: "", panel.rows: ()}
        rows: tuple[Row, ...] = ()
        for outcome in desk.batch(_sources(files, links), chosen(values)):
            if isinstance(outcome, Problem):
                yield {**_ended(panel, desk, rows), panel.table: render_problem(outcome) + render_rows(rows)}
                return
            rows = (*rows, outcome)
            yield {panel.table: render_rows(rows), panel.rows: rows}
        yield _ended(panel, desk, rows)

    work = panel.start.click(
        run,
        [panel.files, panel.links, *choices],
        panel.outputs,
        concurrency_limit=1,  # one batch at a time, so that readers of single articles are not kept waiting
        concurrency_id="batch",
        **QUIET,
    )
    panel.stop.click(
        lambda rows: _ended(panel, desk, rows, stopped=True), panel.rows, panel.outputs, cancels=[work], **QUIET
    )


def _sources(files: list[str] | None, links: str) -> list[Source]:
    addresses = [line.strip() for line in links.splitlines() if line.strip()]
    return [*(Upload(Path(file)) for file in files or []), *(Link(address) for address in addresses)]


def _working(panel: ManyPanel, working: bool) -> dict[Any, Any]:
    return {panel.start: gr.update(visible=not working), panel.stop: gr.update(visible=working)}


def _ended(panel: ManyPanel, desk: Desk, rows: tuple[Row, ...], stopped: bool = False) -> dict[Any, Any]:
    made = [desk.export_batch(rows, form) for form, _ in _FORMS] if rows else []
    downloads = {button: offered(path) for button, path in zip(panel.downloads, made, strict=False)}
    return {
        **_working(panel, False),
        **downloads,
        panel.table: render_rows(rows, finished=not stopped, stopped=stopped),
        panel.stories: render_stories(rows, desk.stories(rows)) if rows else "",
        panel.take: gr.update(visible=bool(rows)),
        panel.rows: rows,
    }
