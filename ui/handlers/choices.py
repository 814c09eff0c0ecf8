"""What a reader can choose, checked before a model is touched, and the models there are to choose from.

Choices come from a browser or an API: a model is named from the registry, never by a path on this machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarize.config import EngineName, Settings
from summarize.errors import UsageError
from summarize.extractive import METHODS
from summarize.models import hub
from summarize.models.folder import Task
from summarize.models.registry import REGISTRY
from ui.handlers.limits import Limits

NONE = "none"
_DEFAULTS = Settings()
EXTRACT_METHODS: tuple[str, ...] = tuple(METHODS)


@dataclass(frozen=True, slots=True)
class Choices:
    """A reader's choices; the defaults are the library's. ``none`` leaves the summary or the translation out."""

    summarizer: str = _DEFAULTS.summarizer
    translator: str = _DEFAULTS.translator
    extract_method: str = _DEFAULTS.extract_method
    sentence_count: int = _DEFAULTS.sentence_count
    target_lang: str = _DEFAULTS.target_lang


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model of the registry: what it does, under which licence, and whether its weights are on this machine.

    ``size`` is its download in bytes, 0 for weights that ship with the package. ``languages`` are the codes it
    writes, empty for a model whose own list is in its weights.
    """

    name: str
    tasks: tuple[Task, ...]
    licence: str
    commercial: bool
    good_for: str
    here: bool
    size: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class House:
    """What whoever runs the desk chose for all readers: see ``Settings`` for the first two.

    ``choices`` are those that a reader starts with.
    """

    engine: EngineName = "auto"
    commercial: bool = False
    choices: Choices = Choices()


def model_choices() -> tuple[ModelChoice, ...]:
    """List the models in the registry's order."""
    return tuple(
        ModelChoice(
            name=row.card.name,
            tasks=row.card.tasks,
            licence=row.card.licence,
            commercial=row.card.commercial,
            good_for=row.card.good_for,
            here=row.folder is not None,
            size=row.card.size,
            languages=row.card.languages,
        )
        for row in hub.installed()
    )


def settings_for(choices: Choices, house: House, limits: Limits) -> Settings:
    """Give the library's settings for a reader's choices. Raises ``UsageError`` for what cannot be chosen.

    >>> settings_for(Choices(sentence_count=5), House(), Limits()).sentence_count
    5
    """
    for role, name in (("summarizer", choices.summarizer), ("translator", choices.translator)):
        if name != NONE and name not in REGISTRY:
            raise UsageError(f"{role} {name!r} given, one of {', '.join(REGISTRY)} or {NONE} expected")
    if choices.extract_method not in METHODS:
        raise UsageError(f"extract method {choices.extract_method!r} given, one of {', '.join(METHODS)} expected")
    if not 1 <= choices.sentence_count <= limits.sentence_count:
        raise UsageError(f"sentence_count {choices.sentence_count} given, 1 to {limits.sentence_count} expected")
    return Settings(
        summarizer=choices.summarizer,
        translator=choices.translator,
        extract_method=choices.extract_method,
        sentence_count=choices.sentence_count,
        target_lang=choices.target_lang,
        engine=house.engine,
        offline=True,  # a request never starts a download of gigabytes: `khulasa models pull` does
        commercial=house.commercial,
    )
