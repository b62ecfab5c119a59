"""The scale of robust losses: constants by numerical integration, the spread by another least-absolute fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import median_abs_deviation, norm
from sklearn.linear_model import QuantileRegressor

from explorer import LOSSES, Experiment
from explorer.core.params import params_of
from explorer.experiment.robust_scale import residual_spread, robust_scale, with_choice

ROBUST = [name for name, loss in LOSSES.items() if loss.tuning is not None]


def efficiency(loss, corner):
    """Huber, Robust Statistics: (E psi')^2 / E psi^2 under standard Gaussian noise."""
    at = lambda f: lambda x: float(f(np.zeros(1), np.array([x]))[0])
    inner = [-corner, corner]
    bend = quad(lambda x: at(loss.curvature)(x) * norm.pdf(x), -9, 9, points=inner, limit=200)[0]
    square = quad(lambda x: at(loss.slope)(x) ** 2 * norm.pdf(x), -9, 9, points=inner, limit=200)[0]
    return bend**2 / square


@pytest.mark.parametrize("name", ROBUST)
def test_at_its_tuning_constant_a_loss_has_95_percent_efficiency(name):
    cls = LOSSES[name]
    constant = cls.tuning.constant
    assert efficiency(cls(**{cls.tuning.parameter: constant}), constant) == pytest.approx(0.95, abs=2e-4)
    assert cls.tuning.parameter in params_of(cls)


@pytest.mark.parametrize("name", ["huber", "tukey", "cauchy"])
@pytest.mark.parametrize("more", [{}, {"params": {"model.intercept": False}}])
def test_it_is_the_constant_times_the_spread_in_a_least_absolute_fit(name, more):
    e = Experiment(dataset="stackloss", loss=name, **more)
    data = e.prepared().train
    first = QuantileRegressor(quantile=0.5, alpha=0.0, solver="highs", fit_intercept=not more).fit(data.X, data.y)
    spread = median_abs_deviation(first.predict(data.X) - data.y, center=lambda r, axis: 0.0 * r.mean(axis), scale="normal")
    found, constant = robust_scale(e), {"huber": 1.345, "tukey": 4.685, "cauchy": 2.385}[name]
    assert found.spread == pytest.approx(spread, rel=1e-4)
    assert found.value == float(f"{constant * spread:.2g}")
    assert robust_scale(e.change(edits=((0, 0, 90.0),))) == found  # a dragged point does not move it


def test_the_loss_that_is_picked_follows_the_residuals_and_a_link_without_a_scale_does_not():
    picked = with_choice(Experiment(), {"loss": "tukey"})
    assert picked.params["loss.c"] == robust_scale(picked).value != 4.685
    assert Experiment.from_query(picked.to_query())[0] == picked
    assert Experiment.from_query({"loss": "tukey"})[0] == Experiment(loss="tukey")
    assert Experiment(loss="tukey").params["loss.c"] == 4.685
    again = with_choice(picked, {"loss.c": 2.0})
    assert again.params["loss.c"] == 2.0
    assert with_choice(again, {"strength": 1.0}).params["loss.c"] == 2.0
    assert with_choice(again, {"loss": "tukey"}) == again
    assert with_choice(again, {"loss": "squared"}) == again.with_settings({"loss": "squared"})


def test_there_is_no_scale_where_the_spread_is_not_known():
    assert robust_scale(Experiment(loss="squared")) is None
    assert robust_scale(Experiment(dataset="stackloss", model="polynomial", loss="huber")) is None  # 16 examples, 20 weights
    hidden, linear = (Experiment(dataset="engel", model=model, loss="huber") for model in ("mlp", "linear"))
    assert robust_scale(hidden) == robust_scale(linear)


def test_examples_count_by_their_weights():
    """As often as a whole number of repetitions would."""
    e = Experiment(dataset="diabetes", loss="huber", weight_column="age", noise=0.3)
    data = e.prepared().train
    weights = np.where(data.X[:, 0] > 0, 6.0, 1.0)
    assert data.example_weights is not None
    rows = np.repeat(np.arange(data.n), weights.astype(int))
    repeated = replace(data.rows(rows), example_weights=None)
    first = QuantileRegressor(quantile=0.5, alpha=0.0, solver="highs").fit(data.X, data.y, sample_weight=weights)
    spread = 1.4826 * np.median(np.abs(first.predict(repeated.X) - repeated.y))
    prepared = replace(e.prepared(), train=replace(data, example_weights=weights))
    assert residual_spread(prepared, e.make("model")) == pytest.approx(spread, rel=2e-3)
    few = np.zeros(data.n)
    few[:30] = 1.0
    assert residual_spread(replace(prepared, train=replace(data, example_weights=few)), e.make("model")) == 0.0
