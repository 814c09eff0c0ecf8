"""ROUGE of a whole test set: means in points with their intervals, and what each text reached."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass

from eval.joining import Pair, Texts
from eval.plain_table import plain_table
from eval.rouge import KINDS, Rouge, RougeScorer, Score
from eval.statistics import Interval, confidence_interval, is_small
from summarize.formats.plain import one_line

_MEASURES = ("precision", "recall", "fmeasure")


@dataclass(frozen=True, slots=True)
class SummaryScores:
    """Scores of the texts ``ids``, in their order; ``means[kind]`` are points of precision, recall and F."""

    hypotheses: str  # where they come from
    references: str
    ids: tuple[str, ...]
    rouge: tuple[Rouge, ...]
    means: tuple[tuple[Interval, Interval, Interval], ...]  # in the order of KINDS
    signature: str
    seed: int


def score_summaries(
    pairs: Sequence[Pair], scorer: RougeScorer, hypotheses: Texts, references: Texts, seed: int
) -> SummaryScores:
    """Score every pair; intervals are bootstrapped over the pairs."""
    rouge = tuple(scorer.score_pairs((pair.hypothesis, pair.references) for pair in pairs))
    means = tuple(_means([score[kind] for score in rouge], seed) for kind in KINDS)
    ids = tuple(pair.id for pair in pairs)
    return SummaryScores(hypotheses.name, references.name, ids, rouge, means, scorer.signature, seed)


def _means(scores: Sequence[Score], seed: int) -> tuple[Interval, Interval, Interval]:
    columns = [[100 * value for value in column] for column in zip(*map(astuple, scores), strict=True)]
    precision, recall, fmeasure = (confidence_interval(column, seed) for column in columns)
    return precision, recall, fmeasure


def render_text(scores: SummaryScores, *, per_item: bool) -> str:
    """Give the table for a terminal; ``per_item`` adds the F of each text, a line each."""
    rows = [
        [kind, *(figure for mean in means for figure in (f"{mean.mid:.2f}", f"[{mean.low:.2f}, {mean.high:.2f}]"))]
        for kind, means in zip(KINDS, scores.means, strict=True)
    ]
    lines = [
        f"{len(scores.ids)} texts of {one_line(scores.hypotheses)} against {one_line(scores.references)}",
        "",
        plain_table(["", "precision", "", "recall", "", "F", ""], rows),
        "",
        f"points, with 95 % bootstrap intervals of the mean over texts (seed {scores.seed})",
        *small_sample(len(scores.ids)),
        scores.signature,
    ]
    if per_item:
        items = [
            [id, *(f"{100 * rouge[kind].fmeasure:.2f}" for kind in KINDS)]
            for id, rouge in zip(scores.ids, scores.rouge, strict=True)
        ]
        lines += ["", plain_table(["id", *(f"{kind} F" for kind in KINDS)], items)]
    return "\n".join(lines)


def render_json(scores: SummaryScores, *, per_item: bool) -> str:
    """Give one JSON object; every figure is in points, unrounded."""
    report = {
        "texts": len(scores.ids),
        "hypotheses": scores.hypotheses,
        "references": scores.references,
        "scores": {
            kind: dict(zip(_MEASURES, map(interval_json, means), strict=True))
            for kind, means in zip(KINDS, scores.means, strict=True)
        },
        "small_sample": is_small(len(scores.ids)),
        "seed": scores.seed,
        "signature": scores.signature,
    }
    if per_item:
        report["items"] = [
            {"id": id, **{kind: _points(rouge[kind]) for kind in KINDS}}
            for id, rouge in zip(scores.ids, scores.rouge, strict=True)
        ]
    return json.dumps(report, ensure_ascii=False, indent=1)


def interval_json(interval: Interval) -> dict[str, float]:
    """Give a mean with its interval as JSON."""
    return {"mean": interval.mid, "low": interval.low, "high": interval.high}


def small_sample(count: int) -> list[str]:
    """Give the line that warns of a small sample, where it is one."""
    return [f"small sample: {count} texts; the intervals come out too narrow"] if is_small(count) else []


def _points(score: Score) -> dict[str, float]:
    return {name: 100 * value for name, value in asdict(score).items()}
