"""Khulasa: summaries and translations of Arabic news, with every doubt shown.

>>> import summarize
>>> digest = summarize.digest("...")  # doctest: +SKIP
>>> digest.extract.text, digest.abstract.text, digest.translation.text, digest.grade  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarize.config import Settings
from summarize.errors import KhulasaError
from summarize.records import Abstract, Article, Digest, Extract, Failure, Flag, Sentence, Translation

if TYPE_CHECKING:
    from summarize.pipeline import Digester, digest

__version__ = "0.1.0"
__all__ = [
    "Abstract",
    "Article",
    "Digest",
    "Digester",
    "Extract",
    "Failure",
    "Flag",
    "KhulasaError",
    "Sentence",
    "Settings",
    "Translation",
    "digest",
]


def __getattr__(name: str) -> Any:
    # The pipeline reaches every room; loading it on first use keeps `import summarize` in milliseconds.
    if name in {"Digester", "digest"}:
        from summarize import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
