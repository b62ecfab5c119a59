"""Classes on a plane: their colours, boundaries and what they say."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from explorer import LOSSES, Experiment
from explorer.core.params import instances
from explorer.figures.base.palette import role
from explorer.figures.fit.picture import fit_picture, movable
from explorer.figures.fit.regions import shading
from tests.helpers.played import maps_of, same, shown_at, trained_on, unpacked
from tests.helpers.told import told
from tests.helpers.train_pictures import three_clouds


def test_the_probability_a_loss_declares_is_the_share_it_learns():
    """With half the classes' odds known, the best constant score turned into a probability is their share."""
    every = [loss for cls in LOSSES.values() for loss in instances(cls)]
    telling = [loss for loss in every if loss.probability is not None and loss.minimiser.of is not None]
    assert {loss.task for loss in telling} == {"binary", "multiclass"}
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
            assert (
                ("dashed" in " ".join(shading(loss))) == (loss.margin is not None)
                if loss.task in ("binary", "multiclass")
                else True
            )


@pytest.mark.parametrize(("loss", "said"), [("logistic", "probability"), ("hinge", "1 and -1"), ("tangent", "further from 0")])
def test_the_plane_says_what_its_shades_are(loss, said):
    e = Experiment(dataset="moons", loss=loss, steps=20)
    picture = fit_picture(e.problem(), e.prepared(), e.train())
    [field] = maps_of(picture)
    assert field["meta"].get("probability") == LOSSES[loss].probability
    assert field["meta"].get("level") == LOSSES[loss].margin
    assert said in told(picture)


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
    assert f"{first + second:.0f} % of the variance of the features" in told(picture)
    assert [p.value for p in picture.pickers] == ["components"]
    assert movable(problem, "components") == {}


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_three_classes_in_the_plane_get_regions(model):
    problem, prepared, history = trained_on(three_clouds(), "cross_entropy", model)
    picture = fit_picture(problem, prepared, history, picked=17)
    [field] = maps_of(picture)
    assert field["meta"]["to"] == "field"
    assert field["meta"]["sides"] == [role(name) for name in ("positive", "negative", "third")]
    xs, ys = unpacked(field["x"]), unpacked(field["y"])
    grid = np.stack([g.ravel() for g in np.meshgrid(xs, ys)], axis=1)
    network = problem.network.at((grid - prepared.scaling.x_mean) / prepared.scaling.x_scale)
    for k in (0, 7, 40):
        w = history.weights[k]
        expected = network.predict(w).ravel()
        assert same(shown_at(field, w), expected) if expected.any() else not shown_at(field, w).any()
    still = [t for t in picture.figure.to_dict()["data"] if "meta" not in t]
    drawn = {(t["marker"]["symbol"], t["marker"]["color"]): t["name"] for t in still[:-1]}
    assert drawn == {
        (s + part, role(c)): name
        for s, c, name in [("circle", "positive", "A"), ("square", "negative", "B"), ("triangle-up", "third", "C")]
        for part in ("", "-open")
    }
    assert sum(len(unpacked(t["x"])) for t in still[:-1]) == 60
    ring = still[-1]
    assert ring["marker"]["symbol"] == "circle-open"
    assert [unpacked(ring["x"])[0], unpacked(ring["y"])[0]] == pytest.approx(prepared.scaling.original_x(problem.data.X)[17])
    assert "Circles: A. Squares: B. Triangles: C." in told(picture)
