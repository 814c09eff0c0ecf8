"""The page as programs see it: the API by gradio_client, the tools by a real MCP client, the door and its limits."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported

from gradio_client import Client
from gradio_client.exceptions import AppError
from gradio_client.utils import QueueError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from summarize.config import Settings
from summarize.errors import UsageError
from summarize.records import Article, Digest, Step
from ui import gpu
from ui.cli import find_scorer
from ui.handlers import Choices, Desk, Limits, Pasted
from ui.serve import Door, start

ROOT = Path(__file__).parents[1]
TEXT = (
    "افتتحت البلدية ثلاث مكتبات عامة في الأحياء الشرقية من المدينة يوم الأحد. "
    "وقال رئيس البلدية سامر الخطيب إن المشروع كلف أربعة ملايين دولار وإنه جاء بطلب من السكان. "
    "وتضم المكتبات أكثر من 60 ألف كتاب في الأدب والعلوم والتاريخ."
)
LONG = " ".join(f"قال مدير المصنع رقم {number} إن العمل سيبدأ صباح الغد في المدينة." for number in range(2, 80))
ARGUMENTS = ["", "embedded", "embedded", "ranker", 3, "eng_Latn"]  # of /digest, after the text


def until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for a condition to come true."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


class Watched:
    """A desk's work, watched: which stages were made, and whether work ended or was broken off."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def steps(self, settings: Settings, article: Article) -> Iterator[Step]:
        try:
            for step in gpu.digest_steps(settings, article):
                self.seen.append(step.stage)
                yield step
                self.may_go_on.wait(60)
            self.seen.append("ended")
        except GeneratorExit:
            self.seen.append("broken off")
            raise


class Served:
    """A running page, its desk and what the desk does."""

    def __init__(self, limits: Limits | None = None, door: Door | None = None) -> None:
        self.desk = Desk(limits or Limits(), scorer=find_scorer())
        self.watched = Watched()
        self.desk._digest_steps = self.watched.steps
        self.page, self.url = start(self.desk, door or Door(port=0))

    def client(self, **options: Any) -> Client:
        return Client(self.url, verbose=False, **options)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    served = Served()
    yield served
    served.page.close()


@pytest.fixture
def watched(server: Served) -> Watched:
    server.watched.seen.clear()
    return server.watched


@pytest.fixture(scope="module")
def client(server: Served) -> Client:
    return server.client()


class TestApi:
    """Stable names, answers as JSON."""

    def test_the_public_names_are_these_and_no_others(self, client: Client) -> None:
        api = client.view_api(return_format="dict", print_info=False)
        assert list(api["named_endpoints"]) == ["/digest", "/summarize", "/translate", "/rouge"]

    def test_a_digest_is_the_one_that_the_library_makes(self, client: Client, server: Served) -> None:
        made = server.desk.digest(Pasted(TEXT), Choices())
        assert isinstance(made, Digest)
        assert client.predict(TEXT, api_name="/digest") == json.loads(json.dumps(made.to_json()))

    def test_choices_are_kept(self, client: Client) -> None:
        made = client.predict(
            TEXT, title="مكتبات", translator="none", extract_method="lead", sentence_count=1, api_name="/digest"
        )
        assert made["title"] == "مكتبات"
        assert made["translation"] is None
        assert made["extract"]["indices"] == [0]

    def test_stages_come_before_the_digest(self, client: Client) -> None:
        job = client.submit(TEXT, api_name="/digest")
        job.result()
        *progress, last = job.outputs()
        assert progress[0] == {"stage": "cleaned", "done": 0, "total": 3}
        assert "signature" in last

    def test_a_summary_has_no_translation(self, client: Client) -> None:
        made = client.predict(TEXT, api_name="/summarize")
        assert set(made) == {"title", "extract", "abstract", "sentences", "flags", "grade", "signature"}
        assert made["abstract"]["text"]

    def test_lines_are_translated_one_for_one(self, client: Client) -> None:
        made = client.predict(["افتتحت البلدية ثلاث مكتبات عامة.", "", "شكرا"], api_name="/translate")
        assert [line["index"] for line in made["lines"]] == [0, 1, 2]
        assert made["lines"][0]["text"]

    def test_rouge_reads_arabic(self, client: Client) -> None:
        made = client.predict("وصل الوفد إلى بغداد", ["الوفد وصل بغداد"], api_name="/rouge")
        scores = {score["name"]: score["fmeasure"] for score in made["scores"]}
        assert scores["ROUGE-1"] == pytest.approx(6 / 7)
        start, end = made["hypothesis"]["words"][0]
        assert made["hypothesis"]["text"][start:end] == "وصل"

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            ({"text": " "}, "nothing was given"),
            ({"text": "Nothing here is written in the Arabic language."}, "not Arabic"),
            ({"text": "http://127.0.0.1:1/"}, "127.0.0.1|port 1"),
            ({"text": TEXT, "summarizer": "/etc"}, "one of embedded"),
            ({"text": TEXT, "sentence_count": 0}, "1 to 20 expected"),
            ({"text": TEXT * 400}, "at most 60,000"),
        ],
    )
    def test_what_is_turned_down_says_why(self, client: Client, arguments: dict[str, Any], reason: str) -> None:
        with pytest.raises(AppError, match=reason):
            client.predict(**arguments, api_name="/digest")

    @pytest.mark.slow
    def test_the_example_runs_as_it_is_written(self, server: Served) -> None:
        command = [sys.executable, "examples/api_client.py", "samples/rate-cut.txt", "--url", server.url]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        assert json.loads(done.stdout)["grade"] in {"good", "check", "fallback"}
        assert "translation" in done.stderr


class TestLeaving:
    """Who leaves stops the work."""

    def test_a_job_that_is_cancelled_stops(self, server: Served, watched: Watched) -> None:
        job = server.client().submit(LONG, api_name="/digest")
        assert until(lambda: "translation" in watched.seen)
        job.cancel()
        assert until(lambda: "broken off" in watched.seen or "ended" in watched.seen)
        assert "ended" not in watched.seen

    def test_a_browser_that_goes_away_stops(self, server: Served, watched: Watched) -> None:
        config = httpx.get(f"{server.url}config", timeout=30).json()
        number = next(event["id"] for event in config["dependencies"] if event["api_name"] == "digest")
        request = {"data": [LONG, *ARGUMENTS], "fn_index": number, "session_hash": "leaves"}
        httpx.post(f"{server.url}gradio_api/queue/join", json=request, timeout=30)
        with httpx.stream("GET", f"{server.url}gradio_api/queue/data?session_hash=leaves", timeout=60) as stream:
            for line in stream.iter_lines():
                if "translation" in line:
                    break
        assert until(lambda: "broken off" in watched.seen or "ended" in watched.seen)
        assert "ended" not in watched.seen


class TestQueue:
    """A full queue says so."""

    def test_who_finds_the_queue_full_is_told_and_the_others_are_answered(self) -> None:
        served = Served(replace(Limits(), concurrency=1, queue=1))
        try:
            served.watched.may_go_on.clear()
            clients = [served.client() for _ in range(3)]
            first = clients[0].submit(TEXT, api_name="/digest")
            assert until(lambda: bool(served.watched.seen))
            second = clients[1].submit(TEXT, api_name="/digest")
            assert until(lambda: len(served.page._queue) == 1)
            with pytest.raises(QueueError, match="full"):
                clients[2].predict(TEXT, api_name="/digest")
            served.watched.may_go_on.set()
            assert first.result(60) == second.result(60)
        finally:
            served.watched.may_go_on.set()
            served.page.close()


def with_mcp(url: str, work: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    """Do ``work`` in a session of a real MCP client over streamable HTTP."""

    async def run() -> Any:
        async with streamable_http_client(f"{url}gradio_api/mcp/") as (read, write, _), ClientSession(read, write) as s:
            await s.initialize()
            return await work(s)

    return asyncio.run(run())


class TestMcp:
    """Tools for agents."""

    def test_each_tool_says_what_it_does_and_what_it_takes(self, server: Served) -> None:
        tools = {tool.name: tool for tool in with_mcp(server.url, lambda session: session.list_tools()).tools}
        assert set(tools) == {"digest", "summarize", "translate", "rouge"}
        for tool in tools.values():
            assert tool.description
            assert "request" not in tool.inputSchema["properties"]
            assert all(taken["description"] for taken in tool.inputSchema["properties"].values())
        assert tools["digest"].inputSchema["required"] == ["text"]

    def call(self, server: Served, tool: str, arguments: dict[str, Any]) -> Any:
        return with_mcp(server.url, lambda session: session.call_tool(tool, arguments))

    def test_digest_answers_with_the_same_digest_as_json(self, server: Served, client: Client) -> None:
        answer = self.call(server, "digest", {"text": TEXT})
        assert not answer.isError
        assert json.loads(answer.content[0].text) == client.predict(TEXT, api_name="/digest")

    def test_translate_and_rouge_answer_as_json(self, server: Served) -> None:
        translated = self.call(server, "translate", {"lines": ["شكرا"]})
        assert json.loads(translated.content[0].text)["lines"][0]["index"] == 0
        measured = self.call(server, "rouge", {"hypothesis": "وصل الوفد", "references": ["وصل الوفد"]})
        assert json.loads(measured.content[0].text)["scores"][0]["fmeasure"] == 1

    def test_progress_is_told_to_who_asks_for_it(self, server: Served) -> None:
        told: list[float] = []

        async def note(progress: float, total: float | None, message: str | None) -> None:
            told.append(progress)

        async def work(session: ClientSession) -> Any:
            return await session.call_tool("digest", {"text": TEXT}, progress_callback=note)

        answer = with_mcp(server.url, work)
        assert "signature" in json.loads(answer.content[0].text)
        assert len(told) > 2

    def test_what_is_turned_down_says_why(self, server: Served) -> None:
        answer = self.call(server, "digest", {"text": " "})
        assert answer.isError
        assert "nothing was given" in answer.content[0].text


class TestDoor:
    """Where the page is served, and to whom."""

    def test_the_health_check_answers_in_one_word(self, server: Served) -> None:
        with urllib.request.urlopen(f"{server.url}healthz") as answer:
            assert (answer.status, answer.read()) == (200, b"ok\n")

    def test_with_a_password_only_the_health_check_is_open(self) -> None:
        served = Served(door=Door(port=0, auth=("editor", "secret")))
        try:
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"{served.url}config")
            assert refused.value.code == 401
            assert urllib.request.urlopen(f"{served.url}healthz").status == 200
            made = served.client(auth=("editor", "secret")).predict(["شكرا"], api_name="/translate")
            assert made["lines"]
            called = with_mcp(served.url, lambda session: session.call_tool("translate", {"lines": ["شكرا"]}))
            assert called.isError
        finally:
            served.page.close()

    def test_a_port_that_is_taken_is_named_with_what_to_do(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(UsageError, match=rf"port {port} .*--port"):
                start(Desk(), Door(port=port))

    @pytest.mark.slow
    def test_the_command_serves_until_it_is_interrupted(self) -> None:
        command = [sys.executable, "-m", "summarize.cli", "ui", "--port", "0"]
        # A shell's background jobs ignore the interrupt, and so would their children.
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads here)
        )
        try:
            assert process.stderr is not None
            found = (re.search(r"the page is at (\S+)", line) for line in process.stderr)
            url = next(match[1] for match in found if match)
            assert urllib.request.urlopen(f"{url}healthz").status == 200
            assert "خلاصة" in urllib.request.urlopen(url).read().decode()
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=60)
        finally:
            process.kill()
        assert process.returncode == 0
        assert output == ""
        assert "Traceback" not in errors
