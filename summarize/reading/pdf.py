"""PDF documents to text, and a clear word where the text cannot be trusted.

The parser runs in a process of its own with limits on time and memory: a PDF can be made to unpack without end, and
only a process can be stopped for certain. What comes back is where each shape stands (``pdf_layout``); the order of
reading is worked out from that (``visual_order``), because the order inside the file is any that its maker liked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from summarize.arabic.normalize import fold_presentation_forms
from summarize.errors import MissingExtraError, ReadingError
from summarize.reading.decode import arabic_likeness
from summarize.reading.pdf_layout import MAX_PAGES, Block, Drawn
from summarize.reading.visual_order import logical

MARK = b"%PDF-"
_SECONDS = 30.0
_MEMORY = 1_500_000_000
_PAIRED = re.compile(r"\([^()]*\)|«[^«»]*»|\[[^\[\]]*\]")
_UNKNOWN_SHAPE = re.compile(r"\(cid:\d+\)")
_ENDED = re.compile(r"[.!?؟:…»\"”)\]]\s*$")
# arabic_likeness of news is 0.38 and more, with the letters of its words shuffled 0.26 and less.
_LIKE_ARABIC = 0.3
_FULL = 0.88  # of its neighbours' width: a line that is narrower stops short
_JUDGED_WORDS = 20
_COPY = "have its text recognized (OCR), or find the article as a page"
_TROUBLES = {
    "password": "the PDF has a password: save it without one",
    "pages": f"the PDF has more than {MAX_PAGES} pages: save the pages of one article",
    "broken": "the input looks like a PDF document that is damaged: open it, copy the text and paste it",
}


def pdf_text(data: bytes) -> str:
    """Give the text of a PDF's pages, a blank line between two paragraphs.

    Raises ``MissingExtraError`` without pdfminer.six; ``ReadingError`` for a scan, a password, a damaged file, one
    that takes too long, and one whose text comes out of order or in shapes that its fonts do not name.
    """
    if find_spec("pdfminer") is None:
        raise MissingExtraError("Reading PDF documents (the input looks like a PDF document)", "pdf")
    blocks = _layout(data)
    shapes = [shape for block in blocks for line in block.lines for shape in line.shapes]
    if not shapes:
        raise ReadingError("the PDF holds no text, as a scan of pages does: have its text recognized first (OCR)")
    if sum(1 for shape in shapes if _UNKNOWN_SHAPE.match(shape)) * 10 > len(shapes):
        raise ReadingError(f"the PDF's fonts do not say which letters their shapes are: {_COPY}")
    mirrored = max((True, False), key=lambda choice: len(_PAIRED.findall(_text(blocks, _reader(choice)))))
    read = _text(blocks, _reader(mirrored))
    drawn = _text(blocks, "".join)
    best = max((read, drawn), key=arabic_likeness)
    if (
        len(best.split()) >= _JUDGED_WORDS
        and re.search("[\u0621-\u064a]", best)
        and arabic_likeness(best) < _LIKE_ARABIC
    ):
        raise ReadingError(f"the PDF's letters come out of order, its text cannot be trusted: {_COPY}")
    return best


def _layout(data: bytes) -> list[Block]:
    package = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([package, *filter(None, sys.path)])}
    command = [sys.executable, "-c", f"from summarize.reading.pdf_layout import main; main({_MEMORY})"]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; the document is data on its standard input
            command, input=data, capture_output=True, timeout=_SECONDS, env=environment, cwd=package, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError(f"the PDF took longer than {_SECONDS:g} seconds to read: {_COPY}") from error
    try:
        layout = json.loads(done.stdout)
    except ValueError as error:  # killed at its limit of memory
        raise ReadingError(_TROUBLES["broken"]) from error
    if layout["trouble"]:
        raise ReadingError(_TROUBLES[layout["trouble"]])
    return [Block([Drawn(**line) for line in block["lines"]], block["size"]) for block in layout["blocks"]]


def _reader(mirrored: bool) -> Callable[[Sequence[str]], str]:
    return lambda shapes: logical(shapes, mirrored=mirrored)


def _text(blocks: Sequence[Block], read: Callable[[Sequence[str]], str]) -> str:
    """Join lines to paragraphs.

    A paragraph ends with its block, and before it at a sentence's end in a line that stops short of the others. It
    goes on in the next block where a column or page cut it: after a full line, in the middle of a sentence.
    """
    paragraphs: list[str] = []
    last: tuple[float, float] | None = None  # width and size of the line that the next one goes on from
    for block in blocks:
        width = max((line.width for line in block.lines), default=0.0)
        if last and (last[1] != block.size or not _FULL * width < last[0] < width / _FULL):
            last = None
        for line in block.lines:
            text = " ".join(_UNKNOWN_SHAPE.sub("", fold_presentation_forms(read(line.shapes))).split())
            if text and last:
                paragraphs[-1] += f" {text}"
            elif text:
                paragraphs.append(text)
            ended = _ENDED.search(text) and (line is block.lines[-1] or line.width < _FULL * width)
            last = None if ended else (line.width, block.size)
        if len(block.lines) == 1:  # a headline, a byline
            last = None
    return "\n\n".join(paragraphs)
