"""Accelerated proximal gradient steps: lasso problems whose minimum is known, several at once, with and without a bound."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.path.algorithms.accelerated_gradient import AcceleratedGradient

H = np.array([[2.0, 0.6], [0.6, 1.0]])
B = np.array([[3.0, 0.1], [1.0, 2.0], [0.2, -0.1]])
PRICE = 0.4


class Lasso:
    """x'H x / 2 - b x + 0.4 sum |x| for rows b (m, 2)."""

    def __init__(self, b, bounded):
        self.b, self.bounded = b, bounded

    def gradient(self, x):
        return x @ H - self.b

    def value(self, x):
        return 0.5 * np.einsum("mi,ij,mj->m", x, H, x) - (self.b * x).sum(axis=1)

    def step(self, x, gradient, curvature):
        size = curvature[:, None]
        moved = x - gradient / size
        new = np.sign(moved) * np.maximum(np.abs(moved) - PRICE / size, 0.0)
        return new, size * (x - new)


def violation(x, b):
    g = x @ H - b
    return np.where(x != 0, np.abs(g + PRICE * np.sign(x)), np.maximum(np.abs(g) - PRICE, 0.0)).max(axis=1)


@pytest.mark.parametrize("bounded", [True, False])
def test_each_row_ends_at_its_minimum(bounded):
    """Without a bound a curvature that is far too small grows as it must, and no more than twofold beyond."""
    largest = np.linalg.eigvalsh(H)[-1]
    steps = AcceleratedGradient(Lasso(B, bounded), np.zeros((3, 2)), np.full(3, largest if bounded else 1e-3))
    for _ in range(300):
        steps.step()
    assert violation(steps.x, B).max() < 1e-9
    assert np.abs(steps.generalised).max() < 1e-9
    assert not steps.x[2].any()
    assert (steps.curvature <= 2.0 * largest).all()


def test_rows_that_are_kept_go_on_as_if_nothing_happened():
    curvature = np.full(3, np.linalg.eigvalsh(H)[-1])
    together, fewer = (AcceleratedGradient(Lasso(B, True), np.zeros((3, 2)), curvature) for _ in range(2))
    for _ in range(5):
        together.step()
        fewer.step()
    keep = np.array([True, False, True])
    fewer.keep(keep, Lasso(B[keep], True))
    for _ in range(5):
        together.step()
        fewer.step()
    assert np.array_equal(fewer.x, together.x[keep])


def test_a_restart_has_no_momentum():
    steps = AcceleratedGradient(Lasso(B, True), np.zeros((3, 2)), np.full(3, 3.0))
    for _ in range(4):
        steps.step()
    fresh = AcceleratedGradient(Lasso(B, True), steps.x, np.full(3, 3.0))
    steps.restart(steps.x)
    for each in (steps, fresh):
        each.step()
        each.step()
    assert np.array_equal(steps.x, fresh.x)


def test_it_is_quicker_than_plain_steps():
    """On a narrow valley: the number of steps to a given violation, with momentum and without."""
    counts = []
    for momentum in (True, False):
        steps = AcceleratedGradient(Lasso(0.01 * B + PRICE * np.sign(B), True), np.full((3, 2), 50.0), np.full(3, 100.0))
        count = 0
        while np.abs(steps.generalised).max() > 1e-6 or not count:
            steps.step()
            count += 1
            if not momentum:
                steps.restart(steps.x)
        counts.append(count)
    assert counts[0] < 0.5 * counts[1]
