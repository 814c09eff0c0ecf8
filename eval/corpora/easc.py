"""EASC (El-Haj et al., 2010, Essex Arabic Summaries Corpus): 153 articles, five people's extracts of each.

As distributed: a folder with ``Articles/TopicN/*.txt`` (``ArticleNNN`` in later copies) and ``MTurk/TopicN/``, whose
files end in the worker's letter (``D0101.M.250.A.1.A``). The copies that go round are UTF-8, windows-1256 or a mix;
each file's encoding is found by itself. The corpus's own table (``article_id``, ``article_text``, ``summary_A`` to
``summary_E``, CSV or JSON Lines) will do too.
"""

from __future__ import annotations

from pathlib import Path

from eval.corpora.example import Corpus, Example
from eval.fields import text_at
from eval.tables import Record, read_table
from summarize import reading
from summarize.errors import ReadingError, UsageError
from summarize.reading.decode import decode
from summarize.reading.files import Identities

_ARTICLES, _EXTRACTS = "Articles", "MTurk"
_WORKERS = "ABCDE"


def load(path: str) -> Corpus:
    """Read the folder that holds ``Articles`` and ``MTurk``, or the table."""
    examples = _from_folder(Path(path)) if Path(path).is_dir() else _from_table(path)
    return Corpus("easc", "summary", "records", tuple(examples))


def _from_folder(folder: Path) -> list[Example]:
    for name in (_ARTICLES, _EXTRACTS):
        if not (folder / name).is_dir():
            raise UsageError(f"no folder {name} in {folder}: the folder that holds Articles and MTurk expected")
    examples = []
    identities = Identities()
    for source in reading.expand([str(folder / _ARTICLES)]):
        topic = Path(source.path).parent.name
        extracts = sorted(file for file in (folder / _EXTRACTS / topic).glob("[!.]*") if file.is_file())
        references = tuple(text for file in extracts if (text := _decoded(file).strip()))
        if not references:
            raise UsageError(f"no extract of {source.path} in {folder / _EXTRACTS / topic}")
        examples.append(Example(identities.claim(source.id), _decoded(Path(source.path)), references))
    return examples


def _decoded(file: Path) -> str:
    try:
        data = file.read_bytes()
        return decode(data) if data.strip() else ""
    except (ReadingError, OSError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from error


def _from_table(path: str) -> list[Example]:
    table = read_table(path)
    identities = Identities()
    return [
        Example(
            identities.claim(text_at(record, "article_id", table.name)),
            text_at(record, "article_text", table.name),
            _extracts(record, table.name),
        )
        for record in table.records
    ]


def _extracts(record: Record, name: str) -> tuple[str, ...]:
    texts = (text_at(record, f"summary_{worker}", name) for worker in _WORKERS)
    return tuple(text for text in texts if text.strip())
