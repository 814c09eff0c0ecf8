"""The page: ``build`` puts its parts together, ``launch_options`` says how it is to be served."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.endpoints import add_endpoints
from ui.handlers import Desk, model_choices
from ui.i18n import TEXTS, gradio_i18n
from ui.panels.choices import choices_panel, wire_choices
from ui.panels.many import many_panel, wire_many
from ui.panels.measure import measure_panel, wire_measure
from ui.panels.parts import html, word
from ui.panels.read import read_panel, wire_reading, wire_rows
from ui.render import render_about, render_head
from ui.theme import script, style, theme

MCP_PATH = "/gradio_api/mcp/"


def build(desk: Desk) -> gr.Blocks:
    """Make the page for one desk; it is not served yet."""
    with gr.Blocks(
        title=f"{TEXTS['name'].ar} · {TEXTS['name'].en}",
        analytics_enabled=False,
        delete_cache=(int(desk.limits.keep_seconds), int(desk.limits.keep_seconds)),
        fill_width=True,
    ) as page:
        html(render_head(), "kh-head")
        with gr.Sidebar(open=False, position="right", elem_id="kh-choices"):
            choices = choices_panel(desk)
        with gr.Tabs(elem_id="kh-tabs") as tabs:
            with gr.Tab(word("tab_read"), id="read"):
                reading = read_panel(desk)
            with gr.Tab(word("tab_many"), id="many"):
                many = many_panel(desk)
            with gr.Tab(word("tab_measure"), id="measure"):
                measure = measure_panel()
            with gr.Tab(word("tab_about"), id="about"):
                html(render_about(model_choices(), MCP_PATH), "kh-about")
        add_endpoints(desk)
        wire_choices(choices, page)
        wire_reading(reading, desk, choices.inputs)
        wire_many(many, desk, choices.inputs)
        wire_rows(reading, desk, tabs, many.table, many.rows)
        wire_measure(measure, desk, reading.reading)
    page.queue(max_size=desk.limits.queue)
    return page


def launch_options() -> dict[str, Any]:
    """Give what ``launch`` needs to know of the page's look and languages."""
    return {
        "theme": theme(),
        "css": style(),
        "js": script(),
        "i18n": gradio_i18n(),
        "footer_links": [],
        "ssr_mode": False,
    }
