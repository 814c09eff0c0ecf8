"""The frozen records that pass between rooms, and their JSON.

Offsets are in code points (Python string indices), never bytes. ``to_json``/``from_json`` follow
``summarize/digest.schema.json``, which checks from outside rely on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["info", "warn", "error"]
Grade = Literal["good", "check", "fallback"]
Stage = Literal["cleaned", "extract", "abstract", "abstract_translation", "translation", "done"]


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that was page furniture, and the name of the rule that took it.

    ``offset`` is the place in ``Article.text`` where it would stand; None where that isn't known. It helps to put the
    line back while the page is at hand, and is no part of the digest's JSON.
    """

    text: str
    rule: str
    offset: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Article:
    r"""An article with its page furniture taken off.

    ``text`` is what gets summarized: paragraphs separated by ``\n\n`` (a hard line break inside one is ``\n``).
    ``title`` and ``standfirst`` are empty when the page has none; ``source`` is the path, address or ``-``.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    standfirst: str = ""
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: ``article.text[start:end] == text``, always."""

    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Sentences chosen from the article, ``indices`` in article order; ``text`` joins them by one space."""

    method: str
    indices: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Abstract:
    """A written summary; ``support[k]`` holds the indices of the article sentences that carry its k-th sentence."""

    text: str
    model: str
    support: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should look at. ``where`` is a place such as ``translation:4`` or ``abstract``."""

    kind: str
    where: str
    detail: str
    severity: Severity = "warn"

    @property
    def lowers_grade(self) -> bool:
        """Whether a reader should look, rather than may like to know."""
        return self.severity != "info"


@dataclass(frozen=True, slots=True)
class Line:
    """One translated line; ``score`` is the mean log-probability of its tokens (0 is certain)."""

    index: int
    text: str
    score: float
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """One line for each source sentence, never fewer. ``title`` is the translated headline, if there was one."""

    target_lang: str
    model: str
    lines: tuple[Line, ...]
    title: str = ""

    @property
    def text(self) -> str:
        """The lines as one running text."""
        return " ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True)
class SummaryTranslation:
    """The two summaries in the target language; empty where there is none."""

    extract: str = ""
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything made from one article, and how far to trust it."""

    article: Article
    sentences: tuple[Sentence, ...]
    extract: Extract
    abstract: Abstract | None
    translation: Translation | None
    summary_translation: SummaryTranslation | None
    flags: tuple[Flag, ...]
    grade: Grade
    signature: str

    def to_json(self) -> dict[str, Any]:
        """Give the JSON object of the contract (``digest.schema.json``)."""
        article = asdict(self.article)
        return {
            **{key: article[key] for key in ("id", "source", "title", "standfirst", "text")},
            "removed": [{"text": removed.text, "rule": removed.rule} for removed in self.article.removed],
            "sentences": [asdict(sentence) for sentence in self.sentences],
            "extract": _listed(asdict(self.extract)),
            "abstract": None if self.abstract is None else _listed(asdict(self.abstract)),
            "translation": None if self.translation is None else _translation_json(self.translation),
            "summary_translation": None if self.summary_translation is None else asdict(self.summary_translation),
            "flags": [asdict(flag) for flag in self.flags],
            "grade": self.grade,
            "signature": self.signature,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Digest:
        """Build a digest from ``to_json``'s object."""
        abstract, translation, summaries = (data[k] for k in ("abstract", "translation", "summary_translation"))
        return cls(
            article=Article(
                **{key: data[key] for key in ("id", "text", "title", "source", "standfirst")},
                removed=tuple(Removed(**removed) for removed in data["removed"]),
            ),
            sentences=tuple(Sentence(**sentence) for sentence in data["sentences"]),
            extract=Extract(data["extract"]["method"], tuple(data["extract"]["indices"]), data["extract"]["text"]),
            abstract=abstract
            and Abstract(abstract["text"], abstract["model"], tuple(tuple(row) for row in abstract["support"])),
            translation=translation
            and Translation(
                translation["target_lang"],
                translation["model"],
                tuple(
                    Line(line["index"], line["text"], line["score"], tuple(Flag(**flag) for flag in line["flags"]))
                    for line in translation["lines"]
                ),
                translation["title"],
            ),
            summary_translation=summaries and SummaryTranslation(**summaries),
            flags=tuple(Flag(**flag) for flag in data["flags"]),
            grade=data["grade"],
            signature=data["signature"],
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A digest on its way: all that is known after one stage, earlier stages' work included.

    ``seconds`` is what this stage took. ``title`` and ``summary`` are the headline and the abstract in the target
    language; ``lines`` the article's sentences translated so far, from the first on, no gaps. ``digest`` is there at
    the last stage, ``done``, only.
    """

    stage: Stage
    article: Article
    sentences: tuple[Sentence, ...]
    seconds: float = 0.0
    extract: Extract | None = None
    abstract: Abstract | None = None
    title: str = ""
    summary: str = ""
    lines: tuple[Line, ...] = ()
    flags: tuple[Flag, ...] = ()
    digest: Digest | None = None

    @property
    def done(self) -> int:
        """Count the sentences translated so far."""
        return len(self.lines)

    @property
    def total(self) -> int:
        """Count the sentences of the article."""
        return len(self.sentences)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no digest: which one, at what stage, and why, in words for its user."""

    id: str
    source: str
    stage: str
    error: str
    detail: str

    def to_json(self) -> dict[str, str]:
        """Give the JSON object that stands in a batch's output in the digest's place."""
        return asdict(self)


def _listed(record: dict[str, Any]) -> dict[str, Any]:
    return {key: _lists(value) for key, value in record.items()}


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, tuple) else value


def _translation_json(translation: Translation) -> dict[str, Any]:
    return {
        "target_lang": translation.target_lang,
        "model": translation.model,
        "title": translation.title,
        "lines": [_listed(asdict(line)) for line in translation.lines],
    }
