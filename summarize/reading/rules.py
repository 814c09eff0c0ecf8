"""What a rule of page furniture is, and how its patterns meet a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from summarize.arabic.normalize import normalize

_ARABIC_RUN = re.compile("[\u0621-\u065f\u0670-\u06d3]+")


class Scope(Enum):
    """Where a rule holds: before the first paragraph, after the last, at either end, or anywhere."""

    HEAD = "head"
    TAIL = "tail"
    EDGE = "edge"
    ANY = "any"


class Kind(Enum):
    """What a rule takes: its line; the list of short lines that follows too; or all that follows the article."""

    LINE = "line"
    OPENER = "opener"
    CLOSER = "closer"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. ``name`` is what ``Article.removed`` reports; ``example`` is a line that it takes."""

    name: str
    scope: Scope
    words: int
    patterns: tuple[str, ...]
    example: str
    kind: Kind = Kind.LINE

    def matcher(self) -> Matcher:
        """Fold the patterns as lines are folded, and compile them into one."""
        folded = (_ARABIC_RUN.sub(lambda run: normalize(run.group()), pattern) for pattern in self.patterns)
        return Matcher(self, re.compile("|".join(f"(?:{pattern})" for pattern in folded)))


@dataclass(frozen=True, slots=True)
class Matcher:
    """A rule with its patterns compiled into one."""

    rule: Rule
    pattern: re.Pattern[str]

    def takes(self, key: str, word_count: int) -> bool:
        """Tell whether the rule takes a line by its normalised text alone, scope aside."""
        return word_count <= self.rule.words and self.pattern.fullmatch(key) is not None
