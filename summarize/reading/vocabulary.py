"""Furniture told by its vocabulary: dates, section names, datelines, in any order and with any separators."""

from __future__ import annotations

import re

from summarize.arabic.normalize import normalize

# Lines made wholly of such words (and digits) are furniture: whatever the order and the separators of the site.
_CALENDAR = """
السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة
يناير فبراير مارس أبريل نيسان مايو أيار يونيو يونيه حزيران يوليو يوليه تموز أغسطس آب سبتمبر أيلول أكتوبر تشرين نوفمبر
ديسمبر كانون شباط آذار جانفي فيفري أفريل ماي جوان جويلية أوت غشت شتنبر نونبر دجنبر يوليوز
محرم صفر ربيع جمادى رجب شعبان رمضان شوال القعدة الحجة
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
ساعة ساعات ساعتين ساعتان دقيقة دقائق دقيقتين يومين أيام أسبوع أسبوعين hours hour minutes days
"""
_AROUND_DATES = """
ذو ذي الأول الثاني الأولى الآخرة الآخر م هـ ه ص صباحا مساء ظهرا ق الساعة يوم شهر منذ قبل الآن اليوم أمس
آخر تحديث محدث محدثة تحديثات التحديث حدث تم نشر نشرت النشر نشرها أضيف أضيفت الإضافة تاريخ وقت التوقيت بتوقيت توقيت
غرينتش جرينتش غرينيتش
مكة المكرمة القاهرة بغداد أبوظبي في على عند بتاريخ والساعة لـ الموافق الإصدار الإنشاء التعديل تعديل
last updated update published on at gmt utc am pm ago
"""
_SECTION_WORDS = """
الرئيسية رئيسية أخبار الأخبار اخبار خبر سياسة سياسية السياسة اقتصاد الاقتصاد اقتصادية اقتصادي مال أعمال وأعمال
أسواق الأسواق بورصة بنوك عقارات طاقة رياضة الرياضة رياضية رياضي كرة قدم القدم ثقافة الثقافة ثقافية وثقافة فن
فنون وفنون الفن وفن منوعات متفرقات مجتمع المجتمع صحة الصحة وصحة طب علوم العلوم وعلوم تكنولوجيا التكنولوجيا
وتكنولوجيا تقنية علم وتقنية حوادث قضايا قضاء محاكم وقضايا تعليم جامعات مدارس عربي عربية العربي العرب عرب دولي
دولية الدولي الدولية وعالمية عالمي عالمية عالم العالم وعالم وعربية عربيات محلي محلية محليات المحلية داخلي
مغاربية مغاربي خليجي خليجية الخليج إقليمي إقليمية الشرق الأوسط والعالم أوسط آراء رأي الرأي مقالات مقال كتاب
وكتاب تحليل تحليلات تقارير تقرير تحقيقات حوارات ملفات ملف متابعات برامج فيديو صور بودكاست إنفوغراف كاريكاتير
مدونات سيارات سياحة سفر مرأة المرأة أسرة طفل ديني دين إسلام بيئة مناخ طقس الطقس زراعة أمن أمنية عسكري دفاع جهات
مجهر عاجل العاجل الآن اليوم آخر أهم مصر سوريا العراق لبنان الأردن فلسطين السعودية الإمارات قطر الكويت البحرين
عمان اليمن ليبيا تونس الجزائر المغرب السودان موريتانيا إيران تركيا أمريكا أميركا أوروبا أفريقيا آسيا روسيا news
home politics sport sports economy culture health world
"""


def _word_set(words: str) -> frozenset[str]:
    return frozenset(normalize(word) for word in words.split())


CALENDAR = _word_set(_CALENDAR)
DATE_WORDS = CALENDAR | _word_set(_AROUND_DATES)
SECTION_WORDS = _word_set(_SECTION_WORDS)
_SEPARATORS = re.compile(r"[\s|/\\>»›«‹:,،.\-–—()\[\]·•&+]+")
_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?")
_NUMBER = re.compile(r"\d[\d:.,/-]*(?:am|pm|st|nd|th|م|ص|ه)?")


def is_date_line(key: str) -> bool:
    """Tell a line that gives a date or time and nothing else.

    >>> is_date_line(normalize("آخر تحديث: الخميس 25 يناير 2024 - 14:30 بتوقيت غرينتش"))
    True
    >>> is_date_line(normalize("الخميس الأسود في البورصة"))
    False
    """
    if _ISO_TIME.fullmatch(key):
        return True
    words = [word for word in _SEPARATORS.split(key) if word]
    numbers = sum(1 for word in words if _NUMBER.fullmatch(word))
    known = sum(1 for word in words if word in DATE_WORDS)
    dated = any(word in CALENDAR for word in words) or (numbers and len(words) > 1)
    return bool(dated) and len(words) <= 18 and numbers + known == len(words)


def is_dateline(key: str) -> bool:
    """Tell an agency's place and date above its text: a full date and at most three other words.

    >>> is_dateline(normalize("الواحات 26 شوال 1446 هـ الموافق 24 أبريل 2025 م وكالة البادية"))
    True
    """
    words = [word for word in _SEPARATORS.split(key) if word]
    known = sum(1 for word in words if word in DATE_WORDS or _NUMBER.fullmatch(word))
    return (
        known >= 4 and 0 < len(words) - known <= 3 and any(re.fullmatch(r"(?:1[34]|19|20)\d\d", word) for word in words)
    )


def is_section_line(key: str) -> bool:
    """Tell the name of a section, or a path of them.

    >>> is_section_line(normalize("الرئيسية > أخبار > اقتصاد")), is_section_line(normalize("اقتصاد بلا عملة"))
    (True, False)
    """
    words = [word for word in _SEPARATORS.split(key) if word]
    return 0 < len(words) <= 6 and all(word in SECTION_WORDS for word in words)
