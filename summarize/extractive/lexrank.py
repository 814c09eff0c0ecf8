"""LexRank: Erkan and Radev, "Graph-based Lexical Centrality as Salience in Text Summarization", JAIR 22 (2004).

A sentence is salient when salient sentences resemble it: the stationary distribution of a random walk over the graph of
idf-modified cosines. This is the paper's "continuous LexRank": edges keep their weight, so that no
similarity threshold has to be chosen and the walk never needs the table of all pairs. No sentence votes for itself: in
a short article, what resembles nothing would else be rated average.
"""

from __future__ import annotations

from summarize.extractive.document import Document
from summarize.extractive.select import Gains
from summarize.extractive.similarity import Vectors

DAMPING = 0.15  # chance of a jump to any sentence; the paper's range is 0.1 to 0.2
TOLERANCE = 1e-8
MAX_STEPS = 200  # 0.85**200 is far below the tolerance: the walk always ends before


def lexrank(document: Document) -> Gains:
    """Salience by the random walk; the values of an article sum to its number of sentences (1 is average)."""
    scores = walk(Vectors(document))
    return lambda chosen: scores


def walk(vectors: Vectors) -> list[float]:
    """Run the walk to its stationary distribution, scaled so that the mean is 1; ``[]`` for no sentences."""
    import numpy as np

    count = vectors.rows
    if not count:
        return []
    itself = vectors.lengths()
    degrees = vectors.times(vectors.transposed_times(np.ones(count))) - itself
    loners = degrees < 1e-9  # what resembles no other sentence: the walk leaves it for anywhere
    degrees[loners] = 1.0
    ranks = np.ones(count)
    for _ in range(MAX_STEPS):
        shares = np.where(loners, 0.0, ranks / degrees)
        moved = vectors.times(vectors.transposed_times(shares)) - itself * shares + ranks[loners].sum() / count
        fresh = DAMPING + (1 - DAMPING) * moved
        done = float(np.abs(fresh - ranks).max(initial=0.0)) < TOLERANCE
        ranks = fresh
        if done:
            break
    return [round(float(rank), 9) for rank in ranks]
