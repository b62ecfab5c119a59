"""Residuals as strong as the slope of the loss."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.core.params import instances
from explorer.datasets.preparation import prepare
from explorer.figures.fit.picture import fit_picture
from explorer.figures.fit.residuals import ALL_ALIKE, SHOWING_SLOPES, residuals
from explorer.losses.base import Loss
from tests.helpers.played import maps_of, shown_at, trained_on, unpacked

NUMBERS = [loss for cls in LOSSES.values() for loss in instances(cls) if loss.task in ("regression", "count", "positive")]


def strengths(meta, targets, predictions):
    """What the page reads from the table, by its meta alone."""
    at = predictions - targets if meta["over"] == "residual" else predictions
    level, *tilt = (np.interp(at, unpacked(meta["places"]), unpacked(meta[c])) for c in ("level", "tilt") if c in meta)
    return np.minimum(np.abs(level + (targets * tilt[0] if tilt else 0.0)) / meta["largest"], 1.0)


def numbers(loss: Loss, features: int):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(50, features))
    mean = np.exp(0.5 + 0.6 * X[:, 0])
    y = {"regression": 40.0 * X[:, 0] + 9.0 * rng.standard_t(2, 50), "count": rng.poisson(mean).astype(float)}
    return Dataset(X, y.get(loss.task, mean * rng.gamma(2.0, 0.5, 50)), task=loss.task)


@pytest.mark.parametrize("features", [1, 2])
@pytest.mark.parametrize("loss", NUMBERS, ids=lambda loss: f"{loss.id}-{loss.label}")
def test_strokes_are_as_strong_as_the_slope_of_the_loss(loss, features):
    """To a thousandth of the strongest; beside a jump of the slope, either side of it is right."""
    prepared = prepare(numbers(loss, features), 0.25, 0, True)
    problem = Problem(prepared.train, MODELS["linear"](), loss, PENALTIES["l2"](), 0.01)
    history = train(problem, SOLVERS["gd"](rate=0.02), steps=60)
    picture = fit_picture(problem, prepared, history)
    [trace] = [t for t in maps_of(picture) if "residuals" in t["meta"]]
    meta, scaling, y = trace["meta"]["residuals"], prepared.scaling, problem.data.y
    targets = unpacked(trace[meta["targets"]])
    assert targets == pytest.approx(scaling.original_y(y), rel=1e-6)
    assert len(unpacked(meta["places"])) < 2500
    low, high = picture.figure.layout.yaxis.range
    for k in (0, 3, 20, 60):
        z = problem.network.predict(history.weights[k])
        shown = shown_at(trace, history.weights[k])
        seen = (shown > low) & (shown < high)
        assert seen.any()
        ours = strengths(meta, targets, shown)
        slope = np.abs([loss.slope(y, z + h) for h in (-1e-5, 0.0, 1e-5)]) / meta["largest"]
        least, most = np.minimum(slope.min(axis=0), 1.0), np.minimum(slope.max(axis=0), 1.0)
        assert (ours[seen] >= least[seen] - 1e-3).all()
        assert (ours[seen] <= most[seen] + 1e-3).all()
    assert SHOWING_SLOPES in picture.caption


def test_an_outlier_is_bold_under_squared_and_gone_under_tukey():
    X = np.linspace(-1.0, 1.0, 40)[:, None]
    y = X[:, 0] + 0.05 * np.sin(17 * X[:, 0])
    y[20] = 9.0
    found = {}
    for name in ("squared", "absolute", "epsilon_insensitive", "tukey"):
        problem, prepared, history = trained_on(Dataset(X, y), name)
        [trace, _] = maps_of(fit_picture(problem, prepared, history))
        targets, shown = unpacked(trace["y"]), shown_at(trace, history.weights[-1])
        strength = strengths(trace["meta"]["residuals"], targets, shown)
        found[name] = strength[targets.argmax()]
        if name == "epsilon_insensitive":
            assert (strength == 0).any()
    assert found["squared"] > 0.9
    assert found["absolute"] == pytest.approx(1.0)
    assert found["epsilon_insensitive"] == pytest.approx(1.0)
    assert found["tukey"] == 0


class Odd:
    """A loss whose slope depends on more than the residual, and is no straight line in the target."""

    def __init__(self, link: str) -> None:
        self.link = link

    def slope(self, y, z):
        return (z - y) * (1.0 + y * y)


@pytest.mark.parametrize("link", ["identity", "log"])
def test_a_loss_that_fits_no_table_gets_even_strokes_and_says_so(link):
    problem, prepared, history = trained_on(Dataset(np.arange(9.0)[:, None], np.arange(1.0, 10.0), task="positive"), "gamma")
    fake = type("Fake", (), {"loss": Odd(link), "data": problem.data, "network": problem.network})()
    strokes, said = residuals(fake, prepared.scaling, history, [0.0, 10.0], "x")
    assert strokes.places is None
    assert said == ALL_ALIKE
