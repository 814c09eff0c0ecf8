"""The learned ranker: a linear model that chooses sentences one after the other.

What makes a good first sentence and what makes a good next one differ (after the lead, a summary wants what the lead
left out, not what is most like the lead), so there are two sets of weights: ``first`` over the sentence alone, ``next``
over the sentence and its relation to those chosen. They are trained by ``train/ranker.py`` to rank as ROUGE against
editors' summaries ranks, in the manner of ListNet (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise
Approach", ICML 2007); greedy choice by marginal gain follows Nallapati et al., "SummaRuNNer", AAAI 2017.
The weights are in ``ranker.json``, one readable line a feature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from summarize.errors import ModelError
from summarize.extractive.document import Document
from summarize.extractive.features import CHOICE_FEATURES, SENTENCE_FEATURES, choice_features, sentence_features
from summarize.extractive.select import Gains
from summarize.extractive.similarity import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEIGHTS = "ranker.json"
VERSION = 1  # of the file's form


@dataclass(frozen=True)
class Linear:
    """``(features - mean) / scale @ weight``; three vectors with one entry a feature."""

    mean: Floats
    scale: Floats
    weight: Floats

    def __call__(self, features: Floats) -> Floats:
        """Rate each row of ``features``."""
        rated: Floats = (features - self.mean) / self.scale @ self.weight
        return rated


@dataclass(frozen=True)
class Ranker:
    """``first`` rates sentences by themselves, ``next`` beside those chosen (both kinds of features)."""

    first: Linear
    next: Linear

    def __call__(self, document: Document) -> Gains:
        """Rate the sentences of ``document``; only differences within one article and one step mean anything."""
        import numpy as np

        vectors = Vectors(document)
        features = sentence_features(document, vectors)
        salience = _rounded(self.first(features))

        def gains(chosen: Sequence[int]) -> list[float]:
            if not chosen:
                return salience
            beside = choice_features(document, vectors.closest(chosen), chosen)
            return _rounded(self.next(np.hstack([features, beside])))

        return gains


def ranker(document: Document) -> Gains:
    """Rate by the weights that ship with the package."""
    return load()(document)


@cache
def load() -> Ranker:
    """Read the shipped weights, once."""
    return from_json(json.loads(files(__package__).joinpath(WEIGHTS).read_text("utf-8")))


def from_json(data: Mapping[str, Any]) -> Ranker:
    """Build a ranker from the file's object; raises `ModelError` when it was made for other features."""
    names = {"first": SENTENCE_FEATURES, "next": (*SENTENCE_FEATURES, *CHOICE_FEATURES)}
    if data.get("version") != VERSION or any(tuple(data.get(step, ())) != names[step] for step in names):
        raise ModelError(f"{WEIGHTS} was made for other features than this version's: run python -m train.ranker again")
    return Ranker(_linear(data["first"]), _linear(data["next"]))


def _linear(table: Mapping[str, Mapping[str, float]]) -> Linear:
    import numpy as np

    return Linear(*(np.array([row[key] for row in table.values()]) for key in ("mean", "scale", "weight")))


def _rounded(values: Floats) -> list[float]:
    """Nine digits, so that equal sentences tie on every machine."""
    return [round(float(value), 9) for value in values]
