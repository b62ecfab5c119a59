"""Backtracking, Armijo's test and damping: by hand on functions of one number."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.line_search import (
    ARMIJO,
    DAMPING,
    RoundedCost,
    backtrack,
    less_damping,
    more_damping,
    sufficient_decrease,
)


def exact(f):
    return lambda w: RoundedCost(float(f(w[0])), 0.0)


@pytest.mark.parametrize(("step", "length"), [(-1.0, 1.0), (-1.9, 1.0), (-3.0, 0.5), (-9.0, 0.125)])
def test_a_step_is_halved_until_the_cost_falls(step, length):
    """On w^2 from 1: a step s passes where (1 + l s)^2 <= 1 + 1e-4 x 2 l s."""
    found = backtrack(lambda t: np.array([1.0 + t * step]), exact(np.square), RoundedCost(1.0, 0.0), 2.0 * step)
    assert found.length == length
    assert found.weights[0] == 1.0 + length * step
    assert found.cost.value == found.weights[0] ** 2


def test_none_is_found_uphill_and_nothing_is_accepted_that_is_no_number():
    up = lambda t: np.array([1.0 + t])
    assert backtrack(up, exact(np.square), RoundedCost(1.0, 0.0), -2.0) is None
    assert backtrack(up, lambda w: RoundedCost(np.nan, 0.0), RoundedCost(1.0, 0.0), -2.0) is None


def test_rounding_is_forgiven_only_where_the_fall_is_no_clearer_or_the_first_trial_snaps():
    flat = lambda w: RoundedCost(1.0 + 1e-15, 1e-14)
    stay = lambda t: np.array([t])
    assert backtrack(stay, flat, RoundedCost(1.0, 1e-14), -1e-13).length == 1.0
    assert backtrack(stay, flat, RoundedCost(1.0, 1e-14), -1.0, halvings=5) is None
    assert backtrack(stay, flat, RoundedCost(1.0, 1e-14), -1e-11, longest=0.3, snaps=True).length == 0.3


def test_armijo_asks_for_a_share_of_the_promised_fall():
    change = np.array([-1.0, -1.0, -1.0, -1.0])
    after = np.array([1.0 - 1.01 * ARMIJO, 1.0 - 0.99 * ARMIJO, np.nan, np.inf])
    assert sufficient_decrease(after, np.ones(4), change, np.zeros(4)).tolist() == [True, False, False, False]
    assert sufficient_decrease(1.0, 1.0, -1.0, 2.0 * ARMIJO)


def test_damping_grows_tenfold_and_fades():
    assert more_damping(np.array([0.0, DAMPING, 1.0])).tolist() == [DAMPING, 10.0 * DAMPING, 10.0]
    assert less_damping(np.array([0.0, DAMPING, 1.0])).tolist() == [0.0, 0.0, 0.1]
