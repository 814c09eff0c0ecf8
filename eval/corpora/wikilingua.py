"""WikiLingua (Ladhak et al., 2020, https://aclanthology.org/2020.findings-emnlp.360): WikiHow steps and their gist.

Three forms go round that are safe to read:

- JSON, ``{url: {section: {"document": ..., "summary": ...}}}``: the authors' ``arabic.pkl``, saved as JSON;
- JSON Lines of GEM and of Hugging Face, with ``source``/``target`` or with ``url`` and ``article``;
- parallel text, ``test.src.ar`` beside ``test.tgt.ar``, one article a line.

The pickle is refused: reading one runs whatever code it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.corpora.example import Corpus, Example
from eval.fields import text_at
from eval.tables import Record, Table, read_table
from summarize.errors import UsageError
from summarize.reading.files import Identities

_SOURCE, _TARGET = "test.src.ar", "test.tgt.ar"


def load(path: str) -> Corpus:
    """Read the JSON, JSON Lines or parallel text at ``path``; of a folder, its ``test.src.ar`` and ``test.tgt.ar``."""
    if Path(path).suffix in (".pkl", ".pickle"):
        raise UsageError(
            f"{path} is a pickle, and reading one runs the code in it: save it as JSON on a machine you can lose, with "
            "json.dump(pickle.load(open('arabic.pkl', 'rb')), open('arabic.json', 'w')), or give test.src.ar"
        )
    if Path(path).is_dir():
        path = str(Path(path) / _SOURCE)
    table = read_table(path)
    rows = _parallel(path, table) if table.form == "lines" else _records(table)
    identities = Identities()
    examples = tuple(Example(identities.claim(id), source, (summary,)) for id, source, summary in rows)
    return Corpus("wikilingua", "summary", "records", examples)


def _parallel(path: str, sources: Table) -> Iterator[tuple[str, str, str]]:
    """Put each line beside the same line of the target file, the ids line numbers."""
    if ".src." not in Path(path).name:
        raise UsageError(f"{path} is neither JSON nor parallel text: {_SOURCE}, .json or .jsonl expected")
    targets = read_table(str(Path(path).with_name(Path(path).name.replace(".src.", ".tgt."))))
    if len(targets.records) != len(sources.records):
        raise UsageError(
            f"{sources.name} has {len(sources.records)} lines and {targets.name} has {len(targets.records)}: they are "
            "joined line by line"
        )
    for number, (source, target) in enumerate(zip(sources.records, targets.records, strict=True), 1):
        yield str(number), source.fields["text"], target.fields["text"]


def _records(table: Table) -> Iterator[tuple[str, str, str]]:
    for record in table.records:
        if "target" in record.fields:
            id, source, target = (text_at(record, key, table.name) for key in (_id_field(record), "source", "target"))
            yield id, source, target
        elif "article" in record.fields:
            yield from _columns(record, table.name)
        else:
            yield from _sections(record, table.name)


def _id_field(record: Record) -> str:
    return next((key for key in ("gem_id", "id") if key in record.fields), "gem_id")


def _columns(record: Record, name: str) -> Iterator[tuple[str, str, str]]:
    """Read Hugging Face's form: the sections of one page as parallel lists."""
    article, url = record.fields["article"], text_at(record, "url", name)
    try:
        rows = zip(article["section_name"], article["document"], article["summary"], strict=True)
        for section, document, summary in rows:
            yield f"{url} {section}", document, summary
    except (TypeError, KeyError, ValueError) as error:
        raise UsageError(
            f"{name} {record.place}: lists section_name, document and summary of one length expected in article"
        ) from error


def _sections(record: Record, name: str) -> Iterator[tuple[str, str, str]]:
    """Read the authors' form: pages by address, sections by name."""
    for url, sections in record.fields.items():
        for section, parts in (sections if isinstance(sections, Mapping) else {"": sections}).items():
            yield f"{url} {section}", *_document(parts, f"{name} {url[:80]} {section[:40]}")


def _document(parts: Any, place: str) -> tuple[str, str]:
    document, summary = (parts.get(key) if isinstance(parts, Mapping) else None for key in ("document", "summary"))
    if not (isinstance(document, str) and isinstance(summary, str)):
        raise UsageError(f"{place} is not WikiLingua: a document and a summary expected in every section")
    return document, summary
