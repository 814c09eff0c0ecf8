"""XL-Sum (Hasan et al., 2021, https://aclanthology.org/2021.findings-acl.413): BBC articles and their first lines.

``arabic_test.jsonl`` as its authors publish it, one object a line with ``id``, ``url``, ``title``, ``summary`` and
``text``; or the folder it was unpacked in. The licence (CC-BY-NC-SA-4.0) forbids commercial use.
"""

from __future__ import annotations

from pathlib import Path

from eval.corpora.example import Corpus, Example
from eval.fields import text_at
from eval.tables import read_table
from summarize.errors import UsageError
from summarize.reading.files import Identities

_FILE = "arabic_test.jsonl"


def load(path: str) -> Corpus:
    """Read the file, or ``arabic_test.jsonl`` in the folder."""
    if Path(path).is_dir():
        path = str(Path(path) / _FILE)
    if Path(path).suffix == ".bz2":
        raise UsageError(f"{path} is packed: tar -xjf it, and give the {_FILE} it holds")
    table = read_table(path)
    identities = Identities()
    examples = [
        Example(
            identities.claim(text_at(record, "id", table.name)),
            text_at(record, "text", table.name),
            (text_at(record, "summary", table.name),),
            text_at(record, "title", table.name),
        )
        for record in table.records
    ]
    return Corpus("xlsum", "summary", "records", tuple(examples))
