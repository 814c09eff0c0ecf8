"""Reading: files, folders, standard input, encodings, JSON and HTML; what cannot be read is a Failure that says why."""

from __future__ import annotations

import io
import json
import os
import random
import sys
import time
from pathlib import Path

import pytest

from summarize.errors import UsageError
from summarize.reading import ReadLimits, expand, read_bytes, read_path, read_paths
from summarize.reading.decode import decode
from summarize.records import Article, Failure

SAMPLES = Path(__file__).parent.parent / "samples"
LEAD = "أعلنت البلدية، الأحد، إعادة فتح الجسر القديم أمام المشاة بعد أعمال صيانة استمرت ثلاثة أشهر."
NEXT = "وقال رئيس البلدية إن الصيانة كلفت مليوني دينار، وإن الجسر صار يحتمل ضعف ما كان يحتمله."
TEXT = f"{LEAD}\n\n{NEXT}"


def one(data: bytes, name: str = "page.txt", limits: ReadLimits | None = None) -> Article | Failure:
    (outcome,) = read_bytes(data, "page", name, limits or ReadLimits())
    return outcome


def failure(data: bytes, name: str = "page.txt") -> str:
    outcome = one(data, name)
    assert isinstance(outcome, Failure), outcome
    assert outcome.stage == "read"
    return f"{outcome.error}: {outcome.detail}"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6"]
)
def test_every_encoding_of_arabic_pages_is_read_right(encoding):
    article = one(TEXT.encode(encoding))
    assert isinstance(article, Article)
    assert article.text == TEXT


def test_a_page_that_lies_about_its_charset_is_read_right():
    html = f'<html><head><meta charset="windows-1256"></head><body><p>{LEAD}</p><p>{NEXT}</p></body></html>'
    assert one(html.encode(), "page.html").text == TEXT
    assert one(html.replace("windows-1256", "utf-8").encode("cp1256"), "page.html").text == TEXT


@pytest.mark.parametrize("wrong", ["latin-1", "cp1256"])
def test_utf8_that_was_encoded_twice_is_repaired(wrong):
    twice = "الخبر اليوم".encode().decode(wrong)
    assert decode(f"{twice}\nplain line".encode()) == "الخبر اليوم\nplain line"


def test_a_page_cut_in_the_middle_of_a_letter_is_still_utf8():
    assert one((TEXT + "\n\nوأضاف").encode()[:-1]).text.startswith(TEXT)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n\x00\x01", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"abc\x00\x00\x00def" * 50, "NUL bytes"),
        (b"The old bridge was reopened on Sunday after repairs that took three months.", "NotArabicError"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(data, expected):
    assert expected in failure(data)


def test_an_input_over_the_limit_is_refused_with_both_sizes(tmp_path):
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 3_000_000)
    (outcome,) = read_path(str(path), ReadLimits(max_bytes=2_000_000))
    assert isinstance(outcome, Failure)
    assert "3.0 MB" in outcome.detail
    assert "limit of 2 MB" in outcome.detail


def test_a_folder_gives_its_articles_at_any_depth_in_order(tmp_path):
    for name in ("b.txt", "a/z.html", "a/c.json", ".hidden.txt", "notes.md", "image.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [source.id for source in expand([str(tmp_path)])] == ["b", "c", "z"]


def test_a_glob_gives_what_it_matches_once(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [source.id for source in expand([str(tmp_path / "*.txt"), str(tmp_path / "a.txt")])] == ["a"]


@pytest.mark.parametrize("path", ["no/such/file.txt", "no/such/*.txt"])
def test_a_path_that_is_not_there_is_named(path):
    with pytest.raises(UsageError, match="no/such/"):
        list(expand([path]))


def test_a_folder_without_articles_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="no article in the folder"):
        list(expand([str(tmp_path)]))


def test_standard_input_is_read_by_a_dash(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (article,) = read_path("-")
    assert (article.id, article.source, article.text) == ("stdin", "-", TEXT)


class Counted(io.BytesIO):
    """A stream that knows how much of it was read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.count = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.count += len(line)
        return line

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


def test_json_lines_on_standard_input_are_read_as_they_are_asked_for(monkeypatch):
    row = json.dumps({"text": TEXT}).encode() + b"\n"
    stream = Counted(row * 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    outcomes = read_path("-", ReadLimits(max_bytes=10_000))
    assert next(outcomes).text == TEXT
    assert stream.count == 2 * len(row)
    assert len(list(outcomes)) == 999


def test_a_json_lines_file_may_be_larger_than_one_record_may(tmp_path):
    path = tmp_path / "feed.jsonl"
    rows = [json.dumps({"text": TEXT}), json.dumps({"text": TEXT * 100}), json.dumps({"text": TEXT})]
    path.write_text("\n".join(rows * 5), encoding="utf-8-sig")
    outcomes = list(read_path(str(path), ReadLimits(max_bytes=5_000)))
    assert [type(outcome) for outcome in outcomes] == [Article, Failure, Article] * 5
    assert "limit of 0.005 MB" in outcomes[1].detail
    assert [outcome.id for outcome in outcomes] == [f"feed-{number}" for number in range(1, 16)]


def test_json_lines_in_another_encoding_are_read_while_the_file_is_small(tmp_path):
    path = tmp_path / "feed.jsonl"
    rows = "\n".join([json.dumps({"text": TEXT}, ensure_ascii=False)] * 3)
    for encoding in ("utf-16", "cp1256"):
        path.write_text(rows, encoding=encoding)
        assert [outcome.text for outcome in read_path(str(path))] == [TEXT] * 3


def test_one_json_document_on_standard_input_is_one_article(monkeypatch):
    for document in (json.dumps({"text": TEXT}), json.dumps({"text": TEXT}, indent=1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(document.encode())))
        assert [(outcome.id, outcome.text) for outcome in read_path("-")] == [("stdin", TEXT)]


def test_stray_nuls_and_controls_are_dropped():
    assert one(TEXT.replace("الأحد", "الأ\x00حد\x1b").encode()).text == TEXT


def test_ids_are_unique_in_a_run_and_the_same_in_the_next(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(TEXT, encoding="utf-8")
    rows = "\n".join(json.dumps({"id": "report", "text": TEXT}) for _ in range(2))
    (tmp_path / "z.jsonl").write_text(rows, encoding="utf-8")
    ids = [outcome.id for outcome in read_paths([str(tmp_path)])]
    assert sorted(ids) == ["report", "report-2", "report-2-2", "report-3"] or len(set(ids)) == 4
    assert ids == [outcome.id for outcome in read_paths([str(tmp_path)])]


def test_a_file_name_that_is_no_utf8_gives_a_printable_id(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"\xff\xfe\n.txt")).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    (article,) = read_path(str(tmp_path))
    assert article.id.encode()
    assert article.source.encode()
    assert "\n" not in article.id + article.source


def test_one_bad_record_never_costs_the_others():
    rows = [json.dumps({"id": 7, "text": TEXT}), "{broken", '{"title": "x"}', "[]", json.dumps({"body": TEXT})]
    outcomes = list(read_bytes("\n".join(rows).encode(), "feed", "feed.jsonl"))
    assert [type(outcome) for outcome in outcomes] == [Article, Failure, Failure, Failure, Article]
    assert [outcome.id for outcome in outcomes] == ["7", "feed-2", "feed-3", "feed-4", "feed-5"]
    assert "line 2 is not valid JSON" in outcomes[1].detail
    assert "it has title" in outcomes[2].detail


def test_json_arrays_and_wrapped_lists_hold_many_articles():
    for document in ([{"text": TEXT}, {"text": TEXT}], {"articles": [{"text": TEXT}, {"text": TEXT}]}):
        outcomes = list(read_bytes(json.dumps(document).encode(), "feed", "feed.json"))
        assert [outcome.text for outcome in outcomes] == [TEXT, TEXT]


def test_named_fields_are_used_and_nested_ones_reached():
    limits = ReadLimits(id_field="meta.key", text_field="النص", title_field="meta.head")
    record = {"text": "غير هذا", "النص": TEXT, "meta": {"key": "k1", "head": "عنوان الخبر هنا"}}
    article = one(json.dumps(record).encode(), "feed.json", limits)
    assert (article.id, article.title, article.text) == ("k1", "عنوان الخبر هنا", TEXT)


def test_unpaired_surrogates_in_json_do_not_reach_the_output():
    article = one(json.dumps({"text": TEXT + "\ud800"}).encode(), "feed.json")
    assert article.text.encode() == TEXT.encode()


def test_html_is_told_by_its_content_not_by_its_name():
    assert one(f"<html><body><p>{LEAD}</p><p>{NEXT}</p></body></html>".encode(), "page.txt").text == TEXT


def test_scripts_and_styles_leave_no_trace():
    head = "<head><style>p{color:red}</style></head>"
    html = f"<html>{head}<body><script>var x = 'نص'</script><p>{LEAD}</p><p>{NEXT}</p></body></html>"
    article = one(html.encode(), "page.html")
    assert article.text == TEXT
    assert article.removed == ()


def test_a_menu_beside_the_article_is_removed_by_name():
    html = f"<html><body><nav><a>سياسة</a></nav><h1>فتح الجسر القديم</h1><p>{LEAD}</p><p>{NEXT}</p></body></html>"
    article = one(html.encode(), "page.html")
    assert (article.title, article.text) == ("فتح الجسر القديم", TEXT)
    assert [(line.text, line.rule) for line in article.removed] == [("سياسة", "navigation")]


def test_the_sites_name_is_not_part_of_the_headline():
    title = "<title>فتح الجسر القديم أمام المشاة | صحيفة المرفأ</title>"
    html = f"<html><head>{title}</head><body><p>{LEAD}</p><p>{NEXT}</p></body></html>"
    assert one(html.encode(), "page.html").title == "فتح الجسر القديم أمام المشاة"


P = f"<p>{LEAD}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 10_000 + P + "</div>" * 10_000,
        "<html><body>" + "<span>" * 30_000 + P,
        "<html><body><div " + " ".join(f'a{i}="x"' for i in range(100_000)) + ">" + P,
        "<html><body><div x='" + "y" * 1_000_000 + "'>" + P,
        "<html><body>" + "<" * 200_000 + P,
        "<html><body>" + P + "<!--" + "-" * 200_000,
        "<html><body>" + P + "<p>وأضاف أن البرلم",
    ],
    ids=["deep", "deep inline", "attributes", "a long attribute", "brackets", "comment", "truncated"],
)
def test_hostile_markup_still_gives_its_text(html):
    started = time.process_time()
    article = one(html.encode(), "page.html")
    assert isinstance(article, Article)
    assert LEAD in article.text
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text", [LEAD + " ", LEAD + "\n", f"{LEAD}\n\nاقرأ أيضا\n\nخبر عن الجسر القديم\n\n", "اقرأ أيضا\n\n"]
)
def test_time_grows_with_the_size_only(text):
    def seconds(size: int) -> float:
        data = (text * (size // len(text.encode()))).encode()
        started = time.process_time()
        list(read_bytes(data, "x", "x.txt"))
        return time.process_time() - started

    seconds(20_000)  # imports
    small, large = seconds(60_000), seconds(480_000)
    assert large < 8 * small * 3 + 0.2


def mutated(rng: random.Random, pages: list[bytes]) -> bytes:
    data = bytearray(rng.choice(pages))
    for _ in range(rng.randrange(1, 30)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + rng.randrange(200)]
            case 2:
                data[at:at] = rng.randbytes(rng.randrange(8))
            case _:
                data[at:at] = data[at : at + rng.randrange(300)]
    return bytes(data[: rng.randrange(1, len(data) + 1)] if rng.random() < 0.3 else data)


@pytest.mark.parametrize("seed", range(6))
def test_no_input_raises_whatever_it_holds(seed):
    rng = random.Random(seed)
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".html", ".jsonl"})
    pages = [path.read_bytes() for path in files]
    names = ["x.txt", "x.html", "x.json", "x.jsonl", "-"]
    for _ in range(100):
        data = rng.randbytes(rng.randrange(400)) if rng.random() < 0.25 else mutated(rng, pages)
        for outcome in read_bytes(data, "x", rng.choice(names)):
            assert isinstance(outcome, Article | Failure)
            json.dumps([outcome.id, outcome.source]).encode()
            if isinstance(outcome, Article):
                outcome.text.encode()
                assert outcome.text.strip()
