"""Floors under a quality that was reached: what they are, when one is broken, how one may be moved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import UsageError


@dataclass(frozen=True, slots=True)
class Measure:
    """Something held by a floor, pinned ``margin`` under what was measured; with ``low``, less is better.

    The floor of a ``low`` measure is the most that is allowed, pinned ``margin`` above.
    """

    name: str
    margin: float
    low: bool = False

    def worse(self, value: float, than: float) -> bool:
        """Whether ``value`` is on the wrong side of ``than``."""
        return value > than if self.low else value < than

    def floor(self, value: float) -> float:
        """Give the floor to pin for a measured value, to one decimal.

        >>> Measure("abstract.rouge1", 2.0).floor(41.26), Measure("abstract.fallbacks", 1, low=True).floor(3)
        (39.3, 4)
        """
        return round(value + self.margin if self.low else value - self.margin, 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, by the name of the measure, with the sha256 of the references and the weights at work."""

    references: str
    model: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pins:
    """Floors by the name of the measure, and the sha256 of the references and the weights they hold for."""

    references: str
    model: str
    floors: Mapping[str, float]

    @classmethod
    def read(cls, path: Path) -> Pins:
        """Read pinned floors; raises ``UsageError`` when there are none or the file holds something else."""
        try:
            content = json.loads(path.read_text("utf-8"))
            floors = {str(name): float(floor) for name, floor in content["floors"].items()}
            return cls(str(content["references"]), str(content["model"]), floors)
        except FileNotFoundError:
            raise UsageError(f"no floors in {path}: python -m eval.gate --write pins them") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"{path} holds no floors ({error!r}): restore it from the repository") from error

    def write(self, path: Path) -> None:
        """Write the floors as JSON whose diff reads well."""
        content = {"references": self.references, "model": self.model, "floors": dict(self.floors)}
        path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def faults(pins: Pins, measured: Measured, measures: Mapping[str, Measure]) -> list[str]:
    """Give a line for everything that is wrong, none when every floor holds.

    Floors say nothing about other weights or other references: when a hash differs, that comes first and alone.
    """
    hashes = (("references", pins.references, measured.references), ("weights", pins.model, measured.model))
    changed = [
        f"the {what} are not those the floors are pinned to ({old[:12]} then, {new[:12]} now): "
        "see what changed in the report, then pin anew with python -m eval.gate --write"
        for what, old, new in hashes
        if old != new
    ]
    unpinned = [
        f"{name} has no floor: pin it with python -m eval.gate --write" for name in measures.keys() - pins.floors
    ]
    fallen = [
        f"{name} is {measured.values[name]:.1f}, {'above the most allowed,' if measure.low else 'under its floor of'} "
        f"{pins.floors[name]:.1f}"
        for name, measure in measures.items()
        if name in pins.floors and measure.worse(measured.values[name], pins.floors[name])
    ]
    return changed or sorted(unpinned) + fallen


def pin(measured: Measured, measures: Mapping[str, Measure]) -> Pins:
    """Give the floors for what was measured, each its measure's margin away."""
    floors = {name: measure.floor(measured.values[name]) for name, measure in measures.items()}
    return Pins(measured.references, measured.model, floors)


def lowered(old: Pins, new: Pins, measures: Mapping[str, Measure]) -> dict[str, float]:
    """Give the new floors that allow what the old ones did not."""
    return {
        name: new.floors[name]
        for name, measure in measures.items()
        if name in old.floors and measure.worse(new.floors[name], old.floors[name])
    }


def require_word(lower: Mapping[str, float], changelog: str) -> None:
    """Raise ``UsageError`` unless, for each lowered floor, a line of the changelog names it with its new figure.

    >>> require_word({"abstract.rouge1": 38.2}, "- Floor of `abstract.rouge1` down to 38.2: shorter summaries.")
    """
    lines = changelog.splitlines()
    unsaid = [
        f"{name} to {floor:.1f}"
        for name, floor in lower.items()
        if not any(name in line and re.search(rf"(?<![\d.]){floor:.1f}(?![\d.]*\d)", line) for line in lines)
    ]
    if unsaid:
        raise UsageError(
            f"these floors would fall: {', '.join(unsaid)}. For each, write a line in CHANGELOG.md that names "
            "the floor and its new figure and says why, then run this again"
        )
