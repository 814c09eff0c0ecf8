"""Two systems on the same texts: which is better, by how much, how sure, and where they differ most."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

from eval.joining import Pair
from eval.plain_table import plain_table
from eval.rouge import KINDS, RougeScorer
from eval.scoreboard import mean_rouge
from eval.statistics import SURE, Interval, approximate_randomization, is_small, paired_bootstrap
from eval.translation_scores import METRICS, NAMES, corpus_scores, segment_scores
from summarize.formats.plain import one_line

_SHOWN = 10  # texts on which the systems are furthest apart


@dataclass(frozen=True, slots=True)
class System:
    """A system's texts beside their references; two that are compared have the same ids in the same order."""

    name: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One metric in points: both systems' scores, ``a - b`` with its 95 % interval, and two tests' p-values."""

    metric: str
    a: float
    b: float
    difference: Interval
    bootstrap: float
    randomization: float


@dataclass(frozen=True, slots=True)
class Case:
    """What the two systems reached on one text, in points of the deciding metric."""

    id: str
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """The rows of all metrics, ``decisive`` the name of the one that decides; cases by ``a - b``, the largest first."""

    a: str
    b: str
    rows: tuple[Row, ...]
    decisive: str
    cases: tuple[Case, ...]
    signatures: tuple[str, ...]  # of every metric shown
    seed: int
    low_is_good: bool = False

    @property
    def verdict(self) -> str:
        """Say which is better and by how much, if both tests agree that it is not chance."""
        row = next(row for row in self.rows if row.metric == self.decisive)
        if not row.difference.mid:
            return f"no difference in {self.decisive}"
        chance = max(row.bootstrap, row.randomization)
        gap = f"{abs(row.difference.mid):.2f} points of {self.decisive}"
        if chance >= SURE:
            return f"no sure difference: {gap} may be chance (p {chance:.3f})"
        better = "A" if (row.difference.mid > 0) != self.low_is_good else "B"
        return f"{better} is better by {gap} (p {chance:.4f})"


def contrast(a: System, b: System, decisive: str, scorer: RougeScorer, seed: int) -> Contrast:
    """Compare text by text by ``decisive``, with the other metrics of its kind beside it.

    ``rouge`` is the mean of ROUGE-1, -2 and -L; BLEU, chrF++ and TER are the means of the texts' own scores, which
    differ from a corpus score but can be resampled as they are.
    """
    if decisive.startswith("rouge"):
        ours, theirs = _rouge(a, scorer), _rouge(b, scorer)
        signatures: tuple[str, ...] = (scorer.signature,)
    else:
        ours, theirs = _translated(a), _translated(b)
        signatures = _signatures(a)
    rows = tuple(_row(metric, values, theirs[metric], seed) for metric, values in ours.items())
    cases = _cases(a, ours[decisive], theirs[decisive])
    return Contrast(a.name, b.name, rows, decisive, cases, signatures, seed, low_is_good=decisive == "ter")


def _rouge(system: System, scorer: RougeScorer) -> Mapping[str, Sequence[float]]:
    scores = list(scorer.score_pairs((pair.hypothesis, pair.references) for pair in system.pairs))
    kinds = {kind: [100 * score[kind].fmeasure for score in scores] for kind in KINDS}
    return {"rouge": [mean_rouge(score) for score in scores], **kinds}


def _translated(system: System) -> Mapping[str, Sequence[float]]:
    texts, references = [pair.hypothesis for pair in system.pairs], [pair.references for pair in system.pairs]
    return {metric: segment_scores(texts, references, metric) for metric in METRICS}


def _signatures(system: System) -> tuple[str, ...]:
    """Give the corpus metrics' signatures, BLEU's with the order that single texts are scored by."""
    references = [pair.references for pair in system.pairs]
    scores = corpus_scores([""] * len(references), references, METRICS, resamples=0)
    return tuple(f"mean over texts|{score.signature.replace('|eff:no|', '|eff:yes|')}" for score in scores)


def _cases(system: System, a: Sequence[float], b: Sequence[float]) -> tuple[Case, ...]:
    cases = (Case(pair.id, one, other) for pair, one, other in zip(system.pairs, a, b, strict=True))
    return tuple(sorted(cases, key=lambda case: case.b - case.a))


def _row(metric: str, a: Sequence[float], b: Sequence[float], seed: int) -> Row:
    bootstrap = paired_bootstrap(a, b, seed)
    chance = approximate_randomization(a, b, seed)
    return Row(metric, fmean(a), fmean(b), bootstrap.difference, bootstrap.p_value, chance)


def render_text(contrast: Contrast) -> str:
    """Give the table, the verdict and the texts that make the difference, for a terminal."""
    rows = [
        [
            NAMES.get(row.metric, row.metric) + " *" * (row.metric == contrast.decisive),
            f"{row.a:.2f}",
            f"{row.b:.2f}",
            f"{row.difference.mid:+.2f}",
            f"[{row.difference.low:+.2f}, {row.difference.high:+.2f}]",
            f"{row.bootstrap:.4f}",
            f"{row.randomization:.4f}",
        ]
        for row in contrast.rows
    ]
    count = len(contrast.cases)
    lines = [
        f"A  {one_line(contrast.a)}",
        f"B  {one_line(contrast.b)}",
        "",
        plain_table(["", "A", "B", "A - B", "95 % interval", "p bootstrap", "p randomization"], rows),
        "",
        contrast.verdict,
        f"points, each the mean of {count} texts' own scores (seed {contrast.seed}); "
        "* decides, the other rows say where it comes from",
        *([f"small sample: {count} texts; trust the randomization more than the interval"] if is_small(count) else []),
        *contrast.signatures,
        "",
        *_furthest(contrast),
    ]
    return "\n".join(lines)


def render_json(contrast: Contrast) -> str:
    """Give one JSON object: everything in the text, and every case."""
    report = {
        **asdict(contrast),
        "verdict": contrast.verdict,
        "small_sample": is_small(len(contrast.cases)),
    }
    return json.dumps(report, ensure_ascii=False, indent=1)


def _furthest(contrast: Contrast) -> list[str]:
    """Give the texts on which the systems are furthest apart, either way."""
    apart = sorted((case for case in contrast.cases if case.a != case.b), key=lambda case: -abs(case.a - case.b))
    name = NAMES.get(contrast.decisive, contrast.decisive)
    if not apart:
        return [f"every text has the same {name} in both"]
    rows = [_cells(case) for case in apart[:_SHOWN]]
    return [f"where they differ most, in {name}", plain_table(["id", "A", "B", "A - B"], rows)]


def _cells(case: Case) -> list[str]:
    return [case.id, f"{case.a:.2f}", f"{case.b:.2f}", f"{case.a - case.b:+.2f}"]
