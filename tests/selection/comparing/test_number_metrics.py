"""Pinball loss and deviances against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import mean_gamma_deviance, mean_pinball_loss, mean_poisson_deviance, mean_tweedie_deviance

from explorer import LOSSES
from explorer.datasets.preparation import Scaling
from explorer.selection.comparing.number_metrics import DEVIANCES, pinball

RNG = np.random.default_rng(4)
SHARES = (lambda w: w / w.mean())(RNG.integers(1, 5, size=30).astype(float))
DEVIANCE = {metric.tasks[0]: metric for metric in DEVIANCES}


@pytest.mark.parametrize("shares", [None, SHARES])
@pytest.mark.parametrize("tau", [0.1, 0.5, 0.9])
def test_pinball_is_in_the_targets_own_units(tau, shares):
    y, z = RNG.normal(size=30), RNG.normal(size=(2, 30))
    scaling = Scaling(np.zeros(1), np.ones(1), 7.0, 3.0)
    theirs = [mean_pinball_loss(7 + 3 * y, 7 + 3 * row, alpha=tau, sample_weight=shares) for row in z]
    np.testing.assert_allclose(pinball(tau).of(y, z, LOSSES["squared"](), scaling, shares), theirs, rtol=1e-12)


@pytest.mark.parametrize("shares", [None, SHARES])
@pytest.mark.parametrize(
    ("task", "theirs"),
    [
        ("count", mean_poisson_deviance),
        ("positive", mean_gamma_deviance),
        ("amount", lambda y, p, sample_weight: mean_tweedie_deviance(y, p, sample_weight=sample_weight, power=1.5)),
    ],
)
def test_deviances_are_those_of_scikit_learn(task, theirs, shares):
    y = RNG.poisson(2.0, size=30).astype(float) + (0.5 if task == "positive" else 0.0)
    z, plain = RNG.normal(size=(2, 30)), Scaling(np.zeros(1), np.ones(1))
    expected = [theirs(y, np.exp(row), sample_weight=shares) for row in z]
    np.testing.assert_allclose(DEVIANCE[task].of(y, z, LOSSES["poisson"](), plain, shares), expected, rtol=1e-12)


def test_a_mean_of_zero_or_less_is_infinitely_unlikely():
    plain = Scaling(np.zeros(1), np.ones(1))
    for z in ([[0.0, 1.0]], [[-1.0, 1.0]]):
        assert DEVIANCE["count"].of(np.array([0.0, 1.0]), np.array(z), LOSSES["squared"](), plain, None)[0] == np.inf


@pytest.mark.parametrize("tau", [0.0, 1.0, -2.0, float("nan")])
def test_a_quantile_lies_between_0_and_1(tau):
    with pytest.raises(ValueError, match="is not a quantile. Allowed: above 0 and below 1"):
        pinball(tau)
