"""What users type, with the embedded model really run."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from summarize import pipeline
from summarize.cli import main

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads(files("summarize").joinpath("digest.schema.json").read_text("utf-8"))
ARTICLE = """\
أعلنت بلدية المدينة الساحلية يوم الأحد 12 أيار/مايو 2024 افتتاح ثلاث مكتبات عامة جديدة في الأحياء الشرقية.

وقال رئيس البلدية سامر الخطيب في مؤتمر صحافي إن كلفة المشروع بلغت 4.5 مليون دولار، وإن المكتبات تضم أكثر من 60 ألف كتاب.

وأضاف أن "القراءة حق لكل طفل، ولن يدفع أحد رسوما مقابل الاشتراك".

وتوقع مسؤولون أن يزور المكتبات نحو 200 ألف شخص خلال العام الأول.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "خبر.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def khulasa(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, from another folder."""
    command = [sys.executable, "-m", "summarize.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", input=stdin, env=environment, check=False)


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    """The digests of all samples, made once."""
    done = khulasa("digest", ROOT / "samples", "--format", "json", "--offline")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_sample_gives_schema_valid_json(digests: list[dict]) -> None:
    assert len(digests) >= 12
    for digest in digests:
        jsonschema.validate(digest, SCHEMA)


def test_every_sentence_has_one_line_of_translation(digests: list[dict]) -> None:
    for digest in digests:
        assert [line["index"] for line in digest["translation"]["lines"]] == [s["index"] for s in digest["sentences"]]
        assert all(line["text"] for line in digest["translation"]["lines"])


def test_sentences_lie_where_they_say(digests: list[dict]) -> None:
    for digest in digests:
        for sentence in digest["sentences"]:
            assert digest["text"][sentence["start"] : sentence["end"]] == sentence["text"]


def test_extract_abstract_and_their_english_are_never_empty(digests: list[dict]) -> None:
    for digest in digests:
        assert digest["extract"]["text"]
        assert digest["abstract"]["text"]
        assert all(digest["summary_translation"].values())


def test_the_extract_is_made_of_the_articles_own_sentences(digests: list[dict]) -> None:
    for digest in digests:
        indices = digest["extract"]["indices"]
        assert indices == sorted(set(indices))
        assert digest["extract"]["text"] == " ".join(digest["sentences"][index]["text"] for index in indices)


def test_an_unsupported_abstract_is_replaced_and_the_grade_says_so(digests: list[dict]) -> None:
    for digest in digests:
        if digest["grade"] == "fallback":
            assert digest["abstract"]["text"] == digest["extract"]["text"]
            assert any(flag["kind"] == "support" and flag["severity"] == "error" for flag in digest["flags"])


def test_the_same_input_gives_the_same_output(digests: list[dict], capsys: pytest.CaptureFixture[str]) -> None:
    first = digests[0]
    assert main(["digest", first["source"], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0]) == first


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_readable_forms_show_arabic_and_english(form: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", str(article), "--format", form]) == 0
    out = capsys.readouterr().out
    assert "سامر الخطيب" in " ".join(out.split())
    assert "million" in out or "4.5" in out


def test_docx_goes_to_a_file(article: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    out = tmp_path / "out.docx"
    command = [sys.executable, "-m", "summarize.cli", "digest", str(article), "--format", "docx"]
    with out.open("wb") as file:
        assert subprocess.run(command, stdout=file, cwd=ROOT, check=False).returncode == 0
    assert any("سامر الخطيب" in paragraph.text for paragraph in docx.Document(str(out)).paragraphs)


def test_an_article_may_come_on_stdin() -> None:
    done = khulasa("digest", "-", "--format", "json", "--summarizer", "none", "--translator", "none", stdin=ARTICLE)
    assert done.returncode == 0
    digest = json.loads(done.stdout)
    assert digest["source"] == "-"
    assert digest["abstract"] is digest["translation"] is digest["summary_translation"] is None


def test_a_bad_input_never_costs_the_good_ones(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "image.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    done = khulasa("digest", bad, article, "--format", "json", "--summarizer", "none", "--translator", "none")
    assert done.returncode == 1
    failure, digest = map(json.loads, done.stdout.splitlines())
    assert failure["error"] == "ReadingError"
    assert "image.txt" in done.stderr
    assert digest["id"] == "خبر"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["digest", "no-such-file.txt"], "no-such-file.txt"),
        (["digest", "README.md", "--translator", "no-such-model"], "no-such-model"),
        (["digest", "README.md", "--translator", "mt5-xlsum"], "mt5-xlsum"),
        (["digest", "README.md", "--translator", "nllb-600m", "--commercial"], "CC-BY-NC"),
        (["digest", "README.md", "--to", "xxx_Latn"], "xxx_Latn"),
        (["digest", "README.md", "--sentences", "0"], "1 to 1000"),
        (["batch", "README.md", "-o", "out.csv"], ".jsonl"),
        (["batch", "README.md", "-o", "no/such/folder/out.jsonl"], "no/such/folder"),
        (["models", "pull", "no-such-model"], "no-such-model"),
        (["models", "remove", "embedded"], "embedded"),
    ],
)
def test_a_wrong_call_exits_2_with_one_clear_line(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    try:
        code = main(arguments)
    except SystemExit as stopped:  # argparse's way
        code = stopped.code
    error = capsys.readouterr().err
    assert code == 2
    assert said in error.splitlines()[-1]
    assert "Traceback" not in error


def test_a_model_that_is_not_here_names_the_command_that_brings_it(
    article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KHULASA_HOME", str(tmp_path / "home"))
    assert main(["digest", str(article), "--translator", "nllb-600m"]) == 2
    assert "khulasa models pull nllb-600m" in capsys.readouterr().err


def test_translate_gives_one_line_for_each_line() -> None:
    lines = ["وصل الوزير إلى العاصمة.", "", "2024", "قال الرئيس إن الاجتماع سيعقد يوم الاثنين."]
    done = khulasa("translate", "-", stdin="\n".join(lines) + "\n")
    assert done.returncode == 0
    out = done.stdout.split("\n")[:-1]
    assert len(out) == len(lines)
    assert out[1] == ""
    assert out[2] == "2024"


def test_translate_json_gives_text_score_and_flags(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", str(article), "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == len(ARTICLE.splitlines())
    assert all(set(row) == {"text", "score", "flags"} for row in rows)


def test_a_batch_writes_valid_lines_names_failures_and_resumes(article: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out.jsonl"
    source.mkdir()
    for name in ("one", "two", "three"):
        (source / f"{name}.txt").write_text(ARTICLE, "utf-8")
    (source / "empty.txt").write_text("")
    done = khulasa("batch", source, "-o", out, "--translator", "none")
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert sorted(record["id"] for record in records) == ["empty", "one", "three", "two"]
    for record in records:
        if "error" not in record:
            jsonschema.validate(record, SCHEMA)
    before = out.read_bytes()
    again = khulasa("batch", source, "-o", out, "--translator", "none", "--resume")
    assert out.read_bytes() == before
    assert "4 were there already" in again.stderr


def test_offline_opens_no_socket(article: Path) -> None:
    code = (
        "import sys\n"
        "def audit(event, args):\n"
        "    if event in {'socket.connect', 'socket.getaddrinfo', 'socket.bind'}: raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(audit)\n"
        "from summarize.cli import main\n"
        f"sys.exit(main(['digest', {str(article)!r}, '--offline']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_stops_reading_is_no_error(article: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "summarize.cli",
        "digest",
        *[str(article)] * 3,
        "--summarizer",
        "none",
        "--translator",
        "none",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_models_list_names_every_model_and_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    out = capsys.readouterr().out
    for name in ("embedded", "mt5-xlsum", "nllb-600m", "nllb-1.3b", "nllb-3.3b", "opus-ar-en", "CC-BY-NC-4.0"):
        assert name in out


def test_doctor_finds_nothing_broken_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "embedded" in capsys.readouterr().out


def test_an_unexpected_error_in_one_article_is_a_failure_not_a_traceback(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explode(*_: object) -> Iterator[object]:
        raise RuntimeError("odd")

    monkeypatch.setattr(pipeline, "extract", explode)
    assert main(["digest", str(article), "--summarizer", "none", "--translator", "none", "--format", "json"]) == 1
    captured = capsys.readouterr()
    assert "odd" in json.loads(captured.out)["detail"]
    assert "Traceback" not in captured.err


def test_hostile_names_and_text_reach_the_terminal_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[2Jb\u202e.txt"
    path.write_text(ARTICLE + "\n\x1b]0;owned\x07 نص خبيث \u202e يحاول قلب الاتجاه في هذه الجملة.\n", "utf-8")
    assert main(["digest", str(path), "--summarizer", "none", "--translator", "none"]) == 0
    captured = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(captured.out + captured.err)


def test_utf8_is_written_whatever_the_locale(article: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "summarize.cli",
        "digest",
        str(article),
        "--summarizer",
        "none",
        "--translator",
        "none",
    ]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert "سامر" in io.TextIOWrapper(io.BytesIO(done.stdout), "utf-8").read()
