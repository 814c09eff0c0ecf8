"""Word, PDF and ZIP files: read like pages, each trouble told in words, none at the cost of its neighbours."""

from __future__ import annotations

import io
import json
import random
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarize.cli import main
from summarize.reading import ReadLimits, archive, expand, pdf, read_bytes, read_path
from summarize.reading.pdf_layout import in_reading_order
from summarize.reading.visual_order import logical
from summarize.records import Article, Failure
from tests.tiny_pdf import assemble, backwards, stream, tiny_pdf

ROOT = Path(__file__).parents[1]
HEADLINE = "إعادة فتح الجسر القديم أمام المشاة بعد ثلاثة أشهر"
LEAD = "أعلنت البلدية، الأحد، إعادة فتح الجسر القديم أمام المشاة بعد أعمال صيانة استمرت ثلاثة أشهر."
NEXT = "وقال رئيس البلدية إن الصيانة كلفت مليوني دينار، وإن الجسر صار يحتمل ضعف ما كان يحتمله."
LAST = "ومن المقرر أن تبدأ أعمال الإنارة في الأسبوع المقبل، على أن يفتح الجسر ليلا في نهاية الشهر."
TEXT = f"{LEAD}\n\n{NEXT}"


def one(data: bytes, limits: ReadLimits | None = None) -> Article | Failure:
    (outcome,) = read_bytes(data, "input", "input.bin", limits or ReadLimits())
    return outcome


def trouble(data: bytes, limits: ReadLimits | None = None) -> str:
    outcome = one(data, limits)
    assert isinstance(outcome, Failure), outcome
    assert outcome.stage == "read"
    assert "\n" not in outcome.detail
    return f"{outcome.error}: {outcome.detail}"


# --- Word ---------------------------------------------------------------------------------------------------------


def word(*paragraphs: str, edit: Callable[[docx.document.Document], None] = lambda document: None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_gives_its_paragraphs():
    article = one(word(HEADLINE, LEAD, NEXT))
    assert (article.title, article.text) == (HEADLINE, TEXT)


def test_a_line_break_inside_a_word_paragraph_parts_lines():
    assert one(word(HEADLINE, LEAD, f"{NEXT}\n{LAST}")).text == f"{LEAD}\n\n{NEXT}\n\n{LAST}"


def test_headers_footers_and_comments_are_not_the_text():
    def edit(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "مسودة للمراجعة الداخلية فقط ولا يجوز نشرها"
        document.sections[0].footer.paragraphs[0].text = "صفحة 1 من 1"

    assert one(word(HEADLINE, LEAD, NEXT, edit=edit)).text == TEXT


def test_a_reviewers_insertions_are_read_and_deletions_are_not():
    def edit(document: docx.document.Document) -> None:
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        gone = "<w:r><w:delText>{}</w:delText></w:r>"
        added, dropped = run.format(NEXT), gone.format("وهذه جملة حذفها المحرر قبل النشر.")
        mark = "w:id='1' w:author='x'"
        document.element.body.insert(
            2, parse_xml(f"<w:p {nsdecls('w')}><w:ins {mark}>{added}</w:ins><w:del {mark}>{dropped}</w:del></w:p>")
        )

    assert one(word(HEADLINE, LEAD, edit=edit)).text == TEXT


def test_a_text_box_is_read_once_though_the_file_holds_it_twice():
    def edit(document: docx.document.Document) -> None:
        box = f"<w:txbxContent><w:p><w:r><w:t>{NEXT}</w:t></w:r></w:p></w:txbxContent>"
        spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        choice = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        run = f"<w:r><w:t>{LEAD}</w:t></w:r><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
        document.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')} {spaces}>{run}</w:p>"))

    assert one(word(HEADLINE, edit=edit)).text == TEXT


def test_paragraphs_of_a_table_stand_where_the_table_does():
    def edit(document: docx.document.Document) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = NEXT, LAST

    assert one(word(HEADLINE, LEAD, edit=edit)).text == f"{LEAD}\n\n{NEXT}\n\n{LAST}"


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Give the archive with some of its parts changed; ``word_document_xml`` stands for ``word/document.xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.replace("/", "_").replace(".", "_"), old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b"<w:document", "the Word document is broken"),
        (b"", "the Word document is broken"),
        (b"<a/>" + b" " * 30_000_000, "more than the limit of 20 MB"),
        (
            b'<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;&b;&b;&b;</a>',
            "nothing but page furniture",
        ),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "nothing but page furniture"),
    ],
    ids=["cut off", "empty", "made to burst", "entities", "a file by an entity"],
)
def test_a_word_document_made_to_harm_is_refused(xml, said):
    failure = trouble(repacked(word(HEADLINE), word_document_xml=xml))
    assert said in failure or "no text" in failure or "empty" in failure
    assert "root:" not in failure


def test_a_word_document_is_told_by_its_content_not_by_its_name(tmp_path):
    (tmp_path / "report.txt").write_bytes(word(HEADLINE, LEAD, NEXT))
    (article,) = read_path(str(tmp_path / "report.txt"))
    assert (article.id, article.text) == ("report", TEXT)


# --- PDF ----------------------------------------------------------------------------------------------------------


def test_a_pdf_printed_by_a_browser_reads_like_the_page_it_was_printed_from():
    (printed,) = read_path(str(ROOT / "tests" / "data" / "rate-cut.pdf"))
    (page,) = read_path(str(ROOT / "samples" / "rate-cut.txt"))
    assert (printed.title, printed.text) == (page.title, page.text)


VOWELLED = (
    "مُدَرِّسةُ القريةِ تُعلّمُ الكبارَ القراءة مجّاناً",
    "بدأت مُدَرِّسةٌ متقاعدة، الأحد، دروساً مجانية في القراءة لكبار السنّ في قرية «عين الرمّان»، بعد أن جمع الأهالي 3.5 آلاف"
    " دينار، أي 40% من كلفة ترميم المدرسة القديمة.",
    "وقالت إنّ أحداً من المتعلّمين الـ12 لم يغِب عن الحصّة الأولى، مضيفةً أنّ جمعية (OpenBooks) تبرّعت بالكتب، وأنّ الدروس"
    " تُبثّ أيضاً على شبكة 5G الجديدة حفاظاً على وقت المُزارعين.",
    "ومن المقرّر أن تستمرّ الدروس حتى 15/6/2026، على أن يُكرَّم المتخرّجون في حفلٍ يُقام في ساحة القرية، وفقاً لما أعلنه"
    " المجلسُ المحلِّيّ.",
)


def test_vowel_marks_ligatures_numbers_and_latin_words_come_out_of_justified_columns_as_they_went_in():
    data = (ROOT / "tests" / "data" / "vowelled.pdf").read_bytes()
    paragraphs = [unicodedata.normalize("NFC", paragraph) for paragraph in pdf.pdf_text(data).split("\n\n")]
    assert paragraphs == [unicodedata.normalize("NFC", paragraph) for paragraph in VOWELLED]


def broken_into(text: str, columns: int = 45) -> list[str]:
    lines = [""]
    for word_ in text.split():
        if len(lines[-1]) + len(word_) >= columns:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word_}".strip()
    return lines


def test_columns_are_read_from_the_right_and_a_sentence_goes_on_over_their_edge():
    lines = broken_into(f"{LEAD} {NEXT} {LAST}", 30)
    half = len(lines) // 2
    right, left = backwards(*lines[:half]), backwards(*lines[half:], right=280)
    # The order in the file is not the order on the page.
    article = one(tiny_pdf([left + backwards(HEADLINE, right=480, top=790) + right]))
    assert (article.title, article.text) == (HEADLINE, f"{LEAD} {NEXT} {LAST}")


def test_a_pdf_whose_maker_knew_no_arabic_and_drew_it_from_the_left_is_read_all_the_same():
    lines = broken_into(f"{LEAD} {NEXT}")
    drawn = [(40.0, 750.0 - 16 * number, line) for number, line in enumerate(lines)]
    assert one(tiny_pdf([drawn])).text == f"{LEAD} {NEXT}"


def test_spaces_that_are_gaps_only_are_put_in():
    page = []
    for x, y, line in backwards(*broken_into(TEXT)):
        start = x
        for piece in line.split(" "):
            page.append((start, y, piece))
            start += 7.2 * (len(piece) + 1)
    assert one(tiny_pdf([page])).text == f"{LEAD} {NEXT}"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("%3.5 ىلإ", "إلى 3.5%"),
        ("٪٣٫٥ ىلإ", "إلى ٣٫٥٪"),
        ("2025 - 17:45", "2025 - 17:45"),
        ("17:45 - 2025 ربوتكأ 9", "9 أكتوبر 2025 - 17:45"),
        ("12,380 دنع", "عند 12,380"),
        ("New York Times ةفيحص", "صحيفة New York Times"),
        ("F-16 ةرئاط", "طائرة F-16"),
        ("(UNRWA) (UN) ةلاكو", "وكالة (UN) (UNRWA)"),
        (".«معن» :لاق", "قال: «نعم»."),
        ("5G ةكبش", "شبكة 5G"),
        ("plain English line", "plain English line"),
        ("", ""),
    ],
)
def test_a_drawn_line_is_put_into_the_order_of_reading(drawn, read):
    assert logical(list(drawn)) == read


def test_quotation_marks_point_the_right_way_whichever_shape_the_font_names():
    quoted = LEAD.replace("إعادة فتح الجسر", "«إعادة فتح» الجسر")
    as_drawn = [(x, y, line.translate(str.maketrans("«»", "»«"))) for x, y, line in backwards(*broken_into(quoted))]
    as_meant = backwards(*broken_into(quoted))
    assert one(tiny_pdf([as_drawn])).text == one(tiny_pdf([as_meant])).text == quoted


@pytest.mark.parametrize(
    ("boxes", "order"),
    [
        ({"top": (0, 700, 500, 750), "bottom": (0, 100, 500, 150)}, "top bottom"),
        ({"left": (0, 100, 200, 600), "right": (300, 100, 500, 600)}, "right left"),
        (
            {
                "left": (0, 100, 200, 600),
                "head": (0, 700, 500, 750),
                "right": (300, 350, 500, 600),
                "right, below": (300, 100, 500, 300),
                "foot": (0, 20, 500, 60),
            },
            "head right right, below left foot",
        ),
    ],
)
def test_boxes_are_read_like_an_arabic_page(boxes, order):
    made = [SimpleNamespace(name=name, x0=x0, y0=y0, x1=x1, y1=y1) for name, (x0, y0, x1, y1) in boxes.items()]
    assert " ".join(box.name for box in in_reading_order(made)) == order


KEYS = f"/P -4 /O <{'11' * 32}> /U <{'22' * 32}>"
ENCRYPTED = f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 {KEYS} >>"
RANDOM = random.Random(1)
SCRAMBLED = ["".join(RANDOM.sample(word_, len(word_))) for word_ in f"{LEAD} {NEXT} {LAST}".split()]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: tiny_pdf([[]]), "a scan"),
        (lambda: tiny_pdf([backwards(*broken_into(TEXT))], named=False), "do not say which letters"),
        (lambda: tiny_pdf([backwards(*broken_into(" ".join(SCRAMBLED)))]), "out of order"),
        (lambda: tiny_pdf([backwards(LEAD)], trailer=ENCRYPTED), "password"),
        (lambda: tiny_pdf([backwards(LEAD)] * 61), "more than 60 pages"),
        (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj", "looks like a PDF document that is damaged"),
        (lambda: tiny_pdf([[(40, 700, "The old bridge was reopened on Sunday after repairs.")]]), "NotArabicError"),
    ],
    ids=["scan", "nameless letters", "scrambled letters", "password", "a book", "damaged", "English"],
)
def test_a_pdf_whose_text_cannot_be_had_or_trusted_is_refused_with_its_reason(data, said):
    assert said in trouble(data())


def test_a_pdf_that_takes_too_long_is_left(monkeypatch):
    monkeypatch.setattr(pdf, "_SECONDS", 0.01)
    assert "took longer than 0.01 seconds" in trouble(tiny_pdf([backwards(LEAD)]))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_a_pdf_made_to_burst_costs_its_own_process_only(monkeypatch):
    monkeypatch.setattr(pdf, "_MEMORY", 600_000_000)
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(650)) + packer.flush()
    content = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    data = assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: page, 4: content, 5: stream(b"")})
    assert "looks like a PDF document that is damaged" in trouble(data)


def test_without_the_extra_the_line_that_installs_it_is_told_and_the_rest_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    (tmp_path / "a.pdf").write_bytes(tiny_pdf([backwards(LEAD)]))
    (tmp_path / "b.docx").write_bytes(word(HEADLINE, LEAD, NEXT))
    failed, read = read_path(str(tmp_path))
    assert (failed.error, "pip install 'khulasa[pdf]'" in failed.detail) == ("MissingExtraError", True)
    assert read.text == TEXT


# --- ZIP ----------------------------------------------------------------------------------------------------------


def packed(*members: tuple[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def test_an_archive_gives_its_files_in_order_each_read_by_its_kind():
    rows = "\n".join(json.dumps({"id": name, "text": TEXT}) for name in ("first", "second"))
    html = f"<html><body><p>{LEAD}</p><p>{NEXT}</p></body></html>"
    data = packed(
        ("b.txt", TEXT), ("صحف/a.html", html), ("feed.jsonl", rows), ("x/b.txt", TEXT.encode("cp1256")),
        ("report.docx", word(HEADLINE, LEAD, NEXT)), ("page.pdf", tiny_pdf([backwards(*broken_into(TEXT))])),
    )  # fmt: skip
    outcomes = list(read_bytes(data, "news", "news.zip"))
    assert [outcome.id for outcome in outcomes] == ["b", "a", "first", "second", "b-2", "report", "page"]
    assert [" ".join(outcome.text.split()) for outcome in outcomes] == [f"{LEAD} {NEXT}"] * 7
    assert outcomes[1].source == "news.zip/صحف/a.html"


def test_litter_and_pictures_are_passed_over():
    names = ("__MACOSX/._a.txt", ".DS_Store", "a/.hidden.txt", "photo.JPG", "page_files/style.css", "Thumbs.db", "sub/")
    outcomes = read_bytes(packed(*((name, b"x") for name in names), ("a.txt", TEXT)), "news", "news.zip")
    assert [outcome.id for outcome in outcomes] == ["a"]


def encrypted(data: bytes) -> bytes:
    """Set the flag of encryption in every header of an archive."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at] |= 1
            start = changed.find(mark, start + 4)
    return bytes(changed)


def damaged(data: bytes) -> bytes:
    """Change a byte of the first member's content, whatever it is packed by."""
    changed = bytearray(data)
    changed[60] ^= 0xFF
    return bytes(changed)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (("inner.zip", packed(("a.txt", TEXT))), "unpack it first"),
        (("inner.txt", packed(("a.txt", TEXT))), "unpack it first"),
        (("inner.tar.gz", b"\x1f\x8b"), "unpack it first"),
        (("book.xlsx", packed(("[Content_Types].xml", "<Types/>"))), "unpack it first"),
        (("photo", b"\x89PNG\r\n\x1a\n"), "a PNG image"),
        (("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99), "an old Word or Excel file"),
        (("empty.txt", b""), "empty"),
        (("english.txt", "The old bridge was reopened on Sunday after repairs that took three months."), "Arabic"),
        (("bomb.txt", b"a" * 3_000_000), "times its size"),
        (("large.txt", (TEXT * 200_000).encode()[:25_000_001]), "its size"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_bad_file_in_an_archive_costs_only_itself(member, said):
    before, failed, after = read_bytes(packed(("a.txt", TEXT), member, ("z.txt", TEXT)), "news", "news.zip")
    assert said in failed.detail
    assert failed.source == f"news.zip/{member[0]}"
    assert before.text == after.text == TEXT


def test_the_limit_is_that_of_a_file_in_the_archive_not_of_the_archive(tmp_path):
    many = [(f"{number}.txt", TEXT) for number in range(20)]
    path = tmp_path / "news.zip"
    path.write_bytes(packed(*many, ("large.txt", TEXT * 100), how=zipfile.ZIP_STORED))
    limits = ReadLimits(max_bytes=1000)
    *read, failed = read_path(str(path), limits)
    assert path.stat().st_size > limits.max_bytes
    assert [outcome.text for outcome in read] == [TEXT] * 20
    assert "more than the limit of 0.001 MB" in failed.detail


def test_json_lines_in_an_archive_are_read_one_by_one(tmp_path):
    rows = "\n".join([json.dumps({"text": TEXT})] * 50)
    (tmp_path / "news.zip").write_bytes(packed(("feed.jsonl", rows)))
    outcomes = list(read_path(str(tmp_path / "news.zip"), ReadLimits(max_bytes=2000)))
    assert [outcome.text for outcome in outcomes] == [TEXT] * 50


def test_a_password_and_a_damaged_file_are_told():
    data = packed(("a.txt", TEXT * 9))
    assert "has a password" in trouble(encrypted(data))
    assert "broken in its archive" in trouble(damaged(data))


def test_a_members_name_is_a_label_and_never_a_path(tmp_path):
    names = [
        "../../escape.txt",
        "/etc/absolute.txt",
        "C:\\win.txt",
        "a\nb.txt",
        "\u202etxt.exe",
        "x" * 5000 + ".txt",
        "con/..",
    ]
    (tmp_path / "news.zip").write_bytes(packed(*((name, TEXT) for name in names)))
    outcomes = list(read_path(str(tmp_path / "news.zip")))
    assert [outcome.text for outcome in outcomes] == [TEXT] * len(outcomes)
    assert len(outcomes) >= len(names) - 1
    for outcome in outcomes:
        assert len(outcome.id) <= 125
        assert len(outcome.source) < 1000
        assert not set(outcome.id + outcome.source) & set("\n\u202e")
        assert not set(outcome.id) & set("/\\")
    assert [path.name for path in tmp_path.iterdir()] == ["news.zip"]


@pytest.mark.parametrize("encoding", ["cp720", "utf-8"])
def test_an_arabic_name_from_an_old_archiver_is_read_right(encoding):
    # Such archivers set no flag: zipfile then reads the name in the code page of the first PC.
    label = "خبر.txt".encode(encoding)
    data = packed(("x" * len(label), TEXT)).replace(b"x" * len(label), label)
    assert one(data).source == "input.bin/خبر.txt"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed, "no file that could be an article"),
        (lambda: packed(("photo.png", b"x")), "no file that could be an article"),
        (lambda: packed(("a.txt", TEXT))[:-30], "broken or cut off"),
        (lambda: packed(("mimetype", "application/epub+zip"), ("a.xhtml", TEXT)), "an e-book"),
        (
            lambda: packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")),
            "OpenDocument",
        ),
        (
            lambda: packed(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<a/>")),
            "an Excel or PowerPoint file",
        ),
    ],
    ids=["empty", "pictures only", "cut off", "epub", "odt", "xlsx"],
)
def test_an_archive_without_articles_is_refused_with_its_reason(data, said):
    assert said in trouble(data())


def test_an_archive_made_to_burst_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_UNPACKED", 1_000_000)
    assert "would unpack to" in trouble(packed(*((f"{number}.txt", b"a" * 300_000) for number in range(4))))
    monkeypatch.setattr(archive, "_MAX_MEMBERS", 3)
    assert "4 files, more than 3" in trouble(packed(*((f"{number}.txt", TEXT) for number in range(4))))


def test_members_that_lie_on_top_of_each_other_count_each_for_itself(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_UNPACKED", 10_000_000)
    data = packed(("a.txt", b"a" * 900_000))
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[at:end], bytearray(data[end:])
    tail[8:12] = (20).to_bytes(2, "little") * 2
    tail[12:16] = (20 * len(entry)).to_bytes(4, "little")
    assert "would unpack to 0.0 GB" in trouble(data[:at] + entry * 20 + bytes(tail))


def test_folders_and_commands_take_documents_like_pages(tmp_path, capsys):
    (tmp_path / "a.docx").write_bytes(word(HEADLINE, LEAD, NEXT))
    (tmp_path / "b.pdf").write_bytes(tiny_pdf([backwards(*broken_into(TEXT))]))
    (tmp_path / "c.zip").write_bytes(packed(("d.txt", TEXT), ("e.txt", b"")))
    assert [source.id for source in expand([str(tmp_path)])] == ["a", "b", "c"]
    options = ["--format", "json", "--summarizer", "none", "--translator", "none"]
    assert main(["digest", str(tmp_path), *options]) == 1
    captured = capsys.readouterr()
    records = [json.loads(line) for line in captured.out.splitlines()]
    assert [record["id"] for record in records] == ["a", "b", "d", "e"]
    assert ["error" in record for record in records] == [False, False, False, True]
    assert "c.zip/e.txt" in captured.err


def test_an_archive_is_read_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed(("a.txt", TEXT), ("b.txt", TEXT)))))
    assert [outcome.id for outcome in read_path("-")] == ["a", "b"]
