"""HTML, all of it: pure functions from the library's records to escaped markup, in both languages at once."""

from ui.render.about import render_about, render_choices_head, render_model_note
from ui.render.drawer import render_drawer
from ui.render.lines import render_lines
from ui.render.many import render_no_rows, render_rows, render_stories
from ui.render.measure import render_measured, render_measured_set, render_no_scores, render_report
from ui.render.page import (
    render_copies,
    render_empty_desk,
    render_head,
    render_intro,
    render_making,
    render_samples,
    render_sides,
)
from ui.render.problem import render_problem
from ui.render.sheet import render_sheet
from ui.render.stages import Progress, render_stages

__all__ = [
    "Progress",
    "render_about",
    "render_choices_head",
    "render_copies",
    "render_drawer",
    "render_empty_desk",
    "render_head",
    "render_intro",
    "render_lines",
    "render_making",
    "render_measured",
    "render_measured_set",
    "render_model_note",
    "render_no_rows",
    "render_no_scores",
    "render_problem",
    "render_report",
    "render_rows",
    "render_samples",
    "render_sheet",
    "render_sides",
    "render_stages",
    "render_stories",
]
