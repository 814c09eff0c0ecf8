"""The sidebar: which models, how many key sentences, into which language; kept in the reader's browser."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from summarize.languages import NAMES
from ui.handlers import EXTRACT_METHODS, NONE, Choices, Desk, ModelChoice, model_choices
from ui.panels.parts import QUIET, html, word
from ui.render import render_choices_head, render_model_note

# Fixed, so that choices outlive a restart of the server; what they hide is which models someone likes.
_STORAGE_KEY, _STORAGE_SECRET = "khulasa-choices", "khulasa"


@dataclass(frozen=True, slots=True)
class ChoicesPanel:
    """The inputs in the order of ``Choices``' fields, and the button that resets them."""

    inputs: list[Any]
    notes: list[Any]
    stored: Any
    reset: Any
    first: Choices


def choices_panel(desk: Desk) -> ChoicesPanel:
    """Build the sidebar's inputs."""
    models, first = model_choices(), desk.house.choices
    html(render_choices_head())
    summarizer = gr.Dropdown(_names(models, "summarize"), value=first.summarizer, label=word("summarizer"))
    summarizer_note = html(render_model_note(first.summarizer, models))
    translator = gr.Dropdown(_names(models, "translate"), value=first.translator, label=word("translator"))
    translator_note = html(render_model_note(first.translator, models))
    language = gr.Dropdown(_languages(first.translator, models), value=first.target_lang, label=word("target_lang"))
    method = gr.Dropdown(list(EXTRACT_METHODS), value=first.extract_method, label=word("extract_method"))
    count = gr.Slider(
        1, desk.limits.sentence_count, value=first.sentence_count, step=1, label=word("sentence_count"), buttons=[]
    )
    reset = gr.Button(word("reset"), size="sm", elem_classes="kh-quiet")
    return ChoicesPanel(
        inputs=[summarizer, translator, method, count, language],
        notes=[summarizer_note, translator_note],
        stored=gr.BrowserState(list(astuple(first)), storage_key=_STORAGE_KEY, secret=_STORAGE_SECRET),
        reset=reset,
        first=first,
    )


def wire_choices(panel: ChoicesPanel, page: gr.Blocks) -> None:
    """Keep the choices in the browser, and bring them back when the page is opened again."""
    quiet = {**QUIET, "queue": False}
    shown = [*panel.inputs, *panel.notes]
    show = partial(_show, panel.first)
    page.load(show, panel.stored, shown, **quiet)
    panel.reset.click(partial(show, None), None, shown, **quiet).then(_keep, panel.inputs, panel.stored, **quiet)
    for component in panel.inputs:
        component.input(_keep, panel.inputs, panel.stored, **quiet)
    for component, note in zip(panel.inputs[:2], panel.notes, strict=True):
        component.input(_note, component, note, **quiet)
    translator, language = panel.inputs[1], panel.inputs[4]
    translator.input(_offer_languages, [translator, language], language, **quiet)


def chosen(values: tuple[Any, ...]) -> Choices:
    """Give the inputs' values as choices; what a browser kept from another day and does not fit is left out."""
    summarizer, translator, method, count, language = values
    first = Choices()
    return Choices(
        summarizer=str(summarizer or first.summarizer),
        translator=str(translator or first.translator),
        extract_method=str(method or first.extract_method),
        sentence_count=int(count or first.sentence_count),
        target_lang=str(language or first.target_lang),
    )


def _show(first: Choices, kept: list[Any] | None) -> list[Any]:
    """Give what the inputs show for kept choices, the first ones for any that no longer exist."""
    models, choices = model_choices(), _valid(kept, first)
    return [
        choices.summarizer,
        choices.translator,
        choices.extract_method,
        choices.sentence_count,
        gr.update(choices=_languages(choices.translator, models), value=choices.target_lang),
        render_model_note(choices.summarizer, models),
        render_model_note(choices.translator, models),
    ]


def _valid(kept: list[Any] | None, first: Choices) -> Choices:
    models = model_choices()
    if not isinstance(kept, list) or len(kept) != len(astuple(first)):
        return first
    known: dict[str, set[Any]] = {
        "summarizer": {name for _, name in _names(models, "summarize")},
        "translator": {name for _, name in _names(models, "translate")},
        "extract_method": set(EXTRACT_METHODS),
        "sentence_count": set(range(1, 101)),
        "target_lang": set(NAMES),
    }
    fields = {name: value for (name, allowed), value in zip(known.items(), kept, strict=True) if value in allowed}
    return replace(first, **fields)


def _keep(*values: Any) -> list[Any]:
    return list(astuple(chosen(values)))


def _note(name: str) -> str:
    return render_model_note(name, model_choices())


def _offer_languages(translator: str, language: str) -> Any:
    offered = _languages(translator, model_choices())
    codes = [code for _, code in offered]
    return gr.update(choices=offered, value=language if language in codes else codes[0])


def _names(models: tuple[ModelChoice, ...], task: str) -> list[tuple[str, str]]:
    """List the models for a task as they are shown; those that are not here are marked."""
    found = [(model.name if model.here else f"{model.name} ↓", model.name) for model in models if task in model.tasks]
    return [*found, (word("none"), NONE)]


def _languages(translator: str, models: tuple[ModelChoice, ...]) -> list[tuple[str, str]]:
    """List the languages that a model writes, Arabic aside; all that are known for one that does not say."""
    known = next((model.languages for model in models if model.name == translator), ())
    codes = [code for code in known or NAMES if code != "arb_Arab"]
    return [(f"{NAMES[code]} · {code}", code) for code in codes]
