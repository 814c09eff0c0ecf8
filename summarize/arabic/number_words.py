"""Number words of Arabic and English and their values.

Arabic spellings are listed as newsrooms write them and compared after ``normalize``. Dual nouns («قتيلان»,
«يومين») are not numbers here: the two is in the noun's ending, and translations say "two", "both" or "a couple".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from summarize.arabic.normalize import normalize


def _table(rows: dict[int, str]) -> dict[str, Decimal]:
    return {normalize(word): Decimal(value) for value, words in rows.items() for word in words.split()}


# «ثمان» before a feminine noun; «اثنين» stands without the article only: «الاثنين» is Monday.
UNITS: Final = _table(
    {
        1: "واحد واحدة أحد إحدى",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنا إثني إثنين إثنان",
        3: "ثلاث ثلاثة",
        4: "أربع أربعة",
        5: "خمس خمسة",
        6: "ست ستة",
        7: "سبع سبعة",
        8: "ثمان ثماني ثمانية",
        9: "تسع تسعة",
    }
)
TEN: Final = _table({10: "عشر عشرة"})
TENS: Final = _table(
    {
        20: "عشرون عشرين",
        30: "ثلاثون ثلاثين",
        40: "أربعون أربعين",
        50: "خمسون خمسين",
        60: "ستون ستين",
        70: "سبعون سبعين",
        80: "ثمانون ثمانين",
        90: "تسعون تسعين",
    }
)
# «الثمانينيات» and «الثمانينات»: the eighties; «ثلاثينية»: a woman in her thirties.
DECADES: Final = {
    f"{stem}{ending}": value
    for stem, value in _table(
        {20: "عشرين", 30: "ثلاثين", 40: "أربعين", 50: "خمسين", 60: "ستين", 70: "سبعين", 80: "ثمانين", 90: "تسعين"}
    ).items()
    for ending in ("ات", "يات", "ي", "يه")
}
# Written in one word with مئة or مائة, with or without the alef of the dual.
HUNDREDS: Final = _table(
    {
        100: "مئة مائة",
        200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي",
        300: "ثلاثمئة ثلاثمائة",
        400: "أربعمئة أربعمائة",
        500: "خمسمئة خمسمائة",
        600: "ستمئة ستمائة",
        700: "سبعمئة سبعمائة",
        800: "ثمانمئة ثمانمائة ثمانيمائة",
        900: "تسعمئة تسعمائة",
    }
)
# «12 ألفا» is a tanween, «ألفا شخص» a dual: the form counts as two thousand only where no number stands before it.
SCALES: Final = _table(
    {
        10**3: "ألف آلاف ألفا",
        10**6: "مليون ملايين مليونا",
        10**9: "مليار مليارات مليارا بليون بلايين",
        10**12: "تريليون تريليونات ترليون تريليونا",
    }
)
DUAL_SCALES: Final = _table(
    {
        2 * 10**3: "ألفان ألفين ألفي ألفا",
        2 * 10**6: "مليونان مليونين مليوني مليونا",
        2 * 10**9: "ملياران مليارين ملياري مليارا",
        2 * 10**12: "تريليونان تريليونين تريليوني",
    }
)
ORDINALS: Final = _table(
    {
        1: "أول أولى أولا حادي حادية فاتح",
        2: "ثاني ثانية ثان ثانيا",
        3: "ثالث ثالثة ثالثا",
        4: "رابع رابعة رابعا",
        5: "خامس خامسة خامسا",
        6: "سادس سادسة سادسا",
        7: "سابع سابعة سابعا",
        8: "ثامن ثامنة ثامنا",
        9: "تاسع تاسعة تاسعا",
        10: "عاشر عاشرة عاشرا",
    }
)
FRACTIONS: Final = {
    normalize(word): value
    for word, value in {"نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "ثلث": Decimal(1) / Decimal(3)}.items()
}
# Plurals that count only after a number: «آلاف الأسر» is no thousand.
VAGUE: Final = frozenset(normalize(word) for word in ("آلاف", "ملايين", "مليارات", "بلايين", "تريليونات"))
PERCENT_WORDS: Final = frozenset(normalize(word) for word in ("بالمئة", "بالمائة", "بالمية"))
# After «في».
PER_HUNDRED: Final = frozenset(normalize(word) for word in ("المئة", "المائة"))
# «لست» is "I am not", «الاثنين» Monday, «بالمئة» per cent.
NOT_NUMBERS: Final = PERCENT_WORDS | frozenset(
    normalize(word) for word in ("لست", "ولست", "فلست", "الاثنين", "الإثنين", "والاثنين", "بألف")
)
# A number word after one of these is part of a name or said otherwise in English: «بئر السبع» (Beersheba),
# «دور الثمانية» (the quarter-finals), «تسعينيات القرن العشرين» (the 1990s).
NAME_HEADS: Final = frozenset(normalize(head) for head in ("بئر", "دور", "القرن"))

ENGLISH_UNITS: Final = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
ENGLISH_TENS: Final = {
    word: Decimal(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
ENGLISH_SCALES: Final = {
    word: Decimal(value)
    for value, words in {
        12: "dozen",
        100: "hundred",
        10**3: "thousand",
        10**6: "million mln",
        10**9: "billion bn",
        10**12: "trillion tn trn",
    }.items()
    for word in words.split()
}
# Glued to digits only: "$5m", "10k".
ENGLISH_SCALE_LETTERS: Final = {"k": Decimal(10**3), "m": Decimal(10**6), "b": Decimal(10**9)}
ENGLISH_ORDINALS: Final = {
    word: Decimal(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(), start=2
    )
}
ENGLISH_DECADES: Final = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2
    )
}
VAGUE_ENGLISH: Final = frozenset("several few many some couple".split())
ROMAN: Final = {
    word: Decimal(value)
    for value, word in enumerate("II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split(), start=2)
}
ENGLISH_FRACTIONS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / Decimal(3)}
