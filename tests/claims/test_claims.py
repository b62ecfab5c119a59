"""A sample of the random experiments of `run.py`: no claim about any of them is false."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from tests.claims import oracles
from tests.claims.choices import freedom_of
from tests.claims.run import examine

SEEDS = range(9)
examined = cache(examine)


@pytest.mark.thorough
@pytest.mark.xdist_group("claims")
@pytest.mark.parametrize("seed", SEEDS)
def test_no_claim_is_false(seed):
    link, _, false = examined(seed)
    assert false == [], link


@pytest.mark.thorough
@pytest.mark.xdist_group("claims")
def test_every_kind_of_claim_but_the_rarest_is_in_the_sample():
    checked = sum((examined(seed)[1] for seed in SEEDS), Counter())
    assert len(checked) >= 7


def line(labels) -> Problem:
    data = Dataset(np.arange(4.0)[:, None], np.array(labels), task="binary")
    return Problem(data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l1"](), 0.1)


def test_the_oracle_of_separation_knows_both_sides():
    for labels, expected in (((-1.0, -1.0, 1.0, 1.0), True), ((-1.0, 1.0, -1.0, 1.0), False)):
        problem = line(labels)
        assert oracles.separable(problem.network.design, problem.data.y) is expected


def test_the_oracle_of_minima_reaches_the_one_known_by_hand():
    """The mean of (w + b - 2)^2 and (-w + b)^2 is (w - 1)^2 + (b - 1)^2; with |w| beside it w is 1/2, and the cost 3/4."""
    data = Dataset(np.array([[1.0], [-1.0]]), np.array([2.0, 0.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 1.0)
    assert oracles.lowest_near(problem, np.array([3.0, -2.0])) == pytest.approx(0.75, abs=1e-8)


def test_the_linear_programme_finds_the_median():
    """Of (0, 0), (1, 1), (2, 5) under the absolute loss: the line through the first and the last, one miss of 3/2."""
    data = Dataset(np.arange(3.0)[:, None], np.array([0.0, 1.0, 5.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["l1"](), 0.0)
    assert oracles.cheapest_with_l1(problem, 0.0) == pytest.approx(0.5, abs=1e-12)


def test_libsvm_finds_the_margin_known_by_hand():
    """(-1, -1) and (1, 1) under the hinge: 1 - w + w^2 / 4 up to w = 1, the margin, and so 1/4 there."""
    data = Dataset(np.array([[-1.0], [1.0]]), np.array([-1.0, 1.0]), task="binary")
    problem = Problem(data, MODELS["linear"](), LOSSES["hinge"](), PENALTIES["l2"](), 0.5)
    assert oracles.between_with_l2(problem, 0.5) == pytest.approx((0.25, 0.25), abs=1e-8)


def test_libsvm_finds_the_line_known_by_hand():
    """(-1, -1) and (1, 1) under the absolute loss: 1 - w + w^2 / 2 / 2 up to w = 1, where L2 of strength 1/2 costs 1/4."""
    data = Dataset(np.array([[-1.0], [1.0]]), np.array([-1.0, 1.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["l2"](), 0.5)
    assert oracles.between_with_l2(problem, 0.5) == pytest.approx((0.25, 0.25), abs=1e-8)


def test_both_ways_to_degrees_of_freedom_agree_with_ridge_by_hand():
    """One centred column of length^2 8 over 4 examples, L2 of strength 3: 1 + 8 / (8 + 4 * 3 / 2)."""
    data = Dataset(np.array([[-2.0], [0.0], [0.0], [2.0]]), np.array([0.0, 1.0, 3.0, 2.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 3.0)
    expected = 1.0 + 8.0 / 14.0
    assert freedom_of(problem, 3.0, np.zeros(2), squared=True) == pytest.approx(expected, rel=1e-9)
    assert freedom_of(problem, 3.0, np.zeros(2), squared=False) == pytest.approx(expected, rel=1e-6)
