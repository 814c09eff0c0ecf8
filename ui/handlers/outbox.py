"""Files made for readers to take away, in a private temporary folder, each gone after a while."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable
from pathlib import Path

_KEPT = re.compile(r"[^\w-]+")


class Outbox:
    """A folder that only this process's user can read, removed with the process.

    A file is kept for ``keep_seconds``: each new one sweeps out those that are older. ``now`` is a clock in seconds.
    """

    def __init__(self, keep_seconds: float, now: Callable[[], float] = time.time) -> None:
        self._keep, self._now = keep_seconds, now
        self.folder = Path(tempfile.mkdtemp(prefix="khulasa-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def place(self, name: str, suffix: str) -> Path:
        """Give a path to write to, in a folder of its own so that the file can bear its plain name.

        >>> Outbox(60).place("../a  b", "json").name
        'a-b.json'
        """
        self._sweep()
        safe = _KEPT.sub("-", name).strip("-")[:60] or "khulasa"
        return Path(tempfile.mkdtemp(dir=self.folder)) / f"{safe}.{suffix}"

    def _sweep(self) -> None:
        for folder in self.folder.iterdir():
            try:
                if self._now() - folder.stat().st_mtime > self._keep:
                    shutil.rmtree(folder, ignore_errors=True)
            except FileNotFoundError:  # another reader's request swept it
                continue
