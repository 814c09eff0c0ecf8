"""Gradio's parts as this page uses them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.handlers import Problem
from ui.i18n import TEXTS, gradio_i18n

_I18N = gradio_i18n()
# What runs on the page's own events: no spinner over it, no entry in the API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Buttons inside our HTML (``data-pick``) tell Python which of them was clicked.
_PICK = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-pick]');
  if (button) trigger('click', { pick: button.dataset.pick });
});
"""


def word(key: str) -> Any:
    """Give one string of the interface as Gradio takes it: looked up in the page's language as that changes.

    Raises ``KeyError`` for an unknown key.
    """
    if key not in TEXTS:
        raise KeyError(key)
    return _I18N(key)


def html(value: str = "", elem_id: str | None = None, picks: bool = False) -> gr.HTML:
    """Give a place for our own HTML, in our own style; with ``picks``, its buttons are heard by ``.click``."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=_PICK if picks else None)


def offered(made: Any) -> Any:
    """Give a download button's update: the file it offers, or nothing to see where it could not be made."""
    return gr.update(visible=False) if isinstance(made, Problem) else gr.update(value=str(made), visible=True)
