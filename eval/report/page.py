"""The page: one HTML file that asks for nothing, reads in light and dark, on a telephone and on paper."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from eval.report.articles import article_part
from eval.report.beyond import beyond_part
from eval.report.content import Content
from eval.report.figures import article_bars, figures
from eval.report.markup import Markup, element, join
from eval.report.provenance import provenance
from eval.report.scores import agreement_part, summaries_part, translation_part
from eval.report.tables import unbroken
from eval.report.wording import lede

_STYLE = Path(__file__).parent / "style.css"
_TITLE = "How good are the digests?"


def render_page(content: Content) -> str:
    """Give the whole page; equal content gives equal bytes."""
    parts = (
        ("summaries", "Summaries", summaries_part(content)),
        ("translation", "Translation", translation_part(content)),
        ("beyond", "Beyond overlap", beyond_part(content)),
        ("agreement", "How far the references agree", agreement_part(content)),
        ("plots", "Length and position", figures(content)),
        ("bars", "Article by article", article_bars(content)),
        ("articles", "Every article, worst first", _articles(content)),
        ("made", "How this was made", _facts(content)),
    )
    shown = [(name, title, part) for name, title, part in parts if part]
    links = (element("li", element("a", title, href=f"#{name}")) for name, title, _ in shown)
    sections = (
        element("section", element("h2", title, id=f"{name}-title"), part, id=name, aria_labelledby=f"{name}-title")
        for name, title, part in shown
    )
    header = element(
        "header",
        element("h1", _TITLE),
        element("p", unbroken(lede(content)), class_="lede"),
        element("nav", element("ul", *links), aria_label="Parts of this report"),
    )
    body = element("body", header, element("main", *sections))
    return f"<!doctype html>\n{element('html', _head(), body, lang='en')}\n"


def _head() -> Markup:
    """Give the head. Its policy forbids every request and every script; our own style is let in by its hash.

    The empty icon keeps a browser from asking a server for one.
    """
    style = _STYLE.read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Khulasa: {_TITLE}"),
        element("link", rel="icon", href="data:,"),
        element("style", Markup(style)),
    )


def _articles(content: Content) -> Markup:
    key = element(
        "p",
        "Words shared with a reference are ",
        element("mark", "underlined", class_="word"),
        ", phrases of two words and more stand on a ",
        element("mark", "ground of their own", class_="phrase"),
        ". A word that a reference has once is marked once.",
        ""
        if content.shown == content.cases
        else f" Of {len(content.cases)} articles these are the {len(content.shown)} worst.",
        class_="note",
    )
    return join((key, *(article_part(case, rank) for rank, case in enumerate(content.shown, 1))))


def _facts(content: Content) -> Markup:
    pairs = (
        part
        for name, value in provenance(content)
        for part in (element("dt", name), element("dd", element("code", value)))
    )
    return element("dl", *pairs)
