"""Lines taken apart for a translation model and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.segments import plan_line


def sentences(line: str) -> list[str]:
    return [segment.text for segment in plan_line(line).segments if not segment.fixed]


@pytest.mark.parametrize("line", ["3.5 مليون زائر", "15-20 شخصا", "2024. عام جديد", "-5 درجات", "٣٫٥ مليون"])
def test_a_number_that_belongs_to_the_sentence_is_no_list_marker(line: str) -> None:
    assert plan_line(line).marker == ""


def test_the_full_stop_after_an_address_stays_outside_of_it() -> None:
    assert plan_line("المزيد: www.example.org/a.").render(lambda text: "More:") == "More: www.example.org/a."


def test_sentences_written_without_a_space_between_get_one() -> None:
    plan = plan_line("وصل الوفد إلى المدينة.ثم غادر الوزير.")
    assert plan.render(lambda text: "X.") == " ".join(["X."] * len(sentences("وصل الوفد إلى المدينة.ثم غادر الوزير.")))


def test_a_latin_name_inside_an_arabic_sentence_stays_with_it() -> None:
    assert sentences("أعلنت شركة Example عن منتج جديد.") == ["أعلنت شركة Example عن منتج جديد."]


@given(st.text(alphabet='ابتثجحة ٣4.,،؟!"«»()-•\n\t1aZ@/:😀\u200f\u0651\ufb50', max_size=80))
def test_no_character_but_white_space_and_controls_is_lost(line: str) -> None:
    kept = plan_line(line).render(lambda text: text)
    shown = str.maketrans("٣", "3", " \n\t\u200f")
    assert kept.translate(shown) == line.translate(shown)
    assert "\n" not in kept
