"""What a reader's desk holds while an article is read, and what that looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from summarize.records import Digest, Step
from ui.handlers import NONE, Choices
from ui.render import Progress, render_copies, render_drawer, render_lines, render_sheet, render_stages


@dataclass(frozen=True, slots=True)
class Reading:
    """One article on its way: how far it has come and the last step. ``target_lang`` is ``""`` without translation."""

    progress: Progress
    target_lang: str
    step: Step | None = None

    @classmethod
    def start(cls, choices: Choices) -> Reading:
        """Begin reading with a reader's choices."""
        return cls(Progress.start(choices), "" if choices.translator == NONE else choices.target_lang)

    def after(self, step: Step) -> Reading:
        """Take one more step in."""
        return replace(self, progress=self.progress.after(step), step=step)

    def stop(self) -> Reading:
        """Go no further."""
        return replace(self, progress=self.progress.stop())

    @property
    def digest(self) -> Digest | None:
        """The digest, when it is done."""
        return self.step.digest if self.step else None

    @property
    def busy(self) -> bool:
        """Whether there is more to come."""
        return not (self.progress.finished or self.progress.stopped)


@dataclass(frozen=True, slots=True)
class View:
    """A reading as HTML, one field for each part of the page."""

    stages: Markup
    sheet: Markup
    lines: Markup
    drawer: Markup
    copies: Markup


def view(reading: Reading) -> View:
    """Give what a reading looks like now."""
    step, nothing = reading.step, Markup()
    stages = render_stages(reading.progress)
    if step is None:
        return View(stages, nothing, nothing, nothing, nothing)
    return View(
        stages=stages,
        sheet=render_sheet(step, reading.target_lang, reading.progress.stopped),
        lines=render_lines(step, reading.target_lang),
        drawer=render_drawer(step.article, reading.busy),
        copies=render_copies(step.digest) if step.digest else nothing,
    )
