"""Month names: three systems of Arabic (Gregorian, Syriac, Maghrebi) and English.

An outlet often writes two systems at once: «أكتوبر/تشرين الأول», «تشرين الأول (أكتوبر)». Spellings are compared
after ``normalize``.
"""

from __future__ import annotations

from typing import Final

from summarize.arabic.normalize import normalize

_ARABIC: Final = {
    1: "يناير، كانون الثاني، جانفي",  # «جانفي» in Algeria and Tunisia
    2: "فبراير، شباط، فيفري",
    3: "مارس، آذار، مارث",
    4: "أبريل، إبريل، نيسان، أفريل، ابريل",
    5: "مايو، أيار، ماي",  # «ماي» in the Maghreb
    6: "يونيو، يونيه، حزيران، جوان",
    7: "يوليو، يوليه، تموز، جويلية، يوليوز",  # «يوليوز» in Morocco
    8: "أغسطس، آب، أوت، غشت",  # «غشت» in Morocco, «أوت» in Algeria and Tunisia
    9: "سبتمبر، أيلول، شتنبر",
    10: "أكتوبر، تشرين الأول",
    11: "نوفمبر، تشرين الثاني، نونبر",
    12: "ديسمبر، كانون الأول، دجنبر",
}
ARABIC_MONTHS: Final = {normalize(name): month for month, names in _ARABIC.items() for name in names.split("، ")}
# Month names that are also other words; they count beside a number or another month name, or after «شهر» and the like:
# «مارس ضغوطا» (exerted), «تيريزا ماي» (a name), «آب» (returned), «جوان» (a name), «أوت» (out).
AMBIGUOUS_MONTHS: Final = frozenset(normalize(name) for name in ("مارس", "آب", "ماي", "جوان", "أوت", "مارث"))
MONTH_CUES: Final = frozenset(
    normalize(cue) for cue in ("شهر", "في", "منذ", "مطلع", "منتصف", "أوائل", "أواخر", "نهاية", "بداية", "خلال", "حتى")
)

ENGLISH_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# "May" is also a verb and a prime minister, "March" a protest, "Jan" and "Mar" are names: they count beside a number or
# after one of the cues.
AMBIGUOUS_ENGLISH_MONTHS: Final = frozenset({"may", "march", "mar", "jan"})
ENGLISH_MONTH_CUES: Final = frozenset(
    "in since last next this by until till from early late mid of to through and during before after between".split()
)
