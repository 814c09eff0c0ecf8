"""What ties lines of one article together: words said again, and openings that lean on what came before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarize.arabic.normalize import normalize
from summarize.arabic.words import content_words

# Words that begin with the letter waw without being "and" something: names and nouns that leads do begin with.
_OWN_WAW = (
    "الد الده الدا اقعه اقع احه ادي ائل سم سام عكه قفات صيه صفه صفات داعا فيات حيد حيده فاء رده كيل كلاء "
    "سيط سطاء جبه زيره زراءنا ثائقي عي طن طني طنيه تيره ديه رثه رق سائط شاح صم صلات نش زير زراء زاره كاله "
    "كالات لايه لايات لي ليد فد فود فاه صف رشه ثائق ثيقه ثق سائل سيله سط احد احده اشنطن رقه قف قفه جه "
    "جهات ظائف ظيفه قع لد لاده حده حدات باء قود صل صول ضع دع داع دائع ديعه رد رود عد عود هم جبات "
)
# First words of a paragraph that goes on from another; no lead, and no headline, begins with them.
_LEANING = re.compile(
    rf"^\W*(?:و(?!(?:{'|'.join(_OWN_WAW.split())})\b)\w{{2,}}|فقد|فيما|فضلا|لكن|لكنه|غير ان|الا ان|كما|بينما|"
    r"في حين|"
    r"في المقابل|من جهته|من جهتها|من جانبه|من جانبها|من جهه اخري|بدوره|بدورها|في السياق|في سياق|الي ذلك|"
    r"ياتي ذلك|ياتي هذا|تاتي هذه|يذكر ان|يشار الي|جدير بالذكر|الجدير بالذكر|تجدر الاشاره|كذلك|ايضا|ثم|اضاف|اضافت|"
    r"هذا وقد|مضيفا|مشيرا|موكدا|اما)\b"
)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Give the different content stems of some lines."""
    return frozenset(stem for text in texts for stem in content_words(text))


def coverage(small: frozenset[str], large: frozenset[str]) -> float:
    """Give the share of ``small`` found in ``large``; 0 when ``small`` says nothing.

    >>> coverage(frozenset("abcd"), frozenset("abx"))
    0.5
    """
    return len(small & large) / len(small) if small else 0.0


def leans(text: str) -> bool:
    """Tell whether a paragraph goes on from an earlier one, by how it begins.

    >>> leans("وأضاف الوزير أن العمل مستمر"), leans("وزير المالية يعلن الموازنة"), leans("من جانبه، رحب الاتحاد")
    (True, False, True)
    """
    return bool(_LEANING.match(normalize(text[:80])))
