"""Sentences as tf-idf vectors of unit length, kept sparse, so that no method builds a table of all pairs.

The graph methods only ever need ``X @ v`` and ``X.T @ v``: two passes over the words of the article. Time and memory
grow with its length, not with its square.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.extractive.document import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Vectors:
    """The sentence-by-stem matrix: each row has length 1, or is 0 for a sentence without content words.

    A stem weighs its count in the sentence times log(1 + sentences / sentences that have it): the idf of Erkan and
    Radev, with the article's own sentences as the collection.
    """

    def __init__(self, document: Document) -> None:
        import numpy as np

        self.rows = len(document)
        spread = Counter(stem for stems in document.stems for stem in stems)
        column = {stem: number for number, stem in enumerate(spread)}
        entries = [
            (row, column[stem], count * math.log(1 + self.rows / spread[stem]))
            for row, content in enumerate(document.content)
            for stem, count in Counter(content).items()
        ]
        self._columns = len(column)
        self._row = np.array([entry[0] for entry in entries], dtype=np.intp)
        self._column = np.array([entry[1] for entry in entries], dtype=np.intp)
        values = np.array([entry[2] for entry in entries], dtype=np.float64)
        norms = np.sqrt(np.bincount(self._row, values**2, minlength=self.rows))
        self._values = values / norms[self._row]

    def times(self, weights: Floats) -> Floats:
        """``X @ weights``: one number a sentence from one number a stem."""
        import numpy as np

        sums: Floats = np.bincount(self._row, self._values * weights[self._column], minlength=self.rows).astype(float)
        return sums

    def transposed_times(self, weights: Floats) -> Floats:
        """``X.T @ weights``: one number a stem from one number a sentence."""
        import numpy as np

        sums: Floats = np.bincount(self._column, self._values * weights[self._row], minlength=self._columns).astype(
            float
        )
        return sums

    def lengths(self) -> Floats:
        """Give the length of each row: 1, or 0 for a sentence without content words."""
        import numpy as np

        return (np.bincount(self._row, minlength=self.rows) > 0).astype(float)

    def cosines(self, index: int) -> Floats:
        """Give the cosine of every sentence to that of ``index``."""
        import numpy as np

        return self.times(self.transposed_times(np.eye(1, self.rows, index)[0]))

    def closest(self, chosen: Sequence[int]) -> Floats:
        """Give the largest cosine of every sentence to one of ``chosen``; 0 where none is chosen."""
        import numpy as np

        largest: Floats = np.max([np.zeros(self.rows), *map(self.cosines, chosen)], axis=0)
        return largest

    def centrality(self) -> Floats:
        """Give the cosine of every sentence to the sum of all (the centroid); 0 to 1."""
        import numpy as np

        centroid = self.transposed_times(np.ones(self.rows))
        length = float(np.sqrt(centroid @ centroid))
        return self.times(centroid) / length if length else np.zeros(self.rows)
