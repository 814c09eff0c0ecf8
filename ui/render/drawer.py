"""What was taken off a page as furniture, to be looked at and put back."""

from __future__ import annotations

from markupsafe import Markup

from summarize.records import Article
from ui.i18n import TEXTS
from ui.render.markup import EMPTY, cut, disabled, hidden, join, safe, say

_SHOWN = 300  # characters of one line, and lines of one page: enough to know it by


def render_drawer(article: Article, busy: bool = False) -> Markup:
    """Give the drawer of one article; nothing when nothing was taken off. No line goes back while ``busy``."""
    if not article.removed:
        return EMPTY
    items = join(
        _item(index, removed.text, removed.rule, busy) for index, removed in enumerate(article.removed[:_SHOWN])
    )
    return Markup(
        '<details class="kh-drawer"><summary>{}</summary><p class="kh-help">{}</p><ul>{}</ul></details>'
    ).format(say("removed", count=len(article.removed)), say("removed_help"), items)


def _item(index: int, text: str, rule: str, busy: bool) -> Markup:
    name = say(f"rule_{rule}" if f"rule_{rule}" in TEXTS else "rule_other")
    shown = cut(text, _SHOWN)
    return Markup(
        '<li><small>{}</small><span dir="auto" class="kh-text">{}</span>'
        '<button type="button" class="kh-link" data-pick="{}"{}>{}{}</button></li>'
    ).format(name, safe(shown), index, disabled(busy), say("put_back"), hidden(safe(cut(text, 60))))
