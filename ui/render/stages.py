"""How far a digest has come: its stages in a row, each with its time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from summarize.records import Stage, Step
from ui.handlers import NONE, Choices
from ui.render.markup import EMPTY, join, say

_STAGES: tuple[Stage, ...] = ("cleaned", "extract", "abstract", "abstract_translation", "translation")
_NEEDS_SUMMARIZER: tuple[Stage, ...] = ("abstract", "abstract_translation")
_NEEDS_TRANSLATOR: tuple[Stage, ...] = ("abstract_translation", "translation")


@dataclass(frozen=True, slots=True)
class Progress:
    """The stages that one digest goes through, and the seconds that each has taken so far."""

    stages: tuple[Stage, ...]
    seconds: tuple[tuple[Stage, float], ...] = ()
    done: int = 0
    total: int = 0
    finished: bool = False
    stopped: bool = False

    @classmethod
    def start(cls, choices: Choices) -> Progress:
        """Give the progress of a digest that was asked for just now."""
        left_out = (*(_NEEDS_SUMMARIZER if choices.summarizer == NONE else ()),)
        left_out += _NEEDS_TRANSLATOR if choices.translator == NONE else ()
        return cls(tuple(stage for stage in _STAGES if stage not in left_out))

    def after(self, step: Step) -> Progress:
        """Give the progress with one more step done; parts of a stage add up."""
        times = dict(self.seconds)
        if step.stage != "done":
            times[step.stage] = times.get(step.stage, 0.0) + step.seconds
        return replace(
            self, seconds=tuple(times.items()), done=step.done, total=step.total, finished=step.stage == "done"
        )

    def stop(self) -> Progress:
        """Give the progress of a digest that goes no further."""
        return replace(self, stopped=not self.finished)


def render_stages(progress: Progress) -> Markup:
    """Give the row of stages; what has changed is also said to screen readers, once."""
    items = join(_item(progress, stage) for stage in progress.stages)
    return Markup('<ol class="kh-stages" data-finished="{}">{}</ol><p class="kh-sr" role="status">{}</p>').format(
        str(progress.finished).lower(), items, _said(progress)
    )


def _item(progress: Progress, stage: Stage) -> Markup:
    times = dict(progress.seconds)
    current = _current(progress) == stage
    unfinished = stage == "translation" and progress.done < progress.total
    state = "now" if current else "done" if stage in times and not unfinished else "later"
    figure = EMPTY
    if stage == "translation" and stage in times and unfinished and progress.stopped:
        figure = Markup(' <span class="kh-time">{}</span>').format(
            say("part_of", done=progress.done, all=progress.total)
        )
    elif current and stage == "translation" and progress.total:
        figure = Markup(' <bdi class="kh-time">{}/{}</bdi>').format(progress.done, progress.total)
    elif stage in times and not current:
        figure = Markup(' <span class="kh-time">{}</span>').format(say("seconds", seconds=f"{times[stage]:.1f}"))
    attribute = Markup(' aria-current="step"') if current else EMPTY
    return Markup('<li class="kh-{}"{}>{}{}</li>').format(state, attribute, say(f"stage_{stage}"), figure)


def _current(progress: Progress) -> Stage | None:
    """Give the stage that is being worked on."""
    if progress.finished or progress.stopped:
        return None
    times = dict(progress.seconds)
    for stage in progress.stages:
        if stage not in times or (stage == "translation" and progress.done < progress.total):
            return stage
    return None


def _said(progress: Progress) -> Markup:
    if progress.finished:
        total = sum(seconds for _, seconds in progress.seconds)
        return join((say("all_done"), Markup(" "), say("seconds", seconds=f"{total:.1f}")))
    if progress.stopped:
        return say("stopped")
    stage = _current(progress)
    return join((say(f"stage_{stage}"), Markup(": "), say("stage_now"))) if stage else EMPTY
