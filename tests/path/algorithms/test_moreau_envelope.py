"""The Moreau envelope: Huber's loss for the absolute one, its slope and curvature by differences, and the same minimum."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope

Z = np.linspace(-2.9137, 3.1071, 41)


@pytest.mark.parametrize("t", [0.1, 1.0])
def test_of_the_absolute_loss_it_is_hubers(t):
    envelope = MoreauEnvelope(LOSSES["absolute"](), t, np.zeros(41))
    huber = np.where(np.abs(Z) <= t, Z * Z / (2.0 * t), np.abs(Z) - 0.5 * t)
    assert envelope.value(np.zeros(41), Z) == pytest.approx(huber, abs=1e-14)
    assert envelope.curvature_bound == 1.0 / t


@pytest.mark.parametrize("loss", ["absolute", "quantile", "hinge", "epsilon_insensitive"])
@pytest.mark.parametrize("u", [0.0, -0.3])
def test_slopes_and_curvatures_are_changes_of_the_value(loss, u):
    own, h = LOSSES[loss](), 1e-6
    y = np.where(np.arange(41) % 2, 1.0, -1.0)
    envelope = MoreauEnvelope(own, 0.37, np.full(41, u))
    slope = envelope.slope(y, Z)
    assert slope == pytest.approx((envelope.value(y, Z + h) - envelope.value(y, Z - h)) / (2 * h), abs=1e-8)
    assert envelope.curvature(y, Z) == pytest.approx((envelope.slope(y, Z + h) - envelope.slope(y, Z - h)) / (2 * h), abs=1e-4)
    assert (envelope.value(y, Z) <= own.value(y, Z) + 1e-12).all()


def test_with_the_right_slopes_the_minimum_is_that_of_the_loss():
    """sum |z - y_i| over three targets is smallest at the middle one, where slopes -1, 0 and 1 add up to 0."""
    y, places = np.array([3.0, 2.0, -7.0]), np.linspace(-8.0, 4.0, 1201)
    for t in (0.01, 1.0, 100.0):
        envelope = MoreauEnvelope(LOSSES["absolute"](), t, np.array([-1.0, 0.0, 1.0]))
        costs = [envelope.value(y, np.full(3, z)).sum() for z in places]
        assert places[int(np.argmin(costs))] == pytest.approx(2.0)
        assert min(costs) == pytest.approx(10.0)


def test_several_scores_give_one_value_each():
    y, z = np.array([0, 2]), np.array([[1.0, 0.9, -1.0], [0.3, 0.2, 0.1]])
    own = LOSSES["weston_watkins"]()
    envelope = MoreauEnvelope(own, 0.05, np.zeros((2, 3)))
    assert envelope.value(y, z).shape == (2,)
    assert (envelope.value(y, z) <= own.value(y, z)).all()
    h = 1e-6
    for k in range(3):
        step = h * np.eye(3)[k]
        change = (envelope.value(y, z + step) - envelope.value(y, z - step)) / (2 * h)
        assert envelope.slope(y, z)[:, k] == pytest.approx(change, abs=1e-6)
