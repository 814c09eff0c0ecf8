"""PDF documents written by hand: every letter where a test wants it, named by its font or not."""

from __future__ import annotations

import zlib

# A string and where its first letter stands; letters follow to the right, in the order given.
Drawn = tuple[float, float, str]
WIDTH = 7.2  # of each letter, in points, at a size of 12


def tiny_pdf(pages: list[list[Drawn]], *, named: bool = True, trailer: str = "") -> bytes:
    """Write ``pages``; letters have no names when ``named`` is false, as in fonts without a table for it."""
    letters = sorted({letter for page in pages for _, _, text in page for letter in text})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    table = "".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items())
    cmap = f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{len(codes)} beginbfchar\n{table}endbfchar\n"
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Tiny /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + b" /ToUnicode 5 0 R" * named
        + b" >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tiny /DW 600 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: stream(cmap.encode()),
        6: b"<< /Type /FontDescriptor /FontName /Tiny /Flags 4 /FontBBox [0 -200 600 800] /Ascent 800 /Descent -200 >>",
    }
    for number, page in enumerate(pages):
        shown = "".join(
            f"BT /F1 12 Tf 1 0 0 1 {x:.1f} {y:.1f} Tm <{''.join(f'{codes[letter]:04x}' for letter in text)}> Tj ET\n"
            for x, y, text in page
        )
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {11 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * number] = stream(shown.encode())
    return assemble(objects, trailer)


def stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def assemble(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """Put numbered objects into a file, with the table that says where each begins."""
    out, starts = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        starts[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, start) for number, start in starts.items())
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        max(starts) + 1,
        trailer.encode(),
        len(out),
    )
    return out + b"xref\n0 1\n0000000000 65535 f \n" + table + end


def backwards(*lines: str, right: float = 560.0, top: float = 750.0) -> list[Drawn]:
    """Draw lines of Arabic letters as a page shows them: from the right edge, so the last letter leftmost."""
    return [(right - WIDTH * len(line), top - 16 * number, line[::-1]) for number, line in enumerate(lines)]
