"""The one spelling that models are trained on and fed with.

Scraped Arabic writes the same sentence in many ways: with and without tashkeel and tatweel, with Farsi
letters, in two digit systems, in four kinds of quotation marks. A small model should not spend parameters on
that, and a large one translates the plain form at least as well. Only spelling changes here, never words;
what a reader is shown is always the original.
"""

from __future__ import annotations

import re
import unicodedata

# Tashkeel (harakat, tanween, shadda, sukun, superscript alef, Quranic marks) and tatweel. By explicit range:
# NFD would also take the hamza off مؤمن.
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
# Controls other than white space, zero-width and bidi marks, byte-order mark, private use, the replacement character.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\ufff9-\ufffd]"
)
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdf9\ufe70-\ufefc\uff01-\uff5e]")
_SPACE = re.compile(r"\s+")
# Farsi, Urdu and Kurdish letters that keyboards and scrapers put into Arabic words; both digit systems; marks.
_LETTERS: dict[int, int | str] = {
    **str.maketrans("یکھہەۀۆٱ", "يكههههوا"),
    **str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%"),
    **dict.fromkeys(map(ord, "“”„‟«»″〝〞"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′`´"), "'"),
    **dict.fromkeys(map(ord, "–—―−‑‐"), "-"),
    **dict.fromkeys(map(ord, "•·"), " "),
    ord("…"): "...",
}


def model_text(text: str) -> str:
    """Give ``text`` in the spelling the embedded model knows: one line, marks off, ASCII digits and quotes.

    >>> model_text("قالَ «الرئيـس» إن ٣٫٥٪  من الناس")
    'قال "الرئيس" إن 3.5% من الناس'
    """
    text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    text = _MARKS.sub("", text).translate(_LETTERS)
    return _SPACE.sub(" ", text).strip()
