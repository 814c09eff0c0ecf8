"""What a digest looks like: readable, and harmless whatever the article holds."""

import io
import re
from dataclasses import replace

import pytest

from summarize.formats.failure import render_failure
from summarize.formats.markdown import render_markdown
from summarize.formats.plain import PDI, printable, width, wrap
from summarize.formats.text import render_text
from summarize.records import Article, Failure, Flag, Sentence
from tests.test_records import BARE, FULL

HOSTILE = "خبر \x1b[31m\x1b]0;title\x07 <script>alert(1)</script> \u202e\u2066 *bold* [x](javascript:1)\r|\nنهاية"


def hostile():
    article = Article("../../etc\x1b[2J", HOSTILE, HOSTILE, "\x1b[2Jname\u202e.txt")
    return replace(FULL, article=article, sentences=(Sentence(0, 0, len(HOSTILE), HOSTILE),))


def test_text_holds_everything_a_reader_needs() -> None:
    text = render_text(FULL)
    for piece in (
        "a.txt",
        "عنوان",
        "Title",
        "جملة أولى.",
        "جملة.",
        "A sentence.",
        "150 missing",
        "check",
        "1 line of page",
    ):
        assert piece in text


def test_text_without_models_shows_the_extract_alone() -> None:
    text = render_text(BARE)
    assert "Key sentences" in text
    assert "Summary" not in text
    assert "None" not in text


def test_text_of_a_fallback_does_not_say_the_extract_twice() -> None:
    fallback = replace(FULL, abstract=replace(FULL.abstract, text=FULL.extract.text), grade="fallback")
    assert render_text(fallback).count(FULL.extract.text) == 1


def test_text_isolates_and_closes_every_direction() -> None:
    for line in render_text(FULL).splitlines():
        assert len(re.findall("[\u2066-\u2068]", line)) == line.count(PDI)


def test_lines_fit_the_columns() -> None:
    sentence = Sentence(0, 0, 1199, "كلمة طويلة " * 100)
    for columns in (40, 80, 120):
        text = render_text(replace(FULL, sentences=(sentence,)), columns)
        assert max(width(line) for line in text.splitlines() if "كلمة" in line) <= columns


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_control_codes_of_an_article_reach_no_screen(render) -> None:
    written = render(hostile())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written)


def test_markup_of_an_article_is_escaped_in_markdown() -> None:
    assert "<script>" not in render_markdown(hostile())
    # Inside an HTML element Markdown is not read, so [x](...) stays text; no line of the article begins a block.
    assert not any(
        line.startswith(("#", "*", "|", "خبر")) and "bold" in line for line in render_markdown(hostile()).splitlines()
    )


def test_every_form_says_which_sentences_carry_the_summary() -> None:
    assert "from sentence 1" in render_text(FULL)
    assert "from sentence 1" in render_markdown(FULL)
    assert "from sentence 1" in [paragraph.text for paragraph in written([FULL]).paragraphs]


def test_a_doubtful_line_is_marked_in_markdown() -> None:
    assert '<td dir="auto">! A sentence.</td>' in render_markdown(FULL)


def test_a_failure_stands_where_its_digest_would() -> None:
    failure = Failure("x", "x.pdf", "read", "ReadingError", "a PDF file: save its text first")
    assert "x.pdf" in render_failure(failure)
    assert "a PDF file" in render_failure(failure, "markdown")


def written(results):
    """The Word document of ``results``, read back."""
    docx = pytest.importorskip("docx")
    from summarize.formats.docx import write_docx

    out = io.BytesIO()
    write_docx(results, out)
    return docx.Document(io.BytesIO(out.getvalue()))


def test_docx_sets_arabic_right_to_left() -> None:
    document = written([hostile(), FULL, Failure("x", "x.pdf", "read", "ReadingError", "a PDF file")])
    arabic = [p for p in document.paragraphs if p.text == "جملة أولى."]
    assert arabic
    for paragraph in arabic:
        assert paragraph._p.pPr is not None
        assert "w:bidi" in paragraph._p.xml
        assert "w:rtl" in paragraph._p.xml
    assert any("a PDF file" in paragraph.text for paragraph in document.paragraphs)


def test_printable_keeps_words_and_drops_controls() -> None:
    assert printable("سطر\tثان\u200f\x00") == "سطر\tثان"
    assert printable("\ud800x") == "?x"


def test_wrap_loses_no_word() -> None:
    words = [f"كلمة{'ً' * (n % 3)}{n}" for n in range(200)]
    assert " ".join(wrap(" ".join(words), 30)).split() == words


def test_a_rough_translation_is_announced_above_its_first_line() -> None:
    weak = Flag("weak_model", "translation", "rough: for the topic only")
    text = render_text(replace(FULL, flags=(weak, *FULL.flags)))
    assert text.count("rough: for the topic only") == 1
    assert text.index("rough: for the topic only") < text.rindex("A sentence.")


def test_articles_of_one_file_are_told_apart() -> None:
    article = replace(FULL.article, id="crawl-17", source="crawl.jsonl")
    assert "crawl-17" in render_text(replace(FULL, article=article)).splitlines()[0]
