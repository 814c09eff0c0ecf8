"""The batch: streaming, failures, and resuming after any kill."""

import json
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from summarize.batch import run_batch
from summarize.errors import UsageError
from summarize.records import Article, Digest, Extract, Failure, Sentence


class Echo:
    """A worker whose digests repeat the article; articles that say so fail."""

    def __init__(self, signature: str = "khulasa:test") -> None:
        self.signature = signature
        self.seen: list[str] = []

    def digest_all(self, articles: Iterable[Article]) -> Iterator[Digest | Failure]:
        for article in articles:
            self.seen.append(article.id)
            if "fail" in article.text:
                yield Failure(article.id, article.source, "digest", "EngineError", "asked to fail")
            else:
                sentence = Sentence(0, 0, len(article.text), article.text)
                extract = Extract("lead", (0,), article.text)
                yield Digest(article, (sentence,), extract, None, None, None, (), "good", self.signature)


def articles(count: int) -> list[Article | Failure]:
    return [Article(f"a{number}", f"نص رقم {number}") for number in range(count)]


def ids(out: Path) -> list[str]:
    return [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()]


def test_each_article_gives_one_line_in_input_order(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    tally = run_batch(articles(20), out, Echo())
    assert ids(out) == [f"a{number}" for number in range(20)]
    assert (tally.done, tally.failed) == (20, 0)


def test_failures_keep_their_place_and_stop_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    inputs = articles(3)
    inputs[1:2] = [Failure("unread", "x.bin", "read", "ReadingError", "binary"), Article("bad", "fail")]
    tally = run_batch(inputs, out, Echo())
    assert ids(out) == ["a0", "unread", "bad", "a2"]
    assert tally.failed == 2
    assert json.loads(out.read_text("utf-8").splitlines()[1])["error"] == "ReadingError"


def test_an_existing_output_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("precious\n")
    with pytest.raises(UsageError, match="--resume"):
        run_batch(articles(1), out, Echo())
    assert out.read_text() == "precious\n"


@pytest.mark.parametrize("cut", range(1, 200, 23))
def test_resuming_a_file_cut_anywhere_gives_the_file_of_an_unbroken_run(tmp_path: Path, cut: int) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    run_batch(articles(12), whole, Echo())
    broken.write_bytes(whole.read_bytes()[: -cut * 5])
    run_batch(articles(12), broken, Echo(), resume=True)
    assert broken.read_bytes() == whole.read_bytes()


def test_resuming_does_no_work_twice(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run_batch(articles(10), out, Echo())
    worker = Echo()
    tally = run_batch(articles(12), out, worker, resume=True)
    assert worker.seen == ["a10", "a11"]
    assert tally.skipped == 10


def test_resuming_with_other_settings_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run_batch(articles(2), out, Echo("khulasa:one"))
    with pytest.raises(UsageError, match="other settings"):
        run_batch(articles(3), out, Echo("khulasa:two"), resume=True)


def test_resuming_a_file_that_no_batch_wrote_is_refused_and_leaves_it_alone(tmp_path: Path) -> None:
    out = tmp_path / "notes.jsonl"
    out.write_text('{"text": "mine"}\nhalf a line')
    with pytest.raises(UsageError, match="line 1"):
        run_batch(articles(1), out, Echo(), resume=True)
    assert out.read_text() == '{"text": "mine"}\nhalf a line'


def test_a_killed_run_resumes_without_losing_or_repeating_a_line(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    script = tmp_path / "run.py"
    script.write_text(
        textwrap.dedent("""
            import os, signal, sys
            from pathlib import Path
            sys.path[:0] = [sys.argv[2]]
            from tests.test_batch import Echo, articles
            from summarize.batch import run_batch
            def report(tally, result):
                if tally.done == 37:
                    os.kill(os.getpid(), signal.SIGKILL)
            run_batch(articles(100), Path(sys.argv[1]), Echo(), report=report)
        """)
    )
    root = str(Path(__file__).parents[1])
    killed = subprocess.run([sys.executable, str(script), str(out), root], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(ids(out)) == 37
    run_batch(articles(100), out, Echo(), resume=True)
    assert ids(out) == [f"a{number}" for number in range(100)]


def test_articles_of_another_folder_are_not_taken_for_those_done(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run_batch([Article("index", "نص أول", source="one/index.txt")], out, Echo())
    tally = run_batch([Article("index", "نص ثان", source="two/index.txt")], out, Echo(), resume=True)
    assert (tally.done, tally.skipped) == (1, 0)


def test_a_crawl_is_not_mistaken_for_an_output_and_keeps_its_last_line(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.jsonl"
    crawl.write_text('{"id": "a", "text": "نص"}\n{"id": "b", "te', "utf-8")
    before = crawl.read_bytes()
    with pytest.raises(UsageError, match="not a batch's output"):
        run_batch(articles(1), crawl, Echo(), resume=True)
    assert crawl.read_bytes() == before


def test_a_batch_does_not_read_its_own_output(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run_batch([Article("out", "نص", source=str(out)), Article("a", "نص", source=str(tmp_path / "a.txt"))], out, Echo())
    assert ids(out) == ["a"]


def test_two_batches_cannot_write_one_file_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def second(tally: object, result: object) -> None:
        with pytest.raises(UsageError, match="another batch"):
            run_batch(articles(2), out, Echo(), resume=True)

    run_batch(articles(1), out, Echo(), report=second)
    assert ids(out) == ["a0"]


def test_failures_of_earlier_runs_are_counted(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    inputs: list[Article | Failure] = [Article("bad", "fail"), Article("good", 'نص "stage": x')]
    run_batch(inputs, out, Echo())
    assert run_batch(inputs, out, Echo(), resume=True).earlier == 1


def test_a_folder_as_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder"):
        run_batch(articles(1), tmp_path, Echo())
