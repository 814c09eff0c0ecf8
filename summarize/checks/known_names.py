"""Names of a summary that its article does not have; Arabic against Arabic.

The same name is spelled in many ways (نتنياهو and نتانياهو, بلومبرغ and بلومبرج), so names are compared by their
consonants, with the letters that stand for one foreign sound folded together.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarize.arabic.name_matching import forms
from summarize.arabic.name_tables import EXONYMS, PARTICLES
from summarize.arabic.names import names, table_names
from summarize.arabic.words import stem, words

# The tagger's log-odds from which a word is certain enough to be a name for its absence to mean something.
_SURE = 2.0
# Vowel letters and hamza go; the letters that newsrooms choose between for one foreign sound become one.
_SKELETON = str.maketrans("غجقطصظضذث", "كككتسزدزس", "اويىءئؤه")


class KnownNames:
    """The names of one article, in every form that a summary may give them."""

    def __init__(self, article: str) -> None:
        tokens = set(words(article))
        self._words = tokens | {form for token in tokens for form in forms(token)} | {stem(token) for token in tokens}
        self._skeletons = {_skeleton(form) for form in self._words}
        self._places = frozenset(form for found in table_names(article) for form in found)

    def unknown(self, text: str) -> Iterator[str]:
        """Give the names in ``text`` of which the article lacks more than half of the words."""
        for name in names(text):
            if name.odds == float("inf"):
                if not any(self._places & found for found in table_names(name.text)) and not self._has(name.text):
                    yield name.text
            elif name.odds >= _SURE:
                parts = [word for word in words(name.text) if word not in PARTICLES]
                missing = [word for word in parts if not self._has(word)]
                if missing and 2 * len(missing) > len(parts):
                    yield name.text

    def _has(self, word: str) -> bool:
        spellings = (*forms(word), stem(word))
        if any(EXONYMS[form] & self._places for form in spellings if form in EXONYMS):
            return True
        return any(form in self._words or _skeleton(form) in self._skeletons for form in spellings)


def _skeleton(word: str) -> str:
    """Give the consonants of a word, or the word itself where too few of them are left to tell names apart."""
    bare = word.translate(_SKELETON)
    return bare if len(bare) >= 3 else word
