"""Residuals as strong as the slope of the loss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.core.params import instances
from explorer.datasets.preparation import prepare
from explorer.figures.fit.picture import fit_picture
from explorer.figures.fit.residuals import residuals
from explorer.losses.base import Loss
from explorer.training.history import Stage
from explorer.words.train_fit import ALL_ALIKE, EACH_ITS_OWN, PULLS
from tests.helpers.played import maps_of, shown_at, trained_on, unpacked
from tests.helpers.told import told

NUMBERS = [loss for cls in LOSSES.values() for loss in instances(cls) if loss.task in ("regression", "count", "positive")]


def strengths(meta, targets, predictions, step=0):
    """What the page reads from the table of the loss that holds after a step, by its meta alone."""
    meta = [table for table in meta["tables"] if table["since"] <= step][-1]
    at = predictions - targets if meta["over"] == "residual" else predictions
    level, *tilt = (np.interp(at, unpacked(meta["places"]), unpacked(meta[c])) for c in ("level", "tilt") if c in meta)
    return np.minimum(np.abs(level + (targets * tilt[0] if tilt else 0.0)) / meta["full"], 1.0)


def numbers(loss: Loss, features: int):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(50, features))
    mean = np.exp(0.5 + 0.6 * X[:, 0])
    y = {"regression": 40.0 * X[:, 0] + 9.0 * rng.standard_t(2, 50), "count": rng.poisson(mean).astype(float)}
    return Dataset(X, y.get(loss.task, mean * rng.gamma(2.0, 0.5, 50)), task=loss.task)


@pytest.mark.parametrize("features", [1, 2])
@pytest.mark.parametrize("loss", NUMBERS, ids=lambda loss: f"{loss.id}-{loss.label}")
def test_strokes_are_as_strong_as_the_slope_of_the_loss(loss, features):
    """To a thousandth of the strongest; beside a jump of the slope, either side of it is right.

    A full stroke by hand: twice the largest distance of a target from the mean; under a log link that distance, or what the
    likelihood divides it by.
    """
    prepared = prepare(numbers(loss, features), 0.25, 0, True)
    problem = Problem(prepared.train, MODELS["linear"](), loss, PENALTIES["l2"](), 0.01)
    history = train(problem, SOLVERS["gd"](rate=0.02), steps=60)
    picture = fit_picture(problem, prepared, history)
    [trace] = [t for t in maps_of(picture) if "residuals" in t["meta"]]
    meta, scaling, y = trace["meta"]["residuals"], prepared.scaling, problem.data.y
    targets = unpacked(trace[meta["targets"]])
    assert targets == pytest.approx(scaling.original_y(y), rel=1e-6)
    [table] = meta["tables"]
    assert len(unpacked(table["places"])) < 2500
    power = {"poisson": 1.0, "gamma": 2.0, "tweedie": getattr(loss, "power", 0.0)}.get(loss.id)
    far = np.abs(y - y.mean()).max()
    full = 2.0 * far if power is None else far * y.mean() ** (1.0 - power)
    assert table["full"] == pytest.approx(full)
    low, high = picture.figure.layout.yaxis.range
    for k in (0, 3, 20, 60):
        z = problem.network.predict(history.weights[k])
        shown = shown_at(trace, history.weights[k])
        seen = (shown > low) & (shown < high)
        assert seen.any()
        ours = strengths(meta, targets, shown)
        slope = np.abs([loss.slope(y, z + h) for h in (-1e-5, 0.0, 1e-5)]) / full
        least, most = np.minimum(slope.min(axis=0), 1.0), np.minimum(slope.max(axis=0), 1.0)
        rough = 1e-3 * max(1.0, np.abs(slope).max())
        assert (ours[seen] >= least[seen] - rough).all()
        assert (ours[seen] <= most[seen] + rough).all()
    assert PULLS in told(picture)


def test_an_outlier_is_bold_under_squared_and_gone_under_tukey():
    X = np.linspace(-1.0, 1.0, 40)[:, None]
    y = X[:, 0] + 0.05 * np.sin(17 * X[:, 0])
    y[20] = 9.0
    found = {}
    for name in ("squared", "huber", "absolute", "epsilon_insensitive", "tukey"):
        problem, prepared, history = trained_on(Dataset(X, y), name)
        [trace, _] = maps_of(fit_picture(problem, prepared, history))
        targets, shown = unpacked(trace["y"]), shown_at(trace, history.weights[-1])
        strength = strengths(trace["meta"]["residuals"], targets, shown)
        found[name] = strength[targets.argmax()]
        if name == "epsilon_insensitive":
            assert (strength == 0).any()
    assert found["squared"] > 0.9
    assert found["squared"] > 3.0 * found["huber"] > 0
    assert found["huber"] == pytest.approx(1.35 * found["absolute"])
    assert found["epsilon_insensitive"] == pytest.approx(found["absolute"])
    assert found["tukey"] == 0


@pytest.mark.parametrize(("before", "after"), [("squared", "huber"), ("huber", "tukey")])
def test_after_a_change_in_mid_run_an_outliers_stroke_fades_and_is_as_before_at_earlier_steps(before, after):
    """The slopes by hand: 2 r, r cut at 1.35, r (1 - (r / 4.685)^2)^2 within 4.685."""
    by_hand = {
        "squared": lambda r: 2 * r,
        "huber": lambda r: np.clip(r, -1.35, 1.35),
        "tukey": lambda r: np.where(np.abs(r) <= 4.685, r * (1 - (r / 4.685) ** 2) ** 2, 0.0),
    }
    e = Experiment(dataset="line", loss=before, steps=100, params={"dataset.outliers": 0.1})
    e = e.change(at=60, loss=after)
    problem, history = e.problem(), e.train()
    picture = fit_picture(problem, e.prepared(), history)
    trace = next(t for t in maps_of(picture) if "residuals" in t["meta"])
    y = problem.data.y
    full = 2 * np.abs(y - y.mean()).max()
    seen = {}
    for step, loss in ((0, before), (59, before), (60, after), (100, after)):
        r = problem.network.predict(history.weights[step]) - y
        targets, shown = unpacked(trace["y"]), shown_at(trace, history.weights[step])
        ours = strengths(trace["meta"]["residuals"], targets, shown, step)
        assert ours == pytest.approx(np.minimum(np.abs(by_hand[loss](r)) / full, 1.0), abs=2e-3)
        seen[step] = ours[np.argmax(np.abs(r))]
    assert seen[60] < seen[59]
    assert EACH_ITS_OWN in told(picture)
    assert EACH_ITS_OWN not in told(fit_picture(problem, e.prepared(), e.until(0).train()))


def test_strokes_too_weak_to_be_drawn_are_told():
    e = Experiment(dataset="line", loss="huber", steps=20, params={"loss.delta": 0.01})
    assert "too little to see" in told(fit_picture(e.problem(), e.prepared(), e.train()))
    e = e.change(params={"loss.delta": 1.35})
    assert "too little to see" not in told(fit_picture(e.problem(), e.prepared(), e.train()))


class Odd:
    """A loss whose slope depends on more than the residual, and is no straight line in the target."""

    def __init__(self, link: str) -> None:
        self.link = link

    def slope(self, y, z):
        return (z - y) * (1.0 + y * y)


@pytest.mark.parametrize("link", ["identity", "log"])
def test_a_loss_that_fits_no_table_gets_even_strokes_and_says_so(link):
    problem, prepared, history = trained_on(Dataset(np.arange(9.0)[:, None], np.arange(1.0, 10.0), task="positive"), "gamma")
    fake = type(
        "Fake", (), {"loss": Odd(link), "data": problem.data, "examples": problem.examples, "network": problem.network}
    )()
    stages = (Stage(0, fake, SOLVERS["gd"](), None, 0, None),)
    strokes, said = residuals(fake, prepared.scaling, replace(history, stages=stages), [0.0, 10.0], "x")
    assert [table.places for table in strokes.tables] == [None]
    assert said == (ALL_ALIKE,)
