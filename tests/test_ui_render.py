"""The page's HTML: escaped whatever the article holds, in both languages, with every doubt where it belongs."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.arabic.sentences import split_sentences
from summarize.extractive import METHODS
from summarize.models.registry import REGISTRY
from summarize.records import (
    Abstract,
    Article,
    Digest,
    Extract,
    Failure,
    Flag,
    Line,
    Removed,
    Step,
    SummaryTranslation,
    Translation,
)
from ui import render
from ui.handlers import KEYS, Choices, Problem, Row, Sample
from ui.i18n import TEXTS
from ui.render.doubts import explain
from ui.render.marks import marked_source, marked_target
from ui.render.markup import safe, say

HOSTILE = '<script>alert(1)</script> "quoted" \u202egnitirw\u202c & <img src=x onerror=alert(2)>'
TEXT = "أعلنت البلدية افتتاح 3 حدائق يوم الأحد. وقال رئيسها إن الكلفة بلغت 40 مليونا.\n\nوحضر الحفل مئات السكان."


def make_step(text: str = TEXT, flags: tuple[Flag, ...] = (), **changes: object) -> Step:
    """A step with everything in it but the digest."""
    sentences = split_sentences(text)
    lines = tuple(Line(s.index, f"Line {s.index}, 40.", -0.2) for s in sentences)
    step = Step(
        stage="translation",
        seconds=0.5,
        article=Article("a", text, title="حدائق جديدة", source="a.txt", removed=(Removed("شارك", "share"),)),
        sentences=sentences,
        extract=Extract("lead", (0,), sentences[0].text),
        abstract=Abstract("افتتحت البلدية 3 حدائق. وحضر السكان.", "embedded", ((0,), (2,))),
        title="New gardens",
        summary="The city opened 3 gardens.",
        lines=lines,
        flags=flags,
    )
    return replace(step, **changes)


def make_digest(step: Step) -> Digest:
    return Digest(
        article=step.article,
        sentences=step.sentences,
        extract=step.extract,
        abstract=step.abstract,
        translation=Translation("eng_Latn", "embedded", step.lines, step.title),
        summary_translation=SummaryTranslation("", step.summary),
        flags=step.flags,
        grade="check" if step.flags else "good",
        signature="khulasa:test",
    )


def done(step: Step) -> Step:
    return replace(step, stage="done", digest=make_digest(step))


def test_every_string_is_there_in_both_languages_with_the_same_values():
    fields = {key: [set(re.findall(r"{(\w+)}", words)) for words in text] for key, text in TEXTS.items()}
    assert all(text.en.strip() and text.ar.strip() for text in TEXTS.values())
    assert {key for key, (english, arabic) in fields.items() if english != arabic} == set()


def test_no_two_labels_of_gradios_parts_share_their_words():
    """The page's script finds a label by its words when the language changes."""
    source = "".join(path.read_text("utf-8") for path in sorted(Path("ui").rglob("*.py")))
    keys = sorted(set(re.findall(r'word\(\s*"(\w+)"', source)))
    assert len(keys) > 15
    for language in ("en", "ar"):
        assert len({getattr(TEXTS[key], language) for key in keys}) == len(keys)


def test_every_problem_has_words_of_its_own():
    assert [key for key in KEYS if f"problem_{key}" not in TEXTS] == []


def test_markup_of_an_article_is_shown_and_never_run():
    text = f"{HOSTILE} {TEXT}"
    step = make_step(
        text,
        article=Article("a", text, title=HOSTILE, source=HOSTILE, removed=(Removed(HOSTILE, HOSTILE),)),
        title=HOSTILE,
        summary=HOSTILE,
        abstract=Abstract(HOSTILE, HOSTILE, ((0,),)),
        lines=(Line(0, HOSTILE, 0.0),),
    )
    parts = (
        render.render_sheet(step, "eng_Latn"),
        render.render_lines(step, "eng_Latn"),
        render.render_drawer(step.article),
    )
    page = "".join(parts)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_bidi_overrides_never_reach_the_page():
    assert "\u202e" not in safe(HOSTILE)
    assert "gnitirw" in safe(HOSTILE)


@pytest.mark.parametrize("code", ["eng_Latn", "fra_Latn", ""])
def test_every_sentence_stands_beside_its_translation(code):
    page = render.render_lines(make_step(), code)
    assert page.count('class="kh-ar" dir="rtl" lang="ar"') == 3
    assert page.count('class="kh-tr" dir="auto"') == (3 if code else 0)


def test_a_sentence_that_is_still_being_translated_says_so():
    step = make_step(lines=(Line(0, "Line 0", -0.1),))
    assert render.render_lines(step, "eng_Latn").count("kh-waiting") == 2


def test_key_sentences_are_marked_in_the_article():
    page = render.render_lines(make_step(), "eng_Latn")
    assert page.count("kh-key") == 1
    assert 'class="kh-line kh-key" data-s="0"' in page


def test_a_paragraph_is_opened_by_a_gap():
    page = render.render_lines(make_step(), "eng_Latn")
    assert 'class="kh-line kh-opens" data-s="2"' in page


def test_each_sentence_of_the_summary_names_the_sentences_that_carry_it():
    page = render.render_sheet(make_step(), "eng_Latn")
    assert 'data-from="0"' in page
    assert 'data-from="2"' in page
    assert 'data-go="2"' in page


def test_a_number_that_is_lost_is_marked_in_the_arabic():
    flag = Flag("number", "translation:1", "40 missing (40)")
    page = render.render_lines(make_step(flags=(flag,)), "eng_Latn")
    assert '<span class="kh-mark kh-warn" role="button" tabindex="0"><bdi>40</bdi>' in page
    assert TEXTS["doubt_number_missing"].ar.format(source="<bdi>40</bdi>") in page


def test_a_number_from_nowhere_is_marked_in_the_translation():
    doubt = explain(Flag("number", "translation:0", "40 is not in the source"))
    assert "<bdi>40</bdi>" in marked_target("It cost 40 million.", [doubt])
    assert "kh-mark" not in marked_source("بلغت 40 مليونا", [doubt])


def test_a_number_is_marked_as_a_word_not_inside_another():
    doubt = explain(Flag("number", "translation:0", "4 is not in the source"))
    assert marked_target("In 2024, 4 came.", [doubt]).startswith("In 2024, <span")


@pytest.mark.parametrize(
    ("text", "found", "marked"),
    [
        ("up 78.5% last year, 5% of it abroad", "5%", "up 78.5% last year, <span"),
        ("5,000 came, and 5 stayed", "5", "5,000 came, and <span"),
        ("it fell from 12.5 to 12 points", "12", "it fell from 12.5 to <span"),
        ("15% and 15 ships", "15", "15% and <span"),
        ("بلغت ٧٨٫٥ ثم ٥ نقاط", "٥", "بلغت ٧٨٫٥ ثم <span"),
        ("حضر و40 ضيفا", "40", "حضر و<span"),
        ("it closed at 5.", "5", "it closed at <span"),
    ],
)
def test_a_number_is_marked_whole_never_as_the_end_of_another(text, found, marked):
    doubt = explain(Flag("number", "translation:0", f"{found} is not in the source"))
    assert marked_target(text, [doubt]).startswith(marked)


@pytest.mark.parametrize(
    ("text", "found"), [("up 78.5% last year", "5%"), ("in 2015", "15"), ("5,400 people", "5"), ("1.15 million", "15")]
)
def test_a_number_that_stands_only_inside_others_is_marked_in_none_of_them(text, found):
    doubt = explain(Flag("number", "translation:0", f"{found} is not in the source"))
    page = marked_target(text, [doubt])
    assert "kh-mark" not in page
    assert "kh-badge" in page


def test_a_doubt_about_words_that_cannot_be_found_stands_behind_the_line():
    doubt = explain(Flag("number", "translation:0", "40 is not in the source"))
    assert "kh-badge" in marked_target("It cost a lot.", [doubt])


def test_a_name_that_was_swapped_is_marked_on_both_sides():
    doubt = explain(Flag("name", "translation:0", "المرزوقي missing; Mansour is not in the source"))
    assert "kh-mark" in marked_source("وقال المرزوقي", [doubt])
    assert "kh-mark" in marked_target("Mansour said", [doubt])


@pytest.mark.parametrize(
    "flag",
    [
        Flag("number", "x", "سبع missing (7)"),
        Flag("date", "x", "2020 is not in the article"),
        Flag("number", "x", "ثلاثة حدائق does not stand so in the article"),
        Flag("name", "x", "سعيد missing"),
        Flag("name", "x", "London is not in the source"),
        Flag("script", "x", "left in Arabic: مليون, دولار"),
        Flag("script", "x", "in Latin letters, and not in the article: abc"),
        Flag("script", "x", "the summary is not in Arabic"),
        Flag("script", "x", "4 letters of another script: Hangul"),
        Flag("repetition", "x", "repeated: again and again"),
        Flag("omission", "x", "nothing was translated"),
        Flag("omission", "x", "0.51 characters for one of the source, 1.26 is usual"),
        Flag("untranslated", "x", "the source was given back as it is"),
        Flag("low_score", "x", "the model was guessing: -1.58 mean log-probability"),
        Flag("limit", "x", "the translation was still going on at its longest allowed length"),
        Flag("limit", "x", "the model did not read the end of the sentence"),
        Flag("limit", "x", "the model did not read the end of what it was given"),
        Flag("limit", "x", "the summary was still going on at its longest allowed length"),
        Flag("support", "x", "no sentence of the article carries this"),
        Flag("support", "x", "words that the article does not have: سماء"),
        Flag("support", "x", "nothing was written"),
        Flag("support", "x", "the written summary was set aside, and the extract stands in its place: a. It read: b"),
        Flag("input", "x", "the model read 5 of 8 sentences"),
        Flag("input", "x", "the article is no longer than a summary: the article's own text stands for one"),
        Flag("weak_model", "x", "embedded translates roughly (chrF++ 35 on held-out news): read it for the topic"),
    ],
)
def test_every_flag_the_checks_raise_is_told_in_plain_words(flag):
    assert explain(flag).words != say("doubt_other", detail=flag.detail)


def test_a_flag_of_an_unknown_kind_is_told_as_it_is():
    assert "<bdi>&lt;odd&gt;</bdi>" in explain(Flag("new_kind", "x", "<odd>")).words


def test_every_embedded_flag_is_told_in_plain_words(embedded):
    digest = embedded.digest(
        "قال المتحدث حسان الراوي إن 14 سفينة وصلت إلى المرفأ يوم الأحد. وأضاف أن العمل مستمر منذ 3 أشهر."
    )
    assert [flag for flag in digest.flags if explain(flag).words == say("doubt_other", detail=flag.detail)] == []


def test_the_weakness_of_a_model_is_said_once_not_on_each_line():
    flag = Flag("weak_model", "translation", "embedded translates roughly (chrF++ 35): read it for the topic")
    step = done(make_step(flags=(flag,)))
    page = render.render_sheet(step, "eng_Latn") + render.render_lines(step, "eng_Latn")
    assert page.count("don&#39;t quote it") == 1


WEAK = Flag("weak_model", "translation", "embedded translates roughly (chrF++ 35): read it for the topic")


def test_the_headline_of_a_rough_model_is_small_and_every_machines_headline_is_named_as_one():
    rough = render.render_sheet(done(make_step(flags=(WEAK,))), "eng_Latn")
    good = render.render_sheet(done(make_step()), "eng_Latn")
    assert "kh-rough" in rough
    assert "kh-rough" not in good
    assert TEXTS["machine"].en in rough
    assert TEXTS["machine"].en in good


def test_a_headline_does_not_shrink_when_its_digest_is_done():
    assert "kh-rough" in render.render_sheet(make_step(), "eng_Latn")


def test_a_rough_translation_is_copied_with_its_warning_first():
    copies = [render.render_copies(make_digest(make_step(flags=flags))) for flags in ((WEAK,), ())]
    warning = TEXTS["copy_warning"].en.format(model="embedded")
    assert f'data-copy="{warning}\n\nLine 0' in copies[0]
    assert 'data-copy="Line 0' in copies[1]


def test_a_batch_by_a_rough_model_carries_one_warning_above_it():
    rows = tuple(Row(number, 2, make_digest(make_step(flags=(WEAK,)))) for number in (1, 2))
    page = render.render_rows(rows)
    assert page.count("don&#39;t quote it") == 1
    assert page.index("don&#39;t quote it") < page.index("<table")


def test_a_long_summary_is_cut_between_words_and_can_be_read_whole():
    long = "كلمة أخرى " * 90
    digest = make_digest(make_step(abstract=Abstract(long, "embedded", ((0,),))))
    page = render.render_rows((Row(1, 1, digest),))
    assert re.search("(كلمة|أخرى) … </span>", page)
    assert long in page


def test_an_article_without_a_title_is_listed_by_its_first_words():
    step = make_step(article=Article("port-wire", TEXT, source="port-wire.txt"))
    page = render.render_rows((Row(1, 1, make_digest(step)),))
    assert 'dir="auto">أعلنت البلدية افتتاح 3 حدائق' in page


def test_a_mistake_in_a_line_and_in_the_summarys_translation_is_listed_at_both():
    flags = (Flag("number", "translation:1", "40 missing (40)"), Flag("number", "summary_translation", "3 missing (3)"))
    page = render.render_sheet(done(make_step(flags=flags)), "eng_Latn")
    assert TEXTS["also_in"].en.partition("{")[0] in page


def test_a_summary_that_was_set_aside_says_why_in_plain_words():
    detail = "the written summary was set aside, and the extract stands in its place: no sentence of the article "
    flag = Flag("support", "abstract", f"{detail}carries this; 40 is not in the article. It read: كلام", "error")
    step = make_step(flags=(flag,))
    page = render.render_sheet(replace(step, digest=replace(make_digest(step), grade="fallback")), "eng_Latn")
    assert TEXTS["doubt_unsupported"].ar in page
    assert TEXTS["doubt_not_in_article"].ar.format(target="<bdi>40</bdi>") in page


def test_every_model_of_the_registry_is_described_in_both_languages():
    assert [name for name in REGISTRY if f"good_for_{name}" not in TEXTS] == []


def test_every_method_of_the_extract_has_a_name():
    assert [method for method in METHODS if f"method_{method}" not in TEXTS] == []


def test_the_verdict_gives_its_reasons_and_where_they_stand():
    flags = (Flag("number", "translation:1", "40 missing (40)"), Flag("name", "translation:0", "سعيد missing", "info"))
    page = render.render_sheet(done(make_step(flags=flags)), "eng_Latn")
    assert TEXTS["grade_check"].en in page
    assert TEXTS["grade_check"].ar in page
    reasons = page[page.index("kh-points") : page.index(TEXTS["worth_knowing"].en)]
    assert TEXTS["kind_number"].en in reasons
    assert 'data-go="1"' in reasons
    assert TEXTS["kind_name"].en not in reasons


def test_a_summary_that_was_set_aside_can_be_read_and_does_not_stand_as_one():
    step = make_step()
    flag = Flag("support", "abstract", "the written summary was set aside: x. It read: كلام بلا سند", "error")
    place = Abstract(step.extract.text, "extract", ((0,),))
    step = replace(step, flags=(flag,), abstract=place)
    step = replace(step, digest=replace(make_digest(step), grade="fallback"))
    page = render.render_sheet(step, "eng_Latn")
    assert "كلام بلا سند" in page
    assert "kh-part-summary" not in page
    assert TEXTS["grade_fallback"].en in page


def test_stages_that_are_not_asked_for_are_not_waited_for():
    progress = render.Progress.start(Choices(translator="none", summarizer="none"))
    assert progress.stages == ("cleaned", "extract")


def test_a_finished_stage_shows_its_time_and_the_running_one_its_count():
    progress = render.Progress.start(Choices())
    for stage in ("cleaned", "extract", "abstract", "abstract_translation"):
        progress = progress.after(make_step(stage=stage, lines=()))
    page = render.render_stages(progress.after(make_step(lines=make_step().lines[:1])))
    assert page.count("<bdi>0.5</bdi>") == 8  # four stages, two languages
    assert '<bdi class="kh-time">1/3</bdi>' in page
    assert page.count('aria-current="step"') == 1


def test_what_was_taken_off_is_listed_with_a_button_to_put_it_back():
    page = render.render_drawer(make_step().article)
    assert 'data-pick="0"' in page
    assert TEXTS["rule_share"].ar in page
    assert 'data-pick="0" disabled' in render.render_drawer(make_step().article, busy=True)


def test_a_page_without_furniture_has_no_drawer():
    assert render.render_drawer(Article("a", TEXT)) == ""


def test_a_problem_is_told_in_both_languages_with_its_details_escaped():
    page = render.render_problem(Problem("too_long", "<b>details</b>", "70,000", "60,000"))
    assert "<bdi>70,000</bdi>" in page
    assert "&lt;b&gt;details" in page
    assert 'role="alert"' in page


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ("there is no site called news.example, or this machine is not connected", "no_site"),
        ("localhost leads to this machine (127.0.0.1), not to a public site", "private"),
        ("looking up news.example took too long: try again later", "slow"),
        ("news.example gave no article: the page is gone (404)", "status"),
    ],
)
def test_a_link_that_could_not_be_read_says_why_without_being_unfolded(message, cause):
    page = render.render_problem(Problem("link", message))
    assert TEXTS[f"because_{cause}"].ar.rpartition("}")[2] in page


def test_a_batch_shows_digests_and_failures_in_their_places():
    rows = (
        Row(1, 2, make_digest(make_step())),
        Row(2, 2, Failure("b", "<b>.txt", "read", "not_arabic", "the text is not Arabic")),
    )
    page = render.render_rows(rows, finished=True)
    assert "حدائق جديدة" in page
    assert "&lt;b&gt;.txt" in page
    assert TEXTS["problem_not_arabic"].ar in page
    assert TEXTS["many_finished"].en in page


def test_one_story_in_several_outlets_is_shown_once_with_all_of_them():
    digest = make_digest(make_step())
    other = replace(digest, article=replace(digest.article, source="b.txt"))
    page = render.render_stories((Row(1, 2, digest), Row(2, 2, other)), [(0, 1)])
    assert "<bdi>a.txt</bdi>" in page
    assert "<bdi>b.txt</bdi>" in page
    assert page.count("حدائق جديدة") == 1


def test_samples_are_offered_by_their_headlines():
    page = render.render_samples([Sample("a.txt", "<عنوان>")])
    assert 'data-pick="a.txt"' in page
    assert "&lt;عنوان&gt;" in page


def test_a_report_cannot_run_anything():
    page = render.render_report('<script>"x"</script>')
    assert 'sandbox=""' in page
    assert "<script>" not in page
