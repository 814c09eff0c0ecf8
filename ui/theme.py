"""The page's look: Gradio's own variables take the colours and fonts of ``assets/css/tokens.css``.

System fonts only: a page that asks another host for its letters is not offline, and not private.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent / "assets"
# The paper's colour is said here too: the page is painted before its style sheet is read.
PAPER, PAPER_DARK = "#faf8f3", "#171614"


def theme() -> Any:
    """Build the theme."""
    import gradio as gr

    base = gr.themes.Base(
        font=["system-ui", "Segoe UI", "Noto Sans", "Noto Sans Arabic", "Geeza Pro", "Tahoma", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "Noto Sans Mono", "monospace"],
        radius_size=gr.themes.sizes.radius_sm,
    )
    return base.set(body_background_fill=PAPER, body_background_fill_dark=PAPER_DARK, **_variables(base))


@cache
def style() -> str:
    """Give all style sheets as one, in the order of their names."""
    return "\n".join(path.read_text("utf-8") for path in sorted((ASSETS / "css").glob("*.css")))


@cache
def script() -> str:
    """Give all scripts as the one function that Gradio runs when the page is there."""
    parts = [path.read_text("utf-8") for path in sorted((ASSETS / "js").glob("*.js"))]
    return "() => {\n" + "\n".join(parts) + "\n}"


def _variables(base: Any) -> dict[str, str]:
    """Give Gradio's variables by ours; each holds in light and dark, for ours change there."""
    ours = {
        "body_text_color": "ink",
        "body_text_color_subdued": "soft",
        "background_fill_primary": "paper",
        "background_fill_secondary": "sheet",
        "border_color_primary": "rule",
        "border_color_accent": "accent",
        "color_accent": "accent",
        "color_accent_soft": "tint",
        "link_text_color": "accent",
        "link_text_color_hover": "accent",
        "link_text_color_visited": "accent",
        "link_text_color_active": "accent",
        "block_background_fill": "paper",
        "block_border_color": "rule",
        "block_label_background_fill": "paper",
        "block_label_text_color": "soft",
        "block_title_text_color": "ink",
        "block_info_text_color": "soft",
        "input_background_fill": "sheet",
        "input_border_color": "edge",
        "input_border_color_focus": "accent",
        "input_placeholder_color": "soft",
        "button_primary_background_fill": "accent",
        "button_primary_background_fill_hover": "accent-deep",
        "button_primary_text_color": "on-accent",
        "button_primary_border_color": "accent",
        "button_secondary_background_fill": "sheet",
        "button_secondary_background_fill_hover": "tint",
        "button_secondary_text_color": "ink",
        "button_secondary_border_color": "edge",
        "slider_color": "accent",
    }
    lights = {name: f"var(--kh-{variable})" for name, variable in ours.items()}
    darks = {f"{name}_dark": value for name, value in lights.items()}
    return lights | {name: value for name, value in darks.items() if hasattr(base, name)}
