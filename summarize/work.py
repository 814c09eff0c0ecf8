"""An article on its way to a digest: what has been made of it, and what of it is to be translated, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TypeVar

from summarize import checks
from summarize.abstractive import Draft
from summarize.arabic.sentences import split_sentences
from summarize.records import Abstract, Article, Extract, Flag, Line, Sentence, Step, SummaryTranslation
from summarize.translation import Translator

# A reader who waits gets the first two sentences at once; the more go together, the faster the engine runs.
_FIRST_CHUNK, _LARGEST_CHUNK, _GROWTH = 2, 16, 4

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Request:
    """A line to translate, and the place that its flags point to."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Work:
    """An article, its sentences and its summaries. ``unsupported``: the extract stands in the abstract's place."""

    article: Article
    sentences: tuple[Sentence, ...]
    extract: Extract
    abstract: Abstract | None = None
    flags: tuple[Flag, ...] = ()
    unsupported: bool = False

    def body(self) -> list[Request]:
        """Give the article's sentences to translate."""
        return [Request(sentence.text, f"translation:{sentence.index}") for sentence in self.sentences]

    def title(self) -> list[Request]:
        """Give the headline to translate, if there is one."""
        return [Request(self.article.title, "title")] if self.article.title else []

    def summary(self) -> list[Request]:
        """Give the abstract's sentences to translate; those of the extract where it stands in the abstract's place."""
        if self.abstract is None:
            return []
        if self.unsupported:
            body = self.body()
            return [body[index] for index in self.extract.indices]
        written = split_sentences(self.abstract.text)
        return [Request(sentence.text, "summary_translation.abstract") for sentence in written]

    def requests(self) -> list[Request]:
        """Give all there is to translate, each once: the body, the headline, the abstract."""
        return [*self.body(), *self.title(), *([] if self.unsupported else self.summary())]

    def with_abstract(self, draft: Draft, weak: bool) -> Work:
        """Add the abstract, or the extract in its place when the article doesn't support what was written.

        What a ``weak`` model writes must be the article's own words.
        """
        if weak and draft.abstract is not None:
            copying = checks.check_copying(self.sentences, draft.abstract.text)
            draft = replace(draft, flags=(*draft.flags, *copying))
        if draft.abstract is not None and not checks.is_unsupported(draft.abstract, draft.flags):
            return replace(self, abstract=draft.abstract, flags=draft.flags)
        chosen = self.extract
        place = Abstract(chosen.text, "extract", tuple((index,) for index in chosen.indices))
        reasons = "; ".join(flag.detail for flag in draft.flags) or "nothing was written"
        rejected = f" It read: {draft.abstract.text}" if draft.abstract else ""
        detail = f"the written summary was set aside, and the extract stands in its place: {reasons}.{rejected}"
        return replace(self, abstract=place, flags=(Flag("support", "abstract", detail, "error"),), unsupported=True)


@dataclass(frozen=True, slots=True)
class Translated:
    """A work and the lines made of its ``requests()``, in their order."""

    work: Work
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """The article's sentences, numbered as they are."""
        return tuple(replace(line, index=k) for k, line in enumerate(self.lines[: len(self.work.sentences)]))

    @property
    def title(self) -> str:
        """The headline, empty without one."""
        return self.lines[len(self.work.sentences)].text if self.work.article.title else ""

    @property
    def summaries(self) -> SummaryTranslation:
        """The two summaries; the extract's is put together from the body."""
        extract = joined([self.lines[index] for index in self.work.extract.indices])
        written = self.lines[len(self.work.sentences) + len(self.work.title()) :]
        return SummaryTranslation(extract, extract if self.work.unsupported else joined(written))


class Once:
    """Translates what is asked for, and nothing twice: an abstract often is a sentence of its article."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._known: dict[str, Line] = {}

    def translate(self, requests: Sequence[Request]) -> tuple[Line, ...]:
        """Give one line for each request, numbered from 0; their flags point to the requests' places."""
        new = list(dict.fromkeys(request.text for request in requests if request.text not in self._known))
        if new:
            self._known.update(zip(new, self._translator.translate(new), strict=True))
        return tuple(_placed(self._known[request.text], k, request.place) for k, request in enumerate(requests))


def flags_of(lines: Sequence[Line]) -> tuple[Flag, ...]:
    """Give the flags of all ``lines``, in order."""
    return tuple(flag for line in lines for flag in line.flags)


def joined(lines: Sequence[Line]) -> str:
    """Give the lines as one running text."""
    return " ".join(line.text for line in lines)


def _placed(line: Line, index: int, place: str) -> Line:
    return replace(line, index=index, flags=tuple(replace(flag, where=place) for flag in line.flags))


def timed(steps: Iterator[Step]) -> Iterator[Step]:
    """Write on each step how long it took to make; what its consumer does between two is not counted."""
    while True:
        started = perf_counter()
        step = next(steps, None)
        if step is None:
            return
        yield replace(step, seconds=perf_counter() - started)


def growing_chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Cut ``items`` into chunks of two, eight and then sixteen, in order.

    >>> [len(chunk) for chunk in growing_chunks(range(30))]
    [2, 8, 16, 4]
    """
    start, size = 0, _FIRST_CHUNK
    while start < len(items):
        yield items[start : start + size]
        start, size = start + size, min(_GROWTH * size, _LARGEST_CHUNK)
