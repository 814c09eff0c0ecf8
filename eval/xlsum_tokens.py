"""The ``xlsum`` tokenization: words as the scorer published with XL-Sum makes them, for scores beside its table.

Hasan et al. (2021), "XL-Sum: Large-Scale Multilingual Abstractive Summarization for 44 Languages", whose scorer is
rouge-score with BERT's basic tokenizer, OpenNMT's aggressive mode and NLTK's stemmers; what it does is done here
without the first two. Nothing is normalised: tashkeel, tatweel, ۱۲ and ١٢ all count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from eval.snowball import Snowball

VERSION = "xlsum"
# A run of letters or of digits is one word, any other character is one of its own; marks go with what they stand on.
_RUN = re.compile("L[LM]*|N[NM]*|[^ ]M*")
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF))


class XlsumTokenizer:
    """Words, sentences and their signature, stemmed or not; stemming needs NLTK's Arabic stop-word list."""

    def __init__(self, stem: bool = False) -> None:
        self._stemmer = Snowball(keep_stop_words=True) if stem else None
        self.signature = f"tok:{VERSION}|stem:{self._stemmer.signature if self._stemmer else 'no'}|sents:lines"

    def tokenize(self, text: str) -> list[str]:
        """Give the words of a text in their order; those of more than three characters stemmed, if asked for.

        >>> XlsumTokenizer().tokenize("في عام2020: ارتفع بنسبة 3.5%")
        ['في', 'عام', '2020', 'ارتفع', 'بنسبة', '3', '5']
        """
        text = text.lower().translate(_CLEANED)
        kinds = text.translate(_KINDS)
        words = [text[found.start() : found.end()] for found in _RUN.finditer(kinds)]
        return [stem for stem in map(self._stemmer.stem, words) if stem] if self._stemmer else words

    def sentences(self, text: str) -> list[str]:
        """Split for rougeLsum: at line breaks only.

        >>> XlsumTokenizer().sentences("جملة. وأخرى" + chr(10) + "وثالثة")
        ['جملة. وأخرى', 'وثالثة']
        """
        return [line for line in text.split("\n") if line]


class _Table(dict[int, str]):
    """A translation table filled as characters come, each asked once."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code_point: int) -> str:
        return self.setdefault(code_point, self._rule(chr(code_point)))


def _cleaned(char: str) -> str:
    """Drop controls, make spaces of white space and of punctuation (all of ASCII's symbols count as such)."""
    category = unicodedata.category(char)
    if char in "\t\n\r" or category[0] == "Z":
        return " "
    if category[0] == "C" or char == "\ufffd":
        return ""
    if category[0] == "P" or (char.isascii() and not char.isalnum()):
        return " "
    return char


def _kind(char: str) -> str:
    if char == " ":
        return char
    if any(first <= ord(char) <= last for first, last in _IDEOGRAPHS):
        return "O"
    kind = unicodedata.category(char)[0]
    return kind if kind in "LMN" else "O"


_CLEANED = _Table(_cleaned)
_KINDS = _Table(_kind)
