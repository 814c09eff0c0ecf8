"""A table for a terminal: first column to the left, figures to the right."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.formats.plain import one_line, width


def plain_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give the table's lines, columns two spaces apart and as wide as their widest cell.

    >>> print(plain_table(["", "F"], [["rouge1", "9.50"], ["rougeLsum", "12.00"]]))
                   F
    rouge1      9.50
    rougeLsum  12.00
    """
    cells = [[one_line(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(row, widths) for row in cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *figures = (" " * (space - width(cell)) for cell, space in zip(row, widths, strict=True))
    return "  ".join([row[0] + first, *(pad + cell for cell, pad in zip(row[1:], figures, strict=True))]).rstrip()
