"""Grids of strengths: their ends and ratios, how far a picture reaches, and where corners are added."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.path.strength_grid import (
    checked_strengths,
    default_strengths,
    extended_strengths,
    falling_strengths,
    reach,
    rounded_up,
    suitable_strengths,
    with_kinks,
)


def problem_of(data, loss="squared", penalty="l1"):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.3)


def test_strengths_fall_at_equal_ratios_to_a_ten_thousandth():
    found = falling_strengths(3.0, 5)
    assert found[0] == 3.0
    assert found[1:] / found[:-1] == pytest.approx(np.full(4, 0.1), rel=1e-12)


@pytest.mark.parametrize(("loss", "penalty"), [("squared", "l1"), ("huber", "elastic_net"), ("absolute", "l1")])
def test_the_first_default_strength_is_the_one_that_zeroes_all_weights(loss, penalty, regression_data):
    """A weight of zero stays there up to the steepest fall of the data loss: for squared loss by hand."""
    problem = problem_of(regression_data, loss, penalty)
    found = default_strengths(problem, 7)
    assert found.shape == (7,)
    assert found[-1] == pytest.approx(1e-4 * found[0])
    if loss == "squared":
        X, y = regression_data.X, regression_data.y
        assert found[0] == pytest.approx(np.abs(2.0 * (X - X.mean(axis=0)).T @ (y - y.mean()) / len(y)).max(), rel=1e-12)


def test_under_ridge_the_first_strength_has_ten_times_the_curvature_of_the_data_loss(regression_data):
    centred = regression_data.X - regression_data.X.mean(axis=0)
    steepest = 2.0 * np.linalg.eigvalsh(centred.T @ centred / len(centred))[-1]
    assert default_strengths(problem_of(regression_data, penalty="l2"), 3)[0] == pytest.approx(10.0 * steepest, rel=1e-12)


def test_strengths_to_choose_among_have_three_figures_and_none_is_above_the_largest_allowed(regression_data):
    problem = problem_of(regression_data)
    found = suitable_strengths(problem, 0.05, 9)
    assert found[0] == 0.05
    assert found[-1] == pytest.approx(5e-6, rel=1e-2)
    assert all(float(f"{s:.3g}") == s for s in found)
    free = suitable_strengths(problem, 1e6, 9)
    assert default_strengths(problem)[0] <= free[0] <= 1.01 * default_strengths(problem)[0]


def test_a_picture_reaches_to_the_power_of_ten_beyond_a_strength_outside_and_not_to_one_far_out(regression_data):
    problem = problem_of(regression_data)
    usual = default_strengths(problem)
    largest, smallest = usual[0], usual[-1]
    assert reach(problem, 0.5 * largest) == (0.0, 0.0)
    low, high = reach(problem, 0.01 * smallest)
    assert high == 0.0
    assert low <= 0.01 * smallest < 10.0 * low
    low, high = reach(problem, 30.0 * largest)
    assert low == 0.0
    assert high / 10.0 < 30.0 * largest <= high
    assert reach(problem, 1e-4 * smallest) == reach(problem, 1e4 * largest) == (0.0, 0.0)


def test_more_strengths_on_either_side_keep_the_ratio(regression_data):
    problem = problem_of(regression_data)
    usual = default_strengths(problem, 20)
    low, high = usual[-1] / 50.0, usual[0] * 50.0
    found = extended_strengths(problem, low, high, 20)
    assert np.isin(usual, found).all()
    assert found[1:] / found[:-1] == pytest.approx(np.full(found.size - 1, usual[1] / usual[0]), rel=1e-9)
    ratio = usual[0] / usual[1]
    assert found[-1] <= low < found[-1] * ratio
    assert found[0] / ratio < high <= found[0]
    assert np.array_equal(extended_strengths(problem, 0.0, 0.0, 20), usual)


def test_kinks_join_the_strengths_between_whose_ends_they_lie():
    strengths = np.array([8.0, 4.0, 2.0])
    assert with_kinks(strengths, np.array([9.0, 5.0, 3.0, 1.0])).tolist() == [8.0, 5.0, 4.0, 3.0, 2.0]
    assert with_kinks(strengths, None) is strengths
    assert with_kinks(strengths, np.linspace(7.0, 3.0, 1000)) is strengths


def test_the_next_number_of_two_figures():
    assert [rounded_up(s) for s in (1.0, 1.19, 1.1 + 1e-14, 99.2, 0.0, 3.21e-7)] == [1.0, 1.2, 1.1, 100.0, 0.0, 3.3e-7]


@pytest.mark.parametrize("strengths", [[], [-1.0], [np.nan], [np.inf], [[1.0]]])
def test_what_is_no_list_of_strengths_is_refused(strengths):
    with pytest.raises(ValueError, match="strength"):
        checked_strengths(np.array(strengths))


def test_checked_strengths_are_a_copy():
    asked = np.array([1.0, 0.0])
    found = checked_strengths(asked)
    found[0] = 5.0
    assert asked.tolist() == [1.0, 0.0]
