"""Open the data folder: one function a kind of file, each giving plain records in the models' spelling.

Nothing is filtered here; what is kept for training is decided in `train.corpus`, what is held out in `train.holdout`.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarize.arabic.model_text import model_text

HELD_OUT_NEWS = 40  # every 40th id of news.tsv is the news dev set
HELD_OUT_ABSTRACTS = 20  # every 20th row of type `abstract` is the summary dev set


@dataclass(frozen=True)
class Pair:
    """An Arabic text and its English translation; ``alignment`` is 1.0 where nobody measured it."""

    origin: str
    arabic: str
    english: str
    alignment: float = 1.0


@dataclass(frozen=True)
class Story:
    """A news article: ``paragraphs`` in order, its headline, and a human abstract or the lead that was cut off."""

    outlet: str
    title: str
    paragraphs: tuple[str, ...]
    abstract: str = ""
    lead: str = ""


def _rows(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def news_pairs(data: Path, *, held_out: bool) -> Iterator[Pair]:
    """Give the translated news sentences: the dev rows if ``held_out``, else all the others."""
    for row in _rows(data / "parallel/news.tsv.xz"):
        if (int(row[0]) % HELD_OUT_NEWS == 0) == held_out:
            yield Pair("news", model_text(row[3]), model_text(row[4]))


def mixed_pairs(data: Path) -> Iterator[Pair]:
    """Give the pairs of lower worth, each with the score of a lexical aligner."""
    for row in _rows(data / "parallel/mixed.tsv.xz"):
        yield Pair(row[0], model_text(row[2]), model_text(row[3]), float(row[1]))


def name_pairs(data: Path) -> Iterator[Pair]:
    """Names of people, places and bodies."""
    for row in _rows(data / "parallel/names.tsv.xz"):
        yield Pair(row[0], model_text(row[1]), model_text(row[2]))


def tune_pairs(data: Path, name: str) -> list[Pair]:
    """One of the sets that are never trained on: ``flores200_dev``, ``tico19`` or ``un_heldout``."""
    return [Pair(name, model_text(row[0]), model_text(row[1])) for row in _rows(data / f"tune/{name}.tsv")]


def english_sentences(data: Path) -> Iterator[str]:
    """English news sentences, the best first."""
    for row in _rows(data / "english/news.tsv.xz"):
        yield model_text(row[1])


def _paragraphs(text: str, limit: int = 12) -> tuple[str, ...]:
    cleaned = (model_text(line) for line in text.split("\n")[:limit])
    return tuple(line for line in cleaned if line)


def headline_stories(data: Path) -> Iterator[Story]:
    """Articles with their headlines."""
    with lzma.open(data / "news/headlines.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Story(row["source"], model_text(row["title"]), _paragraphs(row["text"]))


def summary_stories(data: Path, *, held_out: bool) -> Iterator[Story]:
    """Articles with a human abstract or a cut-off lead; the dev split holds abstracts only."""
    seen = 0
    with lzma.open(data / "news/summaries.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            is_abstract = row["type"] == "abstract"
            is_dev = is_abstract and seen % HELD_OUT_ABSTRACTS == 0
            seen += is_abstract
            if is_dev == held_out:
                summary = model_text(row["summary"])
                paragraphs = _paragraphs(row["text"])
                yield Story(
                    row["source"],
                    model_text(row["title"]),
                    paragraphs,
                    summary if is_abstract else "",
                    "" if is_abstract else summary,
                )
