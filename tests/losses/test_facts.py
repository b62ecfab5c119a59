"""Means, quantiles and shares with weights: a weight of k is k rows."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.losses.facts import class_shares, mean, median, quantile, share_of_positives

SEEDS = range(20)


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Targets with ties, weights that are whole numbers (some 0), and the same as rows that stand several times."""
    rng = np.random.default_rng(seed)
    y = np.round(rng.normal(0.3, 2.0, size=rng.integers(2, 9)), 1)
    counts = rng.integers(0, 4, size=y.size)
    counts[rng.integers(y.size)] = 2
    return y, counts, np.repeat(y, counts)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_is_that_of_the_repeated_rows(seed):
    y, counts, rows = drawn(seed)
    assert mean(y, counts.astype(float)) == pytest.approx(sum(rows) / len(rows), rel=1e-12)
    assert mean(y) == pytest.approx(sum(y) / len(y), rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_median_is_that_of_the_repeated_rows_also_between_two(seed):
    y, counts, rows = drawn(seed)
    ordered, n = sorted(rows), len(rows)
    assert median(y, counts.astype(float)) == pytest.approx((ordered[(n - 1) // 2] + ordered[n // 2]) / 2, abs=1e-12)
    ordered, n = sorted(y), len(y)
    assert median(y) == pytest.approx((ordered[(n - 1) // 2] + ordered[n // 2]) / 2, abs=1e-12)


@pytest.mark.parametrize("tau", [0.1, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_quantile_is_the_first_target_with_that_share_at_or_below_it(seed, tau):
    y, counts, rows = drawn(seed)
    for found, among in ((quantile(y, tau, counts.astype(float)), rows), (quantile(y, tau), y)):
        assert found == min(v for v in among if np.mean(among <= v) >= tau - 1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_are_those_of_the_repeated_rows_and_only_above_0_is_positive(seed):
    y, counts, rows = drawn(seed)
    signs = np.where(y > 0, 1.0, -1.0)
    positive = sum(1 for v in rows if v > 0) / len(rows)
    assert share_of_positives(signs, counts.astype(float)) == pytest.approx(positive, rel=1e-12)
    assert share_of_positives(signs) == pytest.approx(sum(1 for v in signs if v == 1.0) / len(y), rel=1e-12)
    classes = np.arange(y.size) % 3
    of_rows = np.repeat(classes, counts)
    expected = [sum(1 for k in of_rows if k == c) / len(of_rows) for c in range(classes.max() + 1)]
    assert class_shares(classes, counts.astype(float)) == pytest.approx(expected, rel=1e-12)
