"""What a reader's desk holds while an article is read, and what that looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from summarize.records import Digest, Step
from ui.handlers import NONE, Choices
from ui.render import (
    Progress,
    render_copies,
    render_drawer,
    render_empty_desk,
    render_lines,
    render_sheet,
    render_stages,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article on its way: how far it has come and the last step. ``target_lang`` is ``""`` without translation.

    ``before`` is what lay on the desk until now: it stays there while the new article has nothing to show.
    """

    progress: Progress
    target_lang: str
    step: Step | None = None
    before: Reading | None = None

    @classmethod
    def start(cls, choices: Choices, before: Reading | None = None) -> Reading:
        """Begin reading with a reader's choices."""
        language = "" if choices.translator == NONE else choices.target_lang
        return cls(Progress.start(choices), language, before=before.on_desk if before else None)

    @classmethod
    def of(cls, digest: Digest) -> Reading:
        """Take a digest that was made elsewhere, in a batch, as one that was read here."""
        language = digest.translation.target_lang if digest.translation else ""
        return cls(Progress((), finished=True), language, _last_step(digest))

    def after(self, step: Step) -> Reading:
        """Take one more step in."""
        return replace(self, progress=self.progress.after(step), step=step, before=None)

    def stop(self) -> Reading:
        """Go no further."""
        return replace(self, progress=self.progress.stop())

    @property
    def on_desk(self) -> Reading | None:
        """The reading that there is something to see of: this one, or the one before it."""
        return self if self.step else self.before

    @property
    def digest(self) -> Digest | None:
        """The digest on the desk, when it is done."""
        shown = self.on_desk
        return shown.step.digest if shown and shown.step else None

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
    shown = reading.on_desk
    stages = render_stages(reading.progress) if reading.progress.stages else Markup()
    if shown is None or shown.step is None:
        return View(stages, render_empty_desk(), Markup(), Markup(), Markup())
    step, language, stopped = shown.step, shown.target_lang, shown.progress.stopped
    return View(
        stages=stages,
        sheet=render_sheet(step, language, stopped),
        lines=render_lines(step, language, stopped),
        drawer=render_drawer(step.article, reading.busy),
        copies=render_copies(step.digest) if step.digest else Markup(),
    )


def _last_step(digest: Digest) -> Step:
    translation, summaries = digest.translation, digest.summary_translation
    return Step(
        stage="done",
        article=digest.article,
        sentences=digest.sentences,
        extract=digest.extract,
        abstract=digest.abstract,
        title=translation.title if translation else "",
        summary=summaries.abstract if summaries else "",
        lines=translation.lines if translation else (),
        flags=digest.flags,
        digest=digest,
    )
