"""Tables, texts and joins: whatever people's files are called, and every way in which they can be wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.joining import join
from eval.tables import read_table
from eval.texts import read_hypotheses, read_references, read_sources
from summarize import Digester
from summarize.errors import UsageError

ROWS = [{"id": "a", "summary": "وصل الوفد إلى بغداد"}, {"id": "b", "summary": "افتُتح «الجسر» الجديد"}]


def jsonl(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


FORMS = {
    "rows.jsonl": jsonl(ROWS),
    "rows.json": json.dumps(ROWS, indent=1),
    "lines.json": jsonl(ROWS),
    "rows.tsv": "id\tsummary\na\tوصل الوفد إلى بغداد\nb\tافتُتح «الجسر» الجديد\n",
    "rows.csv": 'id,summary\na,وصل الوفد إلى بغداد\nb,"افتُتح «الجسر» الجديد"\n',
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("dress", ["plain", "bom", "crlf", "utf-16"])
def test_the_same_rows_are_read_from_every_form_and_dress(tmp_path: Path, name: str, dress: str) -> None:
    dressed = {
        "plain": FORMS[name].encode(),
        "bom": b"\xef\xbb\xbf" + FORMS[name].encode(),
        "crlf": FORMS[name].replace("\n", "\r\n").encode(),
        "utf-16": FORMS[name].encode("utf-16"),
    }[dress]
    assert [record.fields for record in read_table(write(tmp_path, name, dressed)).records] == ROWS


def test_parquet_is_read_in_row_order(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [{"id": number, "summary": f"خبر {number}"} for number in range(500)]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "rows.parquet", row_group_size=64)
    assert [record.fields for record in read_table(str(tmp_path / "rows.parquet")).records] == rows


def test_a_csv_field_may_be_huge_and_hold_lines_quotes_and_commas(tmp_path: Path) -> None:
    text = 'قال: "نعم"، ثم\nسطر, آخر ' * 20_000
    quoted = text.replace('"', '""')
    table = read_table(write(tmp_path, "rows.csv", f'id,text\na,"{quoted}"\n'))
    assert table.records[0].fields["text"] == text


def test_a_quotation_mark_in_tsv_is_a_character(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "rows.tsv", 'id\ttext\na\t"عاجل": وصل الوفد\n'))
    assert table.records[0].fields["text"] == '"عاجل": وصل الوفد'


def test_plain_text_breaks_at_line_feeds_only_and_keeps_empty_lines(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "out.devtest", "one\u2028more\r\n\nthree\x85x\n"))
    assert [record.fields["text"] for record in table.records] == ["one\u2028more", "", "three\x85x"]


BROKEN = {
    "cp1256.tsv": ("id\ttext\na\tb\nc\tوصل".encode("cp1256"), "line 3 is not UTF-8 (byte 0xE6)"),
    "cut.jsonl": (b'{"id": "a", "text": "x"}\n{"id": "b", "te', "line 2 is not valid JSON"),
    "list.jsonl": (b'["a", "x"]\n', "line 1 is not an object"),
    "deep.jsonl": (b'{"id": ' + b"[" * 100_000, "line 1 is "),
    "half.jsonl": (b'{"id": "a", "text": "\\ud83d"}\n', "line 1 is not valid JSON"),
    "short.csv": (b"id,text\na,x\nb\n", "line 3 has 1 columns, the header 2"),
    "open.csv": (b'id,text\na,"never closed\n', "is not CSV"),
    "twice.tsv": (b"id\ttext\ttext\na\tb\tc\n", "names a column twice"),
    "nul.txt": (b"a\nb\x00c\n", "line 2 holds a NUL"),
    "none.jsonl": (b"\n\n", "is empty"),
    "header.csv": (b"id,text\n", "is empty"),
    "sheet.xlsx": (b"PK", "is not a table"),
    "not.parquet": (b"PAR0", "cannot be read as Parquet"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    data, message = BROKEN[name]
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    with pytest.raises(UsageError) as refusal:
        read_table(write(tmp_path, name, data))
    assert name in str(refusal.value)
    assert message in str(refusal.value)


FRAGMENTS = st.sampled_from(
    (
        *(b'"', b",", b"\t", b"\n", b"\r\n", b"{", b"}", b"[", b"]", b":", b"id", b"text", b"a", b"\x00"),
        *(b"\xef\xbb\xbf", b"\xff\xfe", b"null", b"1e999", b"\\ud800", b"\xd9\x88", "\u2028".encode()),
        *(b'{"id": 1, "text": "x"}', b"id,text\n", b"id\ttext\n"),
    )
)


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "txt"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=80), st.lists(FRAGMENTS, max_size=12).map(b"".join)))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = write(tmp_path, f"any.{suffix}", content)
    try:
        texts = [text for one in read_references([path], "summary").by_id.values() for text in one]
    except UsageError as refusal:
        texts = [str(refusal)]
    assert all(text.strip() for text in texts)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.tsv cannot be read: No such file"):
        read_table(str(tmp_path / "gone.tsv"))


def test_wrong_columns_are_answered_with_those_there_are_and_those_expected(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.csv", "id,gist\na,خبر\n")
    with pytest.raises(UsageError, match=r"has the columns id, gist: .* hypothesis, prediction.*--field"):
        read_hypotheses(path, "summary")
    assert read_hypotheses(path, "summary", "gist").by_id == {"a": ("خبر",)}


def test_a_record_without_the_field_is_named_by_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.jsonl", jsonl([{"id": "a", "summary": "x"}, {"id": "b", "title": "y"}]))
    with pytest.raises(UsageError, match="line 2 has no field summary: it has id, title"):
        read_hypotheses(path, "summary")


def test_a_text_that_is_null_is_refused_and_one_that_is_empty_is_kept(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"line 1: the field summary is empty \(null\)"):
        read_hypotheses(write(tmp_path, "null.jsonl", jsonl([{"id": "a", "summary": None}])), "summary")
    empty = write(tmp_path, "empty.jsonl", jsonl([{"id": "a", "summary": ""}]))
    assert read_hypotheses(empty, "summary").by_id == {"a": ("",)}


def test_a_record_without_an_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"line 1 has no id: .* it has name, summary"):
        read_hypotheses(write(tmp_path, "rows.jsonl", jsonl([{"name": "a", "summary": "x"}])), "summary")


def test_an_id_that_stands_twice_is_refused_in_both_files(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.tsv", "id\tsummary\na\tx\nb\ty\na\tz\n")
    for read in (lambda: read_hypotheses(path, "summary"), lambda: read_references([path], "summary")):
        with pytest.raises(UsageError, match="id 'a' stands more than once"):
            read()


@pytest.mark.parametrize(
    "content",
    [
        {"refs.jsonl": jsonl([{"id": "a", "references": ["x", "y"]}])},
        {"refs.csv": "id,reference_1,reference_2\na,x,y\n"},
        {"refs.tsv": "id\tsummary_A\tsummary_B\tsummary_C\na\tx\ty\t\n"},
        {"one.jsonl": jsonl([{"id": "a", "reference": "x"}]), "two.csv": "id,summary\na,y\n"},
    ],
    ids=["list", "columns", "columns with an empty cell", "files"],
)
def test_several_references_are_a_list_columns_or_files(tmp_path: Path, content: dict[str, str]) -> None:
    paths = [write(tmp_path, name, text) for name, text in content.items()]
    assert read_references(paths, "summary").by_id == {"a": ("x", "y")}


def test_named_columns_are_taken_and_no_others(tmp_path: Path) -> None:
    path = write(tmp_path, "refs.csv", "id,summary,short,long\na,x,y,z\n")
    assert read_references([path], "summary", "short,long").by_id == {"a": ("y", "z")}


def test_reference_files_without_a_common_id_are_parts_of_one_set(tmp_path: Path) -> None:
    one, two = write(tmp_path, "one.csv", "id,summary\na,x\n"), write(tmp_path, "two.csv", "id,summary\nb,y\n")
    assert read_references([one, two], "summary").by_id == {"a": ("x",), "b": ("y",)}


def test_reference_files_that_share_some_ids_only_are_refused(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "id,summary\na,x\nb,x\n")
    two = write(tmp_path, "two.csv", "id,summary\nb,y\nc,y\n")
    with pytest.raises(UsageError, match="share some ids and not others: ids 'a', 'c' in one of them only"):
        read_references([one, two], "summary")


def test_an_id_with_nothing_but_empty_references_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "refs.csv", "id,reference_1,reference_2\na,x,\nb, ,\n")
    with pytest.raises(UsageError, match="nothing but empty references for id 'b'"):
        read_references([path], "summary")


def test_records_are_joined_by_id_in_the_references_order(tmp_path: Path) -> None:
    hypotheses = read_hypotheses(write(tmp_path, "h.csv", "id,text\n2,two\n1,one\n"), "summary")
    references = read_references(
        [write(tmp_path, "r.jsonl", jsonl([{"id": 1, "text": "1"}, {"id": 2, "text": "2"}]))], "summary"
    )
    assert [(pair.hypothesis, pair.references) for pair in join(hypotheses, references)] == [
        ("one", ("1",)),
        ("two", ("2",)),
    ]


def test_ids_on_one_side_only_are_named_and_counted(tmp_path: Path) -> None:
    hypotheses = read_hypotheses(write(tmp_path, "h.csv", "id,text\na,x\nz,x\n"), "summary")
    many = "".join(f"r{number},x\n" for number in range(8))
    references = read_references([write(tmp_path, "r.csv", f"id,text\na,x\n{many}")], "summary")
    with pytest.raises(UsageError) as refusal:
        join(hypotheses, references)
    assert "ids 'r0', 'r1', 'r2', 'r3', 'r4' and 3 more of" in str(refusal.value)
    assert "id 'z' of" in str(refusal.value)


def test_plain_text_is_joined_by_line_with_plain_text_alone(tmp_path: Path) -> None:
    lines = read_hypotheses(write(tmp_path, "h.txt", "one\n\nthree\n"), "summary")
    assert [
        pair.hypothesis for pair in join(lines, read_references([write(tmp_path, "r.txt", "1\n2\n3")], "summary"))
    ] == [
        "one",
        "",
        "three",
    ]
    with pytest.raises(UsageError, match=r"has 3 lines and .* has 2"):
        join(lines, read_references([write(tmp_path, "s.txt", "1\n2\n")], "summary"))
    with pytest.raises(UsageError, match="plain text, whose lines have no ids"):
        join(lines, read_references([write(tmp_path, "r.csv", "id,text\n1,x\n2,y\n3,z\n")], "summary"))


NEWS = "أعلنت وزارة النقل، الأحد، افتتاح جسر جديد في المدينة بعد عامين من العمل. وقال الوزير إن الجسر كلف 40 مليونا."


@pytest.fixture(scope="module")
def digest(embedded: Digester, tmp_path_factory: pytest.TempPathFactory) -> str:
    made = embedded.digest(NEWS)
    failure = {"id": "lost", "source": "lost.txt", "stage": "read", "error": "ReadingError", "detail": "empty"}
    rows = [{**made.to_json(), "id": "bridge"}, failure]
    return write(tmp_path_factory.mktemp("digests"), "digests.jsonl", jsonl(rows))


def test_a_digest_gives_its_abstract_or_the_field_that_was_asked_for(digest: str) -> None:
    record = read_table(digest).records[0].fields
    assert read_hypotheses(digest, "summary").by_id["bridge"] == (record["abstract"]["text"],)
    assert read_hypotheses(digest, "summary", "extract").by_id["bridge"] == (record["extract"]["text"],)
    summary = read_hypotheses(digest, "translation", "summary_translation.abstract").by_id["bridge"]
    assert summary == (record["summary_translation"]["abstract"],)


def test_a_digests_translation_is_one_text_or_one_for_each_sentence(digest: str) -> None:
    lines = [line["text"] for line in read_table(digest).records[0].fields["translation"]["lines"]]
    assert read_hypotheses(digest, "translation").by_id["bridge"] == (" ".join(lines),)
    by_sentence = read_hypotheses(digest, "translation", by_sentence=True)
    assert by_sentence.by_id == {f"bridge#{number}": (line,) for number, line in enumerate(lines)}
    sources = read_sources(digest, by_sentence=True)
    assert sources.by_id.keys() == by_sentence.by_id.keys()


def test_what_a_batch_failed_to_digest_is_scored_as_an_empty_text(digest: str, tmp_path: Path) -> None:
    references = read_references([write(tmp_path, "r.csv", "id,summary\nbridge,x\nlost,y\n")], "summary")
    pairs = join(read_hypotheses(digest, "summary"), references)
    assert [(pair.id, bool(pair.hypothesis)) for pair in pairs] == [("bridge", True), ("lost", False)]


def test_a_failed_article_is_empty_in_every_sentence(digest: str, tmp_path: Path) -> None:
    rows = [{"article": "bridge", "translation": ["x", "y"]}, {"article": "lost", "translation": ["z"]}]
    references = read_references([write(tmp_path, "r.jsonl", jsonl(rows))], "translation")
    pairs = join(read_hypotheses(digest, "translation", by_sentence=references.by_sentence), references)
    assert [pair.id for pair in pairs] == ["bridge#0", "bridge#1", "lost#0"]
    assert pairs[-1].hypothesis == ""


def test_a_digest_made_without_a_summarizer_is_told_apart(digest: str, tmp_path: Path) -> None:
    record = {**read_table(digest).records[0].fields, "abstract": None}
    with pytest.raises(UsageError, match=r"was made without abstract \(--summarizer none\?\).*--field"):
        read_hypotheses(write(tmp_path, "d.jsonl", jsonl([record])), "summary")


@pytest.mark.parametrize("lines", [[{"index": 0}], [{"text": 3}], ["x", None], []])
def test_a_digest_whose_translation_is_broken_is_refused(digest: str, tmp_path: Path, lines: list[object]) -> None:
    record = {**read_table(digest).records[0].fields, "translation": {"lines": lines}}
    with pytest.raises(UsageError, match="line 1: the digest was made without translation"):
        read_hypotheses(write(tmp_path, "d.jsonl", jsonl([record])), "translation")


def test_full_references_without_a_translation_have_nothing_to_score(tmp_path: Path) -> None:
    path = write(tmp_path, "r.jsonl", jsonl([{"article": "a", "summaries": ["x", "y"]}]))
    assert read_references([path], "summary").by_id == {"a": ("x", "y")}
    with pytest.raises(UsageError, match="holds nothing to score"):
        read_references([path], "translation")
