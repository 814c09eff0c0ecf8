"""What a page may ask of the measuring without knowing it: score one text, write the report of the sample set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.marking import Marked, mark
from eval.rouge import KINDS, RougeScorer
from eval.scoreboard import NAMES


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

    One text has no confidence interval, which speaks of many: the report gives those.
    """

    scores: tuple[NamedScore, ...]
    hypothesis: Marked
    references: tuple[Marked, ...]
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


def write_report(out: Path) -> Path:
    """Write the report of the sample set to ``out`` and give the page; a folder gets ``report.html`` inside.

    Raises ``UsageError`` where the sample articles are not at hand (an installed package does not have them).
    """
    from eval import report
    from eval.report_inputs import load_inputs

    inputs = load_inputs()
    page = out if out.suffix else out / "report.html"
    return report.write_report(report.ReportRequest(inputs.references, page, failures=inputs.failures)).page
