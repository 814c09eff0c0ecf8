"""The few building blocks of all HTML here: escaped text, both languages side by side, isolated values.

A page holds both languages of every string; ``html[lang]`` decides which one is shown, so that switching costs nothing
and loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from summarize.formats.plain import printable
from summarize.records import Sentence
from ui.i18n import TEXTS

EMPTY, SPACE = Markup(), Markup(" ")
DOT = Markup('<span class="kh-dot"></span>')  # between two facts on one line
_CODES = {"arb_Arab": "ar", "eng_Latn": "en"}


def safe(text: str) -> Markup:
    r"""Give a text of unknown origin as HTML: escaped, without control characters and bidi overrides.

    >>> safe("<b>\u202eabc</b>")
    Markup('&lt;b&gt;abc&lt;/b&gt;')
    """
    return escape(printable(text))


def isolated(text: str) -> Markup:
    """Give a value that stands inside a sentence of either direction, and disturbs neither.

    >>> isolated("42")
    Markup('<bdi>42</bdi>')
    """
    return Markup("<bdi>{}</bdi>").format(safe(text))


def say(key: str, **values: object) -> Markup:
    """Give a string of the interface in both languages, its values isolated.

    Raises ``KeyError`` for a key that ``ui.i18n`` does not have.
    """
    text = TEXTS[key]
    inner = {name: value if isinstance(value, Markup) else isolated(str(value)) for name, value in values.items()}
    english, arabic = (escape(words).format(**inner) for words in (text.en, text.ar))
    return Markup(
        '<span class="i-en" lang="en" dir="ltr">{}</span><span class="i-ar" lang="ar" dir="rtl">{}</span>'
    ).format(english, arabic)


def hidden(content: Markup) -> Markup:
    """Give words that only a screen reader says."""
    return Markup('<span class="kh-sr">{}</span>').format(content)


def cut(text: str, length: int) -> str:
    """Give the words of a text that fit in ``length`` characters, with … where more follow.

    >>> cut("one two three", 9)
    'one two …'
    """
    if len(text) <= length:
        return text
    head = text[: length + 1]
    return f"{(head.rpartition(' ')[0] or head[:length]).rstrip()} …"


def disabled(is_disabled: bool) -> Markup:
    """Give the attribute of a button that can't be used now."""
    return Markup(" disabled") if is_disabled else EMPTY


def join(parts: Iterable[Markup], between: Markup = EMPTY) -> Markup:
    """Put pieces of HTML together."""
    return between.join(parts)


def arabic(content: Markup, tag: str = "p", extra: str = "kh-ar") -> Markup:
    """Give a block of the article's own text."""
    return Markup('<{} class="{}" dir="rtl" lang="ar">{}</{}>').format(tag, extra, content, tag)


def translated(content: Markup, code: str, tag: str = "p", extra: str = "kh-tr") -> Markup:
    """Give a block of text in the target language, a FLORES-200 code; its direction is that of its first letter."""
    language = _CODES.get(code, code.partition("_")[0])
    return Markup('<{} class="{}" dir="auto" lang="{}">{}</{}>').format(tag, extra, language, content, tag)


def go_to(sentence: Sentence | int, extra: str = "kh-n") -> Markup:
    """Give a sentence's number as the link that shows it; numbers count from 1, as readers do."""
    index = sentence if isinstance(sentence, int) else sentence.index
    return Markup('<a class="{}" href="#kh-s{}" data-go="{}">{}{}</a>').format(
        extra, index, index, hidden(say("sentence_word")), index + 1
    )
