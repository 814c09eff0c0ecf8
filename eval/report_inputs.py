"""What a report is made of: articles beside their references, and digests where a batch has made them already.

Three ways in: the sample set that ships with Khulasa; your own articles with a file of references; a public test set,
which brings both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import corpora
from eval.joining import named
from eval.references import PAGES, SAMPLES, Reference, ReferenceSet, gather, is_reference_record, load_references
from eval.tables import Record, read_table
from eval.texts import read_references
from summarize import reading
from summarize.errors import ReadingError, UsageError
from summarize.records import Article, Digest, Failure

# Beside the package in a checkout; an installed package does not have them.
ARTICLES = Path(__file__).parents[1] / "samples"
_OFFLINE = reading.ReadLimits(guard=None)  # measuring opens no link


@dataclass(frozen=True, slots=True)
class Inputs:
    """A reference set, its digests if they were given (one an article, in the same order), and what is left out.

    ``failures`` are articles that cannot be read, or that a batch could not digest: the set is without them.
    """

    references: ReferenceSet
    digests: tuple[Digest, ...] = ()
    failures: tuple[Failure, ...] = ()


def load_inputs(
    articles: Sequence[str] = (),
    references: Sequence[str] = (),
    digests: str | None = None,
    limit: int | None = None,
) -> Inputs:
    """Read what ``khulasa eval report`` was given; nothing given is the sample set.

    ``articles`` are files, folders and globs; ``references`` files, or one public test set (``xlsum:PATH``), which
    brings its articles; ``digests`` a batch's output, which holds its own; ``limit`` the first so many references.
    Raises ``UsageError`` that names the ids of whatever does not fit together.
    """
    if digests is not None and articles:
        raise UsageError("--digests bring their own articles: leave out --articles, or leave out --digests")
    results = _digests(digests) if digests is not None else ()
    wanted, brought = _references(references, articles, results, limit)
    shipped = all(one.file for one in wanted)
    if digests is not None:
        found: Iterable[Article | Failure] = [one.article if isinstance(one, Digest) else one for one in results]
        where = digests
    elif brought:
        found, where = brought, references[0]
    elif shipped:
        folders = _folders(articles, references)
        found, where = _filed(wanted, folders), ", ".join(folders)
    else:
        found, where = _own(articles), ", ".join(articles)
    # Folders of articles that a set names by file, or brings, may hold others; anything else must fit exactly.
    strict = limit is None and (digests is not None or not (shipped or brought))
    return _fitted(wanted[:limit], list(found), results, where, strict=strict)


def _references(
    specs: Sequence[str], articles: Sequence[str], results: Sequence[Digest | Failure], limit: int | None
) -> tuple[tuple[Reference, ...], list[Article | Failure]]:
    """Give the references, and the articles where a test set brings them."""
    if not specs:
        return _shipped(articles, results), []
    if not any(corpora.is_corpus(spec) for spec in specs):
        return _of_files(specs), []
    corpus = corpora.load(specs[0])
    if len(specs) > 1 or articles or corpus.task != "summary":
        raise UsageError(
            f"{', '.join(specs)} given, one test set of summaries expected, which brings its own articles: "
            "no --articles, no second --references (for translations: khulasa eval translation)"
        )
    examples = corpus.examples[:limit]
    wanted = tuple(Reference(example.id, summaries=example.references) for example in examples)
    return wanted, [] if results else [_article(example, corpus.name) for example in examples]


def _shipped(articles: Sequence[str], results: Sequence[Digest | Failure]) -> tuple[Reference, ...]:
    """Take the samples' references, with those of the five pages where their folder was named or they were digested."""
    samples, pages = load_references([SAMPLES]), load_references([PAGES])
    files = [Path(source.path) for source in reading.expand(articles)] if articles else []
    if articles and not {path.name for path in files} & {one.file for one in (*samples, *pages)}:
        raise UsageError(f"no reference for {named([path.stem for path in files], 'article')}: give --references FILE")
    held = {_id(result) for result in results}
    if articles or any(page.article in held for page in pages):
        return (*samples, *pages)
    return samples


def _of_files(paths: Sequence[str]) -> tuple[Reference, ...]:
    if "-" in paths:
        raise UsageError("- given for the references: a report reads them from a file")
    if all(is_reference_record(read_table(path).records[0]) for path in paths):
        return load_references(paths)
    texts = read_references(paths, "summary")
    if texts.form == "lines":
        raise UsageError(f"{texts.name} is plain text, whose lines have no ids: a table with an id for each article")
    return tuple(Reference(id, summaries=summaries) for id, summaries in texts.by_id.items())


def _folders(articles: Sequence[str], specs: Sequence[str]) -> list[str]:
    """Say where files named by references are looked for: where the user says, and for our own among the samples."""
    if articles and specs:
        return list(articles)
    if not ARTICLES.is_dir():
        raise UsageError(
            "the sample articles are in Khulasa's source, not in an installed package: run this in a checkout, or give "
            "your own with --articles FOLDER --references FILE"
        )
    return [*articles, str(ARTICLES)]


def _filed(wanted: Sequence[Reference], folders: Sequence[str]) -> Iterator[Article | Failure]:
    """Read only the files that the references name."""
    names = {one.file for one in wanted}
    paths = [source.path for source in reading.expand(folders) if Path(source.path).name in names]
    return reading.read_paths(paths, _OFFLINE) if paths else iter(())


def _own(articles: Sequence[str]) -> Iterator[Article | Failure]:
    if not articles:
        raise UsageError("--articles expected: the articles that the references are about (or --digests)")
    return reading.read_paths(articles, _OFFLINE)


def _article(example: corpora.Example, corpus: str) -> Article | Failure:
    try:
        return reading.clean(example.source, id=example.id, source=corpus, title=example.title)
    except ReadingError as error:
        return Failure(example.id, corpus, "read", type(error).__name__, str(error))


def _digests(path: str) -> tuple[Digest | Failure, ...]:
    table = read_table(path)
    return tuple(_result(record, table.name) for record in table.records)


def _result(record: Record, name: str) -> Digest | Failure:
    try:
        return Failure(**record.fields) if "stage" in record.fields else Digest.from_json(record.fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{name} {record.place} is not a digest as khulasa batch or digest --format json writes it: {_lack(error)}"
        ) from error


def _lack(error: Exception) -> str:
    return f"it has no field {error.args[0]}" if isinstance(error, KeyError) else str(error)


def _id(result: Digest | Failure | Article) -> str:
    return result.article.id if isinstance(result, Digest) else result.id


def _fitted(
    wanted: Sequence[Reference],
    found: Sequence[Article | Failure],
    results: Sequence[Digest | Failure],
    where: str,
    *,
    strict: bool,
) -> Inputs:
    """Put everything in the references' order; ``strict`` when each article found must have a reference."""
    ids = {one.article for one in wanted}
    beyond = [item.id for item in found if item.id not in ids]
    if strict and beyond:
        raise UsageError(f"no reference for {named(beyond, 'article')} in {where}: add them to the references")
    if results and (missing := ids - {item.id for item in found}):
        raise UsageError(
            f"{named(sorted(missing), 'article')} missing in {where}: digest what is missing too, or leave it out of "
            "the references"
        )
    failures = {item.id: item for item in found if isinstance(item, Failure) and item.id in ids}
    kept = [one for one in wanted if one.article not in failures]
    references = gather(kept, (item for item in found if isinstance(item, Article)), where)
    digests = {one.article.id: one for one in results if isinstance(one, Digest)}
    made = tuple(digests[article.id] for article in references.articles) if results else ()
    return Inputs(references, made, tuple(failures.values()))
