"""The texts to score and the texts to score them against, out of whatever file holds them.

Tables, plain text, digests as ``khulasa batch`` and ``khulasa digest --format json`` write them, full reference files
(``eval/references/*.jsonl``) and public test sets (``xlsum:PATH``) all end as ``Texts``: texts by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eval import corpora
from eval.corpora import Task
from eval.fields import HYPOTHESIS_FIELDS, REFERENCE_FIELDS, SOURCE_FIELDS, choose, identity, text_at, value_at
from eval.joining import Texts, named
from eval.references import is_reference_record, table_references
from eval.tables import Record, Table, read_table
from summarize.errors import UsageError

_DIGEST_FIELDS: Mapping[Task, str] = {"summary": "abstract", "translation": "translation"}
_Entries = Iterator[tuple[str, tuple[str, ...]]]


def read_hypotheses(path: str, task: Task, field: str | None = None, *, by_sentence: bool = False) -> Texts:
    """Read one text for each id; an empty one is kept, and scored as what it is.

    Of a digest the field is ``abstract`` or ``translation`` unless ``field`` says otherwise, a translation one text for
    each of its sentences when ``by_sentence`` (ids ``article#0``, ``article#1``, ...) and one running text when not.
    A batch's failures are named in ``failed``, refused summaries in ``fallbacks``. Raises ``UsageError`` as
    ``read_table`` does, for a record without the field and for an id that stands twice.
    """
    return _read(path, _DIGEST_FIELDS[task], field, HYPOTHESIS_FIELDS, by_sentence=by_sentence)


def read_references(paths: Sequence[str], task: Task, field: str | None = None) -> Texts:
    """Read one or several reference texts for each id.

    Several are a list, several columns (``reference_1``, ``reference_2``; or ``field`` as ``a,b``), or several files
    with the same ids; files without an id in common are one set in parts. Of a full reference file the summaries or
    the sentences' translations are taken. Raises ``UsageError`` as ``read_hypotheses`` does, and for an id whose
    references are all empty.
    """
    merged, *others = [_references(path, task, field) for path in paths]
    for other in others:
        merged = _merged(merged, other)
    kept = {id: tuple(text for text in texts if text.strip()) for id, texts in merged.by_id.items()}
    if empty := [id for id, texts in kept.items() if not texts]:
        raise UsageError(f"{merged.name}: nothing but empty references for {named(empty)}")
    return replace(merged, by_id=kept)


def read_sources(path: str, *, by_sentence: bool = False) -> Texts:
    """Read the Arabic that was translated: of a digest its sentences, of a public test set its own Arabic side."""
    if corpora.is_corpus(path):
        corpus = corpora.load(path)
        return Texts(path, corpus.form, {example.id: (example.source,) for example in corpus.examples})
    return _read(path, "sentences", None, SOURCE_FIELDS, by_sentence=by_sentence)


def _merged(one: Texts, other: Texts) -> Texts:
    """Put two reference files together: alternatives when the ids are the same, parts when none is."""
    common, name = one.by_id.keys() & other.by_id.keys(), f"{one.name}, {other.name}"
    if common and (one.form != other.form or one.by_id.keys() != other.by_id.keys()):
        lacking = sorted(one.by_id.keys() ^ other.by_id.keys())
        raise UsageError(
            f"{one.name} and {other.name} share some ids and not others: {named(lacking)} in one of them only"
        )
    texts = {id: one.by_id.get(id, ()) + other.by_id.get(id, ()) for id in (*one.by_id, *other.by_id)}
    return replace(one, name=name, by_id=texts)


def _read(path: str, of_digests: str, field: str | None, candidates: Sequence[str], *, by_sentence: bool) -> Texts:
    """Read one text for each id, from digests in ``of_digests`` and from other tables in a candidate column."""
    table = read_table(path)
    if table.form == "lines":
        return _collected(table.name, table, _numbered(table))
    failed = tuple(identity(record, table.name) for record in table.records if _is_failure(record))
    if not failed and not _is_digest(table.records[0]):
        column = field or choose(table, candidates, "text", "--field")[0]
        entries = ((identity(record, table.name), (text_at(record, column, table.name),)) for record in table.records)
        return _collected(f"{table.name} ({column})", table, entries)
    field = field or of_digests
    made = replace(table, records=tuple(record for record in table.records if not _is_failure(record)))
    texts = _collected(f"{table.name} ({field})", made, _of_digests(made, field, by_sentence=by_sentence))
    fallbacks = tuple(identity(record, table.name) for record in made.records if _is_fallback(record, field))
    return replace(texts, failed=failed, fallbacks=fallbacks)


def _references(path: str, task: Task, field: str | None) -> Texts:
    if corpora.is_corpus(path):
        corpus = corpora.load(path)
        if corpus.task != task:
            raise UsageError(f"{path} holds references of a {corpus.task}, those of a {task} expected")
        return Texts(path, corpus.form, {example.id: example.references for example in corpus.examples})
    table = read_table(path)
    if table.form == "lines":
        return _collected(table.name, table, _numbered(table))
    if field is None and is_reference_record(table.records[0]):
        return _of_reference_file(table, task)
    columns = field.split(",") if field else choose(table, REFERENCE_FIELDS, "reference", "--reference-field")
    return _collected(f"{table.name} ({', '.join(columns)})", table, _alternatives(table, columns))


def _of_reference_file(table: Table, task: Task) -> Texts:
    references = table_references(table)
    if task == "summary":
        return _collected(f"{table.name} (summaries)", table, ((one.article, one.summaries) for one in references))
    entries = (entry for one in references for entry in _numbered_lines(one.article, one.translation))
    return replace(_collected(f"{table.name} (translation)", table, entries), by_sentence=True)


def _numbered(table: Table) -> _Entries:
    """Plain text: ids are line numbers, and an empty line is an empty text."""
    return ((str(number), (record.fields["text"],)) for number, record in enumerate(table.records, 1))


def _alternatives(table: Table, columns: Sequence[str]) -> _Entries:
    for record in table.records:
        values = [value_at(record, column, table.name) for column in columns]
        yield identity(record, table.name), tuple(_flat(values, record, columns, table.name))


def _flat(values: Sequence[Any], record: Record, columns: Sequence[str], name: str) -> Iterator[str]:
    """Give the texts of cells that hold a text or a list of them; an empty cell of several is no text."""
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, list) and all(isinstance(text, str) for text in value):
            yield from value
        elif value is not None or len(columns) == 1:
            yield text_at(record, column, name)


def _of_digests(table: Table, field: str, *, by_sentence: bool) -> _Entries:
    for record in table.records:
        if not _is_digest(record):
            raise UsageError(f"{table.name} {record.place} is not a digest, others in the file are")
        id, lines = identity(record, table.name), _lines_of(value_at(record, field, table.name))
        if not lines:
            raise UsageError(
                f"{table.name} {record.place}: the digest was made without {field} (--summarizer none?): "
                "name another field with --field, such as extract"
            )
        yield from _numbered_lines(id, lines) if by_sentence else [(id, (" ".join(lines),))]


def _lines_of(value: Any) -> list[str]:
    """Give the lines of a digest's part: of a translation or the sentences one each, of a summary its text."""
    if isinstance(value, dict):
        value = value.get("lines", value.get("text"))
    parts = value if isinstance(value, list) else [value]
    lines = [part.get("text") if isinstance(part, dict) else part for part in parts]
    texts = [line for line in lines if isinstance(line, str)]
    return texts if len(texts) == len(lines) else []


def _numbered_lines(id: str, lines: Iterable[str]) -> _Entries:
    return ((f"{id}#{number}", (text,)) for number, text in enumerate(lines))


def _collected(name: str, table: Table, entries: _Entries) -> Texts:
    found: dict[str, tuple[str, ...]] = {}
    twice: dict[str, None] = {}
    for id, texts in entries:
        if id in found:
            twice[id] = None
        found[id] = texts
    if twice:
        raise UsageError(f"{table.name}: {named(twice)} {'stand' if len(twice) > 1 else 'stands'} more than once")
    if not found:
        raise UsageError(f"{name} holds nothing to score")
    return Texts(name, table.form, found)


def _is_digest(record: Record) -> bool:
    return {"sentences", "extract", "signature"} <= record.fields.keys()


def _is_fallback(record: Record, field: str) -> bool:
    """Tell a summary that was refused: under its name stands the extract."""
    abstract = record.fields.get("abstract") if "abstract" in field else None
    return isinstance(abstract, dict) and abstract.get("model") == "extract"


def _is_failure(record: Record) -> bool:
    return {"stage", "error", "detail"} <= record.fields.keys()
