"""Many articles: the table that fills, and the stories that several outlets tell."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from summarize.records import Article, Digest, Failure
from ui.handlers import Row
from ui.handlers.problems import problem_of_failure
from ui.render.doubts import explain
from ui.render.markup import DOT, EMPTY, cut, isolated, join, safe, say, translated
from ui.render.problem import problem_words

_SUMMARY_SHOWN, _WORDS_SHOWN = 400, 70  # characters


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
        '{}{}<div class="kh-table-box" tabindex="0" role="region" aria-labelledby="kh-many-title">'
        '<table class="kh-table kh-cards"><caption id="kh-many-title" class="kh-sr">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(_progress(rows, finished, stopped), _rough(rows), say("many_table"), head, body)


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


def _rough(rows: Sequence[Row]) -> Markup:
    """Give the warning of a rough model once, above all that it has translated."""
    flags = (flag for row in rows if isinstance(row.result, Digest) for flag in row.result.flags)
    rough = next((flag for flag in flags if flag.kind == "weak_model"), None)
    if rough is None:
        return EMPTY
    return Markup('<p class="kh-trust kh-grade-check kh-banner">{}</p>').format(explain(rough).words)


def _row(row: Row) -> Markup:
    cells = _done(row.number, row.result) if isinstance(row.result, Digest) else _failed(row.result)
    return Markup('<tr><td class="kh-figure">{}</td>{}</tr>').format(row.number, cells)


def _done(number: int, digest: Digest) -> Markup:
    summary = (digest.abstract or digest.extract).text
    both = digest.summary_translation
    english = (both.abstract or both.extract) if both else ""
    return Markup(
        '<td><button type="button" class="kh-to-desk" data-pick="{}" dir="auto">{}</button>{}'
        "<small><bdi>{}</bdi></small></td>"
        '<td><div dir="rtl" lang="ar">{}</div>{}</td><td><span class="kh-pill kh-grade-{}">{}</span></td>'
    ).format(
        number,
        safe(_headline(digest.article)),
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
    return translated(_shortened(text), digest.translation.target_lang, "div", "kh-second")


def _headline(article: Article) -> str:
    """Give an article's title, or its first words where it has none."""
    return article.title or cut(" ".join(article.text.split()), _WORDS_SHOWN) or article.id


def _shortened(text: str) -> Markup:
    """Give a text as long as a table bears; the whole of a longer one opens in its place."""
    if len(text) <= _SUMMARY_SHOWN:
        return safe(text)
    return Markup(
        '<details class="kh-whole"><summary><span class="kh-clip">{} </span><span class="kh-more">{}</span>'
        '<span class="kh-less">{}</span></summary>{}</details>'
    ).format(safe(cut(text, _SUMMARY_SHOWN)), say("more"), say("less"), safe(text))


def _failed(failure: Failure) -> Markup:
    return Markup(
        '<td><strong dir="auto">{}</strong></td><td>{}</td><td><span class="kh-pill kh-grade-failed">{}</span></td>'
    ).format(safe(failure.source or failure.id), problem_words(problem_of_failure(failure)), say("failed"))


def _story(rows: Sequence[Row]) -> Markup:
    first = rows[0].result
    title = _headline(first.article) if isinstance(first, Digest) else first.id
    sources = join((isolated(_source(row)) for row in rows), DOT)
    return Markup('<li><strong dir="auto">{}</strong><small>{}</small><p>{}</p></li>').format(
        safe(title), say("stories_count", count=len(rows)), sources
    )


def _source(row: Row) -> str:
    result = row.result
    return result.article.source or result.article.id if isinstance(result, Digest) else result.source
