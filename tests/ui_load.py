"""The page under load, as a table: ``python -m tests.ui_load`` (some ten minutes on two cores).

``khulasa ui`` runs in a process of its own. Thirty clients ask at once for five digests each, each a text of its own,
and every answer is held against what the library makes of that text. Then five hundred digests go through the same
process one after another, and its memory is looked at on the way.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from gradio_client import Client
from gradio_client.utils import QueueError

from ui.handlers import Choices, Desk, Pasted

_NAMES = "سامر هالة نادر ليلى كريم سلمى فارس مريم زياد رنا".split()
_PLACES = "المصنع المتحف الميناء المستشفى الملعب المسرح".split()


@dataclass(frozen=True, slots=True)
class Server:
    """A running ``khulasa ui``."""

    url: str
    pid: int

    @property
    def megabytes(self) -> float:
        """The memory that it holds now (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its text, what came of it, and after how many seconds."""

    text: str
    outcome: str
    seconds: float
    answer: str = ""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--digests", type=int, default=5, help="of each client")
    parser.add_argument("--memory", type=int, default=500, help="digests, one after another")
    arguments = parser.parse_args()
    with serving() as server:
        crowd(server, arguments.clients, arguments.digests)
        memory(server, arguments.memory)


@contextmanager
def serving() -> Iterator[Server]:
    """Run the command on a free port."""
    command = [sys.executable, "-m", "summarize.cli", "ui", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            found = (re.search(r"the page is at (\S+)", line) for line in process.stderr)
            yield Server(next(match[1] for match in found if match), process.pid)
        finally:
            process.terminate()


def crowd(server: Server, clients: int, digests: int) -> None:
    """Let all clients ask at once, and print what became of each request."""
    connected = [connect(server) for _ in range(clients)]
    started = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        asked = [one for done in pool.map(lambda k: ask(connected[k], k, digests), range(clients)) for one in done]
    wall = time.monotonic() - started
    desk, counts = Desk(), Counter[str]()
    for one in asked:
        counts[one.outcome if one.outcome != "answered" else judge(desk, one)] += 1
    waits = sorted(one.seconds for one in asked if one.outcome == "answered")
    middle, late = (quantiles(waits, n=20)[k] for k in (9, 18))
    print(f"\n| {clients} clients at once, {digests} digests each | |\n|---|---|")
    for outcome in ("answered right", "told that the queue is full", "answered wrong", "lost"):
        print(f"| {outcome} | {counts.pop(outcome, 0)} |")
    for outcome, count in counts.items():
        print(f"| {outcome} | {count} |")
    print(f"| half of them within, 95 % within | {middle:.1f} s, {late:.1f} s |")
    print(f"| all of them | {wall:.0f} s |", flush=True)


def connect(server: Server) -> Client:
    """Connect one client; one that is patient, since it shares the machine with the server and all the others."""
    return Client(server.url, verbose=False, httpx_kwargs={"timeout": 60})


def ask(client: Client, client_number: int, digests: int) -> list[Asked]:
    """Ask for several digests as one client, one after another."""
    done = []
    for number in range(digests):
        given, started = text(client_number * 1000 + number), time.monotonic()
        try:
            answer = client.predict(given, api_name="/digest")
            outcome, found = "answered", json.dumps(answer, sort_keys=True)
        except QueueError:
            outcome, found = "told that the queue is full", ""
        except Exception as error:
            outcome, found = f"lost: {type(error).__name__} {error}"[:100], ""
        done.append(Asked(given, outcome, time.monotonic() - started, found))
    return done


def judge(desk: Desk, one: Asked) -> str:
    """Hold an answer against what the library makes of the same text."""
    made = desk.digest(Pasted(one.text), Choices())
    right = json.dumps(made.to_json(), sort_keys=True) if hasattr(made, "to_json") else ""
    return "answered right" if one.answer == json.dumps(json.loads(right), sort_keys=True) else "answered wrong"


def memory(server: Server, digests: int) -> None:
    """Send digests one after another, and print what the server holds after each fifth of them."""
    client = connect(server)
    print("\n| digests | memory |\n|---|---|")
    for number in range(digests + 1):
        if number % max(1, digests // 5) == 0:
            print(f"| {number} | {server.megabytes:.0f} MB |", flush=True)
        if number < digests:
            client.predict(text(100_000 + number), api_name="/digest")


def text(number: int) -> str:
    """Make a short article that no other number has."""
    name, place = _NAMES[number % len(_NAMES)], _PLACES[number // len(_NAMES) % len(_PLACES)]
    return (
        f"أعلن مدير {place} {name} الخطيب، الأحد، أن {number} زائرا دخلوا {place} هذا العام. "
        f"وقال {name} إن العدد زاد بنسبة {number % 90 + 5} بالمئة مقارنة بالعام الماضي بعد أعمال استمرت سنتين. "
        f"وتابع أن {place} سيفتح أبوابه حتى المساء ابتداء من الشهر المقبل بطلب من السكان."
    )


if __name__ == "__main__":
    main()
