"""Progress on stderr: a live bar in a terminal, a line every few seconds elsewhere. stdout is for data."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarize.formats.plain import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

    from summarize.models.download import Transfer

# Takes the number of articles done since the last call, and a word on the one at hand.
Step = Callable[[int, str], None]

_EVERY = 5.0  # seconds between lines where there is no terminal


@contextmanager
def article_progress(what: str, total: int | None) -> Iterator[Step]:
    """Show how many of ``total`` articles (None: unknown) are done, the rate and the time left."""
    if not sys.stderr.isatty():
        lines = _Lines(what, total)
        yield lines.step
        lines.close()
        return
    with _bar("articles") as bar:
        task = bar.add_task(what, total=total, note="", rate="")
        started = time.monotonic()

        def step(done: int, note: str) -> None:
            bar.update(task, advance=done, note=one_line(note)[:50])
            bar.update(task, rate=f"{bar.tasks[task].completed / max(time.monotonic() - started, 1e-9):.1f}/s")

        yield step


@contextmanager
def download_progress() -> Iterator[Callable[[Transfer], None]]:
    """Show each file of a download: bytes, rate, time left."""
    if not sys.stderr.isatty():
        yield _Files().step
        return
    with _bar("bytes") as bar:
        tasks: dict[str, int] = {}

        def step(transfer: Transfer) -> None:
            if transfer.file not in tasks:
                tasks[transfer.file] = bar.add_task(one_line(transfer.file), total=transfer.total)
            bar.update(tasks[transfer.file], completed=transfer.done)  # type: ignore[arg-type]

        yield step


def _bar(unit: str) -> Progress:
    from rich import progress as rich
    from rich.console import Console

    # markup=False everywhere: a file called "[red]" is a name, not a colour.
    name = rich.TextColumn("{task.description}", markup=False)
    if unit == "bytes":
        columns: tuple[rich.ProgressColumn, ...] = (
            name,
            rich.BarColumn(),
            rich.DownloadColumn(),
            rich.TransferSpeedColumn(),
            rich.TimeRemainingColumn(),
        )
    else:
        rate = rich.TextColumn("{task.fields[rate]}", markup=False)
        note = rich.TextColumn("{task.fields[note]}", markup=False)
        columns = (name, rich.BarColumn(), rich.MofNCompleteColumn(), rate, rich.TimeRemainingColumn(), note)
    return rich.Progress(*columns, console=Console(stderr=True), transient=True)


class _Lines:
    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total = what, total
        self._started = self._last = time.monotonic()
        self._done = 0

    def step(self, done: int, note: str) -> None:
        self._done += done
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            self._say(now)

    def close(self) -> None:
        """Say how many there were in the end, and how fast."""
        self._say(time.monotonic())

    def _say(self, now: float) -> None:
        rate = self._done / max(now - self._started, 1e-9)
        todo = (self._total or self._done) - self._done
        left = f", {todo / rate:.0f} s left" if todo and rate else ""
        total = f"/{self._total}" if self._total is not None else ""
        print(f"{self._what}: {self._done}{total} articles, {rate:.1f}/s{left}", file=sys.stderr, flush=True)


class _Files:
    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def step(self, transfer: Transfer) -> None:
        now = time.monotonic()
        if now - self._last.get(transfer.file, 0.0) < _EVERY and transfer.done != transfer.total:
            return
        self._last[transfer.file] = now
        done = f"{transfer.done / 1e6:,.1f} of {transfer.total / 1e6:,.1f} MB"
        print(f"{one_line(transfer.file)}: {done}", file=sys.stderr, flush=True)
