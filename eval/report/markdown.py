"""The Markdown beside the page: the same tables, for a README, a pull request or an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.agreement import Agreement
from eval.report.content import Content
from eval.report.provenance import provenance
from eval.report.wording import AHEAD, METRICS, label, lede, notes, p_value, signed, signed_spread, spread
from eval.rouge import KINDS
from eval.scoreboard import NAMES, Scoreboard, intervals
from eval.statistics import SEED, Interval
from summarize.formats.plain import one_line


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Give a table whose first column is words and whose others are figures, aligned to the right.

    >>> print(table(["system", "F"], [["a|b", "1.0"]]))
    | system | F |
    |---|--:|
    | a\|b | 1.0 |
    """
    rule = "|".join(("---", *("--:" for _ in head[1:])))
    return "\n".join((_row(head), f"|{rule}|", *map(_row, rows)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(one_line(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def systems_table(board: Scoreboard, agreed: Agreement | None, seed: int = SEED) -> str:
    """Give the table of systems: mean F in per cent with 95 % intervals, and how they stand to the lead."""
    head = ("system", *(NAMES[kind] for kind in KINDS), "words", f"ahead of {board.baseline}", "p")
    rows = [
        (
            label(standing.name),
            *map(_cell, standing.intervals),
            f"{standing.words:.0f}",
            *(
                (
                    f"{signed(standing.ahead.difference.mid)} ({signed_spread(standing.ahead.difference)})",
                    p_value(standing.ahead.p_value),
                )
                if standing.ahead
                else ("", "")
            ),
        )
        for standing in board.standings
    ]
    if agreed:
        rows.append(
            (
                "a reference, against the other",
                *map(_cell, intervals(agreed.rouge, seed)),
                f"{agreed.words:.0f}",
                "",
                "",
            )
        )
    note = (
        f"{board.count} articles, mean F in per cent (95 % interval, over articles). Ahead: points of the mean of "
        f"ROUGE-1, 2 and L. {AHEAD} `{board.signature}|seed:{seed}`"
    )
    return f"{table(head, rows)}\n\n{note}"


def render_markdown(content: Content) -> str:
    """Give the whole Markdown: what was found, the systems, the translation, how it was made."""
    seed = content.request.seed
    parts = [
        "# Khulasa: how good are the digests?",
        lede(content),
        systems_table(content.board, content.agreement, seed),
    ]
    if said := notes(content):
        parts.append("\n".join(f"- {one_line(note)}" for note in said))
    if content.english:
        rows = [
            (METRICS[score.metric], _cell(score.interval), f"`{score.signature}`") for score in content.english.scores
        ]
        parts += ["## Translation", table(("metric", "score (95 % interval)", "signature"), rows)]
    facts = "\n".join(f"- {name}: `{one_line(value)}`" for name, value in provenance(content))
    return "\n\n".join([*parts, "## How this was made", facts]) + "\n"


def _cell(interval: Interval) -> str:
    return f"{interval.mid:.1f} ({spread(interval)})"
