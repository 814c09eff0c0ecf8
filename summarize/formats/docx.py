"""A digest as a Word document, Arabic set right to left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from summarize.errors import MissingExtraError
from summarize.formats.plain import one_line
from summarize.formats.words import GRADES, carriers, describe, mark
from summarize.records import Abstract, Digest, Failure, SummaryTranslation


def write_docx(results: Iterable[Digest | Failure], out: BinaryIO) -> None:
    """Write one document to ``out``: a section for each digest, a line for each failure.

    Raises ``MissingExtraError`` without python-docx.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise MissingExtraError("Writing a Word document", "docx") from error
    document = Document()
    for result in results:
        if isinstance(result, Failure):
            document.add_paragraph(f"Failed: {one_line(result.source)}: {one_line(result.detail)}")
        else:
            _section(document, result)
    document.save(out)


def _section(document: Any, digest: Digest) -> None:
    _arabic(document.add_heading(level=1), digest.article.title or digest.article.id)
    if digest.translation and digest.translation.title:
        document.add_paragraph(one_line(digest.translation.title))
    document.add_paragraph(f"{one_line(digest.article.source)} — trust: {digest.grade} ({GRADES[digest.grade]})")
    for flag in digest.flags:
        if flag.lowers_grade:
            document.add_paragraph(describe(flag), style="List Bullet")
    document.add_heading(f"Key sentences ({digest.extract.method})", level=2)
    for index in digest.extract.indices:
        _arabic(document.add_paragraph(), digest.sentences[index].text)
    if digest.summary_translation and digest.summary_translation.extract:
        document.add_paragraph(one_line(digest.summary_translation.extract))
    if digest.abstract:
        _summary(document, digest.abstract, digest.summary_translation)
    if digest.translation:
        document.add_heading(f"The article in {digest.translation.target_lang}", level=2)
        for sentence, line in zip(digest.sentences, digest.translation.lines, strict=True):
            _arabic(document.add_paragraph(), sentence.text)
            document.add_paragraph(mark(line.flags) + one_line(line.text))


def _summary(document: Any, abstract: Abstract, translated: SummaryTranslation | None) -> None:
    document.add_heading(f"Summary ({abstract.model})", level=2)
    _arabic(document.add_paragraph(), abstract.text)
    if translated and translated.abstract:
        document.add_paragraph(one_line(translated.abstract))
    if carried := carriers(abstract):
        document.add_paragraph(carried)


def _arabic(paragraph: Any, text: str) -> None:
    # python-docx knows no direction: w:bidi turns the paragraph, w:rtl the run (ECMA-376, 17.3.1.6 and 17.3.2.30).
    from docx.oxml import OxmlElement

    paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(one_line(text))
    run._element.get_or_add_rPr().append(OxmlElement("w:rtl"))
