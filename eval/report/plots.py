"""Plots as inline SVG, drawn here: no library, no script, no request.

Horizontal places are percentages and vertical ones pixels, so that a plot takes the width it is given while its
letters keep their size. Colours are the style sheet's (``series-0``, ``series-1``, ...), which knows light from dark;
series differ in shape or place too, never in colour alone. Every plot has a title that a screen reader reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from eval.report.markup import Markup, element, join

_LEFT, _RIGHT = 9.0, 98.0  # per cent: between them lies the plot, left of it the axis's figures
_TOP, _HEIGHT, _FOOT = 14, 190, 46  # pixels: above the plot, of the plot, below it
_LABELLED_EVERY = 14.0  # per cent: axis figures closer than this would touch on a narrow screen


@dataclass(frozen=True, slots=True)
class Point:
    """A dot: ``y`` from 0 to 100, ``label`` what it is called when pointed at."""

    x: float
    y: float
    series: int
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of values, one for each place on the horizontal axis."""

    name: str
    values: tuple[float, ...]


def bar(value: float, full: float, series: int) -> Markup:
    """Give a horizontal bar; its figure stands in the text beside it, so that it is itself only an ornament."""
    length = 100 * value / full if full else 0.0
    return element(
        "svg",
        element("rect", x=0, y=0, width="100%", height=8, rx=2, class_="track"),
        element("rect", x=0, y=0, width=_percent(length), height=8, rx=2, class_=f"series-{series}"),
        class_="bar",
        aria_hidden="true",
    )


def interval(low: float, middle: float, high: float, full: float) -> Markup:
    """Give an interval as a line with a dot, on a scale from 0 to ``full``; an ornament too."""
    left, centre, right = (_percent(100 * value / full) for value in (low, middle, high))
    return element(
        "svg",
        element("line", x1="0%", x2="100%", y1=9, y2=9, class_="track-line"),
        element("line", x1=left, x2=right, y1=9, y2=9, class_="whisker"),
        element("line", x1=left, x2=left, y1=5, y2=13, class_="whisker"),
        element("line", x1=right, x2=right, y1=5, y2=13, class_="whisker"),
        element("circle", cx=centre, cy=9, r=4, class_="middle"),
        class_="interval",
        aria_hidden="true",
    )


def scatter(points: Sequence[Point], title: str, x_label: str) -> Markup:
    """Give dots over the span of their ``x``, and up from 0; even series are discs, odd ones rings."""
    smallest, largest = min(point.x for point in points), max(point.x for point in points)
    step = _round_step(max(largest - smallest, 1.0))
    start = step * (smallest // step)
    span = max(step * -(-largest // step) - start, step)
    top = _top(point.y for point in points)
    ticks = [(_across(place / span), f"{start + place:g}") for place in _multiples(step, span)]
    dots = [
        element(
            "circle",
            element("title", point.label),
            cx=_percent(_across((point.x - start) / span)),
            cy=_down(point.y / top),
            r=5,
            class_=f"{'dot' if point.series % 2 == 0 else 'ring'} series-{point.series}",
        )
        for point in points
    ]
    return _frame(title, join([*_axes(ticks, x_label, top), *dots]))


def histogram(series: Sequence[Series], names: Sequence[str], title: str, x_label: str) -> Markup:
    """Give grouped columns, in per cent of each series' sum, over the ``names`` of the places."""
    room = 1 / len(names)
    width = 0.76 * room / len(series)
    top = _top(share for row in series for share in _shares(row.values))
    columns = [
        _column((room * (place + 0.12) + width * number, width), share, top, number)
        for number, row in enumerate(series)
        for place, share in enumerate(_shares(row.values))
    ]
    ticks = [(_across((place + 0.5) * room), name) for place, name in enumerate(names)]
    return _frame(title, join([*_axes(ticks, x_label, top), *columns]))


def legend(names: Sequence[str], squares: bool = False) -> Markup:
    """Give the key to a plot's series in their order: discs and rings, or the ``squares`` of columns."""
    keys = (
        element("li", element("svg", _key(number, squares), class_="key", aria_hidden="true"), name)
        for number, name in enumerate(names)
    )
    return element("ul", *keys, class_="legend")


def _key(number: int, square: bool) -> Markup:
    if square:
        shape = f"{'pale ' if number % 2 else ''}series-{number}"
        return element("rect", x=1, y=1, width=10, height=10, class_=shape)
    return element("circle", cx=6, cy=6, r=4, class_=f"{'ring' if number % 2 else 'dot'} series-{number}")


def _column(place: tuple[float, float], share: float, top: int, number: int) -> Markup:
    """Give a column at ``place`` (its start and width, as parts of the axis), ``share`` of ``top`` high."""
    start, width = place
    left, right = _across(start), _across(start + width)
    return element(
        "rect",
        element("title", f"{share:.0f} %"),
        x=_percent(left),
        y=_down(share / top),
        width=_percent(right - left),
        height=f"{_TOP + _HEIGHT - float(_down(share / top)):.1f}",
        class_=f"{'pale ' if number % 2 else ''}series-{number}",
    )


def _frame(title: str, content: Markup) -> Markup:
    return element("svg", element("title", title), content, role="img", class_="plot", aria_label=title)


def _axes(ticks: Sequence[tuple[float, str]], x_label: str, top: int) -> list[Markup]:
    """Give the grid at every quarter of ``top``, the figures on both axes and the name of the horizontal one."""
    marks: list[Markup] = []
    for height in range(0, top + 1, top // 4):
        y = _down(height / top)
        marks.append(element("line", x1=_percent(_LEFT), x2=_percent(_RIGHT), y1=y, y2=y, class_="grid"))
        marks.append(
            element("text", str(height), x=_percent(_LEFT - 1.5), y=y, dy="0.32em", class_="tick", text_anchor="end")
        )
    shown = -_LABELLED_EVERY
    for place, name in ticks:
        if place - shown >= _LABELLED_EVERY:
            shown = place
            foot = _TOP + _HEIGHT + 18
            marks.append(element("text", name, x=_percent(place), y=foot, class_="tick", text_anchor="middle"))
    caption = _TOP + _HEIGHT + _FOOT - 8
    marks.append(element("text", x_label, x=_percent(_across(0.5)), y=caption, class_="axis", text_anchor="middle"))
    return marks


def _shares(values: Sequence[float]) -> list[float]:
    total = sum(values)
    return [100 * value / total if total else 0.0 for value in values]


def _top(values: Iterable[float]) -> int:
    """Give the top of an axis from 0 that holds the values, percentages, and divides by four.

    >>> _top([37.5, 61.0]), _top([0.0])
    (80, 20)
    """
    return max(20, 20 * ceil(max(values) / 20))


def _round_step(largest: float) -> float:
    """Give a step of 1, 2 or 5 times a power of ten that divides ``largest`` into at most six.

    >>> _round_step(230), _round_step(1100)
    (50.0, 200.0)
    """
    power = 1.0
    while True:
        for factor in (1, 2, 5):
            if largest / (power * factor) <= 6:
                return power * factor
        power *= 10


def _multiples(step: float, end: float) -> list[float]:
    return [step * number for number in range(round(end / step) + 1)]


def _across(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share


def _down(share: float) -> str:
    return f"{_TOP + _HEIGHT * (1 - share):.1f}"


def _percent(value: float) -> str:
    return f"{value:.2f}%"
