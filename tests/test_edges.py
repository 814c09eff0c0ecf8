"""Edges: each odd input has its message or its sensible output, end to end."""

import json
from pathlib import Path

import pytest

from summarize.cli import main

SENTENCE = "أعلنت وزارة الصحة أن حملة التطعيم ضد الحصبة شملت 12 ألف طفل في ثلاث محافظات خلال أسبوع واحد."


def digest(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict, str]:
    """Digest one file; give the exit code, the one JSON record, and stderr."""
    code = main(["digest", str(path), "--format", "json", *options])
    captured = capsys.readouterr()
    (line,) = captured.out.splitlines()
    return code, json.loads(line), captured.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj" * 50, "PDF"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "ZIP"),
        (b"\x00\x01\x02\x03" * 500, "binary"),
        (b"The minister said on Sunday that the port would open again after two months of repairs. " * 5, "Arabic"),
        (b'{"text": ""}', "no text"),
        (b"\xff\xfe", "empty"),
    ],
    ids=["empty", "white space", "pdf", "zip", "binary", "english", "empty record", "byte order mark alone"],
)
def test_what_is_no_article_fails_with_a_reason(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(content)
    code, record, errors = digest(path, capsys, "--summarizer", "none", "--translator", "none")
    assert code == 1
    assert said in record["detail"]
    assert "input.txt" in errors


def test_a_50_mb_file_is_refused_by_its_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes((SENTENCE + "\n").encode() * 330_000)
    code, record, _ = digest(path, capsys)
    assert code == 1
    assert "MB" in record["detail"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6"]
)
def test_encodings_come_out_as_the_same_text(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes((SENTENCE + "\n\n" + SENTENCE.replace("الصحة", "التعليم")).encode(encoding))
    code, record, _ = digest(path, capsys, "--summarizer", "none", "--translator", "none")
    assert code == 0
    assert record["sentences"][0]["text"] == SENTENCE


def test_a_headline_alone_gives_a_digest_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input.txt"
    path.write_text("وزير الصحة يفتتح مستشفى جديدا في العاصمة\n", "utf-8")
    code, record, _ = digest(path, capsys)
    assert code == 0
    assert record["extract"]["text"] == record["abstract"]["text"] == "وزير الصحة يفتتح مستشفى جديدا في العاصمة"
    assert len(record["translation"]["lines"]) == 1


def test_one_sentence_is_its_own_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input.txt"
    path.write_text(SENTENCE, "utf-8")
    code, record, _ = digest(path, capsys)
    assert code == 0
    assert record["extract"]["indices"] == [0]
    assert record["abstract"]["text"] == SENTENCE


@pytest.mark.slow
def test_a_sentence_of_3000_words_keeps_every_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(SENTENCE.rstrip(".").split() * 170)
    path = tmp_path / "input.txt"
    path.write_text(words, "utf-8")
    code, record, _ = digest(path, capsys)
    assert code == 0
    assert len(record["translation"]["lines"]) == len(record["sentences"])
    assert "".join(sentence["text"] for sentence in record["sentences"]).split() == words.split()
    assert record["abstract"]["text"]


def test_an_article_without_punctuation_is_digested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input.txt"
    lines = [
        "أعلنت وزارة الصحة أن حملة التطعيم ضد الحصبة شملت 12 ألف طفل في ثلاث محافظات خلال أسبوع واحد",
        "وقال مدير الحملة إن الفرق وصلت إلى القرى الجبلية سيرا على الأقدام بعد أن أغلقت الثلوج الطرق",
        "وتستمر الحملة حتى نهاية الشهر المقبل",
        "وطلبت الوزارة من الأهالي مراجعة المراكز الصحية مع بطاقات أطفالهم لاستكمال الجرعات الناقصة",
    ]
    path.write_text("\n".join(lines), "utf-8")
    code, record, _ = digest(path, capsys, "--translator", "none")
    assert code == 0
    assert [record["title"], *(sentence["text"] for sentence in record["sentences"])] == lines


def test_emoji_controls_and_mixed_directions_are_digested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = "وقالت شركة \u202eOpenSky Ltd.\u202c إن طائرتها X-15 أقلعت 😀 في الساعة 18:30 بنجاح\x00\x1b[31m تام."
    text = f"{SENTENCE}\n\n{odd}\n"
    path = tmp_path / "input.txt"
    path.write_text(text, "utf-8")
    code, record, _ = digest(path, capsys)
    assert code == 0
    assert "OpenSky" in record["text"]
    assert "😀" in record["text"]
    assert "[31m" not in record["text"]
    assert not set(record["text"]) & {"\x00", "\x1b", "\u202e", "\u202c"}


def test_a_bad_record_costs_only_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input.jsonl"
    rows = [json.dumps({"id": "one", "text": SENTENCE}), "{broken", json.dumps({"id": "three", "text": SENTENCE})]
    path.write_text("\n".join(rows), "utf-8")
    assert main(["digest", str(path), "--format", "json", "--summarizer", "none", "--translator", "none"]) == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [("error" in record) for record in records] == [False, True, False]
