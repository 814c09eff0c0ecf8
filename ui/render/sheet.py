"""The digest itself: headline, verdict, summary and key sentences, Arabic beside its translation."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from summarize.abstractive import OWN_TEXT
from summarize.arabic.sentences import split_sentences
from summarize.records import Abstract, Step
from ui.i18n import TEXTS
from ui.render.doubts import Doubt, at, is_rough
from ui.render.lines import line_pair, waiting
from ui.render.marks import marked_target
from ui.render.markup import EMPTY, SPACE, arabic, go_to, hidden, isolated, join, safe, say, translated
from ui.render.trust import render_pending, render_trust


def render_sheet(step: Step, target_lang: str, stopped: bool = False) -> Markup:
    """Give all that is known after ``step``, the article's own lines aside.

    ``target_lang`` is ``""`` without translation; a digest that is ``stopped`` gets no verdict.
    """
    return Markup('<article class="kh-sheet">{}{}{}{}</article>').format(
        _headline(step, target_lang, stopped),
        render_trust(step.digest) if step.digest else render_pending(step.flags, stopped),
        _summary(step, target_lang, stopped),
        _key_sentences(step, target_lang, stopped),
    )


def _pair(source: Markup, target: Markup) -> Markup:
    return Markup('<div class="kh-pair">{}<span class="kh-gutter"></span>{}</div>').format(source, target)


def _headline(step: Step, code: str, stopped: bool) -> Markup:
    title = step.article.title
    given = safe(title) if title else say("no_headline")
    target = _headline_translation(step, code, stopped) if title else EMPTY
    source = safe(step.article.source) if step.article.source not in ("", "-", "pasted") else say("pasted")
    facts = Markup('<p class="kh-facts">{}: <bdi>{}</bdi><span class="kh-dot"></span>{}</p>').format(
        say("source"), source, say("sentences", count=len(step.sentences))
    )
    return _pair(arabic(given, "h2", "kh-ar kh-title"), target) + facts


def _headline_translation(step: Step, code: str, stopped: bool) -> Markup:
    """Give the machine's headline, named as one, and small unless the digest is done and its model does well."""
    if not step.title:
        return _translation(step, step.title, "title", code, stopped)
    tag = Markup(' <small class="kh-tag">{}</small>').format(say("machine"))
    rough = step.digest is None or is_rough(step.digest)
    words = marked_target(step.title, at(step.flags, "title")) + tag
    return translated(words, code, "p", "kh-tr kh-title" + " kh-rough" * rough) if code else EMPTY


def _summary(step: Step, code: str, stopped: bool) -> Markup:
    """Give the written summary, unless the extract stands in its place: that one follows anyway."""
    abstract = step.abstract
    if abstract is None or abstract.model == "extract":
        return EMPTY
    by = say("summary_own_text") if abstract.model == OWN_TEXT else say("summary_by", model=abstract.model)
    target = _translation(step, step.summary, "summary_translation.abstract", code, stopped)
    return _section("summary", by, _pair(arabic(_carried(step, abstract), "div"), target))


def _carried(step: Step, abstract: Abstract) -> Markup:
    """Give the summary sentence by sentence, each with the numbers of the sentences that carry it."""
    parts = [sentence.text for sentence in split_sentences(abstract.text)]
    of_all = at(step.flags, "abstract")
    claims = []
    for k, text in enumerate(parts):
        last = k == len(parts) - 1
        here = [
            doubt for doubt in of_all if any(words in text for words in doubt.target) or (last and not doubt.target)
        ]
        carriers = abstract.support[k] if k < len(abstract.support) else ()
        claims.append(_claim(text, carriers, (*at(step.flags, f"abstract:{k}"), *here)))
    return join(claims, SPACE)


def _claim(text: str, carriers: Sequence[int], doubts: Sequence[Doubt]) -> Markup:
    chips = join((hidden(say("carried_by")), *(go_to(index, "kh-chip") for index in carriers)))
    return Markup('<span class="kh-claim" data-from="{}">{}<span class="kh-from">{}</span></span>').format(
        " ".join(map(str, carriers)), marked_target(text, doubts), chips if carriers else hidden(say("carried_by_none"))
    )


def _translation(step: Step, text: str, where: str, code: str, stopped: bool) -> Markup:
    """Give one translated text with its doubts, or word that it is on its way; nothing where none was asked for."""
    if not code or not (text or step.digest is None):
        return EMPTY
    return translated(marked_target(text, at(step.flags, where)) if text else waiting(stopped), code)


def _key_sentences(step: Step, code: str, stopped: bool) -> Markup:
    if step.extract is None:
        return EMPTY
    method = f"method_{step.extract.method}"
    name = say(method) if method in TEXTS else isolated(step.extract.method)
    by = say("key_by", method=name, count=len(step.extract.indices), all=len(step.sentences))
    rows = join(line_pair(step, step.sentences[index], code, False, stopped) for index in step.extract.indices)
    return _section("key_sentences", by, Markup('<ol class="kh-lines">{}</ol>').format(rows))


def _section(key: str, by: Markup, content: Markup) -> Markup:
    return Markup('<section class="kh-part kh-part-{}"><h3>{} <small>{}</small></h3>{}</section>').format(
        key, say(key), by, content
    )
