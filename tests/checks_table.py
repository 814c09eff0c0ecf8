"""Precision and recall of the checks on the labelled set in ``tests/data/checks.json``.

    python -m tests.checks_table

The set holds sentence pairs and summaries that are right. Each is damaged in every way its labels allow (a number
dropped or changed, a name swapped, a clause cut, a loop, ...), always in the same way: there is nothing random in it.
A kind's recall is the share of its damaged cases that get a flag of that kind; its precision is the share of its
flags, over right and damaged cases alike, that stand on a case damaged in that way. ``info`` flags don't count: they
lower no grade.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.arabic.sentences import split_sentences
from summarize.checks import check_summary, check_translation, support
from summarize.records import Flag

DATA = Path(__file__).parent / "data" / "checks.json"
RIGHT = "right"
# What a missing part may take with it.
_PART = frozenset({"script", "omission", "number", "date", "name"})


@dataclass(frozen=True, slots=True)
class Case:
    """A text against its source; ``damage`` names what was done to it, ``kinds`` the flags that would be right."""

    task: str
    source: str
    text: str
    damage: str
    kinds: frozenset[str] = frozenset()

    def flags(self) -> list[Flag]:
        """Give the flags that lower a grade."""
        if self.task == "translation":
            found = check_translation(self.source, self.text, "translation:0")
        else:
            sentences = split_sentences(self.source)
            carried = support([part.text for part in split_sentences(self.text)], sentences)
            found = check_summary(sentences, self.text, carried)
        return [flag for flag in found if flag.severity != "info"]


@dataclass(frozen=True, slots=True)
class Score:
    """How one kind of flag did: cases that should have it, those that got it, and cases wrongly given it."""

    task: str
    kind: str
    damaged: int
    found: int
    wrong: int

    @property
    def recall(self) -> float:
        """The share of damaged cases that were found."""
        return self.found / self.damaged if self.damaged else 1.0

    @property
    def precision(self) -> float:
        """The share of flagged cases that were damaged in this way."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0


def cases() -> list[Case]:
    """Give every right and every damaged case."""
    data = json.loads(DATA.read_text("utf-8"))
    found = list(_translations(data["pairs"], data["decoys"]))
    for article in data["articles"]:
        found += _summaries(article, data["articles"])
    return found


def _translations(pairs: list[dict[str, str]], decoys: list[str]) -> Iterator[Case]:
    for k, pair in enumerate(pairs):
        arabic, english = pair["ar"], pair["en"]
        yield Case("translation", arabic, english, RIGHT)
        for damage, text, kinds in _damaged(pair, decoys[k % len(decoys)]):
            yield Case("translation", arabic, text, damage, frozenset(kinds))
    for first, second in zip(pairs[::8], pairs[4::8], strict=False):
        mixed = f"{first['en']} {second['ar'].split('،')[0]}"
        yield Case("translation", f"{first['ar']} {second['ar']}", mixed, "half in Arabic", _PART)


def _damaged(pair: dict[str, str], decoy: str) -> Iterator[tuple[str, str, set[str]]]:
    english, number, name, cut = pair["en"], pair["number"], pair["name"], pair["cut"]
    if number:
        dated = re.search(rf"(January|March|June|August|September) {re.escape(number)}", english)
        kinds = {"number", "date"} if dated else {"number"}
        dropped = re.sub(rf"\$?{re.escape(number)}[%-]?(th|percent)?\s?", "", english)
        yield "number dropped", dropped, kinds
        yield "number changed", english.replace(number, _other(number)), kinds
    if month := re.search("January|March|June|August|September|November", english):
        yield "month changed", english.replace(month.group(), "February"), {"date"}
    if name:
        yield "name swapped", english.replace(name, decoy), {"name"}
    if cut:
        # A cut may take numbers and names with it: their flags are right as well.
        yield "clause cut", english.replace(cut, ""), set(_PART)
    words = english.rstrip(".").split()
    if len(words) > 8:
        yield "loop", " ".join([*words[:8], *words[4:8] * 4]), {"repetition", *_PART}
    if len(words) > 14:
        yield "half missing", " ".join(words[: len(words) * 45 // 100]) + ".", set(_PART)
    yield "untranslated", pair["ar"], {"untranslated"}


def _other(number: str) -> str:
    """Give a number that is wrong in one digit, or in its word."""
    words = {
        "two": "three",
        "three": "eight",
        "four": "seven",
        "five": "nine",
        "six": "four",
        "nine": "six",
        "ten": "forty",
    }
    words |= {
        "seventy": "seventeen",
        "Twenty-five": "Thirty-five",
        "half": "a quarter of",
        "one and a half": "two and a half",
    }
    for word, wrong in words.items():
        if number.startswith(word):
            return number.replace(word, wrong, 1)
    wrong = str((int(re.sub(r"\D", "", number)[0]) + 4) % 9 + 1)
    return re.sub(r"\d", wrong, number, count=1)


def _summaries(article: dict[str, Any], articles: list[dict[str, Any]]) -> Iterator[Case]:
    text, good = article["article"], article["good"]
    for sentence in (*good, " ".join(good)):
        yield Case("summary", text, sentence, RIGHT)
    for index, old, new, kind in article["swaps"]:
        # A changed word may leave its sentence without support; a year is a number or a part of a date.
        kinds = {"support", *({"number", "date"} if kind != "name" else {"name"})}
        yield Case("summary", text, good[index].replace(old, new), f"{kind} invented", frozenset(kinds))
    for other in articles:
        if other is not article:
            foreign = frozenset({"support", "number", "name", "date"})
            yield Case("summary", text, other["good"][-1], "another article's sentence", foreign)
    words = good[0].split()
    yield Case("summary", text, " ".join(words[:6] + words[2:6] * 4), "loop", frozenset({"repetition", "support"}))


def scores(found: list[Case] | None = None) -> list[Score]:
    """Score every kind of flag on both tasks; "any" counts every flag on any damaged case."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for case in cases() if found is None else found:
        kinds = {flag.kind for flag in case.flags()}
        main = _MAIN.get(case.damage, "")
        for kind in kinds:
            if kind not in case.kinds:
                counts[case.task, kind, "wrong"] += 1
        if case.damage != RIGHT:
            counts[case.task, main, "damaged"] += 1
            counts[case.task, main, "found"] += bool(kinds & _accepted(case, main))
            counts[case.task, "any", "damaged"] += 1
            counts[case.task, "any", "found"] += bool(kinds)
        elif kinds:
            counts[case.task, "any", "wrong"] += 1
    keys = dict.fromkeys((task, kind) for task, kind, _ in counts)
    return [Score(*key, *(counts[(*key, part)] for part in ("damaged", "found", "wrong"))) for key in sorted(keys)]


_MAIN = {
    "number dropped": "number", "number changed": "number", "month changed": "date", "name swapped": "name",
    "clause cut": "omission", "half missing": "omission", "loop": "repetition", "untranslated": "untranslated",
    "half in Arabic": "script", "number invented": "number", "name invented": "name", "date invented": "date",
    "another article's sentence": "support",
}  # fmt: skip


def _accepted(case: Case, main: str) -> frozenset[str]:
    """Give the kinds that find this damage: a cut clause is found by the number it held as well."""
    return case.kinds if main in ("omission", "number", "date", "support") else frozenset({main})


def main() -> None:
    """Print the table."""
    found = cases()
    right = sum(case.damage == RIGHT for case in found)
    print(f"{right} right cases, {len(found) - right} damaged ones\n")
    print(f"{'task':12} {'kind':13} {'damaged':>7} {'found':>6} {'wrong':>6} {'recall':>7} {'precision':>10}")
    for s in scores(found):
        print(f"{s.task:12} {s.kind:13} {s.damaged:7} {s.found:6} {s.wrong:6} {s.recall:7.2f} {s.precision:10.2f}")


if __name__ == "__main__":
    main()
