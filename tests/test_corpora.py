"""Public test sets: the forms in which they go round, in miniature and with our own sentences."""

import json
import pickle
from pathlib import Path

import pytest

from eval import corpora
from eval.report_inputs import load_inputs
from eval.texts import read_references, read_sources
from summarize.errors import UsageError
from summarize.reading import read_paths

NEWS = (
    "أعلنت وزارة النقل، الأحد، افتتاح جسر جديد في المدينة بعد عامين من العمل. "
    "وقال الوزير إن الجسر كلف أربعين مليونا، وإن الحركة عليه تبدأ غدا."
)
GIST = "افتتاح جسر جديد في المدينة."


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def xlsum(tmp_path: Path) -> Path:
    rows = [
        {"id": id, "url": f"https://example.org/{id}", "title": "جسر", "summary": GIST, "text": NEWS}
        for id in ("world-1", "140/2 b", "world-1")
    ]
    return jsonl(tmp_path / "arabic_test.jsonl", *rows)


def test_xlsum_is_read_from_its_file_or_its_folder(xlsum: Path) -> None:
    corpus = corpora.load(f"xlsum:{xlsum}")
    assert corpus == corpora.load(f"xlsum:{xlsum.parent}")
    assert (corpus.examples[0].source, corpus.examples[0].references, corpus.examples[0].title) == (
        NEWS,
        (GIST,),
        "جسر",
    )


def test_xlsum_ids_are_those_that_a_batch_gives_the_same_file(xlsum: Path) -> None:
    assert [example.id for example in corpora.load(f"xlsum:{xlsum}").examples] == [
        item.id for item in read_paths([str(xlsum)])
    ]


def test_xlsum_without_a_field_is_refused_with_what_it_has(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "arabic_test.jsonl", {"id": "1", "article": NEWS})
    with pytest.raises(UsageError, match="line 1 has no field text: it has id, article"):
        corpora.load(f"xlsum:{path}")


def test_a_packed_xlsum_is_answered_with_how_to_unpack_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tar -xjf"):
        corpora.load(f"xlsum:{tmp_path / 'arabic.tar.bz2'}")


@pytest.fixture
def easc(tmp_path: Path) -> Path:
    for topic, name, encoding in (("Topic1", "art and music (1)", "utf-8"), ("Topic2", "sport (2)", "cp1256")):
        article = tmp_path / "Articles" / topic / f"{name}.txt"
        article.parent.mkdir(parents=True)
        article.write_bytes(NEWS.encode(encoding))
        extracts = tmp_path / "MTurk" / topic
        extracts.mkdir(parents=True)
        for worker in "BA":
            (extracts / f"D0101.M.250.A.1.{worker}").write_bytes(f"{worker}: قال الوزير إن {GIST}".encode(encoding))
        (extracts / "D0101.M.250.A.1.C").write_bytes(b" \r\n")
    return tmp_path


def test_easc_is_read_whatever_the_encoding_of_each_file(easc: Path) -> None:
    corpus = corpora.load(f"easc:{easc}")
    assert [example.source for example in corpus.examples] == [NEWS, NEWS]
    assert all(
        example.references == (f"A: قال الوزير إن {GIST}", f"B: قال الوزير إن {GIST}") for example in corpus.examples
    )


def test_easc_ids_are_those_that_a_batch_gives_its_articles(easc: Path) -> None:
    assert [example.id for example in corpora.load(f"easc:{easc}").examples] == [
        item.id for item in read_paths([str(easc / "Articles")])
    ]


def test_easc_is_read_from_its_own_table(tmp_path: Path) -> None:
    row = {"article_id": 7, "topic_name": "Sport", "article_text": NEWS}
    row |= {f"summary_{worker}": f"{worker} {GIST}" for worker in "ABCD"} | {"summary_E": ""}
    (example,) = corpora.load(f"easc:{jsonl(tmp_path / 'EASC.jsonl', row)}").examples
    assert (example.id, example.references) == ("7", tuple(f"{worker} {GIST}" for worker in "ABCD"))


def test_an_easc_article_without_extracts_is_named(easc: Path) -> None:
    for file in (easc / "MTurk" / "Topic2").iterdir():
        file.unlink()
    with pytest.raises(UsageError, match=r"no extract of .*sport \(2\)\.txt"):
        corpora.load(f"easc:{easc}")


def test_a_folder_that_is_not_easc_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the folder that holds Articles and MTurk expected"):
        corpora.load(f"easc:{tmp_path}")


PAGE = "https://www.wikihow.example/Build-a-Bridge"
PARTS = {"خطوة": {"document": NEWS, "summary": GIST}, "خطوة أخرى": {"document": NEWS, "summary": "جسر."}}


def wikilingua(folder: Path, form: str) -> Path:
    if form == "authors":
        (folder / "arabic.json").write_text(json.dumps({PAGE: PARTS}, indent=1), "utf-8")
        return folder / "arabic.json"
    if form == "gem":
        rows = [
            {"gem_id": f"wl-{n}", "source": part["document"], "target": part["summary"]}
            for n, part in enumerate(PARTS.values())
        ]
        return jsonl(folder / "gem.jsonl", *rows)
    if form == "hugging face":
        columns = {key: [part[key] for part in PARTS.values()] for key in ("document", "summary")}
        return jsonl(folder / "hf.jsonl", {"url": PAGE, "article": {"section_name": list(PARTS), **columns}})
    (folder / "test.src.ar").write_text("".join(f"{part['document']}\n" for part in PARTS.values()), "utf-8")
    (folder / "test.tgt.ar").write_text("".join(f"{part['summary']}\n" for part in PARTS.values()), "utf-8")
    return folder if form == "folder" else folder / "test.src.ar"


@pytest.mark.parametrize("form", ["authors", "gem", "hugging face", "parallel", "folder"])
def test_wikilingua_is_the_same_in_all_its_forms(tmp_path: Path, form: str) -> None:
    corpus = corpora.load(f"wikilingua:{wikilingua(tmp_path, form)}")
    assert [(one.source, one.references) for one in corpus.examples] == [(NEWS, (GIST,)), (NEWS, ("جسر.",))]
    assert len({one.id for one in corpus.examples}) == 2


def test_a_pickle_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "arabic.pkl"
    path.write_bytes(pickle.dumps({PAGE: PARTS}))
    with pytest.raises(UsageError, match=r"is a pickle, and reading one runs the code in it: .*json\.dump"):
        corpora.load(f"wikilingua:{path}")


def test_wikilingua_files_of_different_lengths_are_refused(tmp_path: Path) -> None:
    path = wikilingua(tmp_path, "parallel")
    (tmp_path / "test.tgt.ar").write_text(f"{GIST}\n", "utf-8")
    with pytest.raises(UsageError, match=r"has 2 lines and .* has 1"):
        corpora.load(f"wikilingua:{path}")


@pytest.mark.parametrize(
    "row", [{PAGE: {"خطوة": {"document": NEWS}}}, {PAGE: "text"}, {"url": PAGE, "article": {"document": [NEWS]}}]
)
def test_json_that_is_not_wikilingua_is_refused(tmp_path: Path, row: object) -> None:
    with pytest.raises(UsageError, match="expected in"):
        corpora.load(f"wikilingua:{jsonl(tmp_path / 'other.jsonl', row)}")


def parallel(folder: Path, arabic: str, english: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / arabic).write_text("افتُتح الجسر.\nوصل الوفد.\n", "utf-8")
    (folder / english).write_text("The bridge was opened.\nThe delegation arrived.\n", "utf-8")
    return folder


@pytest.fixture(params=["flores", "ntrex", "ntrex in its repository"])
def translations(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if request.param == "flores":
        return f"flores:{parallel(tmp_path / 'devtest', 'arb_Arab.devtest', 'eng_Latn.devtest')}"
    folder = tmp_path if request.param == "ntrex" else tmp_path / "NTREX-128"
    parallel(folder, "newstest2019-ref.arb.txt", "newstest2019-src.eng.txt")
    return f"ntrex:{tmp_path}"


def test_a_translation_set_has_the_arabic_for_sources_and_the_english_for_references(translations: str) -> None:
    references = read_references([translations], "translation")
    assert (references.form, references.by_id["2"]) == ("lines", ("The delegation arrived.",))
    assert read_sources(translations).by_id["2"] == ("وصل الوفد.",)


def test_a_set_of_one_task_is_refused_for_the_other(translations: str, xlsum: Path) -> None:
    with pytest.raises(UsageError, match="holds references of a translation, those of a summary expected"):
        read_references([translations], "summary")
    with pytest.raises(UsageError, match="holds references of a summary"):
        read_references([f"xlsum:{xlsum}"], "translation")
    with pytest.raises(UsageError, match="khulasa eval translation"):
        load_inputs(references=[translations])


def test_the_whole_of_flores_is_answered_with_its_splits(tmp_path: Path) -> None:
    parallel(tmp_path / "devtest", "arb_Arab.devtest", "eng_Latn.devtest")
    with pytest.raises(UsageError, match=r"name the split: flores:.*devtest"):
        corpora.load(f"flores:{tmp_path}")


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    folder = parallel(tmp_path, "arb_Arab.dev", "eng_Latn.dev")
    (folder / "eng_Latn.dev").write_text("The bridge was opened.\n")
    with pytest.raises(UsageError, match=r"has 2 lines and .* has 1: one of them is cut off"):
        corpora.load(f"flores:{folder}")


def test_a_folder_without_ntrex_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no newstest2019-ref\.arb\.txt in"):
        corpora.load(f"ntrex:{tmp_path}")


def test_a_report_takes_a_test_set_with_its_articles(xlsum: Path) -> None:
    inputs = load_inputs(references=[f"xlsum:{xlsum}"], limit=2)
    assert [article.id for article in inputs.references.articles] == ["world-1", "140_2_b"]
    assert inputs.references.articles[0].text == NEWS
    with pytest.raises(UsageError, match="brings its own articles"):
        load_inputs([str(xlsum)], [f"xlsum:{xlsum}"])


def test_an_article_of_a_test_set_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    row = {"id": "1", "title": "", "summary": GIST, "text": NEWS}
    path = jsonl(tmp_path / "arabic_test.jsonl", row, {**row, "id": "2", "text": "English news only, by mistake."})
    inputs = load_inputs(references=[f"xlsum:{path}"])
    assert [failure.id for failure in inputs.failures] == ["2"]
    assert len(inputs.references) == 1
