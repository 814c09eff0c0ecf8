"""What the page asks of a scorer. ``eval.desk`` is one; whoever launches the page hands it in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Span(Protocol):
    """A stretch of a text in code points, ``text[start:end]``."""

    @property
    def start(self) -> int:
        """Where it starts."""
        ...

    @property
    def end(self) -> int:
        """Where it has ended."""
        ...


class Marked(Protocol):
    """A text with what it shares with the others: single words, and phrases of two words and more."""

    @property
    def text(self) -> str:
        """The text itself."""
        ...

    @property
    def words(self) -> Sequence[Span]:
        """Words that are shared; spans may overlap."""
        ...

    @property
    def phrases(self) -> Sequence[Span]:
        """Phrases that are shared; spans may overlap."""
        ...


class NamedScore(Protocol):
    """One measure by the name that people know, such as ROUGE-1; figures are between 0 and 1."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def precision(self) -> float:
        """The share of the text that the reference has."""
        ...

    @property
    def recall(self) -> float:
        """The share of the reference that the text has."""
        ...

    @property
    def fmeasure(self) -> float:
        """Their harmonic mean."""
        ...


class Measured(Protocol):
    """How a text fares against its references."""

    @property
    def scores(self) -> Sequence[NamedScore]:
        """The measures, in the order to show."""
        ...

    @property
    def hypothesis(self) -> Marked:
        """The text, marked with what any reference has."""
        ...

    @property
    def references(self) -> Sequence[Marked]:
        """The references, marked with what the text has."""
        ...

    @property
    def signature(self) -> str:
        """How the scores were made."""
        ...


class Interval(Protocol):
    """A mean and the 95 % interval around it, in points."""

    @property
    def low(self) -> float:
        """Where the interval begins."""
        ...

    @property
    def mid(self) -> float:
        """The mean."""
        ...

    @property
    def high(self) -> float:
        """Where the interval ends."""
        ...


class NamedInterval(Protocol):
    """One measure by its name and its mean F over many texts."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def fmeasure(self) -> Interval:
        """The harmonic mean of precision and recall."""
        ...


class MeasuredSet(Protocol):
    """How many texts fare against their references."""

    @property
    def count(self) -> int:
        """How many texts."""
        ...

    @property
    def small(self) -> bool:
        """Whether they are too few for a narrow interval."""
        ...

    @property
    def scores(self) -> Sequence[NamedInterval]:
        """The measures, in the order to show."""
        ...

    @property
    def signature(self) -> str:
        """How the scores were made."""
        ...


class Scorer(Protocol):
    """Scores a text, or many, against references, and reports on the reference set."""

    def measure(self, hypothesis: str, references: Sequence[str]) -> Measured:
        """Score ``hypothesis`` against one or more references of the same text."""
        ...

    def measure_files(self, hypotheses: Path, references: Path) -> MeasuredSet:
        """Score a file of texts against a file of references, joined by id."""
        ...

    def write_report(self, out: Path) -> Path:
        """Write the report of the reference set into the folder ``out`` and give the page to open."""
        ...
