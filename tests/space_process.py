"""A Space's folder, run as Spaces run it and watched: when it answers, and where it connects to.

The environment is the one a Space has: port, host, ``SPACE_ID``, a home of its own, nothing of the one that runs the
tests. The checkout is taken off the interpreter's path: what the folder lacks is missing.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

CHECKOUT = Path(__file__).parents[1]
START_SECONDS = 120.0  # on a busy machine; a Space's own limit is thirty minutes
_POLL = 0.1
# Interpreters run it before anything else.
_SITECUSTOMIZE = """
import os, sys
sys.path[:] = [path for path in sys.path if os.path.realpath(path) != {checkout!r}]
LOOPBACK = {{None, "", "localhost", "127.0.0.1", "0.0.0.0", "::", "::1"}}
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in LOOPBACK:
        with open({calls!r}, "a") as stream:
            print(event, host, file=stream)
sys.addaudithook(watch)
"""


@dataclass(frozen=True, slots=True)
class RunningSpace:
    """A Space that answers at ``url``; ``seconds`` is how long that took."""

    url: str
    seconds: float
    process: subprocess.Popen[bytes]
    log: Path
    calls: Path

    def outgoing(self) -> list[str]:
        """Name the connections and look-ups tried so far that leave this machine."""
        return self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []

    def peak_bytes(self) -> int:
        """Give the most memory the process has held at once, where the system tells (Linux), else 0."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return 0
        (peak,) = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(peak) * 1024


@contextmanager
def running_space(folder: Path, python: Path, work: Path, port: int = 0, **environment: str) -> Iterator[RunningSpace]:
    """Run ``folder``'s app.py by ``python`` until the block ends; ``work`` keeps its home, log and watch.

    ``port`` 0 takes a free one. Raises ``AssertionError`` with the log's end when it stops before it answers.
    """
    port = port or _free_port()
    calls, log, watch = work / "calls.txt", work / "log.txt", work / "watch"
    for new in (watch, work / "home"):
        new.mkdir(parents=True, exist_ok=True)
    (watch / "sitecustomize.py").write_text(
        _SITECUSTOMIZE.format(checkout=str(CHECKOUT.resolve()), calls=str(calls)), encoding="utf-8"
    )
    given = {
        "PATH": os.environ["PATH"],
        "HOME": str(work / "home"),
        "PYTHONPATH": str(watch),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SYSTEM": "spaces",
        "SPACE_ID": "someone/khulasa",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_NUM_PORTS": "1",
        **environment,
    }
    started = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen([python, "app.py"], cwd=folder, env=given, stdout=stream, stderr=stream)
    try:
        url = f"http://127.0.0.1:{port}/"
        _await_answer(url, process, log)
        yield RunningSpace(url, time.perf_counter() - started, process, log, calls)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_answer(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    opener = build_opener(ProxyHandler({}))
    deadline = time.perf_counter() + START_SECONDS
    while time.perf_counter() < deadline:
        try:
            with opener.open(url, timeout=10) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError, TimeoutError):
            pass
        try:
            process.wait(timeout=_POLL)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"{url} does not answer:\n{log.read_text('utf-8', 'replace')[-4000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
