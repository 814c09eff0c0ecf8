"""Word documents (ECMA-376) to text: one paragraph a line, as they stand, without headers, footers and deleted words.

Read as the archive of XML that it is, with what HTML pages need anyway: only the one part that holds the text is
unpacked, and only up to the limit, so a document made to burst costs nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any
from zipfile import ZipFile

from summarize.errors import ReadingError
from summarize.reading.archive import BROKEN

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})  # a reviewer's deletions, and a text box's second copy
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAX_TYPES = 1_000_000  # bytes of the list of parts
_GAPS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n"}


def is_docx(archive: ZipFile) -> bool:
    """Tell a Word document among archives by the type of its parts."""
    return bool(_main_part(archive))


def docx_text(archive: ZipFile, max_bytes: int) -> str:
    """Give the document's paragraphs, a blank line between two, those of tables where they stand.

    Raises ``ReadingError`` when the document is broken, or its text part larger than ``max_bytes``.
    """
    from lxml import etree

    name = _main_part(archive)
    try:
        if archive.getinfo(name).file_size > max_bytes:
            raise ReadingError(f"the Word document's text has more than the limit of {max_bytes / 1e6:g} MB")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError(f"the Word document is broken: {error.msg}") from error
    except (KeyError, *BROKEN) as error:
        raise ReadingError(f"the Word document is broken: {error}") from error
    return "\n\n".join(text for text in map("".join, _paragraphs(root)) if text.strip())


def _main_part(archive: ZipFile) -> str:
    """Name the part that holds the text, nothing when the archive is no Word document."""
    types = b""
    with suppress(KeyError, *BROKEN):
        info = archive.getinfo("[Content_Types].xml")
        types = archive.read(info) if info.file_size <= _MAX_TYPES else b""
    for override in re.findall(rb"<(?:\w+:)?Override\b[^>]*>", types):
        part = re.search(rb"""PartName\s*=\s*["']/([^"']+)""", override)
        if part and _MAIN in override:
            return part.group(1).decode("utf-8", "replace")
    return ""


def _paragraphs(root: Any) -> list[list[str]]:
    """Give each paragraph's pieces; a text box is a paragraph of its own behind the one that it hangs on."""
    from lxml import etree

    done: list[list[str]] = []
    opened: list[list[str]] = []
    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _UNREAD:
            unread += 1 if event == "start" else -1
        elif tag == f"{_W}p" and not unread:
            if event == "start":
                opened.append([])
                done.append(opened[-1])
            else:
                opened.pop()
        elif event == "end" and opened and not unread:
            opened[-1].append(element.text or "" if tag == f"{_W}t" else _GAPS.get(tag, ""))
    return done
