"""The article and its translation, aligned sentence by sentence."""

from __future__ import annotations

from markupsafe import Markup

from summarize.records import Sentence, Step
from ui.render.doubts import Doubt, at
from ui.render.marks import marked_source, marked_target
from ui.render.markup import EMPTY, SPACE, arabic, go_to, hidden, join, say, translated


def render_lines(step: Step, target_lang: str, stopped: bool = False) -> Markup:
    """Give the article, line by line, as far as it is translated; a gap stands where a paragraph ends."""
    rows = join(line_pair(step, sentence, target_lang, stopped=stopped) for sentence in step.sentences)
    return Markup(
        '<section class="kh-part kh-article"><h3>{} <small>{}</small></h3><ol class="kh-lines">{}</ol></section>'
    ).format(say("article"), _by(step, target_lang), rows)


def line_pair(step: Step, sentence: Sentence, target_lang: str, home: bool = True, stopped: bool = False) -> Markup:
    """Give one sentence beside its translation; ``home`` is its place in the article, elsewhere it is quoted."""
    index = sentence.index
    doubts = at(step.flags, f"translation:{index}") or _line_doubts(step, index)
    key = home and step.extract is not None and index in step.extract.indices
    classes = "kh-line" + " kh-key" * key + " kh-opens" * (home and _opens_paragraph(step, sentence))
    said_key = join((SPACE, hidden(say("is_key")))) if key else EMPTY
    identity = Markup(' id="kh-s{}" tabindex="-1"').format(index) if home else EMPTY
    return Markup('<li class="{}" data-s="{}"{}>{}{}{}</li>').format(
        classes,
        index,
        identity,
        arabic(join((marked_source(sentence.text, doubts), said_key))),
        go_to(sentence),
        _target(step, index, target_lang, doubts, stopped),
    )


def waiting(stopped: bool = False) -> Markup:
    """Give what stands in the place of a translation that is on its way, or that was ``stopped``."""
    return Markup('<span class="kh-waiting">{}</span>').format(say("never_translated" if stopped else "waiting"))


def _target(step: Step, index: int, code: str, doubts: tuple[Doubt, ...], stopped: bool) -> Markup:
    if not code:
        return EMPTY
    if index >= len(step.lines):
        return translated(waiting(stopped), code)
    return translated(marked_target(step.lines[index].text, doubts), code)


def _line_doubts(step: Step, index: int) -> tuple[Doubt, ...]:
    """Give the doubts that a line brings with it, before they are among the flags of the whole."""
    return at(step.lines[index].flags, f"translation:{index}") if index < len(step.lines) else ()


def _opens_paragraph(step: Step, sentence: Sentence) -> bool:
    before = step.sentences[sentence.index - 1].end if sentence.index else 0
    return "\n\n" in step.article.text[before : sentence.start]


def _by(step: Step, code: str) -> Markup:
    if not code:
        return say("not_translated")
    translation = step.digest.translation if step.digest else None
    return say("translated_by", model=translation.model) if translation else say("line_by_line")
