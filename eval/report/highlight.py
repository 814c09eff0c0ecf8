"""Shared n-grams made visible: phrases on a ground of their own, lone words underlined."""

from __future__ import annotations

from itertools import groupby

from eval.marking import Marked
from eval.report.markup import Markup, element, join

_CLASSES = {1: "word", 2: "phrase"}


def highlighted(marked: Marked) -> Markup:
    """Give the text with its shared phrases and words marked; where both stand, the phrase wins.

    >>> from eval.rouge import Span
    >>> highlighted(Marked("a b c d", words=(Span(6, 7),), phrases=(Span(0, 3),)))
    '<mark class="phrase">a b</mark> c <mark class="word">d</mark>'
    """
    text = marked.text
    levels = [0] * len(text)
    for level, spans in ((1, marked.words), (2, marked.phrases)):
        for span in spans:
            levels[span.start : span.end] = [level] * (span.end - span.start)
    runs = groupby(range(len(text)), key=levels.__getitem__)
    return join(_styled("".join(text[place] for place in places), level) for level, places in runs)


def _styled(piece: str, level: int) -> str:
    return element("mark", piece, class_=_CLASSES[level]) if level else piece
