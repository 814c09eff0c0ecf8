"""What has been decided about each line so far: the rule that took it, or nothing while it is body."""

from __future__ import annotations

from collections.abc import Iterable

from summarize.reading.lines import Line

TITLE = "title"
STANDFIRST = "standfirst"


class Marks:
    """The lines of a page and, for each, the rule that took it. The first rule to take a line keeps it."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self._rules = [""] * len(lines)

    def __getitem__(self, index: int) -> str:
        return self._rules[index]

    def __len__(self) -> int:
        return len(self.lines)

    def take(self, indices: Iterable[int], rule: str) -> None:
        """Mark the lines that are still body."""
        for index in indices:
            if not self._rules[index]:
                self._rules[index] = rule

    def retake(self, index: int, rule: str) -> None:
        """Change one line's mark, whatever it was."""
        self._rules[index] = rule

    def body(self, start: int = 0, stop: int | None = None) -> list[int]:
        """Give the indices that nothing has taken, in page order."""
        return [index for index in range(start, len(self.lines) if stop is None else stop) if not self._rules[index]]

    def prose(self, start: int = 0, stop: int | None = None) -> list[int]:
        """Give the body lines that read like paragraphs."""
        return [index for index in self.body(start, stop) if self.lines[index].prose]
