from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.arabic.normalize import (
    collapse_space,
    fold_alef,
    fold_digits,
    fold_persian,
    fold_presentation_forms,
    fold_quotes,
    fold_teh_marbuta,
    fold_yeh,
    normalize,
    strip_controls,
    strip_tashkeel,
    strip_tatweel,
)

RULES = [
    collapse_space,
    fold_alef,
    fold_digits,
    fold_persian,
    fold_presentation_forms,
    fold_quotes,
    fold_teh_marbuta,
    fold_yeh,
    normalize,
    strip_controls,
    strip_tashkeel,
    strip_tatweel,
]
any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates and controls included


def test_vowel_marks_go_and_hamza_stays():
    assert strip_tashkeel("مُؤْمِنٌ بِالقُرآنِ وَسُئِلَ") == "مؤمن بالقرآن وسئل"


def test_superscript_alef_and_shadda_go():
    assert strip_tashkeel("هٰذا مدرِّس") == "هذا مدرس"


def test_a_hamza_typed_as_a_combining_mark_is_composed_before_folding():
    assert normalize("مو\u0654من ا\u0654حمد") == "مؤمن احمد"


def test_farsi_keyboard_letters_equal_arabic_ones():
    assert normalize("کلیة علی") == normalize("كلية علي")


def test_borrowed_letters_equal_their_common_spelling():
    assert normalize("ڤيروس پاريس") == normalize("فيروس باريس")


@pytest.mark.parametrize("spelling", ["٣٫٥٪", "۳٫۵٪", "3.5%", "３.５%"])
def test_every_digit_system_gives_the_same_number(spelling):
    assert normalize(spelling) == "3.5%"


def test_arabic_thousands_separator_becomes_a_comma():
    assert fold_digits("١٢٬٥٠٠") == "12,500"


def test_presentation_forms_become_letters():
    assert fold_presentation_forms("ﻣﺼﺮ ﻻ ﷲ") == "مصر لا الله"


def test_religious_signs_are_not_spelled_out():
    assert "ﷺ" in normalize("النبي ﷺ")


@pytest.mark.parametrize("quoted", ["«نعم»", "“نعم”", "”نعم“", "„نعم‟", '"نعم"'])
def test_every_double_quotation_mark_becomes_the_straight_one(quoted):
    assert fold_quotes(quoted) == '"نعم"'


def test_bidi_and_zero_width_marks_do_not_part_equal_words():
    assert normalize("\u200fال\u200cقاهرة\u202c\ufeff") == normalize("القاهرة")


def test_white_space_survives_strip_controls():
    assert strip_controls("سطر\nسطر\tآخر\x07") == "سطر\nسطر\tآخر"


def test_latin_letters_are_lower_cased():
    assert normalize("UNRWA في غزة") == "unrwa في غزه"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(text=any_text)
def test_a_rule_applied_twice_changes_nothing_more(rule, text):
    assert rule(rule(text)) == rule(text)


@given(st.lists(st.sampled_from("مدرسةأحرفؤئ"), min_size=1).map("".join), st.data())
def test_vowel_marks_anywhere_make_no_difference(word, data):
    marks = data.draw(st.lists(st.sampled_from(["", "\u064e", "\u0651\u064f", "\u0640"]), min_size=len(word)))
    vowelled = "".join(letter + mark for letter, mark in zip(word, marks, strict=False))
    assert normalize(vowelled) == normalize(word)
