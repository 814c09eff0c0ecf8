"""The summarizers that are compared: a name for each, and a function from an article to its summary's text.

``python -m eval.systems`` scores them all on the reference set and prints the README's table.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from summarize.arabic.sentences import split_sentences
from summarize.errors import UsageError
from summarize.extractive import extract
from summarize.records import Article

if TYPE_CHECKING:
    from summarize.pipeline import Digester

__all__ = ["BASELINE", "CUT", "EXTRACTS", "LABELS", "PEER", "SYSTEMS", "System", "cut", "system"]

System = Callable[[Article], str]

BASELINE = "lead"  # strong in news: what does not beat it is not worth its code
CUT = "lead-cut"  # the baseline at the length of the summaries it is compared with
PEER = "sumy-lexrank"
EXTRACTS = ("lead", "textrank", "lexrank", "mmr", "ranker")
SYSTEMS: tuple[str, ...] = (*EXTRACTS, PEER, "embedded")
LABELS = {  # in tables; the others are called by their name
    "textrank": "TextRank",
    "lexrank": "LexRank",
    "mmr": "MMR",
    CUT: "lead, as long as the abstract",
    PEER: "LexRank of sumy",
    "embedded": "embedded, abstractive",
}


def system(name: str, sentence_count: int = 3) -> System:
    """Give the summarizer of that name; ``sentence_count`` is the length of the extracts, in sentences.

    Raises ``UsageError`` for any other name, ``MissingExtraError`` when sumy is not installed.
    """
    if name in EXTRACTS:
        return partial(_extract, name, sentence_count)
    if name == PEER:
        from eval.systems.sumy_lexrank import sumy_lexrank

        return partial(sumy_lexrank(), sentence_count=sentence_count)
    if name == "embedded":
        return _embedded()
    raise UsageError(f"unknown system {name!r}: choose one of {', '.join(SYSTEMS)}")


def cut(article: Article, summary: str) -> str:
    """Give the article's first words, as many as the summary has: longer texts score higher, whatever they say.

    >>> cut(Article("a", "عاد المرفأ إلى العمل."), "فتح المرفأ")
    'عاد المرفأ'
    """
    return " ".join(article.text.split()[: len(summary.split())])


def _extract(method: str, sentence_count: int, article: Article) -> str:
    return extract(article, split_sentences(article.text), method, sentence_count).text


def _embedded() -> System:
    """Give the embedded model's summary as users get it: the extract in its place where the checks refuse it."""
    from summarize.config import Settings
    from summarize.pipeline import Digester

    return partial(_abstract, Digester(Settings(translator="none", offline=True)))


def _abstract(digester: Digester, article: Article) -> str:
    abstract = digester.digest(article).abstract
    return abstract.text if abstract else ""
