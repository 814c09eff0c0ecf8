"""Flags in plain words: what each one says to a reader, and which words of which text it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from summarize.records import Digest, Flag
from ui.i18n import TEXTS
from ui.render.markup import say

# What the checks write into ``Flag.detail``, by kind. ``source`` and ``target`` name words of the Arabic and of what
# was made from it; other groups are values of the string. The first pattern that matches counts.
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("number date", r"(?P<source>.+) missing \(.*\)", "number_missing"),
    ("number date", r"(?P<target>.+) is not in the source", "number_added"),
    ("number date name", r"(?P<target>.+) is not in the article", "not_in_article"),
    ("number", r"(?P<target>.+) does not stand so in the article", "moved"),
    ("name", r"(?P<source>.+) missing; (?P<target>.+) is not in the source", "name_swapped"),
    ("name", r"(?P<source>.+) missing", "name_missing"),
    ("name", r"(?P<target>.+) is not in the source", "name_added"),
    ("script", r"left in Arabic: (?P<target>.+)", "left_in_arabic"),
    ("script", r"in Latin letters, and not in the article: (?P<target>.+)", "latin"),
    ("script", r"the summary is not in Arabic", "not_arabic"),
    ("script", r"\d+ letters of another script: (?P<script>.+)", "stray_letters"),
    ("repetition", r"repeated: (?P<target>.+)", "repeated"),
    ("omission", r"nothing was translated", "nothing"),
    ("omission", r".*", "short"),
    ("untranslated", r".*", "untranslated"),
    ("low_score", r".*", "guessing"),
    ("limit", r"the translation was still going on.*", "cut_translation"),
    ("limit", r"the model did not read the end of the sentence", "cut_sentence"),
    ("limit", r"the model did not read.*", "cut_source"),
    ("limit", r"the summary was still going on.*", "cut_summary"),
    ("support", r"no sentence of the article carries this", "unsupported"),
    ("support", r"words that the article does not have: (?P<target>.+)", "own_words"),
    ("support", r"nothing was written", "nothing_written"),
    ("support", r"the written summary was set aside.*", "set_aside"),
    ("input", r"the model read (?P<read>\d+) of (?P<all>\d+) sentences", "read_part"),
    ("input", r".* the article's own text stands for one", "own_text"),
    ("weak_model", r"(?P<model>\S+) translates roughly.*", "weak"),
)
_COMPILED = tuple((kinds.split(), re.compile(pattern, re.DOTALL), key) for kinds, pattern, key in _PATTERNS)
ABOUT_ALL = ("weak_model", "input")  # said once for a whole digest, in full
_SET_ASIDE = re.compile(r"the written summary was set aside[^:]*: (?P<reasons>.*?)\.(?: It read: .*)?$", re.DOTALL)
_SUMMARY_KINDS = ("support", "number", "date", "name", "script", "repetition", "limit", "input")
_LISTED = ("left_in_arabic", "latin", "own_words")  # the words of these stand apart in the text


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag and what it says. ``source`` and ``target`` are the words it is about, in each text; often none."""

    flag: Flag
    words: Markup
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """How loud it is shown: ``info``, ``warn`` or ``error``."""
        return self.flag.severity


def explain(flag: Flag) -> Doubt:
    """Give a flag in plain words; a kind or a detail that is not known here is told as it is.

    >>> explain(Flag("number", "translation:1", "سبع missing (7)")).source
    ('سبع',)
    """
    for kinds, pattern, key in _COMPILED:
        match = pattern.fullmatch(flag.detail) if flag.kind in kinds else None
        if match:
            found = match.groupdict()
            source, target = (_words(found.get(side), key) for side in ("source", "target"))
            return Doubt(flag, say(f"doubt_{key}", **found), source, target)
    return Doubt(flag, say("doubt_other", detail=flag.detail))


def explain_set_aside(flag: Flag) -> tuple[Markup, ...]:
    """Give why a summary was set aside, each reason in plain words; none for a flag that sets nothing aside."""
    match = _SET_ASIDE.match(flag.detail) if flag.kind == "support" else None
    if not match:
        return ()
    reasons = (_reason(replace(flag, detail=detail)) for detail in match["reasons"].split("; "))
    return tuple(dict.fromkeys(words for words in reasons if words))


def at(flags: Iterable[Flag], where: str) -> tuple[Doubt, ...]:
    """Give the doubts about one place, such as ``translation:4``; what the verdict says of the whole is left to it."""
    return tuple(explain(flag) for flag in flags if flag.where == where and flag.kind not in ABOUT_ALL)


def _reason(flag: Flag) -> Markup | None:
    """Give one reason, whichever check gave it; None for what no check is known to say."""
    tried = (explain(replace(flag, kind=kind)).words for kind in _SUMMARY_KINDS)
    unknown = say("doubt_other", detail=flag.detail)
    return next((words for words in tried if words != unknown), None)


def is_rough(digest: Digest) -> bool:
    """Whether the model's translations are for the topic only."""
    return any(flag.kind == "weak_model" for flag in digest.flags)


def kind_name(kind: str) -> Markup:
    """Give the name of a kind of flag, as a heading."""
    return say(f"kind_{kind}" if f"kind_{kind}" in TEXTS else "kind_other")


def _words(found: str | None, key: str) -> tuple[str, ...]:
    if not found:
        return ()
    return tuple(found.split(", ")) if key in _LISTED else (found,)
