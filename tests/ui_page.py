"""The page, served for real."""

from collections.abc import Iterator
from contextlib import contextmanager

from summarize.records import Step
from ui.cli import find_scorer
from ui.handlers import Choices, Desk, Problem, Source

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
