"""Words by which a sentence announces itself or goes on, all in ``normalize``'s spelling.

Arabic has no capital letters, so after a doubtful mark (an ellipsis, a closed quotation, an abbreviation) the next word
is the only witness.
"""

from __future__ import annotations

from summarize.arabic.normalize import normalize


def _table(words: str) -> frozenset[str]:
    return frozenset(normalize(words).split())


# وقال, وأضافت, فأجاب: with و or ف in front these open a sentence; without it they may follow a quotation
# («هل يعقل هذا؟» تساءل الوزير).
REPORTING_VERBS = _table(
    "قال قالت قالوا يقول تقول أضاف أضافت أضافوا يضيف تضيف تابع تابعت أكد أكدت أكدوا يؤكد تؤكد أوضح أوضحت أوضحوا "
    "يوضح أشار أشارت أشاروا يشير تشير ذكر ذكرت ذكروا يذكر تذكر أعلن أعلنت أعلنوا صرح صرحت أفاد أفادت أعرب أعربت "
    "شدد شددت لفت لفتت كشف كشفت نقل نقلت رأى رأت اعتبر اعتبرت اتهم اتهمت دعا دعت طالب طالبت حذر حذرت تساءل تساءلت "
    "سأل سألت أجاب أجابت رد ردت علق علقت كتب كتبت ختم ختمت استطرد استطردت واصل واصلت بين بينت نفى نفت زعم زعمت "
    "توقع توقعت أقر أقرت وصف وصفت ندد نددت هتف صاح صرخ همس استدرك مضى"
)

# وكان, ولم, ومن: with و in front, the other words that begin a news sentence after an ellipsis.
SENTENCE_VERBS = _table(
    "كان كانت كانوا يأتي تأتي جاء جاءت يعد تعد شهد شهدت وقع وقعت بدأ بدأت وصل وصلت قتل قتلت أصيب أصيبت أسفر أسفرت "
    "تم يتم بلغ بلغت سبق استمر استمرت يبدو تبدو"
)

# Words that go on with the sentence of the quotation before them: «لن نتراجع.» مضيفا أن ...
PARTICIPLES = _table(
    "مضيفا مضيفة مؤكدا مؤكدة موضحا موضحة مشيرا مشيرة مشددا مشددة لافتا لافتة معتبرا معتبرة معربا معربة مبينا مبينة "
    "متابعا متابعة قائلا قائلة مذكرا مذكرة داعيا داعية محذرا محذرة متسائلا متسائلة مطالبا مطالبة منوها منوهة ملمحا "
    "ملمحة متهما متهمة نافيا نافية واصفا واصفة مستطردا مستطردة مردفا مردفة كاشفا كاشفة مستشهدا مستشهدة منددا منددة "
    "مستنكرا مستنكرة معلقا معلقة ردا تعليقا"
)
RELATIVES = _table("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي")

# After an era or a unit (ق.م. في بابل) and after a quoted question («إلى أين؟» في بيروت) these go on; after a plain
# full stop they open sentences as often (في المقابل، من جهته).
CONTINUATIONS = _table(
    "في من إلى على عن مع بين عند لدى حتى خلال عبر ضد نحو قبل بعد ضمن وفق وفقا بحسب حسب حيث أو أم و ثم بينما فيما "
    "دون بدون"
)

# Conjunctions that open a clause inside a long sentence; a cut stands in front of them.
CLAUSE_OPENERS = _table(
    "بينما فيما حيث إذ لكن ولكن لكنه لكنها ولكنه ولكنها بل إلا إذا لأن لأنه لأنها كما وكما مما ومما عندما وعندما "
    "حين حينما وحين بعدما وبعدما قبل رغم ورغم وإن وأن وأنه وأنها وإنه وإنها فإن فإنه فإنها وقد فقد ولقد ولم ولا "
    "ولن وهو وهي وهم وهذا وهذه وذلك وكذلك ومن وفي وعلى وإلى وكان وكانت الذي التي الذين والذي والتي والذين ثم كي "
    "لكي وليس وليست سواء أو"
)


def opens_sentence(word: str) -> bool:
    """Tell whether ``word`` (normalised) begins a sentence rather than goes on with one.

    >>> opens_sentence("واضاف"), opens_sentence("وليد"), opens_sentence("في")
    (True, False, False)
    """
    return word[:1] in {"و", "ف"} and (word[1:] in REPORTING_VERBS or word[1:] in SENTENCE_VERBS)


def goes_on(word: str) -> bool:
    """Tell whether ``word`` (normalised) rather goes on with a sentence, where a mark leaves that open.

    >>> goes_on("في"), goes_on("للطالب"), goes_on("وزير")
    (True, True, False)
    """
    return word in CONTINUATIONS or word.startswith(("لل", "بال"))
