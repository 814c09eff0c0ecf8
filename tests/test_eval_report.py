"""The report: what it says, that it says the same each time, and that nothing in it can do harm."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval import desk
from eval.agreement import agreement, cohen_kappa
from eval.references import Reference, ReferenceSet
from eval.report import ReportRequest, write_report
from eval.report.content import Content, measure
from eval.report.highlight import highlighted
from eval.report.markdown import render_markdown, table
from eval.report.markup import Markup, arabic, element
from eval.report.page import render_page
from eval.report.plots import Point, scatter
from eval.report.wording import identical, verdict
from eval.report_inputs import load_inputs
from eval.rouge import RougeScorer
from eval.scoreboard import mean_rouge, scoreboard
from eval.systems import CUT, PEER
from summarize import Digester
from summarize.errors import UsageError
from summarize.records import Abstract, Failure
from tests.report_articles import QUICK, hostile_page, two_articles


@pytest.fixture(scope="module")
def pair() -> ReferenceSet:
    return two_articles()


@pytest.fixture(scope="module")
def content(pair: ReferenceSet) -> Content:
    return measure(ReportRequest(pair, Path("report.html"), settings=QUICK))


@pytest.fixture(scope="module")
def page(content: Content) -> str:
    return render_page(content)


def test_equal_requests_give_equal_bytes(pair, tmp_path):
    made = [write_report(ReportRequest(pair, tmp_path / name / "report.html", settings=QUICK)) for name in "ab"]
    assert made[0].page.read_bytes() == made[1].page.read_bytes()
    assert made[0].table.read_bytes() == made[1].table.read_bytes()


def test_the_markdown_stands_beside_the_page_and_no_other_file(pair, tmp_path):
    files = write_report(ReportRequest(pair, tmp_path / "new folder" / "page.html", settings=QUICK))
    assert files.table == tmp_path / "new folder" / "page.md"
    assert sorted(path.name for path in files.page.parent.iterdir()) == ["page.html", "page.md"]


def test_no_date_stands_in_a_report_unless_one_is_asked_for(content):
    assert "<dt>Date</dt>" not in render_page(content)
    dated = replace(content, request=replace(content.request, date="2026-11-22"))
    assert "<dt>Date</dt><dd><code>2026-11-22</code>" in render_page(dated)


def test_the_page_names_nothing_outside_itself(page):
    assert not re.findall(r"(?:https?:)?//|@import|url\(|\bsrc=|<script", page)
    assert set(re.findall(r'href="([^"]*)"', page)) - {"data:,"} <= {
        f"#{name}" for name in re.findall(r' id="([^"]+)"', page)
    }


def test_the_policy_lets_in_the_page_s_own_style_and_nothing_else(page):
    style = re.search("<style>(.*?)</style>", page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1)
    assert policy.startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-" + digest)
    assert " style=" not in page


def test_names_of_parts_are_unique(page):
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_nothing_an_article_says_becomes_markup():
    page = hostile_page()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_arabic_is_right_to_left_and_says_so(page):
    assert '<span lang="ar" dir="rtl">متحف من طين</span>' in page
    paragraphs = re.findall(r"<p([^>]*)>[^<]*[\u0621-\u064a]", page)
    assert paragraphs
    assert all('lang="ar" dir="rtl"' in attributes for attributes in paragraphs)


def test_the_worst_article_comes_first_and_open(content, page):
    assert [case.reference.article for case in content.cases] == ["museum", "port"]
    assert mean_rouge(content.cases[0].summary) < mean_rouge(content.cases[1].summary)
    assert re.findall(r'<details id="([^"]+)"( open)?>', page) == [("article-1", " open"), ("article-2", "")]


def test_what_a_summary_shares_with_a_reference_is_marked_in_both(page):
    assert page.count('<mark class="phrase">أعلنت هيئة الموانئ، الأحد، إعادة فتح مرفأ الساحل أمام السفن') >= 2


def test_each_sentence_says_who_chose_it(content, page):
    chosen = content.cases[0].digest.extract.indices
    first = page.partition('<ol class="sentences">')[2].partition("</ol>")[0].split("<li>")[1:]
    assert [index for index, item in enumerate(first) if "in the extract" in item] == list(chosen)
    assert [index for index, item in enumerate(first) if "reference 2" in item] == [0, 2]


def test_every_system_and_the_references_have_a_row(content, page):
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page.partition("<tbody>")[2].partition("</tbody>")[0])
    assert rows == ["ranker", "lead", "TextRank", "LexRank", "MMR", "LexRank of sumy", "A reference, against the other"]


def test_a_small_sample_is_said_to_be_small(page, content):
    assert "2 articles are a small sample" in page
    assert "2 articles are a small sample" in render_markdown(content)


def test_the_signature_and_the_hash_of_the_references_stand_in_the_page(pair, page):
    assert RougeScorer().signature in page
    assert pair.sha256 in page


def test_what_was_left_out_is_named(pair, tmp_path):
    failure = Failure("dusty", "dusty.txt", "read", "ReadingError", "no text")
    request = ReportRequest(pair, tmp_path / "report.html", failures=(failure,), settings=QUICK)
    files = write_report(request)
    assert files.failures == (failure,)
    assert "Left out, for they could not be read or digested: dusty." in files.page.read_text("utf-8")


def test_digests_that_are_given_are_judged_as_they_are(pair):
    digests = tuple(Digester(replace(QUICK, extract_method="textrank")).digest_all(pair.articles))
    judged = measure(ReportRequest(pair, Path("x.html"), digests))
    assert judged.board.standings[0].name == "textrank"
    assert {case.digest for case in judged.cases} == set(digests)


def test_an_article_without_a_reference_summary_is_an_error_that_names_it(pair, tmp_path):
    bare = ReferenceSet(pair.articles, (pair.references[0], Reference("museum")))
    with pytest.raises(UsageError, match="museum"):
        write_report(ReportRequest(bare, tmp_path / "report.html", settings=QUICK))
    assert not list(tmp_path.iterdir())


def test_what_khulasa_eval_rouge_counts_otherwise_is_said_where_an_article_is_left_out(content):
    failed = replace(content, failures=(Failure("dusty", "", "read", "ReadingError", ""),))
    for text in (render_page(failed), render_markdown(failed)):
        assert "counts a text that a batch failed on as 0 instead" in text


def refused(digest):
    """Give the digest as it is after its summary was refused."""
    return replace(digest, abstract=Abstract(digest.extract.text, "extract"), grade="fallback")


def test_refused_summaries_are_counted_on_the_page_and_in_the_markdown(pair):
    one, other = Digester(QUICK).digest_all(pair.articles)
    written = replace(one, abstract=Abstract("عاد المرفأ إلى العمل.", "embedded"))
    content = measure(ReportRequest(pair, Path("x.html"), (written, refused(other))))
    for text in (render_page(content), render_markdown(content)):
        assert "1 of 2 summaries are fallbacks" in text


def test_the_lead_stands_beside_a_written_summary_at_its_length(pair):
    texts = ("عاد المرفأ إلى العمل.", "متحف جديد.")
    digests = tuple(
        replace(digest, abstract=Abstract(text, "embedded"))
        for digest, text in zip(Digester(QUICK).digest_all(pair.articles), texts, strict=True)
    )
    content = measure(ReportRequest(pair, Path("x.html"), digests))
    words = {standing.name: standing.words for standing in content.board.standings}
    assert words[CUT] == words["embedded"] == 3.0
    assert "lead, as long as the abstract" in render_page(content)


def test_a_system_that_gives_the_lead_s_own_texts_is_named(pair):
    texts = [reference.summaries[0] for reference in pair.references]
    board = scoreboard({"lead": texts, PEER: list(texts), "other": texts[::-1]}, pair, RougeScorer(), "lead")
    (said,) = identical(board)
    assert said.startswith("LexRank of sumy gave the lead's own text for every article: few sentences")


@pytest.mark.parametrize(("by_swaps", "expected"), [(0.0, "under the lead"), (0.2, "not surely apart from the lead")])
def test_a_difference_is_sure_when_both_tests_say_so(pair, monkeypatch, by_swaps, expected):
    many = ReferenceSet(pair.articles * 4, pair.references * 4)
    texts = [reference.summaries[0] for reference in many.references]
    monkeypatch.setattr("eval.scoreboard.approximate_randomization", lambda *_: by_swaps)
    board = scoreboard({"lead": texts, "worse": ["لا شيء"] * 8}, many, RougeScorer(), "lead")
    assert expected in verdict(board.standings[1].ahead)
    assert board.standings[1].ahead.p_value >= max(by_swaps, 0.0009)  # never under the bootstrap's own


def test_the_page_says_by_what_rule_a_difference_is_sure(page):
    assert "by paired bootstrap and by approximate randomization, the larger of the two" in page


def test_who_wrote_the_references_is_said_of_those_that_ship_alone(content):
    assert "Who wrote the references" not in render_page(content)
    shipped = replace(content.request, references=load_inputs(limit=2).references)
    assert "two language models, not people" in render_page(replace(content, request=shipped))


def test_bars_show_what_the_articles_are_sorted_by(content, page):
    bars = page.partition('id="bars"')[2].partition("</table>")[0]
    shown = [float(value) for value in re.findall(r"<span>(\d+\.\d)</span>", bars)]
    assert shown == [round(mean_rouge(case.summary), 1) for case in content.cases] == sorted(shown)
    assert "a whole bar is" in bars


def test_an_axis_begins_where_its_values_do():
    drawn = scatter([Point(130, 40, 0, "a"), Point(170, 55, 0, "b")], "title", "words")
    ticks = re.findall(r">(\d+)</text>", drawn)
    assert ticks[:5] == ["0", "15", "30", "45", "60"]
    assert (min(ticks[5:]), max(ticks[5:])) == ("130", "170")


def test_a_place_that_cannot_be_written_to_is_named(pair, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"file.report\.html cannot be written: "):
        write_report(ReportRequest(pair, tmp_path / "file" / "report.html", settings=QUICK))


@pytest.mark.parametrize("name", ["report.md", ""])
def test_a_page_is_not_written_over_its_table_or_a_folder(pair, tmp_path, name):
    with pytest.raises(UsageError, match=r"report\.html"):
        write_report(ReportRequest(pair, tmp_path / name, settings=QUICK))


def test_one_plain_summary_for_each_article_is_enough(pair):
    plain = tuple(Reference(one.article, summaries=one.summaries[:1]) for one in pair.references)
    content = measure(ReportRequest(ReferenceSet(pair.articles, plain), Path("x.html"), settings=QUICK))
    assert content.agreement is None
    assert "How far the references agree" not in render_page(content)
    assert "a reference, against the other" not in render_markdown(content)


def test_references_that_share_nothing_with_the_article_score_zero(pair):
    strange = tuple(Reference(one.article, summaries=("nothing of it",)) for one in pair.references)
    content = measure(ReportRequest(ReferenceSet(pair.articles, strange), Path("x.html"), settings=QUICK))
    assert all(standing.intervals[0].high == 0 for standing in content.board.standings)
    assert "ROUGE-1 0.0 (0.0–0.0)" in render_markdown(content)
    assert render_page(content)


def test_a_page_shows_the_worst_hundred_of_many(content):
    many = replace(content, cases=content.cases[:1] * 101)
    page = render_page(many)
    assert page.count("<details") == 100
    assert "Of 101 articles these are the 100 worst." in page


@pytest.mark.slow
def test_translations_and_written_summaries_have_their_scores(embedded, pair):
    article = pair.articles[0]
    digest = embedded.digest(article)
    wanted = replace(
        pair.references[0],
        translation=(
            "The ports authority said on Sunday that the coast port had reopened to ships after ten days.",
            "The port's director Salem al-Hashimi said 12 ships had docked since the morning.",
            "He added that work would be back at full capacity within a week.",
            "Storms had damaged two cranes on the northern side.",
        ),
        summary_translation="The coast port has reopened after ten days.",
    )
    content = measure(ReportRequest(ReferenceSet((article,), (wanted,)), Path("x.html"), (digest,)))
    page = render_page(content)
    assert [score.metric for score in content.english.scores] == ["bleu", "chrf++", "ter"]
    assert all(score.signature in page for score in content.english.scores)
    assert "damaged two cranes" in page
    short = replace(wanted, translation=wanted.translation[:3])
    with pytest.raises(UsageError, match="port has 4 translated lines and 3"):
        measure(ReportRequest(ReferenceSet((article,), (short,)), Path("x.html"), (digest,)))


def test_markdown_cells_can_t_break_their_table():
    assert table(["a", "b"], [["one|two\nthree", "1"]]).splitlines()[2] == r"| one\|two three | 1 |"


def test_markup_escapes_what_is_not_markup():
    assert element("p", "<b>", Markup("<i>"), title='"') == '<p title="&quot;">&lt;b&gt;<i></p>'
    assert arabic("p", "نص") == '<p lang="ar" dir="rtl">نص</p>'


def test_a_score_of_itself_is_100_and_no_better_than_the_baseline(pair):
    texts = [reference.summaries[0] for reference in pair.references]
    board = scoreboard({"lead": texts, "same": texts}, pair, RougeScorer(), "lead")
    lead, same = board.standings
    assert [interval.mid for interval in lead.intervals] == [100.0] * 4
    assert lead.ahead is None
    assert (same.ahead.difference.mid, same.ahead.p_value) == (0.0, 1.0)


def test_references_that_say_and_choose_the_same_agree_fully(pair):
    same = tuple(replace(one, summaries=one.summaries[:1] * 2, extracts=((0, 1),) * 2) for one in pair.references)
    found = agreement(ReferenceSet(pair.articles, same), RougeScorer())
    assert (found.kappa, found.overlap.mid, found.rouge[0].rougeLsum.fmeasure) == (1.0, 100.0, 1.0)


def test_agreement_needs_two_summaries_of_an_article(pair):
    single = tuple(replace(one, summaries=one.summaries[:1]) for one in pair.references)
    with pytest.raises(UsageError, match="two summaries"):
        agreement(ReferenceSet(pair.articles, single), RougeScorer())


def test_kappa_is_what_cohen_s_table_gives():
    both, first, second, neither = 20, 5, 10, 15  # 35 of 50 agree, 25 would by chance
    choices = [(True, True)] * both + [(True, False)] * first + [(False, True)] * second + [(False, False)] * neither
    assert cohen_kappa(choices) == pytest.approx(0.4)


def test_the_desk_scores_one_text_and_marks_what_is_shared():
    measured = desk.measure("وصل الوفد إلى بغداد", ["الوفد الى بغداد وصل", "لا شيء"])
    assert [score.name for score in measured.scores] == ["ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum"]
    assert measured.scores[0].fmeasure == 1.0
    (span,) = measured.hypothesis.phrases
    assert measured.hypothesis.text[span.start : span.end] == "الوفد إلى بغداد"
    assert measured.references[1].words == ()
    assert highlighted(measured.references[1]) == "لا شيء"


@pytest.mark.slow
def test_the_desk_scores_two_files_joined_by_id_with_intervals(tmp_path):
    (tmp_path / "texts.csv").write_text("id,summary\na,وصل الوفد\nb,لا شيء\n", "utf-8")
    (tmp_path / "references.csv").write_text("id,reference\nb,أغلق الطريق\na,وصل الوفد\n", "utf-8")
    found = desk.measure_files(tmp_path / "texts.csv", tmp_path / "references.csv")
    first = found.scores[0]
    assert (found.count, found.small, first.name) == (2, True, "ROUGE-1")
    assert (first.fmeasure.low, first.fmeasure.mid, first.fmeasure.high) == (0, 50, 100)


def test_the_desk_writes_the_report_of_the_sample_set(tmp_path):
    page = desk.write_report(tmp_path)
    assert page == tmp_path / "report.html"
    text = page.read_text("utf-8")
    assert text.count("<details") == len(load_inputs().references)
    assert text.count('class="grade ') > len(load_inputs().references)
