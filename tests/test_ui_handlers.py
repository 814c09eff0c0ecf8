"""What stands behind the page: sources, steps, batches, exports, measuring and limits, without gradio."""

import json
import os
import pickle
import subprocess
import sys
import threading
import types
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarize.reading.guard import Guard
from summarize.records import Article, Digest, Failure, Removed, Step
from ui import gpu
from ui.handlers import (
    KEYS,
    Choices,
    Desk,
    House,
    Limits,
    Link,
    Pasted,
    Problem,
    Row,
    Sample,
    Source,
    Upload,
    model_choices,
)
from ui.handlers.outbox import Outbox

ROOT = Path(__file__).parents[1]
TEXT = (
    "افتتحت البلدية ثلاث مكتبات عامة في الأحياء الشرقية من المدينة يوم الأحد. "
    "وقال رئيس البلدية سامر الخطيب إن المشروع كلف أربعة ملايين دولار وإنه جاء بطلب من السكان. "
    "وتضم المكتبات أكثر من 60 ألف كتاب في الأدب والعلوم والتاريخ. "
    "ويتوقع القائمون على المشروع أن يزورها مئات الطلاب كل أسبوع."
)
QUICK = Choices(summarizer="none", translator="none")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def problem(desk: Desk, source: Source, choices: Choices = QUICK) -> Problem:
    *_, last = desk.read(source, choices)
    assert isinstance(last, Problem)
    return last


def digest(desk: Desk, source: Source, choices: Choices = QUICK) -> Digest:
    found = desk.digest(source, choices)
    assert isinstance(found, Digest)
    return found


class TestReading:
    """Four kinds of input."""

    def test_pasted_text_comes_step_by_step_with_the_digest_last(self, desk: Desk) -> None:
        steps = [step for step in desk.read(Pasted(TEXT), Choices()) if isinstance(step, Step)]
        assert steps[0].stage == "cleaned"
        assert steps[-1].digest is not None
        assert steps[-1].digest.translation is not None

    def test_a_headline_given_with_the_text_is_its_title(self, desk: Desk) -> None:
        assert digest(desk, Pasted(TEXT, "مكتبات جديدة")).article.title == "مكتبات جديدة"
        page = f"<html><body><p>{TEXT}</p></body></html>"
        assert digest(desk, Pasted(page, "مكتبات جديدة")).article.title == "مكتبات جديدة"

    @pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json"])
    def test_an_uploaded_file_is_read_by_what_it_is(self, desk: Desk, tmp_path: Path, name: str) -> None:
        contents = {
            "a.txt": TEXT,
            "a.html": f"<html><body><nav>الرئيسية</nav><p>{TEXT}</p></body></html>",
            "a.json": json.dumps({"text": TEXT}),
        }
        (tmp_path / name).write_text(contents[name], "utf-8")
        assert "ثلاث مكتبات عامة" in digest(desk, Upload(tmp_path / name)).article.text

    def test_a_word_document_is_read(self, desk: Desk, tmp_path: Path) -> None:
        from docx import Document

        document = Document()
        document.add_paragraph(TEXT)
        document.save(str(tmp_path / "a.docx"))
        assert "ثلاث مكتبات عامة" in digest(desk, Upload(tmp_path / "a.docx")).article.text

    def test_where_an_upload_lay_on_this_machine_is_told_to_nobody(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "secret-folder" / "a.txt"
        path.parent.mkdir()
        path.write_text(TEXT, "utf-8")
        assert "secret-folder" not in json.dumps(digest(desk, Upload(path)).to_json())
        path.write_bytes(b"\x00\x01")
        assert "secret-folder" not in problem(desk, Upload(path)).message
        assert "secret-folder" not in problem(desk, Upload(path.with_name("gone.txt"))).message

    def test_every_sample_can_be_read_by_name(self, desk: Desk) -> None:
        samples = desk.samples()
        assert len(samples) >= 10
        assert all(sample.title for sample in samples)
        assert digest(desk, samples[0]).article.title == samples[0].title

    @pytest.mark.parametrize("name", ["nothing.txt", "../README.md", "/etc/passwd", ""])
    def test_no_other_file_passes_for_a_sample(self, desk: Desk, name: str) -> None:
        assert problem(desk, Sample(name)).key == "no_sample"

    def test_a_package_without_samples_has_none(self, tmp_path: Path) -> None:
        assert Desk(samples=tmp_path / "gone").samples() == ()

    def test_the_first_stage_counts_the_time_of_reading(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = iter(range(100))
        monkeypatch.setattr("ui.handlers.desk.monotonic", lambda: float(next(clock)))
        first = next(desk.read(Pasted(TEXT), QUICK))
        assert isinstance(first, Step)
        assert first.seconds >= 1


@pytest.fixture
def site() -> Iterator[str]:
    """A news site on this machine."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<html><body><h1>مكتبات جديدة في المدينة</h1><p>{TEXT}</p></body></html>".encode()
            self.send_response(200 if self.path == "/news/libraries" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class TestLinks:
    """Links are read where they may be."""

    def loopback(self, site: str) -> Desk:
        return Desk(guard=Guard(also=("127.0.0.1/32",), ports=frozenset({int(site.rpartition(":")[2])})))

    def test_a_link_is_fetched_and_read(self, site: str) -> None:
        article = digest(self.loopback(site), Link(f" {site}/news/libraries ")).article
        assert "ثلاث مكتبات عامة" in article.text
        assert article.source == f"{site}/news/libraries"

    def test_a_page_that_is_not_there_says_so(self, site: str) -> None:
        assert problem(self.loopback(site), Link(f"{site}/gone")).key == "link"

    @pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd", "x"])
    def test_a_link_into_this_machine_or_its_network_is_refused(self, desk: Desk, url: str) -> None:
        assert problem(desk, Link(url)).key == "link"

    def test_links_can_be_switched_off(self, monkeypatch: pytest.MonkeyPatch) -> None:
        closed = Desk(guard=None)
        assert not closed.web
        assert problem(closed, Link("https://example.org/")).key == "no_web"
        monkeypatch.setenv("KHULASA_WEB", "off")
        assert not Desk().web


class TestRefusals:
    """What is turned down, with a key for the page and words for everybody else."""

    @pytest.mark.parametrize(
        ("source", "key"),
        [
            (Pasted("  \n"), "empty"),
            (Pasted("This is English, all of it, from the first word to the last one."), "not_arabic"),
            (Pasted("الرئيسية"), "unreadable"),
            (Pasted(TEXT * 400), "too_long"),
            (Pasted("قال المدير إن العمل سيبدأ غدا " * 300), "too_long"),
        ],
    )
    def test_each_has_its_own_key(self, desk: Desk, source: Source, key: str) -> None:
        found = problem(desk, source)
        assert (found.key, bool(found.message)) == (key, True)
        assert found.key in KEYS

    @pytest.mark.parametrize(
        ("choices", "key"),
        [
            (Choices(summarizer="gpt"), "usage"),
            (Choices(translator="/etc"), "usage"),
            (Choices(extract_method="magic"), "usage"),
            (Choices(sentence_count=0), "usage"),
            (Choices(sentence_count=10_000), "usage"),
            (Choices(target_lang="fra_Latn"), "language"),
            (Choices(translator="mt5-xlsum"), "model_not_here"),
            (Choices(translator="nllb-600m"), "model_not_here"),
        ],
    )
    def test_choices_that_cannot_be_kept_are_refused(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, choices: Choices, key: str
    ) -> None:
        monkeypatch.setenv("KHULASA_HOME", str(tmp_path))
        assert problem(desk, Pasted(TEXT), choices).key == key

    def test_a_house_for_commerce_refuses_weights_that_forbid_it(self) -> None:
        assert (
            problem(Desk(house=House(commercial=True)), Pasted(TEXT), Choices(translator="nllb-600m")).key == "licence"
        )

    def test_a_limit_that_was_hit_tells_both_figures(self) -> None:
        found = problem(Desk(replace(Limits(), characters=100)), Pasted(TEXT))
        assert (found.given, found.allowed) == (f"{len(TEXT):,}", "100")

    def test_a_file_that_is_too_large_is_not_even_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        with path.open("wb") as file:
            file.truncate(10**12)
        assert problem(Desk(), Upload(path)).key == "too_large"

    def test_a_file_of_several_articles_is_for_the_batch(self, desk: Desk, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}) + "\n", "utf-8")
        assert problem(desk, Upload(path)).key == "several"

    def test_a_digest_that_takes_too_long_is_stopped_and_what_was_made_stands(self) -> None:
        outcomes = list(Desk(replace(Limits(), digest_seconds=0)).read(Pasted(TEXT), Choices()))
        assert isinstance(outcomes[0], Step)
        assert isinstance(outcomes[-1], Problem)
        assert outcomes[-1].key == "timeout"

    def test_a_fault_of_ours_reaches_the_log_and_not_the_reader(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(settings: object, article: Article) -> Iterator[Step]:
            raise ZeroDivisionError("in /root/secret")

        desk = Desk()
        monkeypatch.setattr(desk, "_digest_steps", broken)
        found = problem(desk, Pasted(TEXT))
        assert found.key == "failed"
        assert "secret" not in found.message
        assert "secret" in caplog.text
        rows = list(desk.batch([Pasted(TEXT), Pasted(" ")], QUICK))
        assert [row.problem.key for row in rows if isinstance(row, Row) and row.problem] == ["failed", "empty"]

    def test_hostile_text_is_read_as_text(self, desk: Desk) -> None:
        hostile = f"{TEXT} وقال \u202e<script>alert(1)</script>\u202c إن العمل مستمر في المدينة."
        assert digest(desk, Pasted(hostile)).sentences


class TestPuttingBack:
    """Lines that were taken for page furniture go back where they stood."""

    ARTICLE = Article(
        "a",
        "قال الوزير إن العمل بدأ في المدينة صباح اليوم.\n\nوأضاف أن المشروع سينتهي بعد عام كامل.",
        removed=(Removed("القائمة", "menu", 0), Removed("اقرأ أيضا", "related", 48), Removed("وسوم", "tags", 87)),
    )

    def test_the_digest_is_made_again_with_the_line_in_its_place(self, desk: Desk) -> None:
        *_, last = desk.put_back(self.ARTICLE, [1], QUICK)
        assert isinstance(last, Step)
        assert last.digest is not None
        assert last.digest.article.text.split("\n\n")[1] == "اقرأ أيضا"
        assert [removed.text for removed in last.article.removed] == ["القائمة", "وسوم"]

    def test_lines_go_back_together_as_they_do_one_after_another(self, desk: Desk) -> None:
        def text(article: Article, indices: list[int]) -> Article:
            *_, last = desk.put_back(article, indices, QUICK)
            assert isinstance(last, Step)
            return last.article

        one_by_one = text(text(text(self.ARTICLE, [0]), [0]), [0])
        assert one_by_one == text(self.ARTICLE, [0, 1, 2])
        assert one_by_one.removed == ()

    def test_a_real_page_gets_all_of_its_lines_back_in_order(self, desk: Desk) -> None:
        article = digest(desk, Sample("village-museum.html")).article
        *_, last = desk.put_back(article, range(len(article.removed)), QUICK)
        assert isinstance(last, Step)
        places = [last.article.text.index(removed.text) for removed in article.removed[:3]]
        assert places == sorted(places)
        assert len(last.article.text) > len(article.text)

    def test_limits_hold_for_what_is_put_back_too(self, desk: Desk) -> None:
        crowded = replace(self.ARTICLE, removed=(Removed("القائمة " * 10_000, "menu", 0),))
        (only,) = desk.put_back(crowded, [0], QUICK)
        assert isinstance(only, Problem)
        assert only.key == "too_long"

    def test_a_line_that_is_not_there_is_a_problem(self, desk: Desk) -> None:
        (only,) = desk.put_back(self.ARTICLE, [7], QUICK)
        assert isinstance(only, Problem)
        assert only.key == "usage"


class TestBatch:
    """Many at once."""

    def sources(self, tmp_path: Path) -> list[Source]:
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as bundle:
            bundle.writestr("one.txt", TEXT)
            bundle.writestr("two.txt", TEXT.replace("ثلاث", "أربع"))
        return [Upload(tmp_path / name) for name in ("a.txt", "bad.txt", "b.zip")]

    def test_a_row_for_each_article_with_the_reason_where_there_is_none(self, desk: Desk, tmp_path: Path) -> None:
        rows = [row for row in desk.batch(self.sources(tmp_path), QUICK) if isinstance(row, Row)]
        assert [(row.number, row.total) for row in rows] == [(1, 4), (2, 4), (3, 4), (4, 4)]
        assert [type(row.result) for row in rows] == [Digest, Failure, Digest, Digest]
        assert rows[1].problem is not None
        assert rows[1].problem.key == "unreadable"

    def test_an_article_beyond_the_limit_fails_in_its_row(self, tmp_path: Path) -> None:
        (tmp_path / "long.txt").write_text(TEXT * 3, "utf-8")
        small = Desk(replace(Limits(), characters=len(TEXT) + 10))
        rows = list(small.batch([Upload(tmp_path / "long.txt"), Pasted(TEXT)], QUICK))
        assert [row.problem.key if row.problem else "" for row in rows if isinstance(row, Row)] == ["too_long", ""]

    def test_two_files_of_one_name_keep_apart(self, desk: Desk, tmp_path: Path) -> None:
        for folder in ("x", "y"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.txt").write_text(TEXT, "utf-8")
        sources = [Upload(tmp_path / folder / "a.txt") for folder in ("x", "y")]
        rows = [row for row in desk.batch(sources, QUICK) if isinstance(row, Row)]
        assert [row.result.article.id for row in rows if isinstance(row.result, Digest)] == ["a", "a-2"]

    def test_a_link_that_fails_costs_its_own_row_only(self, desk: Desk) -> None:
        rows = list(desk.batch([Link("http://127.0.0.1/"), Pasted(TEXT)], QUICK))
        assert isinstance(rows[0], Row)
        assert isinstance(rows[0].result, Failure)
        assert rows[0].result.source == "http://127.0.0.1/"
        assert isinstance(rows[1], Row)
        assert isinstance(rows[1].result, Digest)

    def test_who_stops_asking_stops_the_work(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        begun: list[str] = []
        real = gpu.digest_steps

        def counted(settings: object, article: Article) -> Iterator[Step]:
            begun.append(article.id)
            yield from real(settings, article)  # type: ignore[arg-type]

        monkeypatch.setattr(desk, "_digest_steps", counted)
        rows = desk.batch([Pasted(TEXT)] * 5, QUICK)
        next(rows)
        rows.close()  # type: ignore[attr-defined]
        assert len(begun) == 1

    def test_more_than_the_limit_is_refused_before_any_work(self) -> None:
        (only,) = Desk(replace(Limits(), batch_articles=2)).batch([Pasted(TEXT)] * 3, QUICK)
        assert isinstance(only, Problem)
        assert (only.key, only.allowed) == ("too_many", "2")

    def test_nothing_given_is_a_problem(self, desk: Desk) -> None:
        (only,) = desk.batch([], QUICK)
        assert isinstance(only, Problem)
        assert only.key == "empty"

    def test_the_same_wire_story_is_found_and_numbered(self, desk: Desk) -> None:
        names = ("port-reopens.txt", "rate-cut.txt", "port-wire.txt")
        rows = [row for row in desk.batch([Sample(name) for name in names], QUICK) if isinstance(row, Row)]
        assert desk.stories(rows) == ((0, 2),)
        path = desk.export_batch(rows, "csv")
        assert isinstance(path, Path)
        table = path.read_text("utf-8-sig").splitlines()
        assert [line.rsplit(",", 1)[1] for line in table[1:]] == ['"1"', '"2"', '"1"']

    @pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
    def test_rows_are_taken_away_with_their_failures(self, desk: Desk, tmp_path: Path, form: str) -> None:
        rows = [row for row in desk.batch(self.sources(tmp_path), QUICK) if isinstance(row, Row)]
        path = desk.export_batch(rows, form)  # type: ignore[arg-type]
        assert isinstance(path, Path)
        if form == "jsonl":
            lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            assert ["error" in line for line in lines] == [False, True, False, False]
        assert path.stat().st_size > 500

    def test_formulas_in_an_article_are_made_harmless(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "=cmd.txt").write_text(TEXT, "utf-8")
        rows = [row for row in desk.batch([Upload(tmp_path / "=cmd.txt")], QUICK) if isinstance(row, Row)]
        path = desk.export_batch(rows, "csv")
        assert isinstance(path, Path)
        assert '"=cmd' not in path.read_text("utf-8-sig")


class TestTakingAway:
    """Exports."""

    @pytest.mark.parametrize(("form", "suffix"), [("markdown", ".md"), ("json", ".json"), ("docx", ".docx")])
    def test_a_digest_is_written_under_its_name(self, desk: Desk, form: str, suffix: str) -> None:
        path = desk.export(digest(desk, Sample("rate-cut.txt")), form)  # type: ignore[arg-type]
        assert isinstance(path, Path)
        assert path.name == f"rate-cut{suffix}"

    def test_json_reads_back_as_the_digest(self, desk: Desk) -> None:
        made = digest(desk, Sample("rate-cut.txt"), Choices())
        path = desk.export(made, "json")
        assert isinstance(path, Path)
        assert Digest.from_json(json.loads(path.read_text("utf-8"))) == made

    def test_an_unknown_format_is_a_problem(self, desk: Desk) -> None:
        found = desk.export(digest(desk, Pasted(TEXT)), "exe")  # type: ignore[arg-type]
        assert isinstance(found, Problem)
        assert found.key == "usage"

    def test_files_expire(self) -> None:
        now = [0.0]
        outbox = Outbox(60, now=lambda: now[0])
        first = outbox.place("a", "txt")
        first.write_text("x")
        now[0] = first.parent.stat().st_mtime + 59
        outbox.place("b", "txt")
        assert first.exists()
        now[0] += 2
        outbox.place("c", "txt")
        assert not first.exists()

    def test_nobody_else_can_read_them(self) -> None:
        assert Outbox(60).folder.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "\u202eexe.txt", "", "ن" * 500])
    def test_no_name_leads_out_of_the_folder(self, name: str) -> None:
        outbox = Outbox(60)
        path = outbox.place(name, "md")
        path.write_text("x")
        assert path.resolve().is_relative_to(outbox.folder.resolve())


class Scorer:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.reports = 0

    def measure(self, hypothesis: str, references: list[str]) -> tuple[str, list[str]]:
        return hypothesis, references

    def write_report(self, out: Path) -> Path:
        self.reports += 1
        out.mkdir(parents=True, exist_ok=True)
        page = out / "report.html"
        page.write_text("<html></html>")
        return page


class TestMeasuring:
    """The injected scorer."""

    def test_the_text_and_its_references_go_to_the_scorer(self) -> None:
        assert Desk(scorer=Scorer()).measure("نص", ["مرجع"]) == ("نص", ["مرجع"])  # type: ignore[arg-type, comparison-overlap]

    def test_the_real_scorer_fits(self) -> None:
        from ui.cli import find_scorer

        scorer = find_scorer()
        assert scorer is not None
        measured = Desk(scorer=scorer).measure("وصل الوفد إلى بغداد", ["الوفد وصل بغداد"])
        assert not isinstance(measured, Problem)
        assert measured.scores[0].fmeasure > 0.5
        (first, *_) = measured.hypothesis.words
        assert measured.hypothesis.text[first.start : first.end] == "وصل"

    def test_without_a_scorer_the_page_says_what_to_install(self, desk: Desk) -> None:
        for found in (desk.measure("نص", ["مرجع"]), desk.report()):
            assert isinstance(found, Problem)
            assert found.key == "no_scorer"

    @pytest.mark.parametrize(("hypothesis", "references"), [("", ["مرجع"]), ("نص", []), ("نص", [" "])])
    def test_nothing_to_compare_is_a_problem(self, hypothesis: str, references: list[str]) -> None:
        found = Desk(scorer=Scorer()).measure(hypothesis, references)  # type: ignore[arg-type]
        assert isinstance(found, Problem)
        assert found.key == "no_texts"

    def test_the_report_is_made_once_for_everybody(self) -> None:
        scorer = Scorer()
        desk = Desk(scorer=scorer)  # type: ignore[arg-type]
        threads = [threading.Thread(target=desk.report) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert scorer.reports == 1


class TestTranslating:
    """Lines that belong to no article."""

    def test_a_line_for_each_line(self, desk: Desk) -> None:
        *_, last = desk.translate([TEXT.split(". ", maxsplit=1)[0], "", "شكرا"], Choices())
        assert not isinstance(last, Problem)
        assert [line.index for line in last] == [0, 1, 2]

    @pytest.mark.parametrize(
        ("lines", "key"), [([], "empty"), (["  "], "empty"), (["سلام"] * 201, "too_many"), (["س" * 70_000], "too_long")]
    )
    def test_limits_hold(self, desk: Desk, lines: list[str], key: str) -> None:
        (only,) = desk.translate(lines, Choices())
        assert isinstance(only, Problem)
        assert only.key == key


class TestModels:
    """Choosing and sharing models."""

    def test_the_choices_list_every_model_with_its_licence(self) -> None:
        models = {model.name: model for model in model_choices()}
        assert models["embedded"].here
        assert models["embedded"].licence == "Apache-2.0"
        assert not models["nllb-600m"].commercial

    def test_sessions_share_one_model(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from summarize.models.loaded import Shelf
        from summarize.pipeline import Digester

        monkeypatch.setattr(gpu, "_SHELF", Shelf())
        loads: list[str] = []
        real = Digester._run
        monkeypatch.setattr(Digester, "_run", lambda self, card: loads.append(card.name) or real(self, card))
        desk = Desk()
        sessions = [
            threading.Thread(target=digest, args=(desk, Pasted(TEXT), Choices(sentence_count=count)))
            for count in (1, 2, 3, 4)
        ]
        for session in sessions:
            session.start()
        for session in sessions:
            session.join()
        assert loads == ["embedded"]

    def test_readers_at_once_get_their_own_digests(self, desk: Desk) -> None:
        names = [sample.name for sample in desk.samples()][:4]
        alone = {name: digest(desk, Sample(name), Choices()) for name in names}
        together: dict[str, Digest] = {}

        def read(name: str) -> None:
            together[name] = digest(desk, Sample(name), Choices())

        threads = [threading.Thread(target=read, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {name: made.translation for name, made in together.items()} == {
            name: made.translation for name, made in alone.items()
        }


class TestZeroGpu:
    """A ZeroGPU Space lends its GPU for one call at a time."""

    def test_each_article_is_one_call_of_plain_records(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[str] = []

        class Spaces(types.ModuleType):
            """What the module of that name does: arguments and results are pickled on their way."""

            @staticmethod
            def GPU(duration: int):
                def lend(work):
                    def lent(*arguments):
                        calls.append(work.__name__)
                        for result in work(*pickle.loads(pickle.dumps(arguments))):
                            yield pickle.loads(pickle.dumps(result))

                    return lent

                return lend

        monkeypatch.setitem(sys.modules, "spaces", Spaces("spaces"))
        monkeypatch.setattr(gpu, "find_spec", lambda name: True)
        monkeypatch.setattr(gpu, "digester", lambda settings: real(replace(settings, engine="auto")))
        desk = Desk(house=House(engine="torch"))
        assert len(list(desk.batch([Pasted(TEXT), Pasted(TEXT)], QUICK))) == 2
        assert calls == ["digest_steps", "digest_steps"]

    def test_elsewhere_nothing_changes(self) -> None:
        assert gpu.on_gpu(gpu.digest_steps, "torch") is gpu.digest_steps
        assert gpu.on_gpu(gpu.digest_steps, "auto") is gpu.digest_steps

    def test_a_lent_gpu_is_not_asked_for_before_a_reader_comes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def lent(settings: object, article: Article) -> Iterator[Step]:
            raise AssertionError("nobody has asked for a digest")

        desk = Desk()
        monkeypatch.setattr(desk, "_digest_steps", lent)
        desk.warm_up()


real = gpu.digester


def test_importing_the_handlers_loads_nothing_heavy() -> None:
    code = "import sys, ui.handlers; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"gradio", "torch", "transformers", "ctranslate2", "trafilatura", "docx", "eval", "numpy", "xlsxwriter"}
    assert not heavy & set(done.stdout.split())


class TestCommand:
    """``khulasa ui`` before it serves."""

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "summarize.cli", "ui", *arguments],
            capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}, check=False,
        )  # fmt: skip

    def test_help_names_the_environment_and_the_health_check(self) -> None:
        shown = self.run("--help").stdout
        for word in ("KHULASA_AUTH", "/healthz", "--no-web", "/gradio_api/mcp"):
            assert word in shown

    def test_a_password_of_the_wrong_form_is_refused(self) -> None:
        done = self.run(KHULASA_AUTH="only-a-name")
        assert done.returncode == 2
        assert "user:password" in done.stderr
        assert "only-a-name" not in done.stderr

    def test_a_missing_gradio_is_named_with_its_extra(self, tmp_path: Path) -> None:
        code = (
            "import importlib.util as u, sys; real = u.find_spec\n"
            "import ui.cli; ui.cli.find_spec = lambda name: None if name == 'gradio' else real(name)\n"
            "from summarize.cli import main; sys.exit(main(['ui']))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 2
        assert "pip install 'khulasa[ui]'" in done.stderr
