"""The translation task: lines out for lines in, second tries, refusals, text that nobody wrote for a model."""

from dataclasses import replace
from pathlib import Path

import pytest

from summarize.engines.base import Decoding, Engine, Hypothesis
from summarize.errors import LanguageError, ModelError
from summarize.records import Line
from summarize.translation import TranslationTask, Translator, translation_task
from tests.fakes import FakeEngine, Reply, answers, in_turn

VISITORS = "قال المدير إن عدد الزوار بلغ 1500 زائر في اليوم الأول."
VISITORS_EN = "The manager said that the number of visitors reached 1500 on the first day."
RAIN = "تساقطت الأمطار على القرى الجبلية وأغلقت الطرق حتى المساء."
RAIN_EN = "Rain fell on the mountain villages and the roads were closed until evening."
TRAIN = "وصل القطار متأخرا ساعتين بسبب عطل في الإشارات قرب المحطة."
TRAIN_EN = "The train arrived two hours late because of a signal fault near the station."
PAIRS = {VISITORS: VISITORS_EN, RAIN: RAIN_EN, TRAIN: TRAIN_EN}
KNOWS_PAIRS = answers(PAIRS)


def translator(reply: Reply = KNOWS_PAIRS, task: TranslationTask | None = None) -> tuple[Translator, FakeEngine]:
    engine = FakeEngine(reply)
    return Translator(engine, "fake-nllb", task or translation_task("nllb")), engine


def translate(*lines: str, reply: Reply = KNOWS_PAIRS) -> list[str]:
    return [line.text for line in translator(reply)[0].translate(lines)]


def test_the_fake_engine_fulfils_the_protocol() -> None:
    assert isinstance(FakeEngine(), Engine)


# Lines in, lines out


def test_one_line_comes_out_for_each_line_in_the_same_order() -> None:
    assert translate(TRAIN, VISITORS, RAIN) == [TRAIN_EN, VISITORS_EN, RAIN_EN]


def test_no_lines_give_no_lines_and_ask_the_engine_nothing() -> None:
    task, engine = translator()
    assert task.translate([]) == ()
    assert engine.calls == []


def test_a_blank_line_stays_blank_with_score_zero() -> None:
    lines = translator()[0].translate([RAIN, "", " \n ", TRAIN])
    assert [line.text for line in lines] == [RAIN_EN, "", "", TRAIN_EN]
    assert lines[1] == Line(1, "", 0.0)


def test_a_whole_article_goes_to_the_engine_in_one_call() -> None:
    task, engine = translator()
    task.translate([VISITORS, RAIN, TRAIN])
    assert engine.sources == [(VISITORS, RAIN, TRAIN)]


def test_a_line_of_several_sentences_is_translated_sentence_by_sentence() -> None:
    task, engine = translator()
    (line,) = task.translate([f"{RAIN} {TRAIN}"])
    assert line.text == f"{RAIN_EN} {TRAIN_EN}"
    assert engine.sources == [(RAIN, TRAIN)]


def test_a_sentence_that_occurs_again_is_translated_once() -> None:
    task, engine = translator()
    lines = task.translate([RAIN, TRAIN, RAIN, f"{TRAIN} {RAIN}"])
    assert engine.sources == [(RAIN, TRAIN)]
    assert [line.text for line in lines] == [RAIN_EN, TRAIN_EN, RAIN_EN, f"{TRAIN_EN} {RAIN_EN}"]


def test_a_line_break_inside_a_line_never_breaks_the_output() -> None:
    assert translate(f"{RAIN}\n{TRAIN}") == [f"{RAIN_EN} {TRAIN_EN}"]


def test_the_model_reads_plain_spelling_and_the_codes_of_both_languages() -> None:
    task, engine = translator()
    task.translate(["قالَ المديرُ إنّ عـدد الزوّار بلغ ١٥٠٠ زائر في اليوم الأول."])
    assert engine.sources == [(VISITORS,)]
    assert (engine.calls[0].source_lang, engine.calls[0].target_lang) == ("arb_Arab", "eng_Latn")


def test_the_score_of_a_line_weighs_its_sentences_by_their_tokens() -> None:
    table = {RAIN: Hypothesis(RAIN_EN, -0.2, 30), TRAIN: Hypothesis(TRAIN_EN, -0.8, 10)}
    (line,) = translator(answers(table))[0].translate([f"{RAIN} {TRAIN}"])
    assert line.score == pytest.approx(-0.35)


def test_the_length_limit_follows_the_source_not_a_library_default() -> None:
    task, engine = translator()
    task.translate([VISITORS])
    assert engine.calls[0].decoding.max_tokens == 2 * len(VISITORS.split()) + 16


# What the model does not read


@pytest.mark.parametrize(
    "line",
    [
        "2024",
        "٣٫٥٪",
        "https://example.org/a?b=1",
        "desk@example.org",
        "😀👍🏽",
        "Reuters",
        "***",
        "12:30 - 14:00",
        "؟!",
    ],
)
def test_a_line_with_nothing_to_translate_passes_through_unchanged(line: str) -> None:
    task, engine = translator()
    assert task.translate([line]) == (Line(0, line, 0.0),)
    assert engine.calls == []


def test_addresses_and_emoji_go_round_the_model() -> None:
    task, engine = translator()
    (line,) = task.translate([f"🔴 {RAIN} https://example.org/1 {TRAIN} desk@example.org"])
    assert line.text == f"🔴 {RAIN_EN} https://example.org/1 {TRAIN_EN} desk@example.org"
    assert engine.sources == [(RAIN, TRAIN)]


@pytest.mark.parametrize(
    ("marker", "shown"),
    [("- ", "- "), ("• ", "• "), ("1. ", "1. "), ("٢- ", "2- "), ("(٣) ", "(3) "), ("4-", "4- "), ("  - ", "  - ")],
)
def test_list_markers_and_indents_stay_in_front_of_the_translation(marker: str, shown: str) -> None:
    assert translate(marker + RAIN) == [shown + RAIN_EN]


# Second tries


def test_only_the_lines_that_fail_a_check_are_tried_again() -> None:
    wrong = VISITORS_EN.replace("1500", "15")
    task, engine = translator(in_turn({**PAIRS, VISITORS: wrong}, PAIRS))
    lines = task.translate([RAIN, VISITORS, TRAIN])
    assert engine.sources == [(RAIN, VISITORS, TRAIN), (VISITORS,)]
    assert [line.text for line in lines] == [RAIN_EN, VISITORS_EN, TRAIN_EN]
    assert lines[1].flags == ()


def test_the_second_try_searches_wider_and_forbids_loops() -> None:
    task, engine = translator(
        in_turn({VISITORS: "People came people came people came people came people came."}, PAIRS)
    )
    task.translate([VISITORS])
    first, second = (call.decoding for call in engine.calls)
    assert second.beam_size > first.beam_size
    assert (first.no_repeat_ngram, second.no_repeat_ngram) == (0, 4)


def test_the_better_candidate_is_kept_when_the_second_try_is_worse() -> None:
    wrong = VISITORS_EN.replace("1500", "15")
    task, engine = translator(
        in_turn({VISITORS: wrong}, {VISITORS: "Day day day day day day day day day day day day."})
    )
    (line,) = task.translate([VISITORS])
    assert len(engine.calls) > 1
    assert line.text == wrong


def test_what_still_fails_carries_its_flags_with_the_place_of_its_line() -> None:
    wrong = VISITORS_EN.replace("1500", "15")
    lines = translator(answers({**PAIRS, VISITORS: wrong}))[0].translate([RAIN, VISITORS])
    assert lines[0].flags == ()
    assert {flag.kind for flag in lines[1].flags} == {"number"}
    assert {flag.where for flag in lines[1].flags} == {"translation:1"}


def test_flags_point_to_the_places_that_the_caller_names() -> None:
    wrong = answers({VISITORS: VISITORS_EN.replace("1500", "15")})
    (line,) = translator(wrong)[0].translate([VISITORS], places=["title"])
    assert {flag.where for flag in line.flags} == {"title"}


def test_a_long_sentence_that_lost_a_part_is_asked_for_again_in_clauses() -> None:
    clauses = [
        f"{word} الوفد إلى المدينة القديمة في صباح اليوم التالي مع عدد كبير من المرافقين،"
        for word in ("وصل", "عاد", "سافر")
    ]
    long = " ".join(clauses) + " ثم غادر الجميع."
    task, engine = translator(
        lambda source, _: "The delegation arrived." if source == long else "word " * len(source.split())
    )
    task.translate([long])
    assert engine.sources[:2] == [(long,), (long,)]
    assert len(engine.sources[2]) > 1
    assert " ".join(engine.sources[2]) == long


def test_a_reply_that_hits_the_length_limit_is_flagged() -> None:
    (line,) = translator(lambda source, _: "again " * 500)[0].translate([RAIN])
    assert "limit" in {flag.kind for flag in line.flags}


@pytest.mark.parametrize(("score", "kinds"), [(-0.4, set()), (-1.9, {"low_score"})])
def test_a_model_that_was_guessing_is_flagged_but_not_asked_again(score: float, kinds: set[str]) -> None:
    task, engine = translator(answers({VISITORS: Hypothesis(VISITORS_EN, score, 20)}))
    (line,) = task.translate([VISITORS])
    assert {flag.kind for flag in line.flags} == kinds
    assert len(engine.calls) == 1


# Long sentences


def test_a_sentence_of_three_thousand_words_is_cut_translated_and_joined() -> None:
    words = ["كلمة" + "".join("ابتثجحخدرز"[int(digit)] for digit in str(i)) for i in range(3000)]
    task, engine = translator(lambda source, _: " ".join(f"w{hash(word)}" for word in source.split()))
    (line,) = task.translate([" ".join(words)])
    asked = engine.sources[0]
    assert max(len(piece.split()) for piece in asked) <= 160
    assert " ".join(asked) == " ".join(words)
    assert len(line.text.split()) == 3000
    assert all(call.decoding.max_tokens < 400 for call in engine.calls)


# Languages


def test_a_target_that_the_model_does_not_know_is_refused_with_those_it_knows() -> None:
    with pytest.raises(LanguageError, match=r"fake-nllb.*'deu_Latn'.*eng_Latn \(English\)"):
        translator(task=translation_task("nllb", target_lang="deu_Latn"))


def test_a_model_with_many_languages_suggests_the_code_that_was_meant() -> None:
    from summarize.languages import NAMES

    with pytest.raises(LanguageError, match="did you mean deu_Latn"):
        Translator(FakeEngine(codes=frozenset(NAMES)), "nllb-600m", translation_task("nllb", target_lang="german"))


def test_any_flores_code_that_the_model_knows_can_be_the_target() -> None:
    engine = FakeEngine(lambda source, _: "La pluie est tombée.", frozenset({"arb_Arab", "fra_Latn"}))
    Translator(engine, "nllb-600m", translation_task("nllb", target_lang="FRA_latn")).translate([RAIN])
    assert engine.calls[0].target_lang == "fra_Latn"


def test_the_source_language_and_the_codes_of_other_tasks_are_no_target() -> None:
    engine = FakeEngine(codes=frozenset({"arb_Arab", "arb_Head", "eng_Latn"}))
    for code in ("arb_Arab", "arb_Head"):
        with pytest.raises(LanguageError):
            Translator(engine, "embedded", translation_task("nllb", target_lang=code))


def test_a_model_without_codes_is_asked_without_codes_and_knows_english_only() -> None:
    engine = FakeEngine(answers(PAIRS), codes=frozenset())
    Translator(engine, "opus-ar-en", translation_task("marian")).translate([RAIN])
    assert (engine.calls[0].source_lang, engine.calls[0].target_lang) == (None, None)
    with pytest.raises(LanguageError, match="eng_Latn"):
        Translator(engine, "opus-ar-en", translation_task("marian", target_lang="fra_Latn"))


def test_a_summarizer_is_refused_as_a_translator() -> None:
    with pytest.raises(ModelError, match="does not translate"):
        translation_task("t5")


# Decoding


def test_a_beam_that_the_user_asks_for_overrides_the_model() -> None:
    tuned = Decoding(beam_size=3, length_penalty=0.8)
    assert translation_task("nllb", decoding=tuned).attempts[0].decoding == tuned
    assert translation_task("nllb", decoding=tuned, beam_size=1).attempts[0].decoding == replace(tuned, beam_size=1)


def test_the_signature_changes_with_every_choice_that_changes_the_text() -> None:
    tasks = [
        translation_task("nllb"),
        translation_task("nllb", beam_size=5),
        translation_task("nllb", target_lang="fra_Latn"),
    ]
    assert len({task.signature for task in tasks}) == 3


# Typography


def test_arabic_marks_and_digits_in_english_become_english_ones() -> None:
    assert translate(
        VISITORS, reply=lambda *_: "The manager said ، the number of visitors reached ١٥٠٠ on day one ."
    ) == ["The manager said, the number of visitors reached 1500 on day one."]


def test_a_quotation_that_lost_its_marks_gets_them_back() -> None:
    assert translate(f"«{RAIN[:-1]}».", reply=lambda *_: RAIN_EN) == [f'"{RAIN_EN}"']


# Text from anywhere

HOSTILE = (
    "\x00\x07\x1b[31m",
    "</s> <unk> <pad> <s>",
    "eng_Latn fra_Latn",
    "__eng_Latn__",
    "\u202e\u2066\u200f",
    "\ufeff",
    "▁▁",
    "\ud7ff",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_that_looks_like_control_tokens_or_controls_is_only_text(hostile: str) -> None:
    task, engine = translator(lambda source, _: RAIN_EN)
    (line,) = task.translate([f"{hostile} {RAIN[:-1]} {hostile}"])
    assert RAIN_EN in line.text
    assert engine.calls[0].target_lang == "eng_Latn"
    assert all(ord(char) >= 32 for source in engine.calls[0].sources for char in source)


@pytest.mark.slow
def test_hostile_text_gives_one_line_each_from_a_real_network(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from summarize.engines.torch import TorchEngine
    from tests import miniature

    engine = TorchEngine(miniature.nllb(tmp_path))
    task = Translator(engine, "miniature", translation_task("nllb", beam_size=1))
    lines = task.translate([f"{hostile} {RAIN}" for hostile in HOSTILE] + [RAIN])
    assert len(lines) == len(HOSTILE) + 1
    assert all(line.text for line in lines)
    # What a page spells is text of several pieces, never the one token that would end or redirect the decoding.
    assert all(count > 1 for count in engine.count_tokens(["</s>", "eng_Latn", "<unk>", "<pad>"]))
