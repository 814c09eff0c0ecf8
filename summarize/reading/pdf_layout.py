"""Where the text of a PDF stands on its pages; run in a process of its own (``pdf`` says why).

A page gives boxes of lines; they are put into the order in which an Arabic page is read: columns from the right, what
spans several columns between what is above and below it.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from typing import Any, BinaryIO

MAX_PAGES = 60
_SPACE = 0.15  # of the letters' height: a gap as wide is a space that was not written
_WORD_GAP = 3.5  # of a letter's width: in narrow columns, justified lines have gaps as wide between two words
_TIDY_BOXES = 400  # a page with more is a table or a map: from top to bottom


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line: its shapes as drawn from the left, and how wide it is, in points."""

    shapes: list[str]
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, in letters of one ``size`` (that of the first, in points)."""

    lines: list[Drawn]
    size: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of all pages in reading order; ``trouble`` names what kept the document from being read."""

    blocks: tuple[Block, ...] = ()
    trouble: str = ""


def read_layout(stream: BinaryIO) -> Layout:
    """Read the PDF on ``stream``; ``trouble`` is ``password``, ``pages``, ``broken`` or empty."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    try:
        pages = list(islice(PDFPage.get_pages(stream), MAX_PAGES + 1))
        if len(pages) > MAX_PAGES:
            return Layout(trouble="pages")
        manager = PDFResourceManager()
        device = _device(manager)
        interpreter = PDFPageInterpreter(manager, device)
        blocks: list[Block] = []
        for page in pages:
            interpreter.process_page(page)
            blocks += map(_block, in_reading_order(list(_boxes(device.get_result()))))
        return Layout(tuple(blocks))
    except PDFPasswordIncorrect:
        return Layout(trouble="password")
    except Exception:  # a hostile or damaged file meets any of a parser's errors
        return Layout(trouble="broken")


def _device(manager: Any) -> Any:
    """Make what gathers a page's letters, each named by the file's own word for it (``ActualText``) where it has one.

    Browsers give it for shapes that stand for several letters, or for one in a form of its own.
    """
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams

    class Device(PDFPageAggregator):
        named: str | None = None  # of the span that is being drawn; its first letter takes all of it

        def begin_tag(self, tag: Any, props: Any = None) -> None:
            name = props.get("ActualText") if isinstance(props, dict) else None
            if isinstance(name, bytes):
                self.named = (
                    name[2:].decode("utf-16-be", "replace") if name[:2] == b"\xfe\xff" else name.decode("latin-1")
                )

        def end_tag(self) -> None:
            self.named = None

        def render_char(self, *drawing: Any) -> float:
            advance = super().render_char(*drawing)
            if self.named is not None:
                next(reversed(self.cur_item._objs))._text = self.named  # type: ignore[attr-defined]
                self.named = ""
            return advance

    return Device(manager, laparams=LAParams(all_texts=True, boxes_flow=None, char_margin=_WORD_GAP))


def in_reading_order(boxes: Sequence[Any]) -> list[Any]:
    """Put boxes (``x0``, ``x1``, ``y0``, ``y1``; y grows upwards) into the order of an Arabic page."""
    if len(boxes) < 2 or len(boxes) > _TIDY_BOXES:
        return sorted(boxes, key=lambda box: -box.y1)
    columns = _columns(boxes)
    if len(columns) > 1:
        return [box for column in columns for box in in_reading_order(column)]
    widest = max(boxes, key=lambda box: box.x1 - box.x0)
    middle = (widest.y0 + widest.y1) / 2
    above = [box for box in boxes if box is not widest and (box.y0 + box.y1) / 2 >= middle]
    below = [box for box in boxes if box is not widest and (box.y0 + box.y1) / 2 < middle]
    return [*in_reading_order(above), widest, *in_reading_order(below)]


def _columns(boxes: Sequence[Any]) -> list[list[Any]]:
    """Part boxes where no box crosses a vertical line, from the right."""
    columns: list[list[Any]] = []
    left = 0.0
    for box in sorted(boxes, key=lambda box: -box.x1):
        if columns and box.x1 > left:
            columns[-1].append(box)
            left = min(left, box.x0)
        else:
            columns.append([box])
            left = box.x0
    return columns


def _boxes(container: Any) -> Iterator[Any]:
    from pdfminer.layout import LTFigure, LTTextBox

    for element in container:
        if isinstance(element, LTTextBox):
            yield element
        elif isinstance(element, LTFigure):
            yield from _boxes(element)


def _block(box: Any) -> Block:
    lines = [(line, _shapes(line)) for line in box]
    drawn = [Drawn(shapes, round(line.x1 - line.x0, 1)) for line, shapes in lines if shapes]
    return Block(drawn, round(next(iter(box)).height, 1))


def _shapes(line: Any) -> list[str]:
    """Give the line's shapes from the left, with spaces where there are gaps and vowel marks behind their letters."""
    shapes: list[str] = []
    right = None
    for letter, text in sorted(_letters(line), key=lambda pair: pair[0].x0):
        gap = right is not None and letter.x0 - right > _SPACE * letter.size
        if ((gap and text) or text.isspace()) and shapes and shapes[-1] != " ":
            shapes.append(" ")
        if text.strip():
            shapes.append(text)
        right = max(right or letter.x1, letter.x1)
    return shapes[: len(shapes) - (shapes[-1:] == [" "])]


def _letters(line: Any) -> list[tuple[Any, str]]:
    """Give the line's letters in the order of the file, each with its text and that of the marks drawn over it.

    A mark has no width, and stands now left and now right of its letter's edge. But the file draws it next to its
    letter: behind it where letters follow each other from the right, before it where they come from the left.
    """
    from pdfminer.layout import LTChar

    drawn = [(char, char.get_text()) for char in line if isinstance(char, LTChar) and char.upright]
    edges = [char.x0 for char, text in drawn if not _mark(text)]
    from_left = sum(1 if later > earlier else -1 for earlier, later in pairwise(edges)) > 0
    letters: list[tuple[Any, str]] = []
    waiting = ""
    for char, text in reversed(drawn) if from_left else drawn:
        mark = _mark(text)
        if not mark:
            letters.append((char, text + waiting))
            waiting = ""
        elif letters:
            letters[-1] = (letters[-1][0], letters[-1][1] + mark)
        else:
            waiting += mark
    return letters


def _mark(text: str) -> str:
    r"""Give the vowel marks that ``text`` is, those of a ligature one by one; nothing when it is a letter.

    >>> _mark("\ufc62") == "\u0650\u0651", _mark("ب")
    (True, '')
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    return folded if all(unicodedata.category(char) == "Mn" for char in folded) else ""


def main(memory: int) -> None:
    """Read a PDF from standard input with at most ``memory`` bytes, write its ``Layout`` as JSON to standard output."""
    with suppress(ImportError, OSError, ValueError):  # no such limit on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.disable(logging.CRITICAL)  # pdfminer tells of every flaw that it works around
    json.dump(asdict(read_layout(io.BytesIO(sys.stdin.buffer.read()))), sys.stdout)
