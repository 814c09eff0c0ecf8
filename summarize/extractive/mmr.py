"""MMR: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998.

The next sentence is the one most like the whole article and least like what is chosen already. The article's centroid
stands where the paper has the query: a generic summary asks for what the article is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.extractive.document import Document
from summarize.extractive.select import Gains
from summarize.extractive.similarity import Vectors

RELEVANCE_WEIGHT = 0.7  # the paper's lambda; 1 is relevance alone


def mmr(document: Document) -> Gains:
    """Marginal relevance: cosine to the centroid, less the largest cosine to a chosen sentence."""
    vectors = Vectors(document)
    relevance = RELEVANCE_WEIGHT * vectors.centrality()

    def gains(chosen: Sequence[int]) -> list[float]:
        values = relevance - (1 - RELEVANCE_WEIGHT) * vectors.closest(chosen)
        return [round(float(value), 9) for value in values]

    return gains
