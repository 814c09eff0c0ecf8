"""Weights in memory: what is known of them, and a shelf that keeps them for everybody who asks."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Lock
from typing import Any

from summarize.engines.base import Decoding, Engine
from summarize.models import hub
from summarize.models.registry import ModelCard
from summarize.records import Flag

# Under either chrF++ a translation gives the topic, not the text: every one of them says so. By the key of
# ``khulasa.json``: the least score, and the name of the set.
TRUSTED_CHRF = {"flores_chrf": (45.0, "FLORES-200 dev"), "news_chrf": (50.0, "held-out news")}


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """Loaded weights: their card, the engine that runs them, and what ``khulasa.json`` beside them says."""

    card: ModelCard
    engine: Engine
    profile: dict[str, Any]

    @property
    def signature(self) -> str:
        """Name the exact weights and how they run."""
        return f"{hub.identity(self.card)},{self.engine.name}"

    def decoding(self, task: str) -> Decoding | None:
        """Give the decoding that the weights were tuned for, where they say so."""
        tuned = self.profile.get("decoding", {}).get(task)
        known = {field.name for field in fields(Decoding)}
        return Decoding(**{key: value for key, value in tuned.items() if key in known}) if tuned else None

    def doubts(self) -> tuple[Flag, ...]:
        """Say on every translation when the weights are known to translate badly."""
        measured = self.profile.get("measured", {})
        scores = [
            f"{measured[key]:.0f} on {name}"
            for key, (least, name) in TRUSTED_CHRF.items()
            if measured.get(key, least) < least
        ]
        if not scores:
            return ()
        detail = (
            f"{self.card.name} translates roughly (chrF++ {', '.join(scores)}; NLLB-600M about 60): "
            "read it for the topic, don't quote it. Better: khulasa models pull nllb-600m"
        )
        return (Flag("weak_model", "translation", detail),)


def read_profile(folder: Path) -> dict[str, Any]:
    """Give what ``khulasa.json`` in a model's folder says, nothing where there is none."""
    path = folder / "khulasa.json"
    profile: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return profile


class Shelf:
    """Loaded models, shared by the digesters that are given it; safe to use from several threads.

    A model is loaded once, and another can be taken meanwhile. Beyond ``capacity`` models the one that was asked for
    longest ago leaves the shelf, and memory when the last digester that uses it does.
    """

    def __init__(self, capacity: int = 4) -> None:
        self._capacity = capacity
        self._places: OrderedDict[tuple[ModelCard, str], _Place] = OrderedDict()
        self._lock = Lock()

    def take(self, card: ModelCard, engine: str, load: Callable[[ModelCard], LoadedModel]) -> LoadedModel:
        """Give the model of ``card`` for the engine of that name, loaded by ``load`` if it isn't here yet."""
        with self._lock:
            place = self._places.setdefault((card, engine), _Place())
            self._places.move_to_end((card, engine))
            while len(self._places) > self._capacity:
                self._places.popitem(last=False)
        return place.fill(card, load)


class _Place:
    """Room for one model; the first to come loads it, the others wait. A load that fails leaves the place empty."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: LoadedModel | None = None

    def fill(self, card: ModelCard, load: Callable[[ModelCard], LoadedModel]) -> LoadedModel:
        with self._lock:
            if self._model is None:
                self._model = load(card)
            return self._model
