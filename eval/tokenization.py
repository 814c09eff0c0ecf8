"""How a text becomes the words that ROUGE counts: two named tokenizations, each with its signature."""

from __future__ import annotations

from typing import Protocol

from eval.arabic_tokens import ArabicTokenizer, Normalization
from eval.xlsum_tokens import XlsumTokenizer
from summarize.errors import UsageError

TOKENIZATIONS = ("arabic", "xlsum")


class Tokenizer(Protocol):
    """What ROUGE asks of a tokenization."""

    @property
    def signature(self) -> str:
        """Every choice that makes the words, as ``name:value`` joined by bars."""

    def tokenize(self, text: str) -> list[str]:
        """Give the words of a text in their order, in the form in which they are compared."""

    def sentences(self, text: str) -> list[str]:
        """Give the parts of a text that rougeLsum compares one by one."""


def tokenizer(name: str, stem: bool = False, normalization: Normalization = "full") -> Tokenizer:
    """Give a tokenization by name; ``normalization`` belongs to ``arabic`` (see ``eval.arabic_tokens``).

    Raises ``UsageError`` for a name or level that is not known, and where ``xlsum`` should stem without NLTK's list.

    >>> tokenizer("xlsum").tokenize("لعام2020")
    ['لعام', '2020']
    """
    if name == "arabic":
        return ArabicTokenizer(stem, normalization)
    if name == "xlsum":
        return XlsumTokenizer(stem)
    raise UsageError(f"unknown tokenization {name!r}: choose one of {', '.join(TOKENIZATIONS)}")
