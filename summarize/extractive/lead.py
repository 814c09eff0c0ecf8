"""The first sentences: the baseline that news makes hard to beat, because a news story is written to be cut."""

from __future__ import annotations

from summarize.extractive.document import Document
from summarize.extractive.select import Gains


def lead(document: Document) -> Gains:
    """Earlier is better: salience falls from 1 by the sentence's place."""
    scores = [1.0 / (1 + index) for index in range(len(document))]
    return lambda chosen: scores
