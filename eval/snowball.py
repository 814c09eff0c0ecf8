"""NLTK's Arabic Snowball stemmer, made to give a word the same stem wherever it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from summarize.errors import MissingExtraError, UsageError

_SHORTEST = 4  # characters, as in rouge-score: shorter words stay as they are


class Snowball:
    """Stems words of more than three characters; ``keep_stop_words`` leaves those of NLTK's list alone.

    Raises ``UsageError`` when that list, which NLTK ships apart, is asked for and is not on this machine.
    """

    def __init__(self, keep_stop_words: bool = False) -> None:
        self._stemmer, version = _arabic_stemmer(keep_stop_words)
        self.stem = lru_cache(maxsize=1 << 16)(self._stem)
        count = len(self._stemmer.stopwords)
        # The list has changed over the years, and scores with it: its length tells which one was there.
        self.signature = f"snowball-nltk-{version}" + (f"-{count}-stopwords" if keep_stop_words else "")

    def _stem(self, word: str) -> str:
        """Give the stem, which may be empty.

        NLTK forgets to clear one flag between words, so that a stem depends on the words stemmed before; a few words
        into any text it is set for good. XL-Sum's published scores were made in that state: here it always holds.
        """
        if len(word) < _SHORTEST:
            return word
        self._stemmer.suffixes_verb_step1_success = True
        stem: str = self._stemmer.stem(word)
        return stem


def _arabic_stemmer(keep_stop_words: bool) -> tuple[Any, str]:
    try:
        import nltk
        from nltk.stem.snowball import ArabicStemmer
    except ImportError as error:
        raise MissingExtraError("Stemming", "eval") from error
    try:
        return ArabicStemmer(ignore_stopwords=keep_stop_words), nltk.__version__
    except (LookupError, OSError, ValueError) as error:
        raise UsageError(
            "stemming as XL-Sum's scorer does needs NLTK's Arabic stop words: python -m nltk.downloader stopwords "
            "(offline: put the list at DIR/corpora/stopwords/arabic and set NLTK_DATA=DIR); "
            "without --stem, or with --tokenization arabic, nothing is needed"
        ) from error
