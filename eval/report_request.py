"""What a report is asked for: the one record that passes from ``khulasa eval report`` to ``eval.report.write_report``.

``write_report(request)`` writes the page to ``out`` and the Markdown table beside it, under the same name with ``.md``;
it gives a ``ReportFiles`` with both paths. Nothing is written before everything has been measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from eval.references import ReferenceSet
from eval.statistics import SEED
from summarize.config import Settings
from summarize.records import Digest, Failure


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What to measure and where to write it. Equal requests on equal files give equal bytes."""

    references: ReferenceSet  # the articles with what was written about them
    out: Path  # the page; its folder is made when it is missing
    digests: tuple[Digest, ...] = ()  # one for each article, in order, to judge instead of running the pipeline
    failures: tuple[Failure, ...] = ()  # articles that are left out already: the page names them
    settings: Settings = field(default_factory=lambda: Settings(offline=True))  # of the pipeline, when it runs
    tokenization: Literal["arabic", "xlsum"] = "arabic"
    stem: bool = False
    aggregate: Literal["max", "mean"] = "max"  # over an article's references
    seed: int = SEED
    date: str = ""  # printed as it is; empty keeps the report reproducible byte for byte


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where a report was written, and which articles it had to leave out (the request's failures come first)."""

    page: Path
    table: Path
    failures: tuple[Failure, ...] = ()
