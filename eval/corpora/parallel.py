"""Two plain text files, one sentence a line, the same line of each about the same thing."""

from __future__ import annotations

from pathlib import Path

from eval.corpora.example import Corpus, Example
from eval.tables import read_table
from summarize.errors import UsageError


def load_parallel(name: str, source: Path, target: Path) -> Corpus:
    """Read Arabic sentences and their English translations. Raises ``UsageError`` when their numbers differ."""
    sources, targets = (
        [record.fields["text"] for record in read_table(str(file)).records] for file in (source, target)
    )
    if len(sources) != len(targets):
        raise UsageError(f"{source} has {len(sources)} lines and {target} has {len(targets)}: one of them is cut off")
    lines = zip(sources, targets, strict=True)
    examples = (Example(str(number), arabic, (english,)) for number, (arabic, english) in enumerate(lines, 1))
    return Corpus(name, "translation", "lines", tuple(examples))
