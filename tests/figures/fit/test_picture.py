"""Residuals as the loss sees them, shading, the plane of two components, and what the page needs to move an example."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.core.params import instances
from explorer.cost.slope_table import piecewise_linear
from explorer.datasets.preparation import prepare
from explorer.figures.fit.picture import FIT_VIEW, FIT_VIEWS, fit_picture, movable
from explorer.figures.fit.regions import shading
from explorer.figures.fit.residuals import ALL_ALIKE, SHOWING_SLOPES, residuals
from explorer.losses.base import Loss
from tests.helpers.played import maps_of, same, shown_at, trained_on, unpacked

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
    targets = unpacked(trace[meta["from"]])
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
    meta, said = residuals(fake, prepared.scaling, history, [0.0, 10.0], "x")
    assert "places" not in meta["residuals"]
    assert said == ALL_ALIKE


def test_a_table_follows_curves_and_jumps():
    curves = lambda x: np.stack([np.exp(x), np.sign(x)], axis=1)
    places, values = piecewise_linear(curves, np.linspace(-1, 2, 5), 1e-4, (1.0, 1.0))
    x = np.random.default_rng(0).uniform(-1, 2, 5000)
    assert np.abs(np.interp(x, places, values[:, 0]) - np.exp(x)).max() < 2e-4
    away = np.abs(x) > 1e-6
    assert (np.interp(x, places, values[:, 1]) == np.sign(x))[away].all()
    assert len(places) < 500


def test_the_probability_a_loss_declares_is_the_share_it_learns():
    """With half the classes' odds known, the best constant score turned into a probability is their share."""
    every = [loss for cls in LOSSES.values() for loss in instances(cls)]
    telling = [loss for loss in every if loss.probability is not None and loss.minimiser.of is not None]
    tasks = {loss.task for loss in telling}
    assert tasks == {"binary", "multiclass"}
    for loss in telling:
        if loss.task == "binary":
            z = loss.minimiser.of(np.array([1.0] * 7 + [-1.0] * 3))
            assert 1.0 / (1.0 + np.exp(-loss.probability * z)) == pytest.approx(0.7)
        elif not getattr(loss, "smoothing", 0.0):
            z = loss.probability * loss.minimiser.of(np.array([0] * 5 + [1] * 3 + [2] * 2))
            assert np.exp(z) / np.exp(z).sum() == pytest.approx([0.5, 0.3, 0.2])


def test_the_margin_a_loss_declares_is_where_it_stops_to_cost():
    for cls in LOSSES.values():
        for loss in instances(cls):
            m = np.linspace(-3.0, 3.0, 1201)
            if loss.task == "binary":
                value = loss.value(np.ones(m.size), m)
            elif loss.task == "multiclass":
                value = loss.value(np.zeros(m.size, dtype=int), np.stack([m, 0 * m, 0 * m], axis=1))
            else:
                assert loss.margin is None
                continue
            free = m[value <= 0.0]
            first = float(free[0]) if free.size > 1 and free[-1] == m[-1] else None
            stops = first if first is not None and first > 0.01 else None
            assert loss.margin == (None if stops is None else pytest.approx(stops))
            assert loss.margin is None or loss.probability is None
            assert ("dashed" in shading(loss)) == (loss.margin is not None) if loss.task in ("binary", "multiclass") else True


@pytest.mark.parametrize(("loss", "said"), [("logistic", "probability"), ("hinge", "1 and -1"), ("tangent", "further from 0")])
def test_the_plane_says_what_its_shades_are(loss, said):
    e = Experiment(dataset="moons", loss=loss, steps=20)
    picture = fit_picture(e.problem(), e.prepared(), e.train())
    [field] = maps_of(picture)
    assert field["meta"]["probability"] == LOSSES[loss].probability
    assert field["meta"]["level"] == LOSSES[loss].margin
    assert said in picture.caption


@pytest.mark.parametrize(("dataset", "model"), [("penguins", "linear"), ("penguins", "mlp"), ("breast_cancer", "polynomial")])
def test_the_plane_of_components_shows_what_the_model_says_on_it(dataset, model):
    degree = {"model.degree": 2} if model == "polynomial" else {}
    e = Experiment(dataset=dataset, model=model, steps=25, params=degree)
    problem, prepared, history = e.problem(), e.prepared(), e.train()
    picture = fit_picture(problem, prepared, history, view="components")
    [field] = maps_of(picture)
    pca = PCA(2, svd_solver="full").fit(problem.data.X)
    sign = np.sign(pca.components_[[0, 1], np.abs(pca.components_).argmax(axis=1)])
    grid = np.stack([g.ravel() for g in np.meshgrid(unpacked(field["x"]), unpacked(field["y"]))], axis=1)
    network = problem.network.at(pca.inverse_transform(grid * sign))
    for k in (1, 25):
        assert same(shown_at(field, history.weights[k]), network.predict(history.weights[k]).ravel())
    places = np.full((problem.n, 2), np.nan)
    for trace in picture.figure.to_dict()["data"]:
        if trace.get("customdata") is not None:
            places[list(trace["customdata"])] = np.stack([unpacked(trace["x"]), unpacked(trace["y"])], axis=1)
    assert places == pytest.approx(pca.transform(problem.data.X) * sign, abs=1e-6)
    first, second = 100 * pca.explained_variance_ratio_
    assert picture.figure.layout.xaxis.title.text == f"component 1 ({first:.0f} % of the variance)"
    assert picture.figure.layout.yaxis.title.text == f"component 2 ({second:.0f} % of the variance)"
    assert f"{first + second:.0f} % of the features' variance" in picture.caption
    assert [p.value for p in picture.pickers] == ["components"]
    assert movable(problem, "components") == {}


def test_only_classes_with_more_than_two_features_have_views():
    for dataset, asked in (("penguins", 1), ("moons", 0), ("diabetes", 0), ("engel", 0)):
        e = Experiment(dataset=dataset, steps=20)
        picture = fit_picture(e.problem(), e.prepared(), e.train(), view="components" if not asked else "scores")
        assert [p.name for p in picture.pickers] == [FIT_VIEW] * asked
        assert [p.options for p in picture.pickers] == [tuple(FIT_VIEWS.items())] * asked
        assert "component" not in picture.alt
        assert not fit_picture(e.problem(), e.prepared(), e.train(), picked=3).pickers


@pytest.mark.parametrize("name", ["engel", "diabetes", "moons", "penguins", "breast_cancer", "doctor_visits", "wages"])
def test_every_training_example_can_be_found_and_its_axes_are_named(name):
    e = Experiment(dataset=name, steps=20)
    problem, prepared, history = e.problem(), e.prepared(), e.train()
    picture = fit_picture(problem, prepared, history)
    meta = picture.figure.layout.meta["examples"]
    raw = e.raw()
    assert meta["rows"] == prepared.rows.tolist()
    found = {}
    for trace in picture.figure.to_dict()["data"]:
        if trace.get("customdata") is None:
            continue
        values = shown_at(trace, history.weights[-1]) if (trace.get("meta") or {}).get("play") else None
        to = trace["meta"]["to"] if values is not None else ""
        x, y = (values if to == axis else unpacked(trace[axis]) for axis in ("x", "y"))
        found |= {i: (x[k], y[k]) for k, i in enumerate(trace["customdata"])}
    assert sorted(found) == list(range(problem.n))
    columns = np.column_stack([raw.X, raw.y])[prepared.rows]
    for axis, (side, column) in enumerate(movable(problem).items()):
        assert side == "xy"[axis]
        assert [found[i][axis] for i in range(problem.n)] == pytest.approx(columns[:, column], rel=1e-5, abs=1e-6)
        assert meta["axes"][side]["moves"]
    if raw.classes:
        assert [meta["classes"][k] for k in meta["labels"]] == [
            raw.classes[int(y) if raw.task == "multiclass" else int(y > 0)] for y in raw.y[prepared.rows]
        ]
    lows = [axis["low"] for axis in meta["axes"].values() if axis.get("low") is not None]
    assert lows == ([0.0] if raw.task == "count" else [0.1 * min(columns[:, -1])] if raw.task == "positive" else [])
    axes = picture.figure.layout.meta["examples"]["axes"]
    assert {axis for axis in axes if axes[axis]["moves"]} == set(movable(problem))
    assert fit_picture(problem, prepared, history, picked=3).figure.layout.meta is None
