"""References: what people wrote about an article, tied to the very text they read by its SHA-256.

The articles themselves need not be here: some may not be redistributed. A reference names its article's file and the
hash of its text, and ``gather`` says which file is missing or has changed, and where to put it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from eval.joining import named
from eval.tables import Record, Table, read_table
from summarize.arabic.sentences import split_sentences
from summarize.errors import UsageError
from summarize.records import Article

SHIPPED = Path(__file__).parent / "references"
HOW = (  # README.md in that folder has the whole story
    "two language models, not people, each read every article whole and wrote a summary and chose an extract by hand, "
    "apart from each other; one of them translated it"
)
SAMPLES = SHIPPED / "samples.jsonl"  # of the articles in samples/, which come with the source
PAGES = SHIPPED / "articles.jsonl"  # of five pages whose text is not ours to give


@dataclass(frozen=True, slots=True)
class Reference:
    """What people wrote about one article; any part may be empty but ``article``.

    ``extracts`` and ``translation`` go by the sentences of ``split_sentences``; ``sentences`` says how many there were.
    """

    article: str  # the article's id
    file: str = ""  # the file it is read from
    sha256: str = ""  # of Article.text in UTF-8
    sentences: int = 0
    summaries: tuple[str, ...] = ()  # Arabic, written independently
    extracts: tuple[tuple[int, ...], ...] = ()  # sentence indices, ascending
    translation: tuple[str, ...] = ()  # one line for each sentence
    title_translation: str = ""
    summary_translation: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """Articles with their references, in the references' order; ``articles[i]`` is what ``references[i]`` is about."""

    articles: tuple[Article, ...]
    references: tuple[Reference, ...]

    def __iter__(self) -> Iterator[tuple[Article, Reference]]:
        return iter(zip(self.articles, self.references, strict=True))

    def __len__(self) -> int:
        return len(self.references)

    @property
    def sha256(self) -> str:
        """Hash every reference and the text it is about: equal hashes make scores comparable."""
        total = hashlib.sha256()
        for article, reference in self:
            total.update(json.dumps([asdict(reference), text_hash(article)], sort_keys=True).encode())
        return total.hexdigest()


def text_hash(article: Article) -> str:
    """Give the SHA-256 of the article's text in UTF-8, as a reference holds it."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def load_references(paths: Sequence[str | Path]) -> tuple[Reference, ...]:
    """Read files of full references, one JSON object a line, in order.

    Raises ``UsageError`` for a file that cannot be read, a record that is not of the form (naming its line and field)
    and an article that has two.
    """
    found = [reference for path in paths for reference in table_references(read_table(str(path)))]
    counts = Counter(one.article for one in found)
    if twice := [article for article, count in counts.items() if count > 1]:
        raise UsageError(f"{named(twice, 'article')} referenced twice in {', '.join(str(path) for path in paths)}")
    return tuple(found)


def table_references(table: Table) -> tuple[Reference, ...]:
    """Give the full references in a table. Raises ``UsageError`` for a record that is not one."""
    return tuple(_reference(record, table.name) for record in table.records)


def is_reference_record(record: Record) -> bool:
    """Tell a full reference from a row of a plain table of summaries."""
    fields = record.fields
    return "article" in fields and fields.keys() <= _FORMS.keys() and any(type(v) is list for v in fields.values())


def gather(references: Iterable[Reference], articles: Iterable[Article], where: str) -> ReferenceSet:
    """Put each reference beside its article; ``where`` is the place the articles were looked for in.

    Raises ``UsageError`` that names the articles that are missing, with the files they are expected in, and those
    whose text is not the one that was read by who wrote the reference.
    """
    held = {article.id: article for article in articles}
    references = tuple(references)
    missing = [one for one in references if one.article not in held]
    if missing:
        files = dict.fromkeys(one.file or one.article for one in missing)
        raise UsageError(
            f"{named([one.article for one in missing], 'article')} missing in {where}: "
            f"put {named(files, 'file')} there, or name their folder with --articles"
        )
    for reference in references:
        _check(reference, held[reference.article])
    return ReferenceSet(tuple(held[one.article] for one in references), references)


def _check(reference: Reference, article: Article) -> None:
    if reference.sha256 and text_hash(article) != reference.sha256:
        raise UsageError(
            f"the text of {article.id} ({article.source or 'no source'}) is not the one its reference was written for: "
            f"sha256 {text_hash(article)[:16]}..., expected {reference.sha256[:16]}...; restore the file "
            f"{reference.file or article.id}, or write its reference anew"
        )
    count = len(split_sentences(article.text))
    if reference.sentences and reference.sentences != count:
        raise UsageError(
            f"the reference of {article.id} counts {reference.sentences} sentences, its text now splits into {count}: "
            "its extracts and translation no longer fit"
        )


def _reference(record: Record, name: str) -> Reference:
    place = f"{name} {record.place}"
    unknown = [key for key in record.fields if key not in _FORMS]
    if unknown or not record.fields.get("article"):
        raise UsageError(
            f"{place} is not a reference: {f'unknown field {unknown[0]!r}' if unknown else 'no article'}; "
            f"the fields are {', '.join(_FORMS)}"
        )
    reference = Reference(**{key: _formed(value, key, place) for key, value in record.fields.items()})
    _consistent(reference, place)
    return reference


def _formed(value: Any, key: str, place: str) -> Any:
    """Give a field's value in the record's type, lists as tuples."""
    default = _FORMS[key]
    if key == "extracts" and isinstance(value, list):
        value = tuple(tuple(_all(item, int, key, place)) for item in value)
    elif isinstance(default, tuple):
        value = tuple(_all(value, str, key, place))
    if type(value) is not type(default):
        raise UsageError(f"{place}: the field {key} is a {type(value).__name__}, a {type(default).__name__} expected")
    return value


def _all(value: Any, kind: type, key: str, place: str) -> list[Any]:
    if not isinstance(value, list) or any(type(item) is not kind for item in value):
        raise UsageError(f"{place}: the field {key} is not a list of {kind.__name__}")
    return value


def _consistent(reference: Reference, place: str) -> None:
    if reference.translation and reference.sentences and len(reference.translation) != reference.sentences:
        raise UsageError(
            f"{place}: {len(reference.translation)} lines of translation for {reference.sentences} sentences"
        )
    for extract in reference.extracts:
        if list(extract) != sorted(set(extract)) or any(not 0 <= index < reference.sentences for index in extract):
            raise UsageError(
                f"{place}: extract {list(extract)}: ascending indices under {reference.sentences} expected"
            )
    if any(not summary.strip() for summary in reference.summaries):
        raise UsageError(f"{place}: an empty summary")


# Each field with its default, which also says of what type it is.
_FORMS: Mapping[str, Any] = {
    field.name: "" if field.name == "article" else field.default for field in fields(Reference)
}
