"""How a report was made: all that one needs to make the same one again."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import summarize
from eval.references import HOW, PAGES, SAMPLES, ReferenceSet, load_references
from eval.report.content import Content

_LIBRARIES = ("rouge-score", "nltk", "sacrebleu", "numpy", "ctranslate2", "sumy")


def provenance(content: Content) -> list[tuple[str, str]]:
    """Give names and values in reading order; no date but the one that was asked for, no path of this machine."""
    references = content.request.references
    signatures = dict.fromkeys(case.digest.signature for case in content.cases)
    facts = [
        ("Khulasa", f"{summarize.__version__} on Python {platform.python_version()}"),
        ("Libraries", ", ".join(f"{name} {found}" for name in _LIBRARIES if (found := _version(name)))),
        *(("Digests", signature) for signature in signatures),
        ("References", f"{len(references)} articles, sha256 {references.sha256}"),
        *((("Who wrote the references", HOW),) if _shipped(references) else ()),
        ("Scores", content.board.signature),
        ("Resampling", f"seed {content.request.seed}, 1000 resamples, percentile bootstrap over articles"),
        *((("Resampling of translations", "by sacrebleu, over sentences"),) if content.english else ()),
    ]
    return [*facts, ("Date", content.request.date)] if content.request.date else facts


def _shipped(references: ReferenceSet) -> bool:
    """Tell references that come with Khulasa from others."""
    return set(references.references) <= set(load_references([SAMPLES, PAGES]))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
