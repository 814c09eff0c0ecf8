"""Measuring a text against what a person wrote, and the report on the reference set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from ui.handlers import Desk, Problem
from ui.panels.parts import QUIET, html, word
from ui.panels.reading import Reading
from ui.render import (
    render_intro,
    render_making,
    render_measured,
    render_measured_set,
    render_no_scores,
    render_problem,
    render_report,
)

_BETWEEN = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MeasurePanel:
    """The parts of the measuring page that are asked or that change."""

    hypothesis: Any
    take: Any
    references: Any
    file: Any
    measure: Any
    scores: Any
    texts: Any
    table: Any
    compare: Any
    means: Any
    open: Any
    report: Any


def measure_panel() -> MeasurePanel:
    """Build the measuring page."""
    html(render_intro("measure_intro"))
    with gr.Row(elem_classes="kh-two"):
        with gr.Column():
            hypothesis = gr.Textbox(label=word("hypothesis"), lines=6, max_lines=12, elem_id="kh-hypothesis")
            take = gr.Button(word("use_digest"), size="sm", elem_id="kh-use-digest")
        with gr.Column():
            references = gr.Textbox(
                label=word("reference"),
                placeholder=word("reference_help"),
                lines=6,
                max_lines=12,
                elem_id="kh-references",
            )
            file = gr.UploadButton(word("open_file"), file_types=[".txt"], size="sm", elem_id="kh-reference-file")
    with gr.Row(elem_classes="kh-actions"):
        measure = gr.Button(word("measure"), variant="primary", elem_id="kh-measure")
    scores = html(render_no_scores(), "kh-scores")
    html(render_intro("texts_intro"))
    with gr.Row(elem_classes="kh-two", equal_height=True):
        texts = gr.File(label=word("texts_file"), height=150, elem_id="kh-texts-file")
        table = gr.File(label=word("references_file"), height=150, elem_id="kh-references-table")
    compare = gr.Button(word("compare_files"), size="sm", elem_id="kh-compare-files", elem_classes="kh-alone")
    means = html("", "kh-means")
    html(render_intro("report_help"), "kh-report-help")
    opened = gr.Button(word("report_open"), size="sm", elem_id="kh-report-open", elem_classes="kh-alone")
    report = html("", "kh-report")
    return MeasurePanel(
        hypothesis, take, references, file, measure, scores, texts, table, compare, means, opened, report
    )


def wire_measure(panel: MeasurePanel, desk: Desk, reading: Any) -> None:
    """Connect the measuring page; ``reading`` holds the digest on the desk."""

    def measured(hypothesis: str, references: str) -> str:
        found = desk.measure(hypothesis, [part.strip() for part in _BETWEEN.split(references) if part.strip()])
        return render_problem(found) if isinstance(found, Problem) else render_measured(found)

    def compared(texts: str | None, references: str | None) -> str:
        if not texts or not references:
            return render_problem(Problem("no_files", "a file of texts and a file of references are expected"))
        found = desk.measure_files(Path(texts), Path(references))
        return render_problem(found) if isinstance(found, Problem) else render_measured_set(found)

    def report() -> Iterator[str]:
        yield render_making("report_making")
        page = desk.report()
        yield render_problem(page) if isinstance(page, Problem) else render_report(page.read_text("utf-8"))

    panel.measure.click(measured, [panel.hypothesis, panel.references], panel.scores, **QUIET)
    panel.take.click(_summary, reading, [panel.hypothesis, panel.scores], **QUIET)
    panel.file.upload(_added, [panel.references, panel.file], panel.references, **QUIET)
    panel.compare.click(compared, [panel.texts, panel.table], panel.means, **QUIET)
    made = panel.open.click(report, None, panel.report, concurrency_limit=1, **QUIET)
    made.then(None, js="() => window.khulasa.bring('kh-report')", **QUIET)


def _summary(reading: Reading | None) -> tuple[Any, str]:
    """Give the summary on the desk, and what is said below; without one, what to do first."""
    digest = reading.digest if reading else None
    if digest is None:
        return gr.skip(), render_problem(Problem("no_digest", "there is no digest on the desk: read an article first"))
    return (digest.abstract or digest.extract).text, render_no_scores()


def _added(references: str, file: str) -> str:
    """Add an uploaded reference to those that are there."""
    text = Path(file).read_text("utf-8-sig", errors="replace").strip()
    return f"{references.strip()}\n---\n{text}" if references.strip() else text
