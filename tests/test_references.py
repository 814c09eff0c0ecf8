"""References: tied to the text they were written for, and every way in which they may not fit it."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.references import PAGES, SAMPLES, Reference, gather, load_references, text_hash
from eval.report_inputs import ARTICLES, load_inputs
from summarize import Article
from summarize.batch import run_batch
from summarize.errors import UsageError
from summarize.pipeline import Digester
from summarize.reading import read_paths

TEXT = "وصل الوفد إلى العاصمة مساء الأحد لبدء جولة جديدة من المحادثات. وقال رئيسه إن الجولة تستمر ثلاثة أيام."
ARTICLE = Article("talks", TEXT, source="talks.txt")
REFERENCE = Reference(
    article="talks",
    file="talks.txt",
    sha256=text_hash(ARTICLE),
    sentences=2,
    summaries=("وصل الوفد لبدء المحادثات.", "محادثات تستمر ثلاثة أيام."),
    extracts=((0,), (0, 1)),
    translation=("The delegation arrived on Sunday evening.", "Its head said the round lasts three days."),
    title_translation="",
    summary_translation="A delegation arrived for talks.",
)


def record(**changes: object) -> dict[str, object]:
    fields = {name: getattr(REFERENCE, name) for name in Reference.__slots__}
    return {**fields, **changes}


def write(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    return path


def test_a_reference_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    assert load_references([write(tmp_path / "refs.jsonl", record())]) == (REFERENCE,)


WRONG = {
    "no article": ({"article": ""}, "no article"),
    "an unknown field": ({"sumaries": []}, "unknown field 'sumaries'; the fields are article, file, sha256"),
    "a text for a list": ({"summaries": "one"}, "the field summaries is not a list of str"),
    "a number among texts": ({"translation": ["x", 2]}, "the field translation is not a list of str"),
    "words for indices": ({"extracts": [["0"]]}, "the field extracts is not a list of int"),
    "a text for a number": ({"sentences": "2"}, "the field sentences is a str, a int expected"),
    "an index beyond the sentences": ({"extracts": [[0, 2]]}, "extract [0, 2]"),
    "indices out of order": ({"extracts": [[1, 0]]}, "extract [1, 0]"),
    "a line too few": ({"translation": ["x"]}, "1 lines of translation for 2 sentences"),
    "an empty summary": ({"summaries": ["x", " "]}, "an empty summary"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_record_that_is_wrong_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    changes, message = WRONG[case]
    with pytest.raises(UsageError) as refusal:
        load_references([write(tmp_path / "refs.jsonl", record(article="other"), record(**changes))])
    assert "refs.jsonl line 2" in str(refusal.value)
    assert message in str(refusal.value)


def test_an_article_with_two_references_is_named(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, record()) for name in ("one.jsonl", "two.jsonl")]
    with pytest.raises(UsageError, match=r"article 'talks' referenced twice in .*one\.jsonl, .*two\.jsonl"):
        load_references(paths)


def test_references_stand_beside_their_articles_in_their_own_order() -> None:
    articles = [Article("b", "نص"), ARTICLE, Article("a", "نص آخر")]
    found = gather([REFERENCE, Reference("a"), Reference("b")], articles, "folder")
    assert [(article.id, reference.article) for article, reference in found] == [
        ("talks", "talks"),
        ("a", "a"),
        ("b", "b"),
    ]


def test_a_missing_article_is_named_with_its_file_and_where_to_put_it() -> None:
    with pytest.raises(UsageError, match=r"article 'talks' missing in folder: put file 'talks\.txt' there"):
        gather([REFERENCE], [], "folder")


def test_an_article_whose_text_differs_by_one_letter_is_named() -> None:
    with pytest.raises(
        UsageError, match=r"the text of talks \(talks\.txt\) is not the one its reference was written for"
    ):
        gather([REFERENCE], [replace(ARTICLE, text=TEXT.replace("الأحد", "الاحد"))], "folder")


def test_a_reference_whose_sentences_no_longer_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="counts 3 sentences, its text now splits into 2"):
        gather([replace(REFERENCE, sentences=3)], [ARTICLE], "folder")


def test_the_hash_of_a_set_changes_with_any_reference_and_any_text() -> None:
    loose = replace(REFERENCE, sha256="", sentences=0)
    hashes = {
        gather([loose], [ARTICLE], "").sha256,
        gather([replace(loose, summary_translation="Talks.")], [ARTICLE], "").sha256,
        gather([loose], [replace(ARTICLE, text=TEXT + " ")], "").sha256,
    }
    assert len(hashes) == 3


def test_the_references_that_ship_fit_the_articles_in_samples() -> None:
    inputs = load_inputs()
    assert {article.id for article in inputs.references.articles} == {
        item.id for item in read_paths([str(ARTICLES)]) if isinstance(item, Article)
    }
    assert inputs.failures == ()


@pytest.mark.parametrize("path", [SAMPLES, PAGES], ids=lambda path: path.name)
def test_every_reference_that_ships_is_complete(path: Path) -> None:
    for reference in load_references([path]):
        assert len(reference.sha256) == len(hashlib.sha256().hexdigest())
        assert len(reference.translation) == reference.sentences
        assert (len(reference.summaries), len(reference.extracts)) == (2, 2)
        assert reference.summary_translation


def test_the_pages_are_asked_for_by_name_when_their_folder_lacks_them(tmp_path: Path) -> None:
    (tmp_path / "dust-storm.txt").write_bytes((ARTICLES / "dust-storm.txt").read_bytes())
    with pytest.raises(UsageError, match=r"missing in .*: put files '.*\.txt'.* there"):
        load_inputs([str(tmp_path)])


def own(folder: Path, *ids: str) -> str:
    for id in ids:
        (folder / f"{id}.txt").write_text(f"{TEXT}\n\n{TEXT.replace('ثلاثة', 'أربعة')}", "utf-8")
    return str(folder)


def test_your_own_folder_and_a_table_are_enough(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    table = tmp_path / "refs.tsv"
    table.write_text("id\treference_1\treference_2\none\tخبر\tخبر آخر\ntwo\tخبر ثالث\t\n", "utf-8")
    inputs = load_inputs([own(folder, "one", "two")], [str(table)])
    assert [reference.summaries for _, reference in inputs.references] == [("خبر", "خبر آخر"), ("خبر ثالث",)]


def test_an_article_without_a_reference_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    table = tmp_path / "refs.csv"
    table.write_text("id,reference\none,خبر\n", "utf-8")
    with pytest.raises(UsageError, match=r"no reference for article 'two' in .*articles"):
        load_inputs([own(folder, "one", "two")], [str(table)])


def test_an_article_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    own(folder, "one")
    (folder / "two.txt").write_bytes(b"")
    table = tmp_path / "refs.csv"
    table.write_text("id,reference\none,خبر\ntwo,خبر\n", "utf-8")
    inputs = load_inputs([str(folder)], [str(table)])
    assert [failure.id for failure in inputs.failures] == ["two"]
    assert [article.id for article in inputs.references.articles] == ["one"]


def test_digests_of_a_batch_bring_their_articles(tmp_path: Path, embedded: Digester) -> None:
    folder, out = tmp_path / "articles", tmp_path / "digests.jsonl"
    folder.mkdir()
    own(folder, "one", "two")
    (folder / "bad.txt").write_bytes(b"")
    run_batch(read_paths([str(folder)]), out, embedded)
    table = tmp_path / "refs.csv"
    table.write_text("id,reference\ntwo,خبر\none,خبر\nbad,خبر\n", "utf-8")
    inputs = load_inputs(references=[str(table)], digests=str(out))
    assert [digest.article.id for digest in inputs.digests] == ["two", "one"]
    assert [failure.id for failure in inputs.failures] == ["bad"]


def test_digests_of_articles_without_a_reference_are_named(tmp_path: Path, embedded: Digester) -> None:
    folder, out = tmp_path / "articles", tmp_path / "digests.jsonl"
    folder.mkdir()
    run_batch(read_paths([own(folder, "one", "two")]), out, embedded)
    table = tmp_path / "refs.csv"
    table.write_text("id,reference\none,خبر\n", "utf-8")
    with pytest.raises(UsageError, match=r"no reference for article 'two' in .*digests\.jsonl"):
        load_inputs(references=[str(table)], digests=str(out))


def test_what_is_no_digest_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "digests.jsonl", {"id": "a", "text": "x"})
    with pytest.raises(UsageError, match=r"digests\.jsonl line 1 is not a digest"):
        load_inputs(digests=str(path))


@pytest.mark.parametrize(
    ("articles", "references", "digests", "message"),
    [
        ([], ["refs.csv"], None, "--articles expected"),
        (["folder"], [], "digests.jsonl", "--digests bring their own articles"),
        (["https://127.0.0.1/talks"], ["refs.csv"], None, "no link is opened"),
        (["folder"], ["-"], None, "a report reads them from a file"),
        (["folder"], ["lines.txt"], None, "is plain text, whose lines have no ids"),
    ],
)
def test_what_does_not_go_together_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    articles: list[str],
    references: list[str],
    digests: str,
    message: str,
) -> None:
    (tmp_path / "refs.csv").write_text("id,reference\none,x\n")
    (tmp_path / "lines.txt").write_text("x\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=message):
        load_inputs(articles, references, digests)
