"""``khulasa eval``: what is printed, what is refused, and with which exit code."""

import json
from pathlib import Path

import pytest

from eval.rouge import KINDS
from summarize.cli import main
from summarize.records import Flag

ROOT = Path(__file__).parents[1]
PHRASES = ("افتتاح الجسر الجديد", "وصول الوفد إلى العاصمة", "ارتفاع أسعار القمح", "فوز الفريق بالكأس")
REFERENCES = {f"n{number}": f"{phrase} صباح الأحد" for number, phrase in enumerate(PHRASES)}


def table(path: Path, texts: dict[str, str], column: str = "summary") -> str:
    rows = [f"id\t{column}", *(f"{id}\t{text}" for id, text in texts.items())]
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return str(path)


@pytest.fixture
def references(tmp_path: Path) -> str:
    return table(tmp_path / "references.tsv", REFERENCES)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return table(tmp_path / "good.tsv", {**REFERENCES, "n3": "فوز الفريق"})


@pytest.fixture
def bad(tmp_path: Path) -> str:
    return table(tmp_path / "bad.tsv", {id: f"خبر عن {text.split()[0]}" for id, text in REFERENCES.items()})


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["eval", *arguments]) == code
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a wrong call: exit 2, nothing on stdout, one line on stderr, which is given."""
    assert main(["eval", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("khulasa: ")
    return said.err


def rouge(hypotheses: str, references: str, *more: str) -> list[str]:
    return ["rouge", "--hypotheses", hypotheses, "--references", references, *more]


def test_texts_that_are_their_references_score_a_hundred(capsys: pytest.CaptureFixture[str], references: str) -> None:
    report = json.loads(run(capsys, *rouge(references, references, "--format", "json")))
    for kind in KINDS:
        assert report["scores"][kind]["fmeasure"] == {"mean": 100.0, "low": 100.0, "high": 100.0}
    assert (report["texts"], report["small_sample"]) == (4, True)
    assert "tok:arabic" in report["signature"]


def test_the_table_holds_the_same_figures_as_the_json(
    capsys: pytest.CaptureFixture[str], good: str, references: str
) -> None:
    text = run(capsys, *rouge(good, references))
    report = json.loads(run(capsys, *rouge(good, references, "--format", "json")))
    for kind in KINDS:
        (row,) = (line for line in text.splitlines() if line.split()[:1] == [kind])
        scores = report["scores"][kind].values()
        assert [f"{score['mean']:.2f}" for score in scores] == [
            cell for cell in row.split()[1:] if cell[0].isdigit() and not cell.endswith("]")
        ]
    assert report["signature"] in text
    assert "small sample: 4 texts" in text


def test_each_text_is_scored_by_itself_when_asked_for(
    capsys: pytest.CaptureFixture[str], good: str, references: str
) -> None:
    report = json.loads(run(capsys, *rouge(good, references, "--format", "json", "--per-item")))
    assert [item["id"] for item in report["items"]] == list(REFERENCES)
    assert [item["rouge1"]["precision"] for item in report["items"]] == [100.0] * 4
    assert report["items"][3]["rouge1"]["recall"] == 40.0
    mean = sum(item["rouge1"]["recall"] for item in report["items"]) / 4
    assert report["scores"]["rouge1"]["recall"]["mean"] == pytest.approx(mean)
    assert "n3" in run(capsys, *rouge(good, references, "--per-item"))


def test_the_tokenization_is_in_the_signature(capsys: pytest.CaptureFixture[str], good: str, references: str) -> None:
    assert "tok:xlsum" in run(capsys, *rouge(good, references, "--tokenization", "xlsum"))


def test_normalization_folds_what_writers_do_differently(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    written, wanted = table(tmp_path / "h.tsv", {"a": "أحمد"}), table(tmp_path / "r.tsv", {"a": "احمد"})
    means = {}
    for level in ("full", "none"):
        report = json.loads(run(capsys, *rouge(written, wanted, "--normalization", level, "--format", "json")))
        means[level] = report["scores"]["rouge1"]["fmeasure"]["mean"]
        assert f"norm:{level}" in report["signature"]
    assert means == {"full": 100.0, "none": 0.0}
    assert "belongs to --tokenization arabic" in refused(
        capsys, *rouge(written, wanted, "--normalization", "none", "--tokenization", "xlsum")
    )


def test_the_same_call_gives_the_same_figures(capsys: pytest.CaptureFixture[str], good: str, references: str) -> None:
    first, second = (run(capsys, *rouge(good, references, "--format", "json")) for _ in range(2))
    assert first == second
    assert run(capsys, *rouge(good, references, "--format", "json", "--seed", "7")) != first


def test_the_best_or_the_mean_of_several_references_counts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, bad: str, references: str
) -> None:
    both = ["--references", bad, "--format", "json"]
    best = json.loads(run(capsys, *rouge(references, references, *both)))
    mean = json.loads(run(capsys, *rouge(references, references, *both, "--aggregate", "mean")))
    assert best["scores"]["rouge1"]["fmeasure"]["mean"] == 100.0
    assert 0 < mean["scores"]["rouge1"]["fmeasure"]["mean"] < 100.0
    assert ("refs:max" in best["signature"], "refs:mean" in mean["signature"]) == (True, True)


def test_standard_input_is_plain_text_or_json_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, references: str
) -> None:
    lines = tmp_path / "references.txt"
    lines.write_text("".join(f"{text}\n" for text in REFERENCES.values()), "utf-8")
    records = "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in REFERENCES.items())
    for data, against in ((lines.read_text("utf-8"), str(lines)), (records, references)):
        stdin = (tmp_path / "stdin").open("w+", encoding="utf-8")
        stdin.write(data)
        stdin.seek(0)
        monkeypatch.setattr("sys.stdin", stdin)
        assert "100.00" in run(capsys, *rouge("-", against))


def test_a_missing_and_an_extra_id_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, references: str
) -> None:
    other = table(tmp_path / "other.tsv", {"n0": "x", "n1": "x", "n2": "x", "n9": "x"})
    said = refused(capsys, *rouge(other, references))
    assert "id 'n3' of" in said
    assert "id 'n9' of" in said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id\tgist\nn0\tx\n", "has the columns id, gist"),
        (b"id      summary\nn0      x\n", "no tab in the header, 'id summary'"),
        (b"id\tsummary\nn0\tx\nn0\ty\n", "id 'n0' stands more than once"),
        ("id\tsummary\nn0\tخبر\n".encode("cp1256"), "line 2 is not UTF-8"),
        (b"", "is empty"),
    ],
    ids=["columns", "spaces", "duplicate", "encoding", "empty"],
)
def test_a_file_that_is_wrong_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, references: str, content: bytes, message: str
) -> None:
    path = tmp_path / "h.tsv"
    path.write_bytes(content)
    assert message in refused(capsys, *rouge(str(path), references))


def test_an_id_cannot_write_to_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = table(tmp_path / "h.tsv", {"\x1b[31mred\u202e": "x"})
    assert "\x1b" not in run(capsys, *rouge(path, path, "--per-item"))
    assert "\x1b" not in refused(capsys, *rouge(path, table(tmp_path / "r.tsv", {"a": "x"})))


ENGLISH = {"a": "The bridge was opened on Sunday by 40 workers.", "b": "The delegation arrived in the capital."}
ARABIC = {"a": "افتتح 40 عاملا الجسر يوم الأحد.", "b": "وصل الوفد إلى العاصمة."}


def translation(tmp_path: Path, texts: dict[str, str], *more: str) -> list[str]:
    hypotheses = table(tmp_path / "english.tsv", texts, "translation")
    references = table(tmp_path / "gold.tsv", ENGLISH, "reference")
    return ["translation", "--hypotheses", hypotheses, "--references", references, *more]


def test_translations_get_their_metrics_with_signatures(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    report = json.loads(run(capsys, *translation(tmp_path, ENGLISH, "--format", "json")))
    assert {name: round(score["mean"], 6) for name, score in report["scores"].items() if name != "spbleu"} == {
        "bleu": 100.0,
        "chrf++": 100.0,
        "ter": 0.0,
    }
    text = run(capsys, *translation(tmp_path, ENGLISH))
    for score in report["scores"].values():
        assert score["signature"] in text
    assert ("spbleu" in report["scores"]) != bool(report["without_spbleu"])


def test_with_the_sources_what_was_lost_is_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sources = table(tmp_path / "arabic.tsv", ARABIC, "source")
    wrong = {**ENGLISH, "a": "The bridge was opened on Sunday by 14 workers."}
    report = json.loads(run(capsys, *translation(tmp_path, wrong, "--sources", sources, "--format", "json")))
    assert report["flagged"]["number"] == 1
    right = run(capsys, *translation(tmp_path, ENGLISH, "--sources", sources))
    assert "none" in right.split("texts with a flag")[1]


def test_sources_of_other_texts_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sources = table(tmp_path / "arabic.tsv", {"a": ARABIC["a"]}, "source")
    assert "id 'b' of" in refused(capsys, *translation(tmp_path, ENGLISH, "--sources", sources))


def test_the_better_of_two_systems_is_named_with_the_texts_that_decide(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wanted = {f"{id}-{copy}": text for copy in range(4) for id, text in REFERENCES.items()}
    references = table(tmp_path / "many.tsv", wanted)
    worse = table(tmp_path / "worse.tsv", {id: text.rsplit(" ", 2)[0] for id, text in wanted.items()})
    text = run(capsys, "compare", worse, references, "--references", references)
    assert "B is better by" in text
    report = json.loads(run(capsys, "compare", references, worse, "--references", references, "--format", "json"))
    row = next(row for row in report["rows"] if row["metric"] == report["decisive"] == "rouge")
    assert row["difference"]["low"] > 0
    assert max(row["bootstrap"], row["randomization"]) < 0.05
    gaps = [case["a"] - case["b"] for case in report["cases"]]
    assert (gaps, len(gaps)) == (sorted(gaps, reverse=True), 16)


def test_a_system_is_not_better_than_itself(capsys: pytest.CaptureFixture[str], good: str, references: str) -> None:
    assert "no difference in rouge" in run(capsys, "compare", good, good, "--references", references)


def test_two_columns_of_one_file_are_compared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, references: str
) -> None:
    path = tmp_path / "both.tsv"
    rows = [f"{id}\t{text}\t{text.split()[0]}\n" for id, text in REFERENCES.items()]
    path.write_text("id\tours\ttheirs\n" + "".join(rows), "utf-8")
    fields = ["--field", "ours", "--field-b", "theirs"]
    report = json.loads(
        run(capsys, "compare", str(path), str(path), *fields, "--references", references, "--format", "json")
    )
    assert report["rows"][0]["a"] == 100.0 > report["rows"][0]["b"]


def test_less_is_better_in_edits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wanted = {f"{id}-{copy}": text for copy in range(8) for id, text in ENGLISH.items()}
    references = table(tmp_path / "gold.tsv", wanted, "reference")
    worse = table(tmp_path / "worse.tsv", {id: text.split()[0] for id, text in wanted.items()}, "translation")
    better = table(tmp_path / "better.tsv", wanted, "translation")
    text = run(capsys, "compare", better, worse, "--references", references, "--metric", "ter")
    assert "A is better by" in text
    assert "mean over texts|TER|nrefs:1" in text


def test_a_command_without_its_files_is_told_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["eval", "rouge"])
    assert stopped.value.code == 2
    assert "--hypotheses, --references" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["rouge", "translation", "compare", "report"])
def test_every_command_has_help_and_stands_in_the_guide(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["eval", command, "--help"])
    assert stopped.value.code == 0
    assert f"usage: khulasa eval {command}" in capsys.readouterr().out
    assert f"khulasa eval {command}" in (ROOT / "eval" / "README.md").read_text("utf-8")


def test_a_report_that_cannot_be_made_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, good: str
) -> None:
    page = tmp_path / "out" / "report.html"
    refused(capsys, "report", "--references", good, "--articles", str(tmp_path / "none"), "--out", str(page))
    assert not page.parent.exists()


@pytest.mark.slow
def test_your_own_articles_and_references_become_a_page_and_a_table(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, page = tmp_path / "articles", tmp_path / "report.html"
    folder.mkdir()
    for id, text in REFERENCES.items():
        (folder / f"{id}.txt").write_text(f"شهدت المدينة {text}. وقال مسؤول محلي إن الأمر تم كما كان مقررا.", "utf-8")
    (folder / "n4.txt").write_text("", "utf-8")
    references = table(tmp_path / "references.tsv", {**REFERENCES, "n4": "خبر"})
    call = ["report", "--articles", str(folder), "--references", references, "--out", str(page)]
    assert main(["eval", *call, "--translator", "none"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(page), str(page.with_suffix(".md"))]
    assert "n4 is left out" in said.err
    assert all(id in page.read_text("utf-8") for id in REFERENCES)


@pytest.mark.parametrize("option", ["--summarizer", "--translator", "--extract", "--sentences", "--engine"])
def test_a_report_of_digests_takes_no_option_that_would_make_them_otherwise(
    capsys: pytest.CaptureFixture[str], good: str, option: str
) -> None:
    value = {"--sentences": "3", "--extract": "lead", "--engine": "ct2"}.get(option, "none")
    assert f"leave out {option}" in refused(capsys, "report", "--digests", good, option, value)


def test_translations_take_no_seed_that_sacrebleu_would_not_hear(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["eval", *translation(tmp_path, ENGLISH, "--seed", "7")])
    assert stopped.value.code == 2
    assert "--seed" in capsys.readouterr().err


def test_a_seed_is_a_number_from_0(capsys: pytest.CaptureFixture[str], good: str, references: str) -> None:
    with pytest.raises(SystemExit):
        main(["eval", *rouge(good, references, "--seed", "-1")])
    assert "a whole number from 0 expected" in capsys.readouterr().err


def test_the_order_of_the_texts_changes_no_figure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    texts = {f"{id}-{copy}": " ".join(text.split()[copy:]) for copy in range(3) for id, text in REFERENCES.items()}
    wanted = {f"{id}-{copy}": text for copy in range(3) for id, text in REFERENCES.items()}
    written = table(tmp_path / "h.tsv", texts)
    orders = table(tmp_path / "a.tsv", wanted), table(tmp_path / "b.tsv", dict(reversed(wanted.items())))
    for command in ("rouge", "translation"):
        scores = [
            json.loads(run(capsys, command, "--hypotheses", written, "--references", order, "--format", "json"))[
                "scores"
            ]
            for order in orders
        ]
        assert scores[0] == scores[1]


def fallback(path: Path) -> str:
    """Write two digests, the second of which has the extract in the place of its summary."""
    extract = {"text": "خبر", "indices": [0], "method": "lead"}
    rows = [
        {"id": id, "sentences": [], "extract": extract, "abstract": {"text": "خبر", "model": model}, "signature": ""}
        for id, model in (("n0", "embedded"), ("n1", "extract"))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def test_an_extract_scored_in_the_place_of_a_summary_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    digests = fallback(tmp_path / "digests.jsonl")
    wanted = table(tmp_path / "r.tsv", {"n0": "خبر", "n1": "نبأ"})
    for call in (rouge(digests, wanted), ["compare", digests, digests, "--references", wanted]):
        assert main(["eval", *call]) == 0
        assert "1 of 2 summaries are fallbacks, article 'n1': the extract is scored" in capsys.readouterr().err
    assert main(["eval", *rouge(digests, wanted, "--field", "extract")]) == 0
    assert capsys.readouterr().err == ""


def test_a_flag_that_lowers_no_grade_is_not_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = (Flag("name", "a", "left out", severity="info"), Flag("number", "a", "40 missing"))
    monkeypatch.setattr("eval.corpus_scores.check_translation", lambda *_: found)
    sources = table(tmp_path / "arabic.tsv", ARABIC, "source")
    report = json.loads(run(capsys, *translation(tmp_path, ENGLISH, "--sources", sources, "--format", "json")))
    assert report["flagged"] == {"number": 2}


def test_the_texts_furthest_apart_come_first_either_way(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, good: str, references: str
) -> None:
    a = table(tmp_path / "a.tsv", {**REFERENCES, "n0": "كلام آخر", "n1": REFERENCES["n1"].rsplit(" ", 1)[0]})
    text = run(capsys, "compare", a, good, "--references", references)
    rows = text.split("where they differ most")[1].splitlines()[2:]
    assert [row.split()[0] for row in rows] == ["n0", "n3", "n1"]


def test_systems_that_score_the_same_are_said_to_in_a_line(
    capsys: pytest.CaptureFixture[str], good: str, references: str
) -> None:
    assert run(capsys, "compare", good, good, "--references", references).splitlines()[-1] == (
        "every text has the same rouge in both"
    )


def test_every_metric_of_a_comparison_has_its_signature(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    gold = table(tmp_path / "gold.tsv", ENGLISH, "reference")
    text = run(capsys, "compare", gold, gold, "--field", "reference", "--references", gold, "--metric", "chrf++")
    assert all(f"mean over texts|{name}|" in text for name in ("BLEU", "chrF2++", "TER"))
    assert "TER (less is better)" in text


def test_a_digest_that_is_missing_is_asked_for_not_a_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, references: str
) -> None:
    path = tmp_path / "digests.jsonl"
    failures = [{"id": f"n{k}", "source": "", "stage": "read", "error": "ReadingError", "detail": ""} for k in range(3)]
    path.write_text("".join(json.dumps(failure) + "\n" for failure in failures), "utf-8")
    said = refused(capsys, "report", "--digests", str(path), "--references", references)
    assert "article 'n3' missing in" in said
    assert "digest what is missing too" in said


def test_a_file_without_digests_is_told_what_a_digest_has(capsys: pytest.CaptureFixture[str], good: str) -> None:
    assert "line 2 is not a digest as khulasa batch or digest --format json writes it: it has no field" in refused(
        capsys, "report", "--digests", good
    )


def test_articles_without_references_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text("خبر", "utf-8")
    said = refused(capsys, "report", "--articles", str(tmp_path))
    assert "no reference for article 'bridge': give --references FILE" in said


def test_a_name_that_is_no_test_set_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str], good: str
) -> None:
    said = refused(capsys, *rouge(good, "squad:file.json"))
    assert "squad:file.json is neither a file nor a test set, which are xlsum:, easc:, wikilingua:" in said
