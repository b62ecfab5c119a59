"""Newton's method for many functions at once: minima that are known, each found as if it were alone."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.path.algorithms.damped_newton import Derivatives, damped_newton
from tests.helpers.stopping import StopsAt


class Separate:
    """sum_i f(x_i - centre_i), one centre (p,) a row: value, slope, curvature of f given."""

    def __init__(self, centres, f, slope, curvature):
        self.centres, self.f, self.slope, self.curvature = centres, f, slope, curvature

    def values(self, x, rows):
        value = self.f(x - self.centres[rows]).sum(axis=1)
        return value, 1e-15 * np.abs(value)

    def derivatives(self, x, rows):
        away = x - self.centres[rows]
        return Derivatives(
            self.slope(away), 1.0 + np.abs(self.slope(away)), self.curvature(away)[:, :, None] * np.eye(x.shape[1])
        )


KINDS = {
    "quadratic": (lambda a: a * a, lambda a: 2.0 * a, lambda a: 2.0 + 0.0 * a),
    "steep beyond": (np.cosh, np.sinh, np.cosh),
    "straight far out": (
        lambda a: np.sqrt(1.0 + a * a), lambda a: a / np.sqrt(1.0 + a * a), lambda a: (1.0 + a * a) ** -1.5,
    ),
    "flat beyond a seam": (
        lambda a: np.where(np.abs(a) < 1.0, 0.5 * a * a, np.abs(a) - 0.5), lambda a: np.clip(a, -1.0, 1.0),
        lambda a: 1.0 * (np.abs(a) < 1.0),
    ),
}  # fmt: skip
CENTRES = np.array([[0.0, 0.0], [3.0, -4.0], [0.5, 20.0]])


@pytest.mark.parametrize("kind", KINDS)
def test_every_minimum_is_found_whatever_the_others_need(kind):
    functions = Separate(CENTRES, *KINDS[kind])
    found, reached = damped_newton(functions, np.zeros((3, 2)), np.tile(np.eye(2), (3, 1, 1)))
    assert reached.all()
    assert found == pytest.approx(CENTRES, abs=1e-9)
    for i in range(3):
        alone = Separate(CENTRES[i : i + 1], *KINDS[kind])
        assert damped_newton(alone, np.zeros((1, 2)), np.eye(2)[None])[0] == pytest.approx(found[i : i + 1], abs=1e-12)


def test_a_function_without_a_minimum_is_not_reached_and_the_start_is_kept():
    functions = Separate(np.zeros((1, 2)), lambda a: np.exp(-a), lambda a: -np.exp(-a), lambda a: np.exp(-a))
    start = np.zeros((1, 2))
    found, reached = damped_newton(functions, start, np.eye(2)[None])
    assert not reached.any()
    assert (found > 10.0).all()
    assert not start.any()


def test_it_can_be_stopped_at_each_step():
    stop = StopsAt(3)
    with pytest.raises(InterruptedError):
        damped_newton(Separate(CENTRES, *KINDS["straight far out"]), np.zeros((3, 2)), np.tile(np.eye(2), (3, 1, 1)), stop)
