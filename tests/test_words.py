from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.arabic.normalize import normalize
from summarize.arabic.words import STOP_WORDS, arabic_share, content_words, stem, words

# Forms of one word that a matcher has to bring together.
FAMILIES = [
    "المدرسة مدرسة والمدرسة بالمدرسة للمدرسة مدرستها",
    "الوزير وزير والوزير للوزير وزيرا وزيرها",
    "الصحفيين الصحفيون صحفيين صحفي صحفية",
    "الهجمات هجمات والهجمات هجماتها هجمة",
    "العراقية العراقي العراق عراقيين والعراقيون",
    "سوريا السورية السوريين سوري",
    "فرنسا الفرنسية فرنسي والفرنسيين",
    "الاقتصاد اقتصادي الاقتصادية",
    "قرار القرار قرارات قراره وقرار",
    "اللاجئين لاجئين لاجئ واللاجئون",
    "القوات قوات والقوات قواتها",
    "السيارة سيارتين السيارات",
]
# Words that look alike and are not.
STRANGERS = [
    "كتاب كتب",
    "وزير زير",
    "لبنان لبن",
    "وطن طن",
    "التزام تزامن",
    "والد لد",
    "وفد فد",
    "سلام سلم",
    "إيران أير",
]


def test_a_vowelled_word_is_one_token():
    assert words("مُدَرِّسةٌ") == ["مدرسه"]


@pytest.mark.parametrize(
    ("text", "token"),
    [("3.5", "3.5"), ("٣٫٥", "3.5"), ("3,500", "3500"), ("3٬500", "3500"), ("12%", "12%"), ("25/1/2024", "25/1/2024")],
)
def test_a_number_stays_whole(text, token):
    assert words(f"بلغ {text}، أمس") == ["بلغ", token, "امس"]


def test_a_full_stop_behind_a_number_is_not_part_of_it():
    assert words("عام 2024.") == ["عام", "2024"]


def test_a_decimal_comma_is_not_a_thousands_separator():
    assert words("10,8") == ["10,8"]


def test_letters_and_digits_written_together_are_two_tokens():
    assert words("عام2020") == ["عام", "2020"]


def test_marks_emoji_and_underscores_are_no_words():
    assert words("«نعم!» 😀 #أنقذوا_البحيرة") == ["نعم", "انقذوا", "البحيره"]


@pytest.mark.parametrize("family", FAMILIES)
def test_forms_of_one_word_share_a_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", STRANGERS)
def test_look_alikes_keep_their_own_stems(pair):
    assert len({stem(word) for word in pair.split()}) == 2


@given(st.text(st.sampled_from("ابتةهويناللمسرقى"), min_size=3, max_size=12))
def test_a_stem_keeps_three_letters(word):
    assert len(stem(word)) >= 3


def test_content_words_leave_out_function_words_even_with_a_conjunction():
    assert content_words("وقد قال إن ذلك كان في القاهرة") == [stem("القاهرة")]


def test_content_words_keep_numbers():
    assert content_words("قتل 7 في 3.5 ساعة") == [stem("قتل"), "7", "3.5", stem("ساعة")]


def test_stop_words_are_in_the_spelling_of_words():
    assert all(normalize(word) == word for word in STOP_WORDS)
    assert {"في", "الي", "علي", "ولكن"} <= STOP_WORDS


@pytest.mark.parametrize("word", ["هجوم", "حكومة", "مصر", "رئيس", "مليون", "قتل", "وفد"])
def test_words_that_carry_the_story_are_no_stop_words(word):
    assert normalize(word) not in STOP_WORDS


@pytest.mark.parametrize(
    ("text", "share"),
    [("مصر", 1.0), ("Cairo", 0.0), ("مصر BBC", 0.5), ("", 0.0), ("2024 😀", 0.0), ("ﻣﺼﺮ", 1.0), ("مُصِرّ", 1.0)],
)
def test_arabic_share_counts_letters_only(text, share):
    assert arabic_share(text) == share


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_words_and_a_share(text):
    assert all(words(text))
    assert 0.0 <= arabic_share(text) <= 1.0
    assert all(content_words(text))
