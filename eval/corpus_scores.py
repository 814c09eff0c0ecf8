"""BLEU, chrF++, TER and, where its model is, spBLEU of a whole test set; with the sources, what was lost on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eval.joining import Pair, Texts
from eval.neural_scores import NeuralScore
from eval.plain_table import plain_table
from eval.statistics import is_small
from eval.summary_scores import interval_json, small_sample
from eval.translation_scores import METRICS, NAMES, CorpusScore, corpus_scores
from summarize.checks import check_translation
from summarize.errors import UsageError
from summarize.formats.plain import one_line

_NAMES = {**NAMES, "bertscore": "BERTScore", "comet": "COMET"}


@dataclass(frozen=True, slots=True)
class TranslationScores:
    """Scores of ``count`` translations, each with its signature, and why spBLEU is not among them if it is not.

    ``unit`` is what was scored and resampled. ``losses`` counts the texts with a flag that lowers the grade, by kind,
    most frequent first; None where there were no sources.
    """

    hypotheses: str
    references: str
    count: int
    unit: Literal["texts", "sentences"]
    scores: tuple[CorpusScore | NeuralScore, ...]
    without_spbleu: str
    losses: tuple[tuple[str, int], ...] | None


def score_translations(
    pairs: Sequence[Pair], hypotheses: Texts, references: Texts, sources: Sequence[str] | None
) -> TranslationScores:
    """Score the texts as one corpus; ``sources``, where given, are in the pairs' order."""
    texts, wanted = [pair.hypothesis for pair in pairs], [pair.references for pair in pairs]
    scores, without = corpus_scores(texts, wanted, METRICS), ""
    try:
        scores += corpus_scores(texts, wanted, ["spbleu"])
    except UsageError as error:
        without = str(error)
    losses = _losses(pairs, sources) if sources else None
    unit: Literal["texts", "sentences"] = "sentences" if references.by_sentence else "texts"
    return TranslationScores(hypotheses.name, references.name, len(pairs), unit, scores, without, losses)


def _losses(pairs: Sequence[Pair], sources: Sequence[str]) -> tuple[tuple[str, int], ...]:
    flagged = Counter(
        kind
        for pair, source in zip(pairs, sources, strict=True)
        for kind in {flag.kind for flag in check_translation(source, pair.hypothesis, pair.id) if flag.lowers_grade}
    )
    return tuple(flagged.most_common())


def render_text(scores: TranslationScores) -> str:
    """Give the table for a terminal, with sacrebleu's signatures under it."""
    rows = [
        [_NAMES[one.metric], f"{one.interval.mid:.2f}", f"[{one.interval.low:.2f}, {one.interval.high:.2f}]"]
        for one in scores.scores
    ]
    lines = [
        f"{scores.count} {scores.unit} of {one_line(scores.hypotheses)} against {one_line(scores.references)}",
        "",
        plain_table(["", "score", "95 % interval"], rows),
        "",
        f"intervals over {scores.unit}",
        *small_sample(scores.count),
        *(one.signature for one in scores.scores),
        *([f"without spBLEU: {scores.without_spbleu}"] if scores.without_spbleu else []),
    ]
    if scores.losses is not None:
        lines += ["", f"{scores.unit} with a flag, of each kind", plain_table(["", scores.unit], _listed(scores))]
    return "\n".join(lines)


def _listed(scores: TranslationScores) -> list[list[str]]:
    return [[kind, str(count)] for kind, count in scores.losses or ()] or [["none", "0"]]


def render_json(scores: TranslationScores) -> str:
    """Give one JSON object; intervals as in the text, scores unrounded."""
    report = {
        "texts": scores.count,
        "unit": scores.unit,
        "hypotheses": scores.hypotheses,
        "references": scores.references,
        "scores": {one.metric: {**interval_json(one.interval), "signature": one.signature} for one in scores.scores},
        "without_spbleu": scores.without_spbleu or None,
        "flagged": None if scores.losses is None else dict(scores.losses),
        "small_sample": is_small(scores.count),
    }
    return json.dumps(report, ensure_ascii=False, indent=1)
