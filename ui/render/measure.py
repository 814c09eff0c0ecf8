"""How a text fares against what a person wrote: the scores, and what both share, marked."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from ui.handlers import Measured, MeasuredSet
from ui.handlers.scoring import Marked, NamedInterval, NamedScore
from ui.render.markup import isolated, join, safe, say


def render_measured(measured: Measured) -> Markup:
    """Give the scores as a table and the texts side by side."""
    others = [_text(say("reference_n", n=number), marked) for number, marked in enumerate(measured.references, start=1)]
    return Markup(
        '{}<section class="kh-shared"><h3>{}</h3><p class="kh-help">{}</p><div class="kh-compared">{}</div></section>'
        '<p class="kh-help">{}: <code dir="ltr">{}</code></p>'
    ).format(
        _table(measured),
        say("shared"),
        say("shared_help"),
        join((_text(say("hypothesis"), measured.hypothesis), *others)),
        say("signature"),
        safe(measured.signature),
    )


def render_measured_set(measured: MeasuredSet) -> Markup:
    """Give the means of many texts with their intervals."""
    keys = ("score", "fmeasure", "interval")
    head = join(Markup('<th scope="col">{}</th>').format(say(key)) for key in keys)
    return Markup(
        '<p>{}{}</p><table class="kh-table kh-scores" role="status"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
        '<p class="kh-help">{}: <code dir="ltr">{}</code></p>'
    ).format(
        say("texts_n", n=measured.count),
        Markup(" {}").format(say("texts_small")) if measured.small else "",
        head,
        join(_mean(score) for score in measured.scores),
        say("signature"),
        safe(measured.signature),
    )


def render_no_scores() -> Markup:
    """Give what stands in the scores' place before there are any."""
    return Markup('<p class="kh-empty">{}</p>').format(say("measure_empty"))


def render_report(page: str) -> Markup:
    """Give the report, a page of its own, in a frame that can run nothing."""
    return Markup('<iframe class="kh-report" sandbox="" srcdoc="{}" title="{}"></iframe>').format(
        page, "Report · تقرير"
    )


def _table(measured: Measured) -> Markup:
    keys = ("score", "fmeasure", "precision", "recall")
    head = join(Markup('<th scope="col">{}</th>').format(say(key)) for key in keys)
    return Markup(
        '<table class="kh-table kh-scores" role="status"><caption class="kh-sr">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(say("score"), head, join(_row(score) for score in measured.scores))


def _row(score: NamedScore) -> Markup:
    figures = (score.fmeasure, score.precision, score.recall)
    cells = join(Markup('<td class="kh-figure">{}</td>').format(isolated(f"{100 * value:.1f}")) for value in figures)
    return Markup('<tr><th scope="row"><bdi>{}</bdi></th>{}</tr>').format(score.name, cells)


def _mean(score: NamedInterval) -> Markup:
    found = score.fmeasure
    return Markup(
        '<tr><th scope="row"><bdi>{}</bdi></th><td class="kh-figure">{}</td><td class="kh-figure">{}</td></tr>'
    ).format(score.name, isolated(f"{found.mid:.1f}"), isolated(f"{found.low:.1f} – {found.high:.1f}"))


def _text(title: Markup, marked: Marked) -> Markup:
    return Markup('<div><h4>{}</h4><p dir="auto" class="kh-text">{}</p></div>').format(title, _marked(marked))


def _marked(marked: Marked) -> Markup:
    """Mark shared words, and more strongly where they stand in a shared phrase; spans may overlap."""
    levels = [0] * len(marked.text)
    for level, spans in ((1, marked.words), (2, marked.phrases)):
        for span in spans:
            levels[span.start : span.end] = [level] * (span.end - span.start)
    cuts = [0, *(k for k in range(1, len(levels)) if levels[k] != levels[k - 1]), len(levels)]
    return join(_stretch(marked.text[a:b], levels[a]) for a, b in pairwise(cuts) if b > a)


def _stretch(text: str, level: int) -> Markup:
    return Markup('<mark class="kh-shared-{}">{}</mark>').format(level, safe(text)) if level else safe(text)
