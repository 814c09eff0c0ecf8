"""What every public test set comes down to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eval.tables import Form

Task = Literal["summary", "translation"]


@dataclass(frozen=True, slots=True)
class Example:
    """An article or a sentence in Arabic, and what people made of it: summaries, or translations."""

    id: str
    source: str
    references: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A test set, in its files' order.

    Ids are those that ``khulasa batch`` gives to the same articles. The examples of a ``lines`` corpus are numbered
    from 1, as the lines of ``khulasa translate``'s output are.
    """

    name: str
    task: Task
    form: Form
    examples: tuple[Example, ...]
