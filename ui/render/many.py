"""Many articles: the table that fills, and the stories that several outlets tell."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from summarize.records import Digest, Failure
from ui.handlers import Row
from ui.handlers.problems import problem_of_failure
from ui.render.markup import DOT, EMPTY, isolated, join, safe, say, translated
from ui.render.problem import problem_words

_SUMMARY_SHOWN = 400


def render_rows(rows: Sequence[Row], finished: bool = False, stopped: bool = False) -> Markup:
    """Give the table of a batch as far as it has come, its progress above it."""
    if not rows and not finished and not stopped:
        return render_no_rows()
    head = join(
        Markup('<th scope="col">{}</th>').format(say(key))
        for key in ("col_n", "col_article", "col_summary", "col_grade")
    )
    body = join(_row(row) for row in rows)
    return Markup(
        '{}<div class="kh-table-box" tabindex="0" role="region" aria-labelledby="kh-many-title">'
        '<table class="kh-table"><caption id="kh-many-title" class="kh-sr">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(_progress(rows, finished, stopped), say("many_table"), head, body)


def render_no_rows() -> Markup:
    """Give what stands in the table's place before there is one."""
    return Markup('<p class="kh-empty">{}</p>').format(say("many_empty"))


def render_stories(rows: Sequence[Row], stories: Sequence[Sequence[int]]) -> Markup:
    """Give the stories that more than one outlet tells; ``stories`` are indices into ``rows``."""
    if not stories:
        return EMPTY
    items = join(_story([rows[index] for index in story]) for story in stories)
    return Markup('<section class="kh-stories"><h3>{}</h3><ul>{}</ul></section>').format(say("stories"), items)


def _progress(rows: Sequence[Row], finished: bool, stopped: bool) -> Markup:
    done, total = len(rows), max((row.total for row in rows), default=0)
    failed = sum(isinstance(row.result, Failure) for row in rows)
    said = say("many_progress", done=done, all=total) if total else say("many_progress_open", done=done)
    notes = [said]
    if failed:
        notes.append(say("many_failed", count=failed))
    if finished or stopped:
        notes.append(say("many_stopped" if stopped else "many_finished"))
    bar = Markup('<progress max="{}" value="{}" aria-hidden="true"></progress>').format(max(total, 1), done)
    return Markup('<div class="kh-progress">{}<p role="status">{}</p></div>').format(bar, join(notes, DOT))


def _row(row: Row) -> Markup:
    cells = _done(row.result) if isinstance(row.result, Digest) else _failed(row.result)
    return Markup('<tr><td class="kh-figure">{}</td>{}</tr>').format(row.number, cells)


def _done(digest: Digest) -> Markup:
    summary = (digest.abstract or digest.extract).text
    both = digest.summary_translation
    english = (both.abstract or both.extract) if both else ""
    return Markup(
        '<td><strong dir="auto">{}</strong>{}<small><bdi>{}</bdi></small></td><td><p dir="rtl" lang="ar">{}</p>{}</td>'
        '<td><span class="kh-pill kh-grade-{}">{}</span></td>'
    ).format(
        safe(digest.article.title or digest.article.id),
        _line(digest, digest.translation.title if digest.translation else ""),
        safe(digest.article.source),
        _shortened(summary),
        _line(digest, english),
        digest.grade,
        say(f"short_{digest.grade}"),
    )


def _line(digest: Digest, text: str) -> Markup:
    if digest.translation is None or not text:
        return EMPTY
    return translated(_shortened(text), digest.translation.target_lang, "p", "kh-second")


def _shortened(text: str) -> Markup:
    return safe(text[:_SUMMARY_SHOWN] + "…" * (len(text) > _SUMMARY_SHOWN))


def _failed(failure: Failure) -> Markup:
    return Markup(
        '<td><strong dir="auto">{}</strong></td><td>{}</td><td><span class="kh-pill kh-grade-failed">{}</span></td>'
    ).format(safe(failure.source or failure.id), problem_words(problem_of_failure(failure)), say("failed"))


def _story(rows: Sequence[Row]) -> Markup:
    first = rows[0].result
    title = first.article.title or first.article.id if isinstance(first, Digest) else first.id
    sources = join((isolated(_source(row)) for row in rows), DOT)
    return Markup('<li><strong dir="auto">{}</strong><small>{}</small><p>{}</p></li>').format(
        safe(title), say("stories_count", count=len(rows)), sources
    )


def _source(row: Row) -> str:
    result = row.result
    return result.article.source or result.article.id if isinstance(result, Digest) else result.source
