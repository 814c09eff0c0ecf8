"""The page, served for real, and a real browser to look at it with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from summarize.records import Step
from ui.cli import find_scorer
from ui.handlers import Choices, Desk, Problem, Source

# Nothing that a browser does by itself (updates, sync, first-run pages) may be mistaken for the page's doing.
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
_NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds; a busy machine is slow, and no failure


class Remembering(Desk):
    """A desk that digests each text once, really, and from then on remembers how that went: the page is on trial."""

    def __init__(self) -> None:
        super().__init__(scorer=find_scorer())
        self._seen: dict[tuple[Source, Choices], list[Step | Problem]] = {}

    def read(self, source: Source, choices: Choices) -> Iterator[Step | Problem]:
        known = self._seen.get((source, choices))
        if known is None:
            known = []
            for step in super().read(source, choices):
                known.append(step)
                yield step
            self._seen[source, choices] = known
        else:
            yield from known


@contextmanager
def served(desk: Desk | None = None) -> Iterator[str]:
    """Serve the page on a free port and give its address."""
    from ui.serve import Door, start

    page, address = start(desk or Remembering(), Door(port=0))
    try:
        yield address
    finally:
        page.close(verbose=False)


@contextmanager
def chromium():
    """Start the browser of this machine; skips without one, but fails on CI, where there has to be one."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and not os.environ.get("CI"):
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()
