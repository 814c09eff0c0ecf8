"""What a reader should know before trusting this page: checks, privacy, models, licences, keys."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ui.handlers import ModelChoice
from ui.i18n import TEXTS
from ui.render.markup import DOT, EMPTY, join, safe, say


def render_about(models: Sequence[ModelChoice], mcp_path: str) -> Markup:
    """Give the page about the page."""
    return Markup('<div class="kh-about">{}{}{}{}{}</div>').format(
        _part("about_trust", _list("about_trust_1", "about_trust_2", "about_trust_3")),
        _part("about_private", Markup("<p>{}</p>").format(say("about_private_text"))),
        _part("about_models", _models(models)),
        _part("about_keys", _list("key_tab", "key_arrows", "key_enter", "key_escape")),
        _part("about_machines", _machines(mcp_path)),
    )


def render_choices_head() -> Markup:
    """Give the head of the choices."""
    return Markup(
        '<div class="kh-choices-top"><h2 class="kh-choices-head" tabindex="-1">{}</h2>'
        '<button type="button" class="kh-tool" data-act="choices">{}</button></div><p class="kh-help">{}</p>'
    ).format(say("choices"), say("close"), say("choices_help"))


def render_model_note(name: str, models: Sequence[ModelChoice]) -> Markup:
    """Give what matters about a chosen model: its licence, and how to bring it where it is not here."""
    found = next((model for model in models if model.name == name), None)
    if found is None:
        return EMPTY
    licence = say("commercial" if found.commercial else "non_commercial")
    missing = EMPTY if found.here else Markup('<span class="kh-missing">{}</span>').format(_where(found))
    return Markup('<p class="kh-note"><bdi>{}</bdi><span class="kh-dot"></span>{} {}</p>').format(
        safe(found.licence), licence, missing
    )


def _part(key: str, content: Markup) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(say(key), content)


def _list(*keys: str) -> Markup:
    return Markup("<ul>{}</ul>").format(join(Markup("<li>{}</li>").format(say(key)) for key in keys))


def _models(models: Sequence[ModelChoice]) -> Markup:
    columns = ("col_model", "col_tasks", "col_licence", "col_good_for", "col_here")
    head = join(Markup('<th scope="col">{}</th>').format(say(key)) for key in columns)
    return Markup(
        '<div class="kh-table-box" tabindex="0" role="region" aria-labelledby="kh-models-title">'
        '<table class="kh-table kh-stacks"><caption id="kh-models-title" class="kh-sr">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div><p>{}</p>"
    ).format(say("about_models"), head, join(_model(model) for model in models), say("about_code"))


def _model(model: ModelChoice) -> Markup:
    return Markup(
        '<tr><th scope="row"><bdi>{}</bdi></th><td>{}</td><td>{}<bdi>{}</bdi><small>{}</small></td>'
        "<td>{}{}</td><td>{}</td></tr>"
    ).format(
        model.name,
        join((say(f"task_{task}") for task in model.tasks), DOT),
        _label("col_licence"),
        safe(model.licence),
        say("commercial" if model.commercial else "non_commercial"),
        _label("col_good_for"),
        _good_for(model),
        _where(model),
    )


def _label(key: str) -> Markup:
    """Give a column's name inside a cell, for screens so narrow that rows are stacked and the head is gone."""
    return Markup('<span class="kh-label" aria-hidden="true">{}</span>').format(say(key))


def _good_for(model: ModelChoice) -> Markup:
    """Give what a model is good for; in the registry's English for one that the page has no words for."""
    key = f"good_for_{model.name}"
    return say(key) if key in TEXTS else Markup('<span lang="en" dir="ltr">{}</span>').format(safe(model.good_for))


def _where(model: ModelChoice) -> Markup:
    if model.here:
        return say("here")
    command = Markup('<code dir="ltr">khulasa models pull {}</code>').format(model.name)
    return say("not_here", command=command)


def _machines(mcp_path: str) -> Markup:
    return Markup('<p><a href="?view=api">{}</a></p><p>{}</p>').format(
        say("about_api"), say("about_mcp", path=Markup('<code dir="ltr">{}</code>').format(mcp_path))
    )
