"""Systems side by side on one reference set: ROUGE with intervals, and how sure a difference from the baseline is.

One quantity is tested, an article's mean of ROUGE-1, 2 and L: a test for each kind would call more differences sure
than there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from eval.references import ReferenceSet
from eval.rouge import KINDS, Rouge, RougeScorer
from eval.statistics import (
    SEED,
    Comparison,
    Interval,
    approximate_randomization,
    confidence_interval,
    paired_bootstrap,
)

NAMES = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L", "rougeLsum": "ROUGE-Lsum"}
_TESTED = ("rouge1", "rouge2", "rougeL")


@dataclass(frozen=True, slots=True)
class Standing:
    """One system: ``intervals`` has its mean F in per cent with 95 % intervals, in the order of ``KINDS``.

    ``rouge`` has one entry for each article, in the set's order; ``words`` is the mean length of its summaries.
    ``ahead`` is how many points of mean ROUGE it lies above the baseline, its p-value the larger of two tests';
    None for the baseline itself. ``same`` says that its summaries are the baseline's, every one.
    """

    name: str
    rouge: tuple[Rouge, ...]
    intervals: tuple[Interval, ...]
    words: float
    ahead: Comparison | None
    same: bool


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The standings of systems on ``count`` articles, each score made as ``signature`` says."""

    standings: tuple[Standing, ...]
    baseline: str
    count: int
    signature: str


def scoreboard(
    texts: Mapping[str, Sequence[str]], references: ReferenceSet, scorer: RougeScorer, baseline: str, seed: int = SEED
) -> Scoreboard:
    """Score each system's summaries, given in the order of the set's articles; ``baseline`` is one of the systems."""
    base = _rated(texts[baseline], references, scorer)
    standings = []
    for name, summaries in texts.items():
        rouge = base if name == baseline else _rated(summaries, references, scorer)
        words = fmean(len(text.split()) for text in summaries)
        ahead = None if name == baseline else _ahead(rouge, base, seed)
        same = name != baseline and list(summaries) == list(texts[baseline])
        standings.append(Standing(name, rouge, intervals(rouge, seed), words, ahead, same))
    return Scoreboard(tuple(standings), baseline, len(references), scorer.signature)


def intervals(rouge: Sequence[Rouge], seed: int = SEED) -> tuple[Interval, ...]:
    """Give the mean F of each of ``KINDS`` in per cent, with its 95 % interval."""
    return tuple(confidence_interval([100 * one[kind].fmeasure for one in rouge], seed) for kind in KINDS)


def mean_rouge(rouge: Rouge) -> float:
    """Give the one figure that is tested and ranked by: the mean F of ROUGE-1, 2 and L, in per cent."""
    return 100 * fmean(rouge[kind].fmeasure for kind in _TESTED)


def _rated(summaries: Sequence[str], references: ReferenceSet, scorer: RougeScorer) -> tuple[Rouge, ...]:
    pairs = zip(summaries, (reference.summaries for _, reference in references), strict=True)
    return tuple(scorer.score_pairs(pairs))


def _ahead(rouge: Sequence[Rouge], base: Sequence[Rouge], seed: int) -> Comparison:
    """Compare with the baseline: the interval is the paired bootstrap's, the p-value the larger of two tests'."""
    ours, theirs = [mean_rouge(one) for one in rouge], [mean_rouge(one) for one in base]
    bootstrap = paired_bootstrap(ours, theirs, seed)
    return replace(bootstrap, p_value=max(bootstrap.p_value, approximate_randomization(ours, theirs, seed)))
