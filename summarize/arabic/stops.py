"""Marks that may end a sentence, and whether one does.

A stop is a run of terminal marks with the quotation marks and brackets that close behind it. What stands before it
(a title, a number, a quoted question) and the word after it decide; ``abbreviations`` and ``cues`` hold the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarize.arabic import cues
from summarize.arabic.abbreviations import DOMAINS, Before, before_mark
from summarize.arabic.normalize import folded

_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f"
_MARKS = ".!?؟۔…‼⁇⁈⁉⸮。．！？"
_RUN = re.compile(f"[{_MARKS}](?:[\\s{_INVISIBLE}]*[{_MARKS}])*[{_INVISIBLE}]*")
_CLOSER = re.compile(f"\\s?([\"”“„»'’‘›)\\]}}）])[{_INVISIBLE}]*")
# Emoji, or the number of a footnote, that touch the mark belong to its sentence.
_TAIL = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u200d\ufe0f]+|(?:\\[\\d{1,3}\\])+")
_GAP = re.compile(f"[\\s{_INVISIBLE}]*")
_DOTS = re.compile(r"[.…\s]*")
_NEXT_WORD = re.compile("[^\\w\\s]{0,4}([^\\W\\d_](?:[^\\W\\d_]|[\u064b-\u0652\u0670\u0640])*)")
_GOES_ON = frozenset("،,؛;:" + _MARKS)
_IN_ADDRESS = frozenset("/-_@=&%#+\\")
# Some papers write ".." for every full stop: past this many characters an ellipsis is taken for one.
_LONG_SENTENCE = 200
# «إلى أين؟»: a quoted question no longer than this, without a colon before it, is a title or a remark on the way.
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Stop:
    """Terminal ``marks`` from ``at``, with what closes behind them up to ``end``; positions are those of ``text``."""

    text: str
    at: int
    marks: str
    end: int
    next_at: int  # the first visible character behind
    limit: int  # the end of the paragraph
    closer: int | None  # the last closing mark behind the run

    def ends_sentence(self, begin: int, partners: Mapping[int, int]) -> bool:
        """Tell whether the sentence that began at ``begin`` ends here; ``partners`` maps closing to opening marks."""
        if self._goes_on_at_once():
            return False
        if self.closer is not None:
            return self._ends_behind_closer(begin, self.closer, partners.get(self.closer))
        if self._is_ellipsis:
            return cues.opens_sentence(self._next_word) or self.at - begin > _LONG_SENTENCE
        return self.marks not in {".", "!"} or self._ends_behind_word(begin)

    @property
    def _is_ellipsis(self) -> bool:
        return self.marks != "." and _DOTS.fullmatch(self.marks) is not None

    @property
    def _touches_next(self) -> bool:
        return not self.text[self.end].isspace()

    @property
    def _next_word(self) -> str:
        """The word behind, normalised; empty before a number or a sign."""
        found = _NEXT_WORD.match(self.text, self.next_at, self.limit)
        return folded(found.group(1)) if found else ""

    def _goes_on_at_once(self) -> bool:
        """Tell whether what follows rules an end out: a comma, more marks, the inside of a number or an address."""
        following = self.text[self.next_at]
        if following in _GOES_ON or (following in ")]}»”" and self.closer is None):
            return True
        if not self._touches_next:
            return False
        if following.isdigit() and self.text[self.at - 1].isdigit():
            return True
        in_address = following in _IN_ADDRESS or (following.isascii() and following.isalnum())
        return in_address and not self._capital_follows()

    def _capital_follows(self) -> bool:
        """Tell whether a capital letter begins an English word right behind a small one: ``end.The``."""
        before, after = self.text[self.at - 1], self.text[self.next_at : self.next_at + 2]
        return before.islower() and len(after) == 2 and after[0].isupper() and after[1].islower()

    def _ends_behind_closer(self, begin: int, closer: int, opening: int | None) -> bool:
        word = self._next_word
        if cues.opens_sentence(word):
            return True
        if self._is_ellipsis or word in cues.PARTICIPLES or word in cues.RELATIVES:
            return False
        whole = opening is not None and opening <= begin
        if self.text[closer] in ")]}）":
            return whole or opening is None or (self.marks == "." and not cues.goes_on(word))
        if self.marks == ".":
            return True
        # A quoted question or cry: its verb may follow it, and a short one is often a title.
        if cues.goes_on(word) or (whole and word in cues.REPORTING_VERBS):
            return False
        return opening is None or self.at - opening > _LONGEST_TITLE or self._introduced(opening)

    def _introduced(self, opening: int) -> bool:
        return self.text[max(0, opening - 2) : opening].rstrip().endswith(":")

    def _ends_behind_word(self, begin: int) -> bool:
        before, word = before_mark(self.text, begin, self.at), self._next_word
        if before in {Before.POINT, Before.TITLE} or (self._touches_next and (word in DOMAINS or len(word) == 1)):
            return False
        if word.isascii() and self.text[self.next_at].islower():
            return False
        if before is Before.UNIT:
            return not cues.goes_on(word)
        return before is Before.WORD or cues.opens_sentence(word)


def stops(text: str, start: int, end: int, partners: Mapping[int, int]) -> Iterator[Stop]:
    """Find the stops inside the paragraph ``text[start:end]``, in order; a mark that ends it needs no judging."""
    for run in _RUN.finditer(text, start, end):
        stop_end, closer = run.end(), None
        while (found := _CLOSER.match(text, stop_end, end)) is not None:
            at = found.start(1)
            if at not in partners and (at > stop_end or text[at] in "\"'“„‘"):
                break  # a space before it or a mark of two uses: only with a known partner does it close
            stop_end, closer = found.end(), at
        if (tail := _TAIL.match(text, stop_end, end)) is not None:
            stop_end = tail.end()
        next_at = _GAP.match(text, stop_end, end).end()  # type: ignore[union-attr]  # matches the empty string
        if next_at < end:
            marks = run.group() if len(run.group()) == 1 else "".join(mark for mark in run.group() if mark in _MARKS)
            yield Stop(text, run.start(), marks, stop_end, next_at, end, closer)
