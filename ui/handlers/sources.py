"""The four ways an article comes to the desk, and what stands behind them turned into articles.

What cannot be read is a ``Failure`` in its place: a file of many articles loses the bad ones only. The names that
readers gave their files are kept for show; where the page put them on this machine is told to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from summarize.errors import ReadingError
from summarize.reading import ReadLimits, read_bytes, read_link
from summarize.reading.guard import PUBLIC, Guard
from summarize.reading.web import is_off
from summarize.records import Article, Failure
from ui.handlers.limits import Limits
from ui.handlers.problems import Problem, Refused, problem_of, problem_of_failure, too_large


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text or HTML as it was scraped; ``title`` is its headline where the reader gave one."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on this machine that a reader sent: txt, html, json, jsonl, docx, pdf, or a zip of such."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name, as its reader knows it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the public web."""

    url: str


@dataclass(frozen=True, slots=True)
class Sample:
    """An article that comes with the project; ``title`` is its headline."""

    name: str
    title: str = ""


Source = Pasted | Upload | Link | Sample


class Reader:
    """Reads sources within ``limits``: links where ``guard`` lets them (None: no link at all), samples of a folder."""

    def __init__(self, limits: Limits, guard: Guard | None = PUBLIC, samples: Path | None = None) -> None:
        self._limits, self._guard, self._folder = limits, guard, samples
        self._read_limits = ReadLimits(max_bytes=limits.upload_bytes, guard=guard)

    @property
    def web(self) -> bool:
        """Whether links are read."""
        return self._guard is not None and not is_off()

    def samples(self) -> tuple[Sample, ...]:
        """List the sample articles in name order; none where the folder isn't there."""
        return self._samples

    @cached_property
    def _samples(self) -> tuple[Sample, ...]:
        found = []
        for path in sorted(self._folder.iterdir()) if self._folder and self._folder.is_dir() else ():
            if path.suffix in {".txt", ".html"}:
                outcome = next(self._file(path))
                if isinstance(outcome, Article):
                    first_words = " ".join(outcome.text.split()[:8])
                    found.append(Sample(path.name, outcome.title or f"{first_words}…"))
        return tuple(found)

    def one(self, source: Source) -> Article:
        """Give the one article that a source holds. Raises ``KhulasaError`` when it holds none, or several."""
        outcomes = self._outcomes(source)
        outcome = next(outcomes)
        if next(outcomes, None) is not None:
            raise Refused(Problem("several", "the file holds several articles, one expected: open it as many at once"))
        if isinstance(outcome, Failure):
            raise Refused(problem_of_failure(outcome))
        return outcome

    def all(self, source: Source) -> Iterator[Article | Failure]:
        """Give every article that a source holds, in order, at least one outcome; nothing is raised."""
        try:
            yield from self._outcomes(source)
        except Exception as error:  # one bad file never stops the rest
            name, problem = _name(source), problem_of(error)
            yield Failure(name, name, "read", problem.key, problem.message)

    def _outcomes(self, source: Source) -> Iterator[Article | Failure]:
        if isinstance(source, Pasted):
            return self._pasted(source)
        if isinstance(source, Upload):
            return self._file(source.path)
        if isinstance(source, Sample):
            return self._file(self._sample(source.name))
        return self._link(source.url)

    def _pasted(self, source: Pasted) -> Iterator[Article | Failure]:
        if not source.text.strip():
            raise Refused(Problem("empty", "nothing was given: the text of an article was expected"))
        if len(source.text) > self._limits.upload_bytes:
            raise Refused(too_large(len(source.text), self._limits.upload_bytes))
        # A record says of a headline that it is one, and its text may be HTML as well.
        record = json.dumps({"title": source.title, "text": source.text}, ensure_ascii=False)
        given = record if source.title.strip() else source.text
        yield from read_bytes(given.encode("utf-8", "replace"), "pasted", "", self._read_limits)

    def _file(self, path: Path) -> Iterator[Article | Failure]:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= self._limits.upload_bytes else b""
        except OSError as error:
            raise ReadingError(f"cannot read {path.name}: {error.strerror or error}") from error
        if size > self._limits.upload_bytes:
            raise Refused(too_large(size, self._limits.upload_bytes))
        yield from read_bytes(data, path.stem, path.name, self._read_limits)

    def _sample(self, name: str) -> Path:
        if self._folder is None or name not in {sample.name for sample in self._samples}:
            raise Refused(Problem("no_sample", f"there is no sample {name!r}"))
        return self._folder / name

    def _link(self, url: str) -> Iterator[Article | Failure]:
        if not self.web:
            raise Refused(Problem("no_web", "links are switched off here: paste the article's text instead"))
        for outcome in read_link(url.strip(), self._read_limits):
            if isinstance(outcome, Failure) and outcome.error == ReadingError.__name__:
                outcome = replace(outcome, error="link")  # noqa: PLW2901
            yield outcome


def _name(source: Source) -> str:
    if isinstance(source, Link):
        return source.url
    return "pasted" if isinstance(source, Pasted) else source.name
