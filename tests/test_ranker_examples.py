"""The ranker's rewards: ROUGE as its paper defines it."""

from __future__ import annotations

from itertools import product

import pytest

from train.ranker_examples import common_subsequence, rouge


def by_table(one: str, two: str) -> int:
    """Count the longest common subsequence by the textbook's table."""
    rows = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, j in product(range(len(one)), range(len(two))):
        rows[i + 1][j + 1] = rows[i][j] + 1 if one[i] == two[j] else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("one", "two"), [("abcbdab", "bdcaba"), ("", "ab"), ("aaa", "aa"), ("xyz", "abc"), ("abab", "baba")]
)
def test_the_bit_parallel_subsequence_is_as_long_as_the_tables(one: str, two: str) -> None:
    assert common_subsequence(list(one), list(two)) == by_table(one, two)


def test_equal_texts_score_one() -> None:
    assert rouge(["جسر", "قديم", "مغلق"], ["جسر", "قديم", "مغلق"]) == (1.0, 1.0, 1.0)


def test_a_repeated_word_counts_as_often_as_the_reference_has_it() -> None:
    assert rouge(["جسر", "جسر"], ["جسر", "قديم"])[0] == 0.5


def test_a_short_reference_can_count_as_longer() -> None:
    assert rouge(["جسر"], ["جسر"], reference_words=3)[0] == 0.5


def test_empty_texts_score_zero() -> None:
    assert rouge([], ["جسر"]) == (0.0, 0.0, 0.0)
