"""TextRank: Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004, for sentences (section 4).

Two sentences are tied by the words they share, over the logarithms of their lengths; PageRank over that weighted graph
is the salience.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.extractive.document import Document
from summarize.extractive.select import Gains

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DAMPING = 0.85  # the paper's and PageRank's d
TOLERANCE = 1e-8
MAX_STEPS = 200
#: This similarity needs the table of all pairs. No news story is longer than this; of a longer text the first part is
#: ranked and the rest has salience 0, so that a table stays at 8 MB.
MAX_SENTENCES = 1000


def textrank(document: Document) -> Gains:
    """Salience by PageRank; 1 - ``DAMPING`` for a sentence that shares no word with any other."""
    import numpy as np

    ties = overlaps(document.stems[:MAX_SENTENCES])
    count = len(ties)
    strength = ties.sum(axis=1)
    shares = ties / np.where(strength > 0, strength, 1.0)[:, None]
    ranks = np.ones(count)
    for _ in range(MAX_STEPS):
        fresh = (1 - DAMPING) + DAMPING * (ranks @ shares)
        done = float(np.abs(fresh - ranks).max(initial=0.0)) < TOLERANCE
        ranks = fresh
        if done:
            break
    scores = [round(float(rank), 9) for rank in ranks] + [0.0] * (len(document) - count)
    return lambda chosen: scores


def overlaps(stems: Sequence[frozenset[str]]) -> Floats:
    """Give the paper's similarity of each pair: shared words over the sum of the log lengths, 0 where both logs are 0.

    >>> overlaps([frozenset("abcd"), frozenset("abxy"), frozenset("z")]).round(3).tolist()
    [[0.0, 0.721, 0.0], [0.721, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    import numpy as np

    places: dict[str, list[int]] = {}
    for place, words in enumerate(stems):
        for word in words:
            places.setdefault(word, []).append(place)
    shared = np.zeros((len(stems), len(stems)))
    for rows in places.values():
        shared[np.ix_(rows, rows)] += 1
    np.fill_diagonal(shared, 0)
    logs = np.log([max(1, len(words)) for words in stems])
    lengths = np.add.outer(logs, logs)
    ties: Floats = np.divide(shared, lengths, out=np.zeros_like(shared), where=lengths > 0)
    return ties
