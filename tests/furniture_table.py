"""Precision and recall of furniture removal by line, on pages labelled by hand: ``python tests/furniture_table.py``.

Labels are one letter a line: B body, F furniture, T headline, D standfirst. A line counts as removed when it is not in
``Article.text``. Headlines and standfirsts are right anywhere but in the body, where they count as furniture missed.
The samples' letters are in ``data/furniture/samples.json``; the other pages carry theirs at the start of each line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summarize.reading import clean, read_path
from summarize.reading.html import parse_html
from summarize.reading.tidy import tidy
from summarize.records import Article

HERE = Path(__file__).parent
PAGES = HERE / "data" / "furniture"
SAMPLES = HERE.parent / "samples"


@dataclass(frozen=True)
class Score:
    """Lines of one page: furniture removed, body removed, furniture left in; with the lines that went wrong."""

    page: str
    hits: int
    wrongly_removed: tuple[str, ...]
    left_in: tuple[str, ...]
    article: Article

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + len(self.wrongly_removed)) if self.hits or self.wrongly_removed else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + len(self.left_in)) if self.hits or self.left_in else 1.0


def score(page: str, labelled: Iterable[tuple[str, str]], article: Article) -> Score:
    """Compare labelled lines, in page order, with what is left in ``article.text``."""
    paragraphs = [" ".join(row.split()) for row in article.text.split("\n") if row.strip()]
    hits, wrong, left = 0, [], []
    for label, line in labelled:
        shown = " ".join(tidy(line).split())
        kept = shown in paragraphs
        if kept:
            paragraphs.remove(shown)
        if label == "B" and not kept:
            wrong.append(shown)
        elif label != "B" and kept:
            left.append(shown)
        elif label == "F":
            hits += 1
    return Score(page, hits, tuple(wrong), tuple(left), article)


def scores() -> Iterator[Score]:
    """Score every labelled page."""
    labels = json.loads((PAGES / "samples.json").read_text(encoding="utf-8"))
    for name, letters in labels["text"].items():
        (article,) = read_path(str(SAMPLES / name))
        encoding = "cp1256" if name == "manuscripts.txt" else "utf-8"
        yield score(name, _lettered(letters, (SAMPLES / name).read_text(encoding=encoding)), article)
    for name, records in labels["jsonl"].items():
        texts = [json.loads(line) for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]
        for record, article in zip(texts, read_path(str(SAMPLES / name)), strict=True):
            yield score(f"{name}:{article.id}", _lettered(records[article.id], record["text"]), article)
    for name, parts in labels["html"].items():
        (article,) = read_path(str(SAMPLES / name))
        lines = [line.text for line in parse_html((SAMPLES / name).read_text(encoding="utf-8")).lines]
        yield score(name, ((_by_start(line, parts), line) for line in lines), article)
    yield from pages(PAGES)


def pages(folder: Path) -> Iterator[Score]:
    """Score the pages of one folder whose lines carry their labels."""
    for path in sorted(folder.glob("*.txt")):
        rows = [row for row in path.read_text(encoding="utf-8").split("\n") if row]
        text = "\n".join(row[2:] for row in path.read_text(encoding="utf-8").split("\n"))
        yield score(path.name, ((row[0], row[2:]) for row in rows), clean(text, id=path.stem))


def _lettered(letters: str, text: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in text.split("\n") if line.strip()]
    return iter(zip(letters, lines, strict=True))


def _by_start(line: str, parts: dict[str, object]) -> str:
    if line == parts["title"] or line.startswith(str(parts["title"])):
        return "T"
    if parts["standfirst"] and line.startswith(str(parts["standfirst"])):
        return "D"
    return "B" if any(line.startswith(start) for start in parts["body"]) else "F"  # type: ignore[attr-defined]


def main() -> None:
    """Print the table; with a folder as the argument, of the pages in it instead."""
    rows = list(pages(Path(sys.argv[1])) if len(sys.argv) > 1 else scores())
    print(f"{'page':34} furniture  precision  recall")
    for row in rows:
        print(f"{row.page:34} {row.hits + len(row.left_in):9} {row.precision:10.3f} {row.recall:7.3f}")
        for kind, lines in (("wrongly removed", row.wrongly_removed), ("left in", row.left_in)):
            for line in lines:
                print(f"    {kind}: {line[:90]}")
    hits = sum(row.hits for row in rows)
    wrong = sum(len(row.wrongly_removed) for row in rows)
    left = sum(len(row.left_in) for row in rows)
    print(f"{'all':34} {hits + left:9} {hits / (hits + wrong):10.3f} {hits / (hits + left):7.3f}")


if __name__ == "__main__":
    main()
