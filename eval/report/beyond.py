"""What overlap does not see, as a table: is the summary true to its article, what does it leave out, how is it made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from eval.faithfulness import Average
from eval.report.content import Content
from eval.report.markup import Markup, element, join
from eval.report.tables import table
from eval.report.wording import FLAGS, GRADE_MEANINGS, label


@dataclass(frozen=True, slots=True)
class _Row:
    name: str  # as ``eval.faithfulness.averages`` calls it
    title: str
    meaning: str
    form: Callable[[float], str]


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _count(value: float) -> str:
    return f"{value:.2f}"


def _times(value: float) -> str:
    return f"{value:.1f}"


# In the order of the table; a measure that no digest has is left out of it.
_ROWS = (
    _Row("unsupported numbers", "Numbers without support", "in the summary, not in the article, each", _count),
    _Row("unsupported names", "Names without support", "in the summary, not in the article, each", _count),
    _Row("unsupported sentences", "Sentences without support", "that no sentence of the article carries, each", _count),
    _Row("numbers covered", "Numbers covered", "of those in the references", _share),
    _Row("names covered", "Names covered", "of those in the references", _share),
    _Row("new 1-grams", "New words", "of the summary's words, not in the article", _share),
    _Row("new 2-grams", "New pairs of words", "of the summary's, not in the article", _share),
    _Row("compression", "Compression", "words of the article for one of the summary", _times),
    _Row("redundancy", "Redundancy", "ROUGE-L F between the summary's own sentences", _share),
    _Row(
        "omission rate", "Lines with an omission", "of the translated lines, flagged as having lost something", _share
    ),
)


def beyond_part(content: Content) -> Markup:
    """Give the measures of the summary and of the extract side by side, then grades and flags."""
    found = [{average.name: average for average in averages} for averages in content.beyond[: len(content.ours)]]
    rows = [
        element(
            "tr",
            element("th", row.title, element("span", row.meaning, class_="range"), scope="row", class_="words"),
            *(element("td", _cell(one.get(row.name), row)) for one in found),
        )
        for row in _ROWS
        if any(row.name in one for one in found)
    ]
    caption = (
        f"Mean over {len(content.cases)} digests, as the checks see them. Where they refused the summary, the extract "
        "that readers get is measured in its place."
    )
    head = ("Measure", *map(label, content.ours))
    return join((table("measures", caption, head, rows, narrow=True), _grades(content), _flags(content)))


def _cell(average: Average | None, row: _Row) -> str:
    return row.form(average.mean) if average else "–"


def _grades(content: Content) -> Markup:
    counts = Counter(case.digest.grade for case in content.cases)
    rows = [
        _counted(element("span", name, class_=f"grade {name}"), counts[name], GRADE_MEANINGS[name])
        for name in GRADE_MEANINGS
        if counts[name]
    ]
    return table("grades", "Grades.", ("Grade", "Digests", _MEANING), rows, narrow=True)


def _flags(content: Content) -> Markup:
    counts = Counter(flag.kind for case in content.cases for flag in case.digest.flags if flag.lowers_grade)
    rows = [_counted(kind.replace("_", " "), count, FLAGS.get(kind, "")) for kind, count in counts.most_common()]
    return table("flags", "Flags that lower a grade, over all digests.", ("Flag", "Times", _MEANING), rows, narrow=True)


def _counted(name: str, count: int, meaning: str) -> Markup:
    cells = (element("td", str(count)), element("td", meaning, class_="words"))
    return element("tr", element("th", name, scope="row"), *cells)


_MEANING = element("th", "What it means", scope="col", class_="words")
