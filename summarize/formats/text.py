"""A digest for a terminal: wrapped, numbered, each line isolated by direction."""

from __future__ import annotations

from collections.abc import Iterator

from summarize.formats.plain import LRI, RLI, isolate, one_line, wrap
from summarize.formats.words import GRADES, carriers, describe, mark
from summarize.records import Digest, Flag

_INDENT = "    "


def render_text(digest: Digest, columns: int = 88) -> str:
    """Lay out ``digest`` for a terminal of ``columns`` columns; ends with a newline."""
    return "\n".join(_lines(digest, columns)) + "\n"


def _lines(digest: Digest, columns: int) -> Iterator[str]:
    article = digest.article
    # An id says more than its file only where the file holds several articles.
    named = article.id if article.source and article.id not in article.source else ""
    yield f"━━ {isolate(one_line(article.source or article.id))}{f' · {isolate(one_line(named))}' if named else ''}"
    yield from _title(digest, columns)
    yield from _extract(digest, columns)
    yield from _abstract(digest, columns)
    yield from _translation(digest, columns)
    yield from _doubts(digest, columns)


def _title(digest: Digest, columns: int) -> Iterator[str]:
    if digest.article.title:
        yield from _paragraph(digest.article.title, RLI, columns)
    if digest.translation and digest.translation.title:
        yield from _paragraph(digest.translation.title, LRI, columns)


def _extract(digest: Digest, columns: int) -> Iterator[str]:
    extract = digest.extract
    yield f"\nKey sentences ({extract.method}, {len(extract.indices)} of {len(digest.sentences)})"
    for index in extract.indices:
        yield from _paragraph(digest.sentences[index].text, RLI, columns, f"{index + 1}. ")
    if digest.summary_translation and digest.summary_translation.extract:
        yield from _paragraph(digest.summary_translation.extract, LRI, columns)


def _abstract(digest: Digest, columns: int) -> Iterator[str]:
    if digest.abstract is None:
        return
    if digest.grade == "fallback":
        yield "\nSummary: the key sentences above; what was written was not supported by the article"
        return
    yield f"\nSummary ({one_line(digest.abstract.model)})"
    yield from _paragraph(digest.abstract.text, RLI, columns)
    if digest.summary_translation and digest.summary_translation.abstract:
        yield from _paragraph(digest.summary_translation.abstract, LRI, columns)
    if carried := carriers(digest.abstract):
        yield f"{_INDENT}{carried}"


def _translation(digest: Digest, columns: int) -> Iterator[str]:
    if digest.translation is None:
        return
    yield f"\nThe article in {digest.translation.target_lang} ({one_line(digest.translation.model)})"
    for flag in _about_the_model(digest):
        yield from _paragraph(flag.detail, LRI, columns, "! ")
    for line in digest.translation.lines:
        yield from _paragraph(line.text, LRI, columns, f"{line.index + 1}. {mark(line.flags)}")


def _about_the_model(digest: Digest) -> list[Flag]:
    """Give what is to be said over a translation as a whole, before anyone reads it."""
    return [flag for flag in digest.flags if flag.kind == "weak_model"]


def _doubts(digest: Digest, columns: int) -> Iterator[str]:
    yield f"\nTrust: {digest.grade} — {GRADES[digest.grade]}"
    for flag in digest.flags:
        if flag.lowers_grade and flag not in _about_the_model(digest):
            yield from _paragraph(describe(flag), LRI, columns, "! ")
    if digest.article.removed:
        count = len(digest.article.removed)
        yield f"{_INDENT}{count} line{'s' * (count > 1)} of page furniture left out (listed in --format json)"


def _paragraph(text: str, mark: str, columns: int, label: str = "") -> Iterator[str]:
    for number, line in enumerate(wrap(text, max(20, columns - len(_INDENT) - len(label)))):
        lead = label if number == 0 else " " * len(label)
        yield f"{_INDENT}{lead}{isolate(line, mark)}"
