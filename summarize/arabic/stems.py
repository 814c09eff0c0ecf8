"""Light stems: the affixes that can be taken off an Arabic word without a dictionary.

After Light10 (Larkey, Ballesteros and Connell, 2007), with three changes that news asks for. Endings are taken off
as long as there are any, so that سوريا, السوري and السورية meet. A first و or ال that belongs to the word stays (وزير,
التزام). The dual ending ان stays: لبنان, إيران and برلمان are worth more than duals. Broken plurals are not joined.
"""

from __future__ import annotations

from functools import lru_cache

from summarize.arabic.normalize import folded, normalize

_PREFIXES = ("وال", "فال", "بال", "كال", "ولل", "وبال", "لل", "ال", "و")
_PRONOUNS = ("هما", "هم", "ها", "ه")  # ه is also the folded teh marbuta
_ENDINGS = ("تين", "ات", "ون", "ين", "ا", "ي")
_SHORTEST = 3


def _without_endings(word: str) -> str:
    """Take pronoun and inflection off, as long as three letters stay."""
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= _SHORTEST:
            word = word[: -len(pronoun)]
            # Before a pronoun the teh marbuta opens to ت: مدرستها. The ت of a plural in ات goes with it below.
            if word.endswith("ت") and not word.endswith("ات") and len(word) > _SHORTEST:
                word = word[:-1]
            break
    while True:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
        else:
            return word


# Words whose first letters look like a prefix; each is frequent in news.
_WHOLE = frozenset(
    _without_endings(word)
    for word in normalize(
        "وزير وزراء وزارة وكالة وكيل وفد وفود وطن ولاية وضع وقف وحدة وصول وجود وجه وثيقة وثائق واشنطن وسط وسائل "
        "وسيلة وساطة وظيفة وظائف وقت ورقة ورشة وباء واجب واقع واقعة وقائع والد وعي وفاة وقود ولادة وادي واسع وارد "
        "وزن وقاية وراثة وحش وصف وصاية ولد ولاء وليد وائل وسام وديع واتساب ويلز ورود وجهاء وافد وتيرة وحيد وعود "
        "التزام التقاء إلغاء إلحاق التحاق التهاب التفاف التماس ألمانيا إلكترون ألعاب ألم ألبان ألبوم ألغام آلاف "
        "الله بالون كالسيوم فالنسيا بالغ"
    ).split()
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Give the light stem of one word, for matching; at least three letters stay.

    >>> stem("والمدرسين"), stem("مدرستها"), stem("وزيرا"), stem("السورية"), stem("سوريا")
    ('مدرس', 'مدرس', 'وزير', 'سور', 'سور')
    """
    word = folded(word)
    bare = _without_endings(word)
    if bare in _WHOLE:
        return bare
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            return _without_endings(word[len(prefix) :])
    return bare
