"""Names are found in Arabic without capitals, and recognised in English spelling."""

import time

import pytest

from summarize.arabic.name_matching import name_matches
from summarize.arabic.names import names
from summarize.arabic.transliteration import distance


def found(text: str) -> list[str]:
    return [name.text for name in names(text)]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أردوغان", "Erdogan"),
        ("شوارزنيجر", "Schwarzenegger"),
        ("خاشقجي", "Khashoggi"),
        ("غورباتشوف", "Gorbachev"),
        ("تشرشل", "Churchill"),
        ("القذافي", "Gaddafi"),
        ("نتانياهو", "Netanyahu"),
        ("عبدالله", "Abdullah"),
        ("لاتسيو", "Lazio"),
        ("مبابي", "Mbappé"),
        ("كوفالتشوك", "Kovalchuk"),
    ],
)
def test_spellings_of_one_name_match(arabic, english):
    assert name_matches(arabic, f"On Monday {english} arrived.")


@pytest.mark.parametrize(
    ("arabic", "english"),
    [("أردوغان", "Macron"), ("كسلا", "Nairobi"), ("سالم", "Samir"), ("مصر", "Syria"), ("طرابلس", "Benghazi")],
)
def test_other_names_do_not_match(arabic, english):
    assert not name_matches(arabic, f"On Monday {english} arrived.")


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("مصر", "in Egypt"),
        ("والمصريين", "Egyptians"),
        ("للولايات المتحدة", "the U.S. army"),
        ("الأمم المتحدة", "the UN said"),
        ("الألماني", "the German striker"),
        ("القاهرة", "Cairo"),
    ],
)
def test_exonyms_and_peoples_come_from_the_table(arabic, english):
    assert name_matches(arabic, english)


def test_clitics_on_a_name_do_no_harm():
    assert name_matches("ولترامب", "President Trump")


def test_a_name_of_two_words_may_be_one_in_english():
    assert name_matches("عبد الرحمن", "King Abdulrahman")
    assert name_matches("أبوظبي", "in Abu Dhabi")


def test_a_shortened_name_still_matches():
    assert name_matches("خوسيه مانويل ألباريس", "Albares said")


def test_names_are_found_in_a_sentence():
    assert found("وقال وزير الخارجية الإسباني خوسيه ألباريس في بغداد") == ["الإسباني", "خوسيه ألباريس", "بغداد"]


@pytest.mark.parametrize(
    "text", ["ارتفعت أسعار الخبز في المدينة هذا الأسبوع", "ولم يصدر أي تعليق من الحكومة", "في شهر ديسمبر الماضي"]
)
def test_sentences_without_names_have_none(text):
    assert found(text) == []


def test_spans_point_into_the_text():
    text = "التقى بوتين نظيره الفرنسي ماكرون في موسكو"
    assert found(text)
    assert all(text[name.start : name.end] == name.text for name in names(text))


def test_an_unrelated_pair_is_farther_than_a_related_one():
    assert distance("بوتين", "Putin") < 0.2 < 0.5 < distance("بوتين", "Merkel")


@pytest.mark.parametrize("text", ["بوتين " * 4_000, "ا" * 50_000, "عبد " * 6_000, "كابونغو، " * 3_000])
def test_hostile_text_takes_linear_time(text):
    before = time.process_time()
    names(text)
    name_matches(text, "Putin " * 10_000)
    assert time.process_time() - before < 4  # a quadratic step would take minutes
