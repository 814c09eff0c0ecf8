"""Keep the test sets out of the training data: exact sentences and shared runs of eight words.

The same news-agency sentence appears in many outlets; a score measured on text the model has seen means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from train.sources import news_pairs, summary_stories, tune_pairs

RUN = 8
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Lower-cased words, punctuation dropped.

    >>> words("Talks, at last!")
    ['talks', 'at', 'last']
    """
    return _WORD.findall(text.lower())


def runs(text: str) -> Iterator[int]:
    """Hashes of all runs of eight words; of the whole text when it is shorter."""
    found = words(text)
    if len(found) < RUN:
        yield hash(tuple(found))
    for start in range(len(found) - RUN + 1):
        yield hash(tuple(found[start : start + RUN]))


class Holdout:
    """The runs of words that training text must not share."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = {run for text in texts for run in runs(text)}

    def touches(self, *texts: str) -> bool:
        """Whether any of ``texts`` shares a run of eight words (or is a short held-out text itself)."""
        return any(run in self._runs for text in texts for run in runs(text))


def load(data: Path) -> Holdout:
    """All dev and tune sets of the data folder, both languages."""
    texts: list[str] = []
    for name in ("flores200_dev", "tico19", "un_heldout"):
        texts += [side for pair in tune_pairs(data, name) for side in (pair.arabic, pair.english)]
    texts += [side for pair in news_pairs(data, held_out=True) for side in (pair.arabic, pair.english)]
    for story in summary_stories(data, held_out=True):
        texts += [story.abstract, story.title, *story.paragraphs]
    return Holdout(texts)
