"""What the page's tables are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.report.markup import Markup, element, join
from eval.report.wording import spread
from eval.statistics import Interval


def table(name: str, caption: str, head: Sequence[str], rows: Sequence[Markup], *, narrow: bool = False) -> Markup:
    """Give a table that scrolls by itself where it does not fit, under a caption that does not scroll with it.

    ``name`` is the page's only one of its kind. ``narrow`` keeps the figures of a small table near their names on a
    wide screen. A head that is ``Markup`` is a whole cell already.
    """
    cells = (title if isinstance(title, Markup) else element("th", title, scope="col") for title in head)
    content = (element("thead", element("tr", *cells)), element("tbody", *rows))
    label = f"{name}-caption"
    scroll = element(
        "div",
        element("table", *content, aria_labelledby=label),
        class_="scroll narrow" if narrow else "scroll",
        tabindex=0,  # a keyboard must reach what scrolls
        role="region",
        aria_labelledby=label,
    )
    return join((element("p", caption, id=label, class_="caption"), scroll))


def cell(interval: Interval) -> Markup:
    """Give a mean with its interval under it."""
    return element("td", f"{interval.mid:.1f}", element("span", spread(interval), class_="range"))


def unbroken(text: str) -> Markup:
    """Give prose in which no line ends inside an interval.

    >>> unbroken("58.7 (49.8–66.8), better")
    '58.7 (<span class="unbroken">49.8–66.8</span>), better'
    """
    pieces = re.split(r"([−+]?\d+\.\d(?:–| to )[−+]?\d+\.\d)", text)
    return join(element("span", piece, class_="unbroken") if k % 2 else piece for k, piece in enumerate(pieces))


def signature(text: str) -> Markup:
    """Give the line that says how scores were made."""
    return element("p", element("code", text), class_="facts")
