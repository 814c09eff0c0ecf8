"""Measure a shipped folder on sets that training never saw; prints a table and writes ``scores.json``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.arabic.sentences import split_sentences
from summarize.engines.base import Decoding
from summarize.engines.ct2 import CT2Engine
from summarize.extractive import extract
from summarize.records import Article
from train import scores
from train.scores import Score

# The best of `train.decoding` for the ``small`` model.
TRANSLATION = Decoding(beam_size=4, length_penalty=1.4, no_repeat_ngram=5, max_tokens=200, max_source_tokens=200)
SUMMARY = Decoding(beam_size=4, no_repeat_ngram=5, max_tokens=120, max_source_tokens=220)


@dataclass(frozen=True)
class Row:
    """One line of the table: a set, a system and its scores."""

    dataset: str
    system: str
    scores: dict[str, Score | float]

    def __str__(self) -> str:
        return " | ".join([self.dataset, self.system, *(f"{name} {value}" for name, value in self.scores.items())])


def read_pairs(file: Path, limit: int | None = None) -> list[tuple[str, str]]:
    """Source and reference of each line, evenly thinned to ``limit``."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    step = max(1, len(rows) // limit) if limit else 1
    return [(row[0], row[1]) for row in rows[::step][:limit]]


def translate(engine: CT2Engine, texts: Sequence[str], decoding: Decoding) -> list[str]:
    """Give the English of each Arabic text, in order."""
    return [found.text for found in engine.generate(list(texts), decoding, "arb_Arab", "eng_Latn")]


def summarize(engine: CT2Engine, texts: Sequence[str], decoding: Decoding, code: str = "arb_Arab") -> list[str]:
    """Give an Arabic summary (or, for ``arb_Head``, a headline) of each text, in order."""
    return [found.text for found in engine.generate(list(texts), decoding, "arb_Arab", code)]


def _cut(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


def _extract_of(text: str, count: int) -> str:
    """Give the words of an extract of about ``count`` words."""
    sentences = split_sentences(text)
    article = Article(id="", text=text, title="", source="")
    return _cut(extract(article, sentences, sentence_count=max(1, min(3, len(sentences)))).text, count)


def translation_rows(engine: CT2Engine, dev: Path, decoding: Decoding, limit: int | None = None) -> list[Row]:
    """chrF++ and BLEU on every translation set."""
    rows = []
    for name in ("news", "flores200_dev", "tico19", "un_heldout"):
        pairs = read_pairs(dev / f"{name}.tsv", limit)
        outputs = translate(engine, [source for source, _ in pairs], decoding)
        rows.append(Row(name, "model", dict(scores.translation_scores(outputs, [reference for _, reference in pairs]))))
    return rows


#: Dev sets of texts to be written from an article: what the table calls them, and the code that asks for them.
WRITTEN = {"abstract": ("summary dev", "arb_Arab"), "headline": ("headline dev", "arb_Head")}


def written_rows(engine: CT2Engine, dev: Path, kind: str, decoding: Decoding, limit: int | None = None) -> list[Row]:
    """ROUGE and unsupported facts of ``kind`` of `WRITTEN`, beside the lead and the extract cut to the same lengths."""
    dataset, code = WRITTEN[kind]
    pairs = read_pairs(dev / f"{kind}.tsv", limit)
    sources, references = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    model = summarize(engine, sources, decoding, code)
    lengths = [len(text.split()) for text in model]
    systems = {
        "model": model,
        "lead, same length": [_cut(text, count) for text, count in zip(sources, lengths, strict=True)],
        "extract, same length": [_extract_of(text, count) for text, count in zip(sources, lengths, strict=True)],
        "human": references,
    }
    rows = []
    for name, outputs in systems.items():
        found: dict[str, Score | float] = {}
        if outputs is not references:
            found.update(scores.rouge_scores(outputs, references))
        for fact, count in (("numbers", scores.unsupported_numbers), ("names", scores.unsupported_names)):
            total = sum(count(source, output) for source, output in zip(sources, outputs, strict=True))
            found[f"unsupported {fact} per 100"] = round(100 * total / len(outputs), 1)
        found["words"] = round(sum(len(text.split()) for text in outputs) / len(outputs), 1)
        rows.append(Row(dataset, name, found))
    return rows


def speed_row(folder: Path, dev: Path) -> Row:
    """Output tokens a second and peak memory, from a process of its own (`train.speed`)."""
    command = [sys.executable, "-m", "train.speed", str(folder), str(dev / "news.tsv")]
    root = Path(__file__).parent.parent
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return Row("speed", "model", json.loads(found.stdout))


def tuned(folder: Path, task: str, otherwise: Decoding) -> Decoding:
    """Give the decoding that ``khulasa.json`` was shipped with."""
    note: dict[str, Any] = json.loads((folder / "khulasa.json").read_text(encoding="utf-8"))
    found = note.get("decoding", {}).get(task)
    return Decoding(**found) if found else otherwise


def evaluate(folder: Path, dev: Path, limit: int | None = None) -> list[Row]:
    """All rows for a shipped folder."""
    engine = CT2Engine(folder, device="cpu", intra_threads=2)
    return [
        speed_row(folder.resolve(), dev.resolve()),
        *translation_rows(engine, dev, tuned(folder, "translation", TRANSLATION), limit),
        *(row for kind in WRITTEN for row in written_rows(engine, dev, kind, tuned(folder, "summary", SUMMARY), limit)),
    ]


def write(rows: Sequence[Row], file: Path) -> None:
    """Keep the rows as JSON."""
    records = []
    for row in rows:
        plain = {name: vars(value) if isinstance(value, Score) else value for name, value in row.scores.items()}
        records.append({"set": row.dataset, "system": row.system, **plain})
    file.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
