"""The drill-down: each article with its summary beside the references, its sentences and every flag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eval.marking import mark
from eval.references import Reference
from eval.report.content import Case, english_summary
from eval.report.highlight import highlighted
from eval.report.markup import Markup, arabic, element, join
from eval.report.wording import GRADE_MEANINGS
from eval.rouge import KINDS
from eval.scoreboard import NAMES
from summarize.formats.words import describe
from summarize.records import Digest, Flag, Line

_LINE_PLACE = re.compile(r"translation:\d+")


def anchor(rank: int) -> str:
    """Give the name that links to an article's part of the page; ids of articles are untrusted and may be anything."""
    return f"article-{rank}"


def heading(case: Case) -> Markup:
    """Give an article's title, or its id where it has none."""
    return (
        arabic("span", case.digest.article.title)
        if case.digest.article.title
        else element("bdi", case.reference.article)
    )


def grade(digest: Digest) -> Markup:
    """Give a digest's grade, with what it means to who points at it."""
    return element("span", digest.grade, class_=f"grade {digest.grade}", title=GRADE_MEANINGS[digest.grade])


def article_part(case: Case, rank: int) -> Markup:
    """Give one article's part of the page, closed but for the first: the worst case is what one looks for."""
    scores = [f"{NAMES[kind]} {100 * case.summary[kind].fmeasure:.1f}" for kind in KINDS[:3]]
    if case.chrf is not None:
        scores.append(f"chrF++ {case.chrf:.1f}")
    parts = (
        _summaries(case),
        _english_summaries(case),
        _sentences(case.digest, case.reference),
        _flags(case.digest),
    )
    return element(
        "details",
        element(
            "summary",
            element("h3", heading(case)),
            element("span", join((element("span", one, class_="unbroken") for one in scores), ", "), class_="score"),
            grade(case.digest),
        ),
        element("div", *(part for part in parts if part), class_="inside"),
        id=anchor(rank),
        open=rank == 1,
    )


def _part(title: str, *children: str) -> Markup:
    return element("section", element("h4", title), *children)


def _summaries(case: Case) -> Markup:
    """Set the summary beside its references; what they share is marked in all of them."""
    references = case.reference.summaries
    texts = [(_origin(case.digest), highlighted(mark(case.text, references)))]
    texts += [
        (f"Reference {number}", highlighted(mark(reference, (case.text,))))
        for number, reference in enumerate(references, 1)
    ]
    columns = (element("div", element("span", name, class_="by"), arabic("p", text)) for name, text in texts)
    return _part("Summary beside its references", element("div", *columns, class_="columns"))


def _origin(digest: Digest) -> str:
    if digest.grade == "fallback":
        return f"The extract ({digest.extract.method}), in place of a summary that was refused"
    return f"Written by {digest.abstract.model}" if digest.abstract else f"The extract ({digest.extract.method})"


def _english_summaries(case: Case) -> Markup | None:
    """Set the English of the summary beside the reference's."""
    ours = english_summary(case.digest)
    theirs = case.reference.summary_translation
    texts = [(name, text) for name, text in (("Translated", ours), ("Reference", theirs)) if text]
    if not ours:
        return None
    columns = (element("div", element("span", name, class_="by"), element("p", text)) for name, text in texts)
    return _part("The summary in English", element("div", *columns, class_="columns"))


def _sentences(digest: Digest, reference: Reference) -> Markup:
    """List the article's sentences: who chose each, its translation, the reference's, and what is wrong with it."""
    lines = digest.translation.lines if digest.translation else (None,) * len(digest.sentences)
    theirs: Sequence[str] = reference.translation or ("",) * len(digest.sentences)
    items = (
        element("li", _place(sentence.index, digest, reference), arabic("p", sentence.text), _english(line, theirs[k]))
        for k, (sentence, line) in enumerate(zip(digest.sentences, lines, strict=True))
    )
    return _part("Sentence by sentence", element("ol", *items, class_="sentences"))


def _place(index: int, digest: Digest, reference: Reference) -> Markup:
    chips = [element("span", "in the extract", class_="chip ours")] if index in digest.extract.indices else []
    chips += [
        element("span", f"reference {number}", class_="chip")
        for number, chosen in enumerate(reference.extracts, 1)
        if index in chosen
    ]
    return element("div", element("span", str(index + 1), class_="number"), *chips, class_="place")


def _english(line: Line | None, reference: str) -> Markup:
    ours = element("p", line.text) if line and line.text else ""
    theirs = element("p", element("span", "Reference", class_="by"), reference, class_="quiet") if reference else ""
    return element("div", ours, _flag_list(line.flags, placed=False) if line else "", theirs)


def _flags(digest: Digest) -> Markup | None:
    """List the flags that belong to no line of the article."""
    rest = [flag for flag in digest.flags if not _LINE_PLACE.fullmatch(flag.where)]
    return _part("Flags on the summary and the title", _flag_list(rest, placed=True)) if rest else None


def _flag_list(flags: Iterable[Flag], placed: bool) -> Markup:
    items = [element("li", _words(flag, placed), class_=flag.severity) for flag in flags]
    return element("ul", *items, class_="flags") if items else Markup()


def _words(flag: Flag, placed: bool) -> Markup:
    """Give a flag in plain words. They are English around Arabic: left to right, whatever they begin with."""
    place = f"{describe(flag).partition(':')[0]}: " if placed else ""
    return join((place, element("bdi", flag.detail, dir="ltr"), f" ({flag.kind.replace('_', ' ')})"))
