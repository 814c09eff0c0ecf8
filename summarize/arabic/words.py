r"""Words of Arabic text for matching: tokens, light stems, content words.

A token is a run of letters with its vowel marks (``\w+`` would break مُدَرِّسة at every mark) or a whole number.
Everything here is normalised (``summarize.arabic.normalize``) and meant for comparing, counting and ranking.
"""

from __future__ import annotations

import re

from summarize.arabic.normalize import normalize
from summarize.arabic.stems import stem
from summarize.arabic.stopwords import STOP_WORDS

__all__ = ["STOP_WORDS", "arabic_share", "content_words", "stem", "words"]

# A number keeps its separators (3.5, 25/1/2024, 10:30) and its percent sign; a word keeps an inner apostrophe (don't).
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,:/])")
_ARABIC_LETTER = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]"
)
_LETTER = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdcf\ufdf0-\ufdf9\ufe70-\ufefc]"
)
_LETTER = re.compile(r"[^\W\d_]")


def words(text: str) -> list[str]:
    """Give the normalised words and numbers of ``text``, in order; marks and emoji are left out.

    >>> words("مُدَرِّسةٌ قالت: «3٬500 طالب، أي ٣٫٥٪»")
    ['مدرسه', 'قالت', '3500', 'طالب', 'اي', '3.5%']
    """
    return [_plain_number(token) for token in _TOKEN.findall(normalize(text))]


def content_words(text: str) -> list[str]:
    """Give the stems of the words that say what ``text`` is about, in order, repeats kept.

    >>> content_words("وقال الوزير إن المدارس في البلاد ستفتح")
    ['وزير', 'مدارس', 'بلاد', 'ستفتح']
    """
    return [stem(word) for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]


def arabic_share(text: str) -> float:
    """Give the share of Arabic-script letters among all letters, 0 to 1; 0.0 where there is no letter.

    >>> arabic_share("مصر 2024"), arabic_share("Cairo"), arabic_share("مصر BBC"), arabic_share("2024")
    (1.0, 0.0, 0.5, 0.0)
    """
    letters = len(_LETTER.findall(text))
    return len(_ARABIC_LETTER.findall(text)) / letters if letters else 0.0


def _plain_number(token: str) -> str:
    return token.replace(",", "") if _THOUSANDS.match(token) else token
