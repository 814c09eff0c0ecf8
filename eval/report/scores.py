"""The page's tables of scores, each with its intervals, its signature and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from eval.report import plots
from eval.report.content import Content
from eval.report.markup import Markup, element, join
from eval.report.tables import cell, signature, table, unbroken
from eval.report.wording import (
    AGAINST,
    AHEAD,
    METRICS,
    english_summaries,
    label,
    notes,
    p_value,
    signed,
    signed_spread,
    spread,
)
from eval.rouge import KINDS
from eval.scoreboard import NAMES, Standing, intervals
from eval.statistics import Interval


def summaries_part(content: Content) -> Markup:
    """Give the headline table: every system, and the references against each other."""
    board = content.board
    agreed = content.agreement
    theirs = intervals(agreed.rouge, content.request.seed) if agreed else ()
    highest = max(interval.high for interval in (*theirs[:1], *(standing.intervals[0] for standing in board.standings)))
    full = max(10, 10 * ceil(highest / 10))
    rows = [_system_row(standing, full, standing.name in content.ours) for standing in board.standings]
    if agreed:
        rows.append(_row("theirs", "A reference, against the other", theirs, full, f"{agreed.words:.0f}", "", ""))
    head = ("System", *(NAMES[kind] for kind in KINDS), _scale(full), "Words", "Ahead of lead", "p")
    caption = (
        f"Mean F in per cent over {board.count} articles, {AGAINST[content.request.aggregate]}, with 95 % intervals "
        "over articles. Lengths differ, as the column of words says, and longer texts share more with a reference. "
        "Ahead of lead: points of the mean of ROUGE-1, 2 and L, with the interval of a paired bootstrap over articles."
    )
    return join(
        (
            table("systems", caption, head, rows),
            *(element("p", note, class_="note") for note in (AHEAD, *notes(content))),
            signature(f"{board.signature}|seed:{content.request.seed}"),
        )
    )


def translation_part(content: Content) -> Markup | None:
    """Give the translation's scores, each with its signature, and ROUGE of the English summaries."""
    english = content.english
    if english is None:
        return None
    rows = [
        element(
            "tr",
            element("th", METRICS[score.metric], scope="row"),
            element("td", f"{score.interval.mid:.1f}"),
            element("td", spread(score.interval)),
            element("td", "less is better" if score.lower_is_better else "more is better"),
        )
        for score in english.scores
    ]
    caption = (
        f"Translations by “{english.model}” against the references, over {english.lines} sentences at once; the 95 % "
        "intervals are over sentences."
    )
    summaries = element("p", unbroken(english_summaries(english, content.request.seed))) if english.summaries else ""
    head = ("Metric", "Score", "95 % interval", "Reads")
    signatures = [signature(score.signature) for score in english.scores]
    return join((table("metrics", caption, head, rows, narrow=True), *signatures, summaries))


def agreement_part(content: Content) -> Markup | None:
    """Say how far two references of the same article agree."""
    agreed = content.agreement
    if agreed is None:
        return None
    rouge = intervals(agreed.rouge, content.request.seed)
    facts = [
        (NAMES[kind], f"{interval.mid:.1f}", spread(interval)) for kind, interval in zip(KINDS, rouge, strict=True)
    ]
    if agreed.overlap and agreed.kappa is not None:
        facts.append(("Extracts: F1 of the sentences chosen", f"{agreed.overlap.mid:.1f}", spread(agreed.overlap)))
        facts.append(("Extracts: Cohen's kappa over all sentences", f"{agreed.kappa:.2f}", ""))
    rows = [
        element("tr", element("th", name, scope="row"), element("td", value), element("td", edges))
        for name, value, edges in facts
    ]
    note = (
        "Each article has two references, written independently. What they share is about the most that a summary can "
        "reach, or a little less: systems are scored against the best of two references, a reference against the other."
    )
    caption = f"One reference against the other, over {agreed.count} articles."
    return join(
        (element("p", note), table("agreement", caption, ("Measure", "Mean", "95 % interval"), rows, narrow=True))
    )


def _system_row(standing: Standing, full: float, ours: bool) -> Markup:
    gain, p = "", ""
    if standing.ahead:
        difference = standing.ahead.difference
        gain = join((signed(difference.mid), element("span", signed_spread(difference), class_="range")))
        p = p_value(standing.ahead.p_value)
    kind, words = "ours" if ours else "", f"{standing.words:.0f}"
    return _row(kind, label(standing.name), standing.intervals, full, words, gain, p)


def _scale(full: int) -> Markup:
    """Give the head of the column that draws ROUGE-1: what is drawn, and from where to where."""
    ends = element("span", element("span", "0"), element("span", str(full)))
    return element("th", "ROUGE-1, drawn", ends, scope="col", class_="scale")


def _row(kind: str, name: str, scores: Sequence[Interval], full: float, *rest: str) -> Markup:
    first = scores[0]
    return element(
        "tr",
        element("th", name, scope="row"),
        *(cell(interval) for interval in scores),
        element("td", plots.interval(first.low, first.mid, first.high, full), class_="drawn"),
        *(element("td", text) for text in rest),
        class_=kind or None,
    )
