"""The rate is a little too high."""

from __future__ import annotations

import numpy as np

from explorer.openings.blow_up import BlowUp


def test_it_falls_first_and_then_blows_up():
    history = BlowUp().start.train()
    assert history.status == "diverged"
    assert history.total.min() < 0.9 * history.total[0]
    assert history.total[-1] > 1e3 * history.total[0]


def test_the_rate_is_three_percent_above_the_largest_stable_one():
    """The stable rates of plain descent on a quadratic are those below 2 / (the largest eigenvalue of its Hessian)."""
    e = BlowUp().start
    problem = e.problem()
    design = np.column_stack([problem.data.X, np.ones(problem.data.n)])
    hessian = 2 * design.T @ design / problem.data.n + e.strength * np.diag([1.0] * problem.data.X.shape[1] + [0.0])
    largest = 2 / np.linalg.eigvalsh(hessian)[-1]
    assert "3 % too high" in BlowUp.says
    assert round(100 * (e.rate / largest - 1)) == 3
