"""Reading one article: four ways in, stages as they are done, and the digest to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from summarize.records import Digest, Step
from ui.endpoints import DIGEST_QUEUE
from ui.handlers import Desk, DigestFormat, Link, Pasted, Problem, Row, Sample, Source, Upload
from ui.panels.choices import chosen
from ui.panels.parts import QUIET, html, offered, word
from ui.panels.reading import Reading, view
from ui.render import render_empty_desk, render_problem, render_samples, render_sides

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_FORMS: tuple[tuple[DigestFormat, str], ...] = (("markdown", "Markdown"), ("json", "JSON"), ("docx", "DOCX"))


@dataclass(frozen=True, slots=True)
class ReadPanel:
    """The parts of the reading desk that are asked or that change."""

    text: Any
    read: Any
    stop: Any
    upload: Any
    samples: Any
    stages: Any
    sheet: Any
    lines: Any
    drawer: Any
    copies: Any
    take: Any
    files: list[Any]
    reading: Any
    on_offer: tuple[Sample, ...]

    @property
    def outputs(self) -> list[Any]:
        """Everything that reading an article changes."""
        html = [self.samples, self.stages, self.sheet, self.lines, self.drawer, self.copies]
        return [self.text, self.read, self.stop, self.upload, *html, self.take, *self.files, self.reading]


def read_panel(desk: Desk) -> ReadPanel:
    """Build the reading desk."""
    on_offer = desk.samples()
    with gr.Column(elem_classes="kh-composer"):
        text = gr.Textbox(
            label=word("input_label"),
            placeholder=word("input_placeholder" if desk.web else "input_placeholder_no_web"),
            lines=3,
            max_lines=5,
            elem_id="kh-input",
        )
        with gr.Row(elem_classes="kh-actions"):
            read = gr.Button(word("read"), variant="primary", elem_id="kh-read")
            stop = gr.Button(word("stop"), visible=False, elem_id="kh-stop")
            upload = gr.UploadButton(word("open_file"), elem_id="kh-upload")
        stages = html("", "kh-progress")
        samples = html(render_samples(on_offer), "kh-samples", picks=True)
    with gr.Column(elem_id="kh-desk"):
        html(render_sides(), "kh-sides")
        sheet = html(render_empty_desk(), "kh-sheet")
        with gr.Row(visible=False, elem_id="kh-take") as take:
            copies = html("", "kh-copies")
            files = [gr.DownloadButton(label, size="sm", elem_id=f"kh-as-{form}") for form, label in _FORMS]
        lines = html("", "kh-lines")
        drawer = html("", "kh-drawer", picks=True)
    reading = gr.State(None)
    return ReadPanel(
        text, read, stop, upload, samples, stages, sheet, lines, drawer, copies, take, files, reading, on_offer
    )  # fmt: skip


def wire_reading(panel: ReadPanel, desk: Desk, choices: list[Any]) -> None:
    """Connect the desk: one event for all ways in, so that a reader's articles never mix."""

    def read(
        event: gr.EventData, text: str, file: str | None, reading: Reading | None, *values: Any
    ) -> Iterator[dict[Any, Any]]:
        picked = chosen(values)
        shown = reading.on_desk if reading else None
        if _is(event, panel.drawer) and shown and shown.step:
            outcomes = desk.put_back(shown.step.article, [int(event.pick)], picked)
        else:
            source = _source(panel, event, text, file)
            if not isinstance(source, Link | Pasted):
                yield {panel.text: ""}
            outcomes = desk.read(source, picked)
        yield from _stream(panel, desk, Reading.start(picked, shown), outcomes)

    triggers = [panel.read.click, panel.text.submit, panel.upload.upload, panel.samples.click, panel.drawer.click]
    work = gr.on(
        triggers,
        read,
        [panel.text, panel.upload, panel.reading, *choices],
        panel.outputs,
        concurrency_limit=desk.limits.concurrency,
        concurrency_id=DIGEST_QUEUE,
        show_progress="minimal",  # who has to wait sees the place in the queue
        show_progress_on=panel.stages,
        api_visibility="private",
    )
    stopped = panel.stop.click(
        lambda reading: _shown(panel, desk, reading.stop()) if reading else _idle(panel, desk),
        panel.reading,
        panel.outputs,
        cancels=[work],
        **QUIET,
    )
    for ended in (work, stopped):
        ended.then(None, js="() => window.khulasa.land()", **QUIET)


def wire_rows(panel: ReadPanel, desk: Desk, tabs: Any, table: Any, rows: Any) -> None:
    """Let the articles of a batch be opened on the desk, by their headlines in its ``table``."""

    def opened(event: gr.EventData, done: tuple[Row, ...], reading: Reading | None) -> dict[Any, Any]:
        row = next((row for row in done if row.number == int(event.pick)), None)
        if row is None or not isinstance(row.result, Digest) or (reading and reading.busy):
            return {tabs: gr.update(selected="read")}
        return {tabs: gr.update(selected="read"), **_shown(panel, desk, Reading.of(row.result))}

    opening = table.click(opened, [rows, panel.reading], [tabs, *panel.outputs], **QUIET)
    opening.then(None, js="() => window.khulasa.land()", **QUIET)


def _source(panel: ReadPanel, event: gr.EventData, text: str, file: str | None) -> Source:
    if _is(event, panel.upload) and file:
        return Upload(Path(file))
    if _is(event, panel.samples):
        return Sample(str(event.pick))
    return Link(text.strip()) if _LINK.fullmatch(text.strip()) else Pasted(text)


def _is(event: gr.EventData, component: Any) -> bool:
    """Say whether an event is a component's; once a session has updated it, the target is another object than it."""
    return bool(event.target.elem_id == component.elem_id)


def _stream(
    panel: ReadPanel, desk: Desk, reading: Reading, outcomes: Iterator[Step | Problem]
) -> Iterator[dict[Any, Any]]:
    yield _shown(panel, desk, reading)
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            yield _failed(panel, desk, reading.stop(), outcome)
            return
        reading = reading.after(outcome)
        yield _shown(panel, desk, reading)


def _shown(panel: ReadPanel, desk: Desk, reading: Reading) -> dict[Any, Any]:
    """Give every part of the page that a reading changes."""
    seen = view(reading)
    return {
        panel.read: gr.update(visible=not reading.busy),
        panel.stop: gr.update(visible=reading.busy),
        panel.upload: gr.update(interactive=not reading.busy),
        panel.samples: render_samples(panel.on_offer, unfolded=False, busy=reading.busy),
        panel.stages: seen.stages,
        panel.sheet: seen.sheet,
        panel.lines: seen.lines,
        panel.drawer: seen.drawer,
        panel.copies: seen.copies,
        panel.take: gr.update(visible=reading.digest is not None and not reading.busy),
        panel.reading: reading,
        **(_files(panel, desk, reading.digest) if reading.digest and not reading.busy else {}),
    }


def _failed(panel: ReadPanel, desk: Desk, reading: Reading, problem: Problem) -> dict[Any, Any]:
    """Give the page with a problem on it; what was on the desk before it stays there."""
    return {**_shown(panel, desk, reading), panel.stages: render_problem(problem)}


def _idle(panel: ReadPanel, desk: Desk) -> dict[Any, Any]:
    return {panel.read: gr.update(visible=True), panel.stop: gr.update(visible=False), panel.stages: ""}


def _files(panel: ReadPanel, desk: Desk, digest: Digest) -> dict[Any, Any]:
    made = [desk.export(digest, form) for form, _ in _FORMS]
    return {button: offered(path) for button, path in zip(panel.files, made, strict=True)}
