"""HTML to a page of lines: what a reader sees, in order, each with the role its markup gives it.

trafilatura finds the main text; what it leaves is ours: the headline, lists and subheads inside the article, and
the lines around it, which are kept with a role so that nothing disappears unnamed. Markup is made harmless first: an
attribute of a megabyte takes trafilatura minutes, and nesting in the thousands exhausts the stack of any walker.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from summarize.errors import ReadingError
from summarize.reading.lines import Line, make_line
from summarize.reading.roles import Roles
from summarize.reading.tidy import tidy

_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<(?:head|body|article|main|div|p|span|table|meta|h1|br|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{4000,}>?")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>")
# Above these, a page is no article: our own walk alone is used (trafilatura takes over a second for each megabyte).
_MAX_MARKUP = 5_000_000
_MAX_DEPTH = 150
# libxml2 drops, without a word, what is nested deeper than 256 elements.
_PARSER_DEPTH = 250
_UNSHOWN = re.compile(
    r"<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")

# Elements that begin and end a line.
_BREAKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *(
            "header",
            "hr",
            "html",
            "label",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "section",
        ),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"),
    )
)
_KEPT_ATTRIBUTES = ("class", "id", "role", "itemprop", "href", "type")
_BLANK = re.compile(r"\s+")
_SITE_SUFFIX = re.compile(r"\s+(?:[|\-–—»:•]|::)\s+[^|\-–—»•]{2,40}$")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in order, and its headline where the markup or the record names it."""

    lines: tuple[Line, ...]
    title: str = ""


def looks_like_html(text: str) -> bool:
    """Tell markup by its tags, whatever the file was called: a doctype or root, or two tags of a page's body.

    >>> looks_like_html("<p>خبر</p><p>ثانٍ</p>"), looks_like_html("إذا كان a < b و b > c")
    (True, False)
    """
    start = text[:20_000]
    found = _HTML.findall(start)
    return len(found) >= 2 or any(tag.lower().startswith(("<!doctype", "<html")) for tag in found)


def parse_html(markup: str, title: str = "") -> Page:
    """Read a page. Raises ``ReadingError`` when it shows no text at all.

    The headline is ``title`` when given, else the page's own (``og:title``, the only ``h1``, ``title``).
    """
    root = _tree(markup)
    lines: tuple[Line, ...] = ()
    if root is not None:
        title = title or _title(root)
        _make_harmless(root)
        roles = Roles(root)
        lines = tuple(_lines(root, roles)) if roles.depth < _PARSER_DEPTH else ()
        if lines and len(markup) <= _MAX_MARKUP and roles.depth <= _MAX_DEPTH:
            return Page(_outside_marked(lines, _main_text(root)), title)
    lines = lines or _without_tags(markup)
    if not lines:
        raise ReadingError("the HTML page shows no text: it may be drawn by JavaScript; save the page from a browser")
    return Page(lines, title)


def _without_tags(markup: str) -> tuple[Line, ...]:
    """Give the text between the tags of a page that no parser can hold, a line for each block."""
    text = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKS | {"br"} else "", _UNSHOWN.sub("\n", markup))
    rows = tidy(entities.unescape(text)).split("\n")
    return tuple(make_line(_flat(row), number) for number, row in enumerate(rows) if row.strip())


def _tree(markup: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    markup = _LONG_TAG.sub(r"<\1>", _XML_DECLARATION.sub("", tidy(markup)))
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml_html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _make_harmless(root: Any) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        kept = {name: element.attrib[name][:200] for name in _KEPT_ATTRIBUTES if name in element.attrib}
        element.attrib.clear()  # by name would fail: a broken page's attributes have names that no tree may hold
        element.attrib.update(kept)


def _title(root: Any) -> str:
    for path in ("//meta[@property='og:title']/@content", "//meta[@name='twitter:title']/@content"):
        for value in root.xpath(path)[:1]:
            if value.strip():
                return _site_off(value)
    headings = [text for text in (_text_of(node) for node in root.iter("h1")) if text]
    if len(headings) == 1:
        return headings[0]
    return next((_site_off(text) for text in (_text_of(node) for node in root.iter("title")) if text), "")


def _text_of(node: Any) -> str:
    return _BLANK.sub(" ", tidy("".join(node.itertext()))).strip()


def _site_off(title: str) -> str:
    """Take the site's name off a headline: «عنوان الخبر | اسم الموقع».

    >>> _site_off("إعادة فتح الميناء بعد شهرين - جريدة المرفأ")
    'إعادة فتح الميناء بعد شهرين'
    """
    title = _BLANK.sub(" ", tidy(entities.unescape(title))).strip()
    shorter = _SITE_SUFFIX.sub("", title)
    return shorter if len(shorter.split()) >= 3 else title


def _lines(root: Any, roles: Roles) -> Iterator[Line]:
    """Walk the page once, without recursion, and cut its text where a browser breaks the line."""
    from lxml import etree

    cutter = _Cutter()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _BREAKS:
            yield from cutter.cut()
        if event == "start":
            cutter.add("\n" if element.tag == "br" else _flat(element.text), roles.of(element))
        elif element.getparent() is not None:
            cutter.add(_flat(element.tail), roles.of(element.getparent()))
    yield from cutter.cut()


class _Cutter:
    """Gathers the text of one block and gives it as lines, with the role of its first words."""

    def __init__(self) -> None:
        self._block = 0
        self._parts: list[str] = []
        self._role = ""
        self._started = False

    def add(self, text: str, role: str) -> None:
        if role == "invisible" or not text:
            return
        if not self._started and text.strip():
            self._role, self._started = role, True
        self._parts.append(text)

    def cut(self) -> Iterator[Line]:
        for row in tidy("".join(self._parts)).split("\n"):
            if row.strip():
                yield make_line(_flat(row), self._block, self._role)
        self._block += 1
        self._parts, self._role, self._started = [], "", False


def _flat(text: str | None) -> str:
    return _BLANK.sub(" ", text or "")


def _main_text(root: Any) -> frozenset[str]:
    """Ask trafilatura for the lines of the main text; none when it finds nothing or cannot cope."""
    import trafilatura

    try:
        text = trafilatura.extract(root, include_comments=False, include_tables=True, favor_recall=True)
    except Exception:
        # A parser's bug on hostile markup must not cost the article: our own walk stands alone then.
        return frozenset()
    return frozenset(_BLANK.sub("", line) for line in tidy(text or "").split("\n") if len(line.split()) >= 6)


def _outside_marked(lines: tuple[Line, ...], main: frozenset[str]) -> tuple[Line, ...]:
    """Give the role ``outside`` to the short lines after the last paragraph of the main text."""
    last = max(
        (index for index, line in enumerate(lines) if not line.role and _BLANK.sub("", line.text) in main), default=-1
    )
    if last < 0:
        return lines
    return tuple(
        replace(line, role="outside") if index > last and not line.role and not line.prose else line
        for index, line in enumerate(lines)
    )
