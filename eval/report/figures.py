"""The plots of a report, and the words that say how to read them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from eval.references import Reference
from eval.report import plots
from eval.report.articles import anchor, grade, heading
from eval.report.content import Case, Content
from eval.report.markup import Markup, element
from eval.report.tables import table
from eval.report.wording import label
from eval.rouge import Rouge
from eval.scoreboard import mean_rouge
from summarize.records import Digest

_FIFTHS = ("first fifth", "second", "third", "fourth", "last fifth")


def article_bars(content: Content) -> Markup:
    """Give a bar for each article's summary and its extract, worst first, each linked to the article's part."""
    highest = max(mean_rouge(score) for case in content.shown for score in _scores(case, content))
    full = max(10, 10 * ceil(highest / 10))
    rows = [
        element(
            "tr",
            element("th", element("a", heading(case), href=f"#{anchor(rank)}"), scope="row", class_="titled"),
            *(_bar_cell(score, series, full) for series, score in enumerate(_scores(case, content))),
            element("td", grade(case.digest)),
            class_="bars",
        )
        for rank, case in enumerate(content.shown, 1)
    ]
    caption = (
        f"Mean of ROUGE-1, 2 and L of each article, F in per cent; a whole bar is {full}. Worst first, by its summary."
    )
    return table("each", caption, ("Article", *map(label, content.ours), "Grade"), rows)


def figures(content: Content) -> Markup:
    """Give the score over the article's length, and where in the article the extracts come from."""
    points = [
        plots.Point(
            len(case.digest.article.text.split()),
            100 * score.rouge1.fmeasure,
            series,
            f"{case.digest.article.title or case.reference.article}: {100 * score.rouge1.fmeasure:.1f}",
        )
        for case in content.cases
        for series, score in enumerate(_scores(case, content))
    ]
    length = _figure(
        "Does length matter?",
        "ROUGE-1 F of each article over the words it has",
        plots.legend([label(name) for name in content.ours]),
        plots.scatter(points, "ROUGE-1 of each article over its length in words", "words in the article"),
    )
    chosen = [plots.Series(content.cases[0].digest.extract.method, _fifths(case.digest for case in content.cases))]
    references = [case.reference for case in content.cases if case.reference.extracts]
    if references:
        chosen.append(plots.Series("references", _fifths(references)))
    positions = _figure(
        "Where extracts come from",
        "Sentences chosen from each fifth of the article, in per cent of all chosen",
        plots.legend([row.name for row in chosen], squares=True),
        plots.histogram(chosen, _FIFTHS, "Sentences chosen from each fifth of the article", "part of the article"),
    )
    return element("div", length, positions, class_="plots")


def _scores(case: Case, content: Content) -> tuple[Rouge, ...]:
    """Give a case's scores in the order of ``content.ours``: without an abstract, the extract is the summary."""
    return (case.summary, case.extract)[: len(content.ours)]


def _bar_cell(score: Rouge, series: int, full: float) -> Markup:
    value = mean_rouge(score)
    pair = element("span", plots.bar(value, full, series), element("span", f"{value:.1f}"), class_="pair")
    return element("td", pair, class_="drawn")


def _figure(title: str, note: str, legend: Markup, plot: Markup) -> Markup:
    caption = element("figcaption", title, element("span", note, class_="note"))
    return element("figure", caption, legend, plot)


def _fifths(chosen: Iterable[Digest | Reference]) -> tuple[float, ...]:
    """Count the chosen sentences by the fifth of the article that their place falls in, over all extracts."""
    counts = [0.0] * len(_FIFTHS)
    for one in chosen:
        total = len(one.sentences) if isinstance(one, Digest) else one.sentences
        extracts = (one.extract.indices,) if isinstance(one, Digest) else one.extracts
        for index in (index for extract in extracts for index in extract):
            counts[len(_FIFTHS) * index // total] += 1
    return tuple(counts)
