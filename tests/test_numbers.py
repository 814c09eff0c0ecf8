"""Numbers are read by value, in Arabic and in English, and compared across them."""

import time

import pytest

from summarize.arabic.numbers import english_numbers, missing_numbers, numbers


def values(text: str) -> list[str]:
    return [number.value for number in numbers(text)]


def english_values(text: str) -> list[str]:
    return [number.value for number in english_numbers(text)]


def lost(arabic: str, english: str) -> list[str]:
    return [number.value for number in missing_numbers(numbers(arabic), english_numbers(english))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("٣٫٥", "3.5"),
        ("3,5 كيلومتر", "3.5"),
        ("١٬٢٥٠٬٠٠٠ نسمة", "1250000"),
        ("1,250,000", "1250000"),
        ("2.500.000", "2500000"),
        ("10 000 متظاهر", "10000"),
        ("4ر10 دولار", "10.4"),
        ("خمسة وعشرون", "25"),
        ("خمسة عشر يوما", "15"),
        ("إحدى عشرة سنة", "11"),
        ("مئتي ألف", "200000"),
        ("مائتان", "200"),
        ("ثلاثة آلاف", "3000"),
        ("ألف وخمسمئة", "1500"),
        ("ثلاثمئة وخمسة وستون", "365"),
        ("تسعة عشر ألفا ومئتان وثلاثة", "19203"),
        ("مليون ونصف", "1500000"),
        ("مليونا ونصف المليون", "1500000"),
        ("مليونا و200 ألف دينار", "1200000"),
        ("ألفا ومئتي شخص", "1200"),
        ("ربع مليون", "250000"),
        ("نصف مليون", "500000"),
        ("7 ملايين", "7000000"),
        ("1.5 مليار", "1500000000"),
        ("12 ألفا و500", "12500"),
        ("(10) آلاف", "10000"),
        ("الثالث عشر", "13"),
        ("الحادي والعشرون", "21"),
        ("60كلم", "60"),
        ("عام2020", "2020"),
    ],
)
def test_arabic_numbers_have_one_value_however_they_are_written(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["30%", "٣٠٪", "%30", "30 بالمئة", "30 في المئة", "30 في المائة", "ثلاثون بالمائة"])
def test_percentages_are_one_kind(text):
    assert [(number.kind, number.value) for number in numbers(text)] == [("percent", "30%")]


@pytest.mark.parametrize(
    "text",
    [
        "7 أكتوبر 2023",
        "٧ تشرين الأول ٢٠٢٣",
        "7 تشرين الأول/أكتوبر 2023",
        "السابع من أكتوبر (تشرين الأول) عام 2023",
        "7/10/2023",
        "2023-10-07",
    ],
)
def test_a_date_is_one_date_in_every_system_of_months(text):
    assert [(number.kind, number.value) for number in numbers(text)] == [("date", "2023-10-07")]


@pytest.mark.parametrize(
    ("text", "value"), [("جويلية 1962", "1962-07"), ("13 دجنبر", "--12-13"), ("5 أوت", "--08-05"), ("فيفري", "--02")]
)
def test_maghrebi_months_are_known(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text", ["لست متأكدا", "يوم الاثنين", "آلاف القتلى", "عشرات الآلاف", "كمية كبيرة", "باب المدرسة", "قتيلان"]
)
def test_words_that_only_look_like_numbers_are_none(text):
    assert values(text) == []


def test_two_numbers_in_a_row_stay_two():
    assert values("بين ثلاثة وأربعة") == ["3", "4"]


def test_spans_point_into_the_text():
    text = "قُتل خمسة وعشرون شخصا في ٧ أيار/مايو"
    assert all(text[number.start : number.end] == number.text for number in numbers(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-five", "25"),
        ("a hundred and five", "105"),
        ("one hundred fifty-two thousand", "152000"),
        ("$5bn", "5000000000"),
        ("2.5m", "2500000"),
        ("two and a half million", "2500000"),
        ("a million and a half", "1500000"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("twenty-first", "21"),
        ("21st", "21"),
        ("30 per cent", "30%"),
        ("6:30 p.m.", "18:30"),
        ("the 25th of January, 2024", "2024-01-25"),
        ("Jan. 25", "--01-25"),
        ("King Mohammed VI", "6"),
    ],
)
def test_english_numbers_have_one_value_however_they_are_written(text, value):
    assert english_values(text) == [value]


@pytest.mark.parametrize("text", ["He may go.", "They march on.", "dozens of people", "several hundred"])
def test_english_words_that_only_look_like_numbers_are_none(text):
    assert english_values(text) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("200 شخص", "two hundred people"),
        ("مئتا ألف لاجئ", "200,000 refugees"),
        ("7 ملايين برميل", "7m barrels"),
        ("نسخة واحدة", "a copy"),
        ("بين 5 و7 ملايين", "between 5 million and 7 million"),
        ("الساعة 18:30", "at 6:30 p.m."),
        ("الساعة 18,40", "at 6:40 p.m."),
        ("الساعة 15:30 بتوقيت غرينتش", "at 1530 GMT"),
        ("الساعة السادسة مساء", "at 6 p.m."),
        ("في الثمانينيات", "in the 1980s"),
        ("910.000 برميل", "910,000 barrels"),
        ("أيار/مايو الماضي", "last May"),
        ("المجموعة الرابعة", "Group D"),
        ("الملك محمد السادس", "King Mohammed VI"),
        ("25/12/2020", "December 25, 2020"),
        ("مليونا دولار", "$2 million"),
    ],
)
def test_a_faithful_translation_misses_no_number(arabic, english):
    assert lost(arabic, english) == []
    assert missing_numbers([n for n in english_numbers(english) if n.value not in "12"], numbers(arabic)) == ()


@pytest.mark.parametrize(
    ("arabic", "english", "value"),
    [
        ("قتل 150 شخصا", "105 people were killed", "150"),
        ("3.5 مليون", "3.5 billion", "3500000"),
        ("7 أكتوبر", "October 17", "--10-07"),
        ("7 أكتوبر", "September 7", "--10-07"),
        ("في آذار/مارس 2022", "in March 2020", "2022-03"),
        ("خمسة جنود", "soldiers", "5"),
        ("بنسبة 4%", "by 14%", "4%"),
        ("الساعة 18:30", "at 18:45", "18:30"),
    ],
)
def test_a_changed_number_is_missed(arabic, english, value):
    assert lost(arabic, english) == [value]


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "1,000," * 6_000, "خمسة و" * 5_000, "1 000 " * 6_000, "3/4" * 10_000, "ألف " * 8_000]
)
def test_hostile_text_takes_linear_time(text):
    before = time.process_time()
    numbers(text)
    english_numbers(text)
    assert time.process_time() - before < 4  # a quadratic step would take minutes
