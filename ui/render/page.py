"""The frame around a digest: the page's head, the empty desk, samples, the switch of sides, copies."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from summarize.records import Digest
from ui.handlers import Sample
from ui.i18n import TEXTS
from ui.render.doubts import is_rough
from ui.render.markup import EMPTY, disabled, hidden, join, safe, say

_SUN = Markup(
    '<svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" '
    'stroke-width="1.6"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/></svg>'
)


def render_head() -> Markup:
    """Give the head of the page: its name, what it is for, language and theme."""
    other = join(
        (
            Markup('<span class="i-en" lang="ar" dir="rtl">العربية</span>'),
            Markup('<span class="i-ar" lang="en" dir="ltr">English</span>'),
        )
    )
    return Markup(
        '<header class="kh-head"><a class="kh-skip" href="#kh-desk">{}</a>'
        '<h1><span lang="ar">{}</span><span lang="en">{}</span></h1><p class="kh-tagline">{}</p>'
        '<div class="kh-tools">'
        '<button type="button" class="kh-tool" data-act="choices" aria-expanded="false">{}</button>'
        '<button type="button" class="kh-tool" data-act="language">{}</button>'
        '<button type="button" class="kh-tool kh-icon" data-act="theme">{}{}</button></div></header>'
    ).format(
        say("skip"),
        TEXTS["name"].ar,
        TEXTS["name"].en,
        say("tagline"),
        say("choices"),
        other,
        _SUN,
        hidden(say("change_theme")),
    )


def render_empty_desk() -> Markup:
    """Give the desk before the first article."""
    return Markup('<div class="kh-empty kh-empty-desk"><h2>{}</h2><p>{}</p></div>').format(
        say("empty_title"), say("empty_text")
    )


def render_sides() -> Markup:
    """Give the switch that shows one side or both; it is there where the page is too narrow for two columns."""
    buttons = join(
        Markup('<button type="button" data-side="{}">{}</button>').format(side, say(f"side_{side}"))
        for side in ("ar", "both", "tr")
    )
    return Markup('<div class="kh-sides" role="group"><span class="kh-sr">{}</span>{}</div>').format(
        say("side"), buttons
    )


def render_intro(key: str) -> Markup:
    """Give the sentence that says what a part of the page is for."""
    return Markup('<p class="kh-intro">{}</p>').format(say(key))


def render_making(key: str) -> Markup:
    """Give the sentence that says what is being made, in the place where it will stand."""
    return Markup('<p class="kh-making" role="status">{}</p>').format(say(key))


def render_samples(samples: Sequence[Sample], unfolded: bool = True, busy: bool = False) -> Markup:
    """Give the headlines of the sample articles, each a button; none can be picked while ``busy``."""
    if not samples:
        return EMPTY
    items = join(
        Markup('<li><button type="button" data-pick="{}" dir="auto" lang="ar"{}>{}</button></li>').format(
            sample.name, disabled(busy), safe(sample.title or sample.name)
        )
        for sample in samples
    )
    return Markup('<details class="kh-samples"{}><summary>{}</summary><ul>{}</ul></details>').format(
        Markup(" open") if unfolded else EMPTY, say("samples"), items
    )


def _warning(digest: Digest) -> list[str]:
    """Give what goes before a rough translation wherever it is pasted, in the language of those who will read it."""
    if digest.translation is None or not is_rough(digest):
        return []
    return [TEXTS["copy_warning"].en.format(model=digest.translation.model), ""]


def render_copies(digest: Digest) -> Markup:
    """Give the buttons that copy a digest's texts; what they copy is in them, so that no server is asked."""
    texts = {"copy_summary": (digest.abstract or digest.extract).text}
    if digest.translation:
        lines = [line.text for line in digest.translation.lines]
        texts["copy_translation"] = "\n".join([*_warning(digest), *lines])
    buttons = join(
        Markup('<button type="button" class="kh-copy" data-copy="{}">{}</button>').format(safe(text), say(key))
        for key, text in texts.items()
    )
    return Markup('{}<span class="kh-copied" role="status"></span><template>{}</template>').format(
        buttons, say("copied")
    )
