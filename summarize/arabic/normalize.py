"""Spelling folded away so that two writings of one word compare equal, one function a rule.

For MATCHING only: folding loses letters (``إلى`` and ``الي`` become one), so nothing that a reader sees passes through
here. ``summarize.arabic.model_text`` is the milder form that models read. The rules are those of light Arabic
retrieval since Larkey, Ballesteros and Connell (2002), plus what scraped pages add: Farsi keyboards, presentation
forms out of PDFs, invisible marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Harakat, tanween, shadda, sukun, superscript alef, Quranic marks. An explicit range, because decomposing (NFD) and
# dropping marks would take the hamza off مؤمن and the madda off آن.
_TASHKEEL = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]")
_TATWEEL = "\u0640"
_ALEF = str.maketrans("أإآٱٲٳٵ", "ا" * 7)
_YEH = str.maketrans("ىیېےۍ", "ييييي")
# A Farsi or Urdu keyboard's letters for Arabic ones (علی، کتاب), and the letters that Arabic borrows for foreign sounds
# (ڤيروس and فيروس, باريس and پاريس are one word to a reader).
_PERSIAN = str.maketrans("یکھہەۀۆگپچژڤڨ", "يكههههوكبجزفق")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_QUOTES = {**dict.fromkeys(map(ord, "“”„‟«»″〝〞＂"), '"'), **dict.fromkeys(map(ord, "‘’‚‛‹›′`´＇"), "'")}
# Arabic presentation forms and full-width ASCII. ﷺ and its like (FDFA and up) stay: NFKC would make words of a sign.
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdf9\ufe70-\ufefc\uff01-\uff5e]+")
# Controls that are not white space, soft hyphen, zero-width and bidi marks, byte-order mark, interlinear marks.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile(r"\s+")


def strip_tashkeel(text: str) -> str:
    """Take the vowel marks off; letters keep their hamza.

    >>> strip_tashkeel("مُدَرِّسةٌ مُؤمنة")
    'مدرسة مؤمنة'
    """
    return _TASHKEEL.sub("", text)


def strip_tatweel(text: str) -> str:
    """Take out the stroke that only stretches a word.

    >>> strip_tatweel("الرئيـــس")
    'الرئيس'
    """
    return text.replace(_TATWEEL, "")


def fold_alef(text: str) -> str:
    """Give every alef the bare form: editors drop its hamza freely.

    >>> fold_alef("أحمد إلى آخر")
    'احمد الى اخر'
    """
    return text.translate(_ALEF)


def fold_yeh(text: str) -> str:
    """Give a final yeh its dots: Egyptian papers print علي and على alike.

    >>> fold_yeh("على مستشفى")
    'علي مستشفي'
    """
    return text.translate(_YEH)


def fold_teh_marbuta(text: str) -> str:
    """Write teh marbuta as heh, which is how it is often typed.

    >>> fold_teh_marbuta("حكومة")
    'حكومه'
    """
    return text.replace("ة", "ه")


def fold_persian(text: str) -> str:
    """Give Farsi, Urdu and Kurdish letters their nearest Arabic ones.

    >>> fold_persian("کتابی عن ڤيروس")
    'كتابي عن فيروس'
    """
    return text.translate(_PERSIAN)


def fold_digits(text: str) -> str:
    """Write both Arabic digit systems, with their separators and percent sign, in ASCII.

    >>> fold_digits("٣٫٥٪ من ۱۲٬۰۰۰")
    '3.5% من 12,000'
    """
    return text.translate(_DIGITS)


def fold_presentation_forms(text: str) -> str:
    """Turn letters frozen in one shape (PDFs, old fonts) and full-width ASCII into plain characters, in NFC.

    >>> fold_presentation_forms("ﻣﺤﻤﺪ ﻻ ２٠")
    'محمد لا 2٠'
    """
    text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return unicodedata.normalize("NFC", text)


def fold_quotes(text: str) -> str:
    r"""Write every double quotation mark as ``"`` and every single one as ``'``.

    >>> fold_quotes("«نعم» و“لا” و‘ربما’")
    '"نعم" و"لا" و\'ربما\''
    """
    return text.translate(_QUOTES)


def strip_controls(text: str) -> str:
    r"""Take out characters that cannot be seen: controls, zero-width and bidi marks, byte-order marks.

    >>> strip_controls("\u200fمصر\u200b\x00")
    'مصر'
    """
    return _CONTROLS.sub("", text)


def collapse_space(text: str) -> str:
    r"""Write any run of white space as one space, none at the ends.

    >>> collapse_space(" في\u00a0 \nمصر ")
    'في مصر'
    """
    return _SPACE.sub(" ", text).strip()


def normalize(text: str) -> str:
    """Give the form in which two writings of the same Arabic compare equal; applying it twice changes nothing.

    Latin letters are lower-cased. Punctuation and word order stay.

    >>> normalize("قالَ «الرئيـس» أحمد: ٣٫٥٪ على الأقلّ  في UNRWA")
    'قال "الرئيس" احمد: 3.5% علي الاقل في unrwa'
    """
    text = fold_presentation_forms(strip_controls(text))
    text = strip_tatweel(strip_tashkeel(text))
    text = fold_teh_marbuta(fold_yeh(fold_alef(fold_persian(text))))
    text = fold_quotes(fold_digits(text))
    return collapse_space(text.lower())


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Give ``normalize(word)``, remembered: the same words come again and again.

    >>> folded("قالَ")
    'قال'
    """
    return normalize(word)
