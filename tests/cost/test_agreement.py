"""Correlation and the count of the right side, against NumPy and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.cost.agreement import correlation, on_right_side, scores_or_leads


def test_the_correlation_is_numpys_and_0_without_variation():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 40))
    assert correlation(a, b) == pytest.approx(np.corrcoef(a, b)[0, 1])
    assert correlation(a, np.full(40, 3.0)) == 0.0
    assert correlation(np.zeros(40), b) == 0.0


def test_examples_on_the_right_side_are_those_that_argmax_gets_right():
    rng = np.random.default_rng(1)
    z, y = rng.normal(size=(50, 3)), rng.integers(0, 3, 50)
    leads = scores_or_leads(z, y, binary=False)
    assert on_right_side(leads, y, binary=False) == (z.argmax(axis=1) == y).sum()
    scores, labels = rng.normal(size=50), np.where(rng.random(50) > 0.5, 1.0, -1.0)
    assert on_right_side(scores_or_leads(scores, labels, binary=True), labels, binary=True) == (np.sign(scores) == labels).sum()
