"""The log of runs: one line of ``train/log.tsv`` for each, small enough to be committed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from train.config import Config
from train.model import Shape

COLUMNS = ("date", "config", "parameters_M", "steps", "source_tokens_M", "target_tokens_M", "minutes", "news_chrf",
           "flores_chrf", "tico_chrf", "summary_R1", "summary_R2", "summary_RL", "note")  # fmt: skip


def parameters(shape: Shape) -> int:
    """Weights of a network of this shape, the tied table counted once.

    >>> parameters(Shape(10240, 256, 4, 2, 1024, 4)) // 10**5
    78
    """
    width, inner = shape.width, shape.feed_forward
    square, norm = width * (width + 1), 2 * width
    feed = 2 * width * inner + width + inner
    encoder = shape.encoder_layers * (4 * square + feed + 2 * norm)
    decoder = shape.decoder_layers * (8 * square + feed + 3 * norm)
    return shape.vocabulary * width + encoder + decoder + 2 * norm


def score(rows: list[dict[str, Any]], dataset: str, name: str) -> float:
    """Give the model's score of that name on that set, NaN when it was not measured."""
    for row in rows:
        if row["set"] == dataset and row["system"] == "model" and name in row:
            value = row[name]
            return float(value["value"] if isinstance(value, dict) else value)
    return float("nan")


def add(log: Path, config: Config, work: Path, note: str = "") -> None:
    """Append the run in ``work`` to ``log``."""
    rows = json.loads((work / "scores.json").read_text(encoding="utf-8"))
    training = json.loads((work / "ct2/khulasa.json").read_text(encoding="utf-8"))["training"]
    values = [
        time.strftime("%Y-%m-%d"), config.name, f"{training['parameters'] / 1e6:.1f}", str(training["step"]),
        f"{training['source_tokens'] / 1e6:.1f}", f"{training['target_tokens'] / 1e6:.1f}", str(training["minutes"]),
        *(f"{score(rows, name, 'chrF++'):.1f}" for name in ("news", "flores200_dev", "tico19")),
        *(f"{score(rows, 'summary dev', name):.1f}" for name in ("R1", "R2", "RL")), note,
    ]  # fmt: skip
    if not log.exists():
        log.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    with log.open("a", encoding="utf-8") as lines:
        lines.write("\t".join(values) + "\n")
