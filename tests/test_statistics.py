"""Intervals and tests between systems: seeded, right on cases that can be worked out, honest about small samples."""

import math

import numpy as np
import pytest

from eval.statistics import (
    approximate_randomization,
    confidence_interval,
    is_small,
    paired_bootstrap,
)
from summarize.errors import UsageError

NORMAL = np.random.default_rng(4).normal(40, 5, 400).tolist()


def test_the_middle_of_an_interval_is_the_mean_of_the_values() -> None:
    interval = confidence_interval([1.0, 2.0, 6.0])
    assert interval.mid == 3.0
    assert interval.low < interval.mid < interval.high


def test_values_that_are_all_the_same_leave_no_doubt() -> None:
    interval = confidence_interval([0.25] * 12)
    assert (interval.low, interval.mid, interval.high) == (0.25, 0.25, 0.25)


def test_an_interval_of_many_values_is_that_of_the_normal_distribution() -> None:
    interval = confidence_interval(NORMAL, resamples=4000)
    error = 1.96 * np.std(NORMAL) / math.sqrt(len(NORMAL))
    assert interval.low == pytest.approx(interval.mid - error, abs=0.05)
    assert interval.high == pytest.approx(interval.mid + error, abs=0.05)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    samples = [confidence_interval(rng.normal(0, 1, 40).tolist(), resamples=200, level=0.8) for _ in range(300)]
    held = sum(interval.low <= 0 <= interval.high for interval in samples) / len(samples)
    assert 0.72 <= held <= 0.86


def test_a_higher_level_makes_a_wider_interval() -> None:
    narrow, wide = (confidence_interval(NORMAL, level=level) for level in (0.5, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    assert confidence_interval(NORMAL, seed=3) == confidence_interval(NORMAL, seed=3)
    assert confidence_interval(NORMAL, seed=3) != confidence_interval(NORMAL, seed=4)


def test_a_system_does_not_differ_from_itself() -> None:
    assert paired_bootstrap(NORMAL, NORMAL).p_value == 1
    assert approximate_randomization(NORMAL, NORMAL) == 1


def test_the_same_gain_on_every_article_is_no_chance() -> None:
    gained = [value + 1 for value in NORMAL]
    comparison = paired_bootstrap(gained, NORMAL)
    assert comparison.difference.low == pytest.approx(1)
    assert comparison.p_value == pytest.approx(1 / 1001)
    assert comparison.count == 400
    assert approximate_randomization(gained, NORMAL) == pytest.approx(1 / 10_001)


def test_gains_and_losses_of_the_same_size_prove_nothing() -> None:
    changed = [value + (-1) ** k for k, value in enumerate(NORMAL)]
    assert paired_bootstrap(changed, NORMAL).p_value > 0.9
    assert approximate_randomization(changed, NORMAL) > 0.9


def test_three_articles_cannot_prove_a_gain() -> None:
    # Eight ways to swap three pairs, of which two make a difference as large: p is a quarter.
    assert approximate_randomization([2.0, 3.0, 4.0], [1.0, 2.0, 3.0]) == pytest.approx(0.25, abs=0.02)


def test_differences_that_are_equal_but_for_rounding_count_as_equal() -> None:
    # Of these, no swap makes a mean difference smaller than the one seen, 0.05.
    assert approximate_randomization([0.4, 0.2, -0.2, -0.2], [0.0] * 4) == 1


def test_pairs_of_equal_systems_rarely_look_different() -> None:
    rng = np.random.default_rng(5)
    pairs = [(rng.normal(0, 1, 20).tolist(), rng.normal(0, 1, 20).tolist()) for _ in range(200)]
    sure = sum(approximate_randomization(a, b, resamples=400) < 0.05 for a, b in pairs) / len(pairs)
    assert sure <= 0.09


def test_swapping_the_systems_changes_the_sign_alone() -> None:
    other = NORMAL[1:] + NORMAL[:1]
    there, back = paired_bootstrap(NORMAL, other), paired_bootstrap(other, NORMAL)
    assert there.p_value == back.p_value
    assert there.difference.low == pytest.approx(-back.difference.high)
    assert approximate_randomization(NORMAL, other) == approximate_randomization(other, NORMAL)


def test_the_order_of_the_articles_changes_nothing() -> None:
    other = NORMAL[1:] + NORMAL[:1]
    assert confidence_interval(NORMAL) == confidence_interval(NORMAL[::-1])
    assert paired_bootstrap(NORMAL, other) == paired_bootstrap(NORMAL[::-1], other[::-1])
    assert approximate_randomization(NORMAL, other) == approximate_randomization(NORMAL[::-1], other[::-1])


def test_small_samples_are_said_to_be_small() -> None:
    assert is_small(19)
    assert not is_small(381)


@pytest.mark.parametrize("test", [paired_bootstrap, approximate_randomization])
def test_systems_over_different_articles_are_refused(test: object) -> None:
    with pytest.raises(UsageError, match="2 and 3 were given"):
        test([1.0, 2.0], [1.0, 2.0, 3.0])


def test_no_scores_at_all_are_refused() -> None:
    with pytest.raises(UsageError, match="no scores"):
        confidence_interval([])


@pytest.mark.parametrize("wrong", [{"resamples": 0}, {"level": 1.0}, {"level": 0.0}])
def test_settings_without_a_meaning_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="resamples must be at least 1 and level between 0 and 1"):
        confidence_interval([1.0], **wrong)
