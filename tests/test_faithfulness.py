"""What overlap does not see: facts without support, facts left out, copying, length, loops in meaning."""

from dataclasses import replace

import pytest

from eval.faithfulness import Faithfulness, averages, faithfulness
from summarize.arabic.sentences import split_sentences
from summarize.records import Abstract, Article, Digest, Extract, Flag, Line, Translation

TEXT = (
    "أعلن رئيس الوزراء في بغداد الثلاثاء زيادة رواتب 150 ألف موظف. وقال إن الحكومة خصصت 3 مليارات دينار لهذا الغرض. "
    "ورحبت النقابات بالقرار وطالبت بتطبيقه سريعا. وتظاهر مئات العمال أمام البرلمان في أربيل احتجاجا على الغلاء."
)


def digest(summary: str | None = None, extract: tuple[int, ...] = (0, 3), **changes: object) -> Digest:
    sentences = split_sentences(TEXT)
    text = " ".join(sentences[index].text for index in extract)
    made = Digest(
        article=Article("a", TEXT),
        sentences=sentences,
        extract=Extract("lead", extract, text),
        abstract=None if summary is None else Abstract(summary, "embedded", ((0,),)),
        translation=None,
        summary_translation=None,
        flags=(),
        grade="good",
        signature="khulasa:0",
    )
    return replace(made, **changes)


def test_a_number_that_the_article_does_not_have_is_unsupported() -> None:
    measured = faithfulness(digest("أعلن رئيس الوزراء زيادة رواتب 180 ألف موظف."))
    assert len(measured.unsupported_numbers) == 1
    assert "180" in measured.unsupported_numbers[0]


def test_a_name_that_the_article_does_not_have_is_unsupported() -> None:
    assert faithfulness(digest("أعلن رئيس الوزراء في القاهرة زيادة الرواتب.")).unsupported_names == ("القاهرة",)


def test_a_sentence_that_nothing_carries_is_counted() -> None:
    summary = "أعلن رئيس الوزراء زيادة رواتب الموظفين. وفازت فرقة مسرحية بجائزة المهرجان الدولي."
    assert faithfulness(digest(summary)).unsupported_sentences == 1


def test_the_articles_own_words_are_supported_and_not_new() -> None:
    measured = faithfulness(digest())
    assert (measured.unsupported_numbers, measured.unsupported_names, measured.unsupported_sentences) == ((), (), 0)
    assert measured.novelty[0] == 0


def test_coverage_is_the_share_of_the_references_facts_that_the_summary_has() -> None:
    references = ["زيادة رواتب 150 ألف موظف في بغداد", "تخصيص 3 مليارات دينار، وتظاهرة في أربيل"]
    measured = faithfulness(digest("أعلن رئيس الوزراء في بغداد زيادة رواتب 150 ألف موظف."), references)
    assert measured.numbers_covered == 0.5
    assert measured.names_covered == 0.5


def test_references_without_facts_leave_nothing_to_cover() -> None:
    measured = faithfulness(digest(), ["زيادة في الرواتب"])
    assert measured.numbers_covered is None
    assert faithfulness(digest()).names_covered is None


def test_novelty_counts_the_ngrams_that_the_article_does_not_have() -> None:
    measured = faithfulness(digest("أعلن رئيس الحكومة قرارا"))
    assert measured.novelty == (0.25, 2 / 3, 1.0, 1.0)


def test_ngrams_longer_than_the_summary_have_no_novelty() -> None:
    assert faithfulness(digest("رواتب الموظفين")).novelty[2:] == (None, None)


def test_compression_is_words_in_for_words_out() -> None:
    assert faithfulness(digest("أعلن رئيس الوزراء الزيادة")).compression == len(TEXT.split()) / 4


def test_a_summary_that_says_the_same_again_is_redundant() -> None:
    again = "أعلن رئيس الوزراء زيادة الرواتب. رئيس الوزراء أعلن زيادة الرواتب."
    assert faithfulness(digest(again)).redundancy == 0.8
    assert faithfulness(digest("أعلن رئيس الوزراء زيادة الرواتب.")).redundancy == 0


def test_positions_run_from_the_first_sentence_to_the_last() -> None:
    assert faithfulness(digest(extract=(0, 1, 3))).extract_positions == pytest.approx((0, 1 / 3, 1))


def test_the_omission_rate_is_the_share_of_lines_that_lost_something() -> None:
    lost = (Flag("omission", "translation:1", "0.40 characters for one of the source, 1.26 is usual"),)
    lines = (Line(0, "One.", -0.1), Line(1, "Two.", -0.1, lost), Line(2, "Three.", -0.1), Line(3, "Four.", -0.1))
    assert faithfulness(digest(translation=Translation("eng_Latn", "embedded", lines))).omission_rate == 0.25
    assert faithfulness(digest()).omission_rate is None


def test_flags_that_lower_the_grade_are_counted_by_kind() -> None:
    flags = (Flag("number", "abstract", ""), Flag("name", "abstract", "", "info"), Flag("number", "title", "", "error"))
    assert faithfulness(digest(flags=flags)).flags == (("number", 2),)


def test_nothing_written_is_measured_without_a_crash() -> None:
    measured = faithfulness(digest(""), ["زيادة رواتب 150 ألف موظف"])
    assert (measured.numbers_covered, measured.compression, measured.novelty) == (0, None, (None,) * 4)


def test_averages_are_over_the_digests_that_have_the_measure() -> None:
    covered, uncovered = faithfulness(digest(), ["150 ألف موظف"]), faithfulness(digest(), ["موظفون"])
    told = {average.name: average for average in averages([covered, uncovered])}
    assert (told["numbers covered"].mean, told["numbers covered"].count) == (1.0, 1)
    assert told["compression"].count == 2
    assert "omission rate" not in told


def test_averages_cover_every_measure_that_is_a_number() -> None:
    lines = (Line(0, "One.", -0.1),)
    full = faithfulness(digest(translation=Translation("eng_Latn", "m", lines)), ["في بغداد 150 ألف"])
    lists = {"flags", "extract_positions", "novelty"}
    assert len(averages([full])) == len(Faithfulness.__slots__) - len(lists) + len(full.novelty)
