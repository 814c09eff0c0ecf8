"""How far to trust a digest: its grade, the reasons for it, and what is only worth knowing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from summarize.records import Digest, Flag
from ui.render.doubts import ABOUT_ALL, explain, explain_set_aside, kind_name
from ui.render.markup import DOT, EMPTY, SPACE, go_to, join, safe, say

_PLACES = {"title": "in_headline", "abstract": "in_summary", "summary_translation": "in_summary_translation"}
_IT_READ = "It read: "


def render_trust(digest: Digest) -> Markup:
    """Give the verdict on a digest, as the first thing that is read of it."""
    doubts = [flag for flag in digest.flags if flag.lowers_grade and flag.kind not in ABOUT_ALL]
    asides = [flag for flag in digest.flags if flag.severity == "info" and flag.kind not in ABOUT_ALL]
    return Markup(
        '<section class="kh-trust kh-grade-{}"><h3 class="kh-verdict">{}</h3>{}<p>{}</p>{}{}{}</section>'
    ).format(
        digest.grade,
        say(f"grade_{digest.grade}"),
        render_remarks(digest.flags),
        say(f"grade_{digest.grade}_why"),
        _points("points", doubts),
        _points("worth_knowing", asides),
        _set_aside(digest.flags),
    )


def render_pending(flags: Sequence[Flag], stopped: bool) -> Markup:
    """Give what stands in the verdict's place while a digest is being made, or after it was stopped."""
    return Markup('<section class="kh-trust kh-grade-pending"><h3 class="kh-verdict">{}</h3>{}</section>').format(
        say("grade_stopped" if stopped else "grade_pending"), render_remarks(flags)
    )


def render_remarks(flags: Iterable[Flag]) -> Markup:
    """Give what is said once about a whole digest, such as how rough its translation is."""
    return join(_remark(flag) for flag in flags if flag.kind in ABOUT_ALL)


def _remark(flag: Flag) -> Markup:
    return Markup('<p class="kh-remark">{}</p>').format(explain(flag).words)


def _points(title: str, flags: Sequence[Flag]) -> Markup:
    """Give doubts by kind, each with the places where it is marked."""
    by_kind: dict[str, list[Flag]] = {}
    for flag in flags:
        if flag.kind != "support" or not _rejected(flag):
            by_kind.setdefault(flag.kind, []).append(flag)
    if not by_kind:
        return EMPTY
    items = join(
        Markup("<li><span>{}</span> {}</li>").format(kind_name(kind), _places(found)) for kind, found in by_kind.items()
    )
    return Markup('<details class="kh-points"{}><summary>{}</summary><ul>{}</ul></details>').format(
        Markup(" open") if title == "points" else EMPTY, say(title), items
    )


def _places(flags: Iterable[Flag]) -> Markup:
    lines = {
        int(index)
        for flag in flags
        for place, _, index in [flag.where.partition(":")]
        if place == "translation" and index
    }
    others = dict.fromkeys(flag.where.partition(":")[0].partition(".")[0] for flag in flags)
    named = [say(_PLACES[place]) for place in others if place in _PLACES]
    if lines:
        named = [say("also_in", place=name) for name in named]
    chips = join((go_to(index, "kh-chip") for index in sorted(lines)), SPACE)
    return join(([chips] if lines else []) + [Markup("<small>{}</small>").format(name) for name in named], DOT)


def _set_aside(flags: Iterable[Flag]) -> Markup:
    """Give the summary that was written and rejected, for whoever wants to see it."""
    for flag in flags:
        if rejected := _rejected(flag):
            why = join(Markup("<li>{}</li>").format(words) for words in explain_set_aside(flag))
            return Markup(
                '<details class="kh-aside"><summary>{}</summary><p class="kh-text" dir="auto">{}</p>'
                "<ul>{}</ul></details>"
            ).format(say("set_aside"), safe(rejected), why)
    return EMPTY


def _rejected(flag: Flag) -> str:
    return flag.detail.partition(_IT_READ)[2] if flag.kind == "support" else ""
