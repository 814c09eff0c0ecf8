"""HTML that cannot be injected: plain strings are escaped, only ``Markup`` passes as it is.

Article text is untrusted. It reaches a page through ``element`` alone, which takes control and bidi characters out of
it and escapes the rest; direction is said by markup (``lang``, ``dir``, ``bdi``), never by characters in the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from summarize.formats.plain import printable

_VOID = frozenset({"meta", "link", "br", "col"})  # of SVG none is: a parser of HTML reads <line> as open


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | float | bool | None) -> Markup:
    r"""Give one element; children that are not ``Markup`` are escaped.

    ``class_`` is ``class``, an underscore elsewhere a hyphen; an attribute that is ``None`` or ``False`` is left out,
    one that is ``True`` stands without a value.

    >>> element("p", "1 < 2", element("b", "!"), class_="note", aria_label="a \"b\"")
    '<p class="note" aria-label="a &quot;b&quot;">1 &lt; 2<b>!</b></p>'
    """
    opening = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    return Markup(opening) if tag in _VOID else Markup(f"{opening}{join(children)}</{tag}>")


def join(children: Iterable[str], separator: str = "") -> Markup:
    """Give the children one after another as ``Markup``.

    >>> join(["a & b", Markup("<br>")])
    'a &amp; b<br>'
    """
    return Markup(separator.join(_safe(child) for child in children))


def arabic(tag: str, *children: str, **attributes: str | float | bool | None) -> Markup:
    """Give an element whose text is Arabic: right to left and isolated from what stands around it."""
    return element(tag, *children, lang="ar", dir="rtl", **attributes)


def _safe(child: str) -> str:
    return child if isinstance(child, Markup) else escape(printable(child))


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(printable(str(value)))}"'
