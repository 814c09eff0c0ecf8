"""The summarizers that are compared, and the command that prints their table."""

import re
import sys

import pytest

from eval.systems import BASELINE, EXTRACTS, PEER, SYSTEMS, system
from eval.systems.__main__ import main
from summarize.arabic.sentences import split_sentences
from summarize.errors import MissingExtraError, UsageError
from summarize.reading import clean
from summarize.records import Article

ARTICLE = clean(
    "أطلقت وزارة النقل خطا جديدا للقطار بين العاصمة والميناء. "
    "وقال وزير النقل إن القطار سيقطع المسافة بين العاصمة والميناء في ساعة واحدة. "
    "وبلغت كلفة القطار 40 مليون دينار. "
    "ورحب التجار في الميناء بالقطار لأن نقل البضائع سيصبح أرخص. "
    "ويبدأ تشغيل القطار في أول الشهر المقبل.",
    id="train",
)


@pytest.mark.parametrize("name", [*EXTRACTS, PEER])
def test_an_extract_is_made_of_the_article_s_own_sentences(name):
    text = system(name, sentence_count=2)(ARTICLE)
    own = [sentence.text for sentence in split_sentences(ARTICLE.text)]
    assert text in {f"{one} {other}" for one in own for other in own}


def test_the_baseline_is_the_beginning_of_the_article():
    text = system(BASELINE, sentence_count=2)(ARTICLE)
    assert ARTICLE.text.startswith(text)


def test_the_peer_ranks_by_what_sentences_share():
    """A sentence that shares its words with two others is central; the lead stands alone and is not taken."""
    central = "ارتفعت أسعار القمح والرز والسكر، وتراجعت عقود النفط والغاز والذهب."
    grain = "يشتري التجار القمح والرز والسكر من المزارعين."
    fuel = "وتبيع الشركات النفط والغاز والذهب في الخارج."
    text = f"وصل الوفد الرياضي صباحا. {grain} {fuel} {central} وانتهى اليوم بهدوء تام."
    assert system(PEER, sentence_count=1)(clean(text, id="prices")) == central


@pytest.mark.slow
def test_the_embedded_system_gives_what_users_read(embedded):
    digest = embedded.digest(ARTICLE)
    assert system("embedded")(ARTICLE) == digest.abstract.text


def test_an_unknown_system_is_named_with_those_that_are_known():
    with pytest.raises(UsageError, match=r"'luhn'.*lead, textrank, lexrank, mmr, ranker, sumy-lexrank, embedded"):
        system("luhn")


def test_without_sumy_the_error_is_the_line_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "sumy", None)
    with pytest.raises(MissingExtraError, match=r"sumy.*pip install 'khulasa\[dev\]'"):
        system(PEER)


def test_without_sentences_there_is_nothing_to_extract():
    assert system("lead")(Article("empty", "")) == ""
    assert system(PEER)(Article("empty", "")) == ""


@pytest.mark.slow
def test_one_command_prints_the_readme_s_table(capsys):
    assert main([]) == 0
    rows = [line.split("|") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(SYSTEMS) + 1 + 1  # the head, the systems, the lead once more, the references
    assert all(re.fullmatch(r" \d+\.\d \(\d+\.\d–\d+\.\d\) ", cell) for row in rows[1:] for cell in row[2:6])
    assert [row[1].strip() for row in rows if not row[8].strip()] == ["lead", "a reference, against the other"]


@pytest.mark.slow
def test_without_sumy_the_table_lacks_a_row_and_a_line_says_how_to_get_it(capsys, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "sumy", None)
    (tmp_path / "train.txt").write_text(ARTICLE.text, "utf-8")
    references = tmp_path / "references.tsv"
    references.write_text(
        "id\tsummary_1\tsummary_2\ntrain\tخط قطار جديد إلى الميناء.\tقطار بكلفة 40 مليونا.\n", "utf-8"
    )
    assert main(["--articles", str(tmp_path / "train.txt"), "--references", str(references)]) == 0
    said = capsys.readouterr()
    assert "LexRank of sumy" not in said.out
    assert "TextRank" in said.out
    assert "without a row: sumy's LexRank" in said.err


def test_a_wrong_call_is_one_line_and_exit_code_2(capsys):
    assert main(["--articles", "no/such/folder"]) == 2
    assert capsys.readouterr().err.startswith("khulasa: ")
