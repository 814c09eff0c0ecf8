"""Hypotheses beside their references: by id, never by line order after something was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from eval.tables import Form
from summarize.errors import UsageError
from summarize.formats.plain import one_line

_SHOWN = 5  # ids in a message; the count says how many more


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by id, in file order. ``lines`` have their line numbers for ids and are joined with ``lines`` alone.

    Each id has one text, or in references several: alternatives of each other. ``failed`` are the ids for which a
    batch has no text, ``fallbacks`` those whose summary was refused, so that the extract stands in its place;
    ``by_sentence`` says that ids are an article's with a sentence's index, ``article#0``.
    """

    name: str  # of the file, with the field taken, for a report's head
    form: Form
    by_id: Mapping[str, tuple[str, ...]]
    failed: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    by_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One text to score beside what it is scored against."""

    id: str
    hypothesis: str
    references: tuple[str, ...]


def join(hypotheses: Texts, references: Texts) -> tuple[Pair, ...]:
    """Pair each hypothesis with its references, in the references' order; what a batch failed to make is empty.

    Raises ``UsageError`` that names the ids when either side has some the other lacks, when line-by-line text is to
    be joined with records, and when two texts have different numbers of lines.
    """
    texts = {**hypotheses.by_id, **dict.fromkeys(_failed(hypotheses, references), ("",))}
    _align(replace(hypotheses, by_id=texts), references)
    return tuple(Pair(id, texts[id][0], alternatives) for id, alternatives in references.by_id.items())


def _failed(hypotheses: Texts, references: Texts) -> Iterator[str]:
    """Give the ids of texts that a batch failed to make: they are scored as empty, not left out."""
    failed = set(hypotheses.failed)
    if not references.by_sentence:
        yield from hypotheses.failed
    elif failed:
        yield from (id for id in references.by_id if id.rpartition("#")[0] in failed)


def _align(one: Texts, other: Texts) -> None:
    """Raise ``UsageError`` unless the two have the same ids."""
    if one.form != other.form:
        plain, table = (one, other) if one.form == "lines" else (other, one)
        raise UsageError(
            f"{plain.name} is plain text, whose lines have no ids, and {table.name} has ids: give both as plain text, "
            "line by line, or both with ids"
        )
    if one.form == "lines" and len(one.by_id) != len(other.by_id):
        raise UsageError(
            f"{one.name} has {len(one.by_id)} lines and {other.name} has {len(other.by_id)}: plain text is joined line "
            "by line, an empty text is an empty line"
        )
    without = [id for id in other.by_id if id not in one.by_id]
    beyond = [id for id in one.by_id if id not in other.by_id]
    if without or beyond:
        parts = [f"{named(without)} of {other.name} missing in {one.name}"] if without else []
        parts += [f"{named(beyond)} of {one.name} missing in {other.name}"] if beyond else []
        raise UsageError("the ids don't match: " + "; ".join(parts))


def named(ids: Collection[str], kind: str = "id") -> str:
    """Name some ids and count the rest.

    >>> named(["a", "b"]), named([str(n) for n in range(9)], "article")
    ("ids 'a', 'b'", "articles '0', '1', '2', '3', '4' and 4 more")
    """
    shown = ", ".join(f"'{one_line(id)[:80]}'" for id in islice(ids, _SHOWN))
    rest = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"{kind}{'s' if len(ids) > 1 else ''} {shown}{rest}"
