"""A digest as Markdown (CommonMark with inline HTML): readable raw, right-to-left where it is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from summarize.formats.plain import one_line
from summarize.formats.words import GRADES, carriers, describe, mark
from summarize.records import Digest


def render_markdown(digest: Digest) -> str:
    """Give ``digest`` as one Markdown section; every word of the article stands escaped inside an HTML element."""
    return "\n\n".join(_blocks(digest)) + "\n"


def _blocks(digest: Digest) -> Iterator[str]:
    article, translation, summaries = digest.article, digest.translation, digest.summary_translation
    heading = article.title or article.id
    yield f'<h2 dir="rtl" lang="ar">{_safe(heading)}</h2>'
    if translation and translation.title:
        yield _element("p", f"<strong>{_safe(translation.title)}</strong>", "ltr")
    yield f"Source: <code>{_safe(article.source or article.id)}</code>"
    yield f"**Trust: {digest.grade}** — {GRADES[digest.grade]}"
    doubts = [describe(flag) for flag in digest.flags if flag.lowers_grade]
    if doubts:
        yield "\n".join(["<ul>", *(f"<li>{_safe(doubt)}</li>" for doubt in doubts), "</ul>"])
    yield f"### Key sentences ({_safe(digest.extract.method)})"
    for index in digest.extract.indices:
        yield _element("p", f"{index + 1}. {_safe(digest.sentences[index].text)}", "rtl")
    if summaries and summaries.extract:
        yield _element("p", _safe(summaries.extract), "ltr")
    if digest.abstract:
        yield f"### Summary ({_safe(digest.abstract.model)})"
        yield _element("p", _safe(digest.abstract.text), "rtl")
    if summaries and summaries.abstract:
        yield _element("p", _safe(summaries.abstract), "ltr")
    if digest.abstract and (carried := carriers(digest.abstract)):
        yield f"*{carried}*"
    if translation:
        yield f"### The article, sentence by sentence ({_safe(translation.model)}, {_safe(translation.target_lang)})"
        yield "\n".join(_table(digest))


def _table(digest: Digest) -> Iterator[str]:
    yield "<table>"
    for sentence, line in zip(digest.sentences, digest.translation.lines if digest.translation else (), strict=False):
        yield (
            f'<tr><td>{sentence.index + 1}</td><td dir="rtl" lang="ar">{_safe(sentence.text)}</td>'
            f'<td dir="auto">{mark(line.flags)}{_safe(line.text)}</td></tr>'
        )
    yield "</table>"


def _element(tag: str, inner: str, direction: str) -> str:
    language = ' lang="ar"' if direction == "rtl" else ""
    return f'<{tag} dir="{direction}"{language}>{inner}</{tag}>'


def _safe(text: str) -> str:
    return escape(one_line(text))
