"""How far two references of one article agree: the ceiling under which systems are to be read.

``python -m eval.agreement`` prints it for the references that ship with Khulasa (``eval/references/README.md``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from eval.references import Reference, ReferenceSet
from eval.rouge import KINDS, Rouge, RougeScorer
from eval.statistics import SEED, Interval, confidence_interval
from summarize.errors import KhulasaError, UsageError
from summarize.formats.plain import one_line


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the first two references of each article agree, over ``count`` articles that have two.

    ``rouge`` has one entry for each: the first summary scored against the second. It is to be read beside systems with
    care: they are scored against the better of two references, a reference against the one that is left.

    ``kappa`` is Cohen's (1960), over all sentences, each chosen for an extract or not: 0 is chance, 1 the
    same choice everywhere. ``overlap`` is the F1 of the two choices in per cent, article by article. Without extracts
    both are None.
    """

    rouge: tuple[Rouge, ...]
    words: float
    kappa: float | None
    overlap: Interval | None
    count: int


def agreement(references: ReferenceSet, scorer: RougeScorer, seed: int = SEED) -> Agreement:
    """Score the references against each other. Raises ``UsageError`` when no article has two summaries."""
    pairs = [reference.summaries[:2] for _, reference in references if len(reference.summaries) > 1]
    if not pairs:
        raise UsageError("no article of these references has two summaries: agreement needs two")
    extracts = [reference for _, reference in references if len(reference.extracts) > 1]
    overlaps = [100 * _f1(*map(frozenset, reference.extracts[:2])) for reference in extracts]
    return Agreement(
        rouge=tuple(scorer.score(one, [other]) for one, other in pairs),
        words=fmean(len(text.split()) for pair in pairs for text in pair),
        kappa=cohen_kappa(choice for reference in extracts for choice in _choices(reference)) if extracts else None,
        overlap=confidence_interval(overlaps, seed=seed) if overlaps else None,
        count=len(pairs),
    )


def cohen_kappa(choices: Iterable[tuple[bool, bool]]) -> float:
    """Give Cohen's kappa of two who say yes or no; where chance alone would make them agree, 1.

    >>> cohen_kappa([(True, True), (False, False), (True, False), (False, True)])
    0.0
    """
    pairs = list(choices)
    seen = fmean(one == other for one, other in pairs)
    first, second = fmean(one for one, _ in pairs), fmean(other for _, other in pairs)
    chance = first * second + (1 - first) * (1 - second)
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def _choices(reference: Reference) -> list[tuple[bool, bool]]:
    one, other = map(frozenset, reference.extracts[:2])
    return [(index in one, index in other) for index in range(reference.sentences)]


def _f1(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _main() -> int:
    from eval.report_inputs import load_inputs

    parser = argparse.ArgumentParser(prog="python -m eval.agreement", description="How far two references agree.")
    parser.add_argument("articles", nargs="*", metavar="PATH", help="folders of articles (default: samples/ alone)")
    try:
        references, scorer = load_inputs(parser.parse_args().articles).references, RougeScorer()
        found = agreement(references, scorer)
    except KhulasaError as error:
        print(f"khulasa: {one_line(str(error))}", file=sys.stderr)
        return 2
    print(
        f"{found.count} articles, the first reference summary scored against the second (F in per cent, 95 % interval)"
    )
    for kind in KINDS:
        print(f"  {kind:10}{_shown(confidence_interval([100 * one[kind].fmeasure for one in found.rouge]))}")
    if found.overlap and found.kappa is not None:
        print(f"  extracts  {_shown(found.overlap)} F1, Cohen's kappa {found.kappa:.2f} over all sentences")
    print(f"  {scorer.signature}|seed:{SEED}|references:{references.sha256[:12]}")
    return 0


def _shown(interval: Interval) -> str:
    return f"{interval.mid:5.1f}  ({interval.low:.1f} to {interval.high:.1f})"


if __name__ == "__main__":
    sys.exit(_main())
