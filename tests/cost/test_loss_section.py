"""Losses along a line of predictions: closed forms of their values, slopes and factors."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES
from explorer.cost.loss_section import LossSection

R = np.linspace(-3.0, 3.0, 121)
RESIDUALS = LossSection(R, np.zeros(R.size), R, reference=1.0)


def test_values_and_slopes_are_the_losses():
    assert RESIDUALS.value(LOSSES["squared"]()) == pytest.approx(R**2)
    assert RESIDUALS.slope(LOSSES["squared"]()) == pytest.approx(2 * R)


def test_the_factor_makes_the_loss_1_above_its_least_at_the_reference():
    assert RESIDUALS.factor(LOSSES["huber"](delta=2.0)) == pytest.approx(2.0)
    assert RESIDUALS.factor(LOSSES["epsilon_insensitive"](epsilon=2.0)) is None
    assert RESIDUALS.least(LOSSES["squared"]()) == 0.0


def test_several_classes_have_the_slope_of_the_first_score():
    z = np.zeros((R.size, 3))
    z[:, 0] = R
    section = LossSection(R, np.zeros(R.size, dtype=int), z, reference=-1.0)
    p = np.exp(R) / (np.exp(R) + 2.0)
    assert section.slope(LOSSES["cross_entropy"]()) == pytest.approx(p - 1.0)
