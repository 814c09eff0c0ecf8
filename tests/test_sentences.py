from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.arabic.sentences import split_clauses, split_sentences

# Written for this project; ¦ stands where a sentence ends, behind its last character.
CASES = json.loads((Path(__file__).parent / "data" / "sentences.json").read_text(encoding="utf-8"))
# Pieces of scraped text, one blank apart; in UNITS _ is a space.
WORDS = "كلمة و د ق.م وقال مضيفا Inc 3.5 ٣ 1 https:// a.b @ - • 😀"
MARKS = '. .. ... … ؟ ! ؟! ، ؛ : . ؟ " " « » “ ” \' ( ) [ ]'
BLANKS = [" ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2029", "\u200f", "\u0651", "\x00", "\ud800"]
PARTS = [*WORDS.split(), *MARKS.split(), *BLANKS]
UNITS = (
    'كلمة_ ._ ._. " « "_ا ا._" ." ?x_ ( )._ .\n \n ا\n a. ا._ ا.\u200f_ ا.ب https:// www. \u200f ._._ '
    "1._ «ا» “ا._” [1] .[1] !😀 'ا_ د._ ...ا_"
)
any_text = st.one_of(st.lists(st.sampled_from(PARTS)).map("".join), st.text(st.characters(exclude_categories=())))


def count_words(text: str) -> int:
    return len(text.split())


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def labelled(case: dict[str, str]) -> tuple[str, set[int]]:
    """Give a case's text, and where its sentences end; the end of the text is no finding."""
    pieces = case["text"].split("¦")
    text, ends = pieces[0], set()
    for piece in pieces[1:]:
        ends.add(len(text.rstrip()))
        text += piece
    return text, ends


def found_ends(text: str) -> set[int]:
    return {sentence.end for sentence in split_sentences(text)[:-1]}


def case_params() -> list[object]:
    return [
        pytest.param(
            case,
            id=case["case"],
            marks=[pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", case_params())
def test_sentences_end_where_a_reader_ends_them(case):
    text, ends = labelled(case)
    assert [text[:end][-30:] for end in sorted(found_ends(text))] == [text[:end][-30:] for end in sorted(ends)]


def test_boundaries_of_all_cases_reach_098_precision_and_recall():
    found = right = wanted = 0
    for case in CASES:
        text, ends = labelled(case)
        got = found_ends(text)
        found, right, wanted = found + len(got), right + len(got & ends), wanted + len(ends)
    assert right / found >= 0.98
    assert right / wanted >= 0.98


@settings(max_examples=400)
@given(any_text)
def test_splitting_loses_nothing_but_white_space(text):
    position = 0
    for index, sentence in enumerate(split_sentences(text)):
        assert sentence.index == index
        assert sentence.start >= position
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert not text[position : sentence.start].strip()
        position = sentence.end
    assert not text[position:].strip()


@given(st.lists(any_text, max_size=4))
def test_a_blank_line_always_parts_sentences(paragraphs):
    paragraphs = [paragraph.strip() for paragraph in paragraphs if paragraph.strip()]
    together = split_sentences("\n\n".join(paragraphs))
    assert [s.text for s in together] == [s.text for p in paragraphs for s in split_sentences(p)]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t\u00a0\n"])
def test_nothing_gives_no_sentence(text):
    assert split_sentences(text) == ()


def test_marks_alone_are_one_sentence():
    assert [sentence.text for sentence in split_sentences("؟! ... *")] == ["؟! ... *"]


def test_an_unclosed_quotation_mark_does_not_swallow_the_article():
    article = "بدأ الخطاب «من هنا. " + "ثم جاءت جملة أخرى. " * 50
    assert len(split_sentences(article)) == 51


def test_an_odd_straight_mark_does_not_turn_the_quotations_after_it_inside_out():
    article = 'شاشة 24" جديدة. وقال البائع "نفدت الكمية. عودوا غدا" للزبائن. وأغلق "متجره" باكرا. ومضى.'
    assert [s.text[:9] for s in split_sentences(article)] == ['شاشة 24" ', "وقال البا", 'وأغلق "مت', "ومضى."]


@pytest.mark.parametrize("unit", [unit.replace("_", " ") for unit in UNITS.split(" ")])
def test_a_long_run_of_one_thing_is_split(unit):
    text = unit * (20_000 // len(unit))
    assert bare("".join(sentence.text for sentence in split_sentences(text))) == bare(text)


@pytest.mark.parametrize("unit", ["كلمة ", ".", '"'])
def test_a_million_characters_in_one_line_are_split(unit):
    text = unit * (1_000_000 // len(unit))
    assert [sentence.text for sentence in split_sentences(text)] == [text.rstrip()]


def test_a_sentence_that_fits_is_not_cut():
    assert split_clauses("  جملة قصيرة، لكنها تامة. ", 10, count_words) == ("جملة قصيرة، لكنها تامة.",)


def test_empty_text_has_no_clauses():
    assert split_clauses(" ", 10, count_words) == ()


def test_a_long_sentence_is_cut_at_the_semicolon_rather_than_the_comma():
    sentence = "اجتمع الوزراء صباحا، وناقشوا خطة المياه؛ ثم زاروا السد الجديد، وعادوا مساء"
    assert split_clauses(sentence, 8, count_words) == (
        "اجتمع الوزراء صباحا، وناقشوا خطة المياه؛",
        "ثم زاروا السد الجديد، وعادوا مساء",
    )


def test_a_sentence_without_marks_is_cut_before_a_conjunction():
    sentence = "واصلت الفرق البحث عن المفقودين بينما غمرت المياه الطرق المؤدية إلى القرية"
    assert split_clauses(sentence, 7, count_words) == (
        "واصلت الفرق البحث عن المفقودين",
        "بينما غمرت المياه الطرق المؤدية إلى القرية",
    )


def test_a_quotation_is_not_cut_while_another_border_is_there():
    sentence = "وقال الناطق باسم البلدية إن «الطريق مغلق، والجسر منهار، والمدارس معطلة» بينما تواصل الفرق العمل"
    assert "«الطريق مغلق، والجسر منهار، والمدارس معطلة»" in " ".join(split_clauses(sentence, 12, count_words)[:1])


def test_a_number_stays_with_what_it_counts():
    sentence = "وصلت من الميناء القديم شحنة جديدة وزنها نحو 3500 طن متري وعليها علامات المصنع القديم كلها"
    for part in split_clauses(sentence, 4, count_words):
        assert not part.endswith("3500")


def test_a_comma_without_white_space_is_a_border():
    assert split_clauses("وصل الوفد الأول،وغادر الوفد الثاني", 4, count_words) == (
        "وصل الوفد الأول،",
        "وغادر الوفد الثاني",
    )


def test_three_thousand_words_without_a_mark_are_cut_to_size():
    parts = split_clauses("كلمة " * 3000, 200, count_words)
    assert sum(map(count_words, parts)) == 3000
    assert all(100 <= count_words(part) <= 200 for part in parts)


def test_one_word_over_the_limit_stays_whole():
    assert split_clauses("ا" * 100, 10, len) == ("ا" * 100,)


@given(any_text, st.integers(min_value=1, max_value=12))
def test_clauses_fit_and_lose_nothing_but_white_space(text, limit):
    parts = split_clauses(text, limit, count_words)
    assert bare("".join(parts)) == bare(text)
    assert all(part.strip() == part != "" for part in parts)
    assert all(count_words(part) <= limit for part in parts)
