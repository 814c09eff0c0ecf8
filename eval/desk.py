"""What a page may ask of the measuring without knowing it: score one text or many, write the report of the samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.marking import Marked, mark
from eval.rouge import KINDS, RougeScorer
from eval.scoreboard import NAMES
from eval.statistics import SEED, Interval, is_small


@dataclass(frozen=True, slots=True)
class NamedScore:
    """One measure by the name people know, its figures between 0 and 1."""

    name: str
    precision: float
    recall: float
    fmeasure: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How one text fares against its references; ``signature`` says how the scores were made.

    One text has no confidence interval, which speaks of many: ``measure_files`` gives those.
    """

    scores: tuple[NamedScore, ...]
    hypothesis: Marked
    references: tuple[Marked, ...]
    signature: str


@dataclass(frozen=True, slots=True)
class NamedInterval:
    """One measure's mean F over many texts with its 95 % interval, in points."""

    name: str
    fmeasure: Interval


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """How ``count`` texts fare; ``small`` says that they are too few for a narrow interval."""

    count: int
    small: bool
    scores: tuple[NamedInterval, ...]
    signature: str


def measure(hypothesis: str, references: Sequence[str]) -> Measured:
    """Score one text against its references, the best of them counting.

    Raises ``UsageError`` without a reference, ``MissingExtraError`` where rouge-score is not installed.

    >>> measured = measure("وصل الوفد إلى بغداد", ["الوفد وصل بغداد"])
    >>> measured.scores[0].name, round(measured.scores[0].precision, 2), measured.hypothesis.words[0]
    ('ROUGE-1', 0.75, Span(start=0, end=3))
    """
    scorer = RougeScorer()
    rouge = scorer.score(hypothesis, references)
    scores = tuple(
        NamedScore(NAMES[kind], rouge[kind].precision, rouge[kind].recall, rouge[kind].fmeasure) for kind in KINDS
    )
    others = tuple(mark(reference, (hypothesis,)) for reference in references)
    return Measured(scores, mark(hypothesis, references), others, scorer.signature)


def measure_files(hypotheses: Path, references: Path) -> MeasuredSet:
    """Score a file of texts against a file of references, joined by id as ``khulasa eval rouge`` does.

    Raises ``UsageError`` that says what does not fit, ``MissingExtraError`` where rouge-score is not installed.
    """
    from eval.joining import join
    from eval.summary_scores import score_summaries
    from eval.texts import read_hypotheses, read_references

    wanted = read_references([str(references)], "summary", None)
    given = read_hypotheses(str(hypotheses), "summary", None)
    found = score_summaries(join(given, wanted), RougeScorer(), given, wanted, SEED)
    scores = tuple(
        NamedInterval(NAMES[kind], fmeasure) for kind, (_, _, fmeasure) in zip(KINDS, found.means, strict=True)
    )
    return MeasuredSet(len(found.ids), is_small(len(found.ids)), scores, f"{found.signature}|seed:{found.seed}")


def write_report(out: Path) -> Path:
    """Write the report of the sample set to ``out`` and give the page; a folder gets ``report.html`` inside.

    Raises ``UsageError`` where the sample articles are not at hand (an installed package does not have them).
    """
    from eval import report
    from eval.report_inputs import load_inputs

    inputs = load_inputs()
    page = out if out.suffix else out / "report.html"
    return report.write_report(report.ReportRequest(inputs.references, page, failures=inputs.failures)).page
