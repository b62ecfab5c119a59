"""Marks of classes and the ring around the picked example."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.datasets.preparation import prepare
from explorer.figures.fit.picture import fit_picture
from tests.helpers.played import maps_of, shown_at, trained_on, unpacked
from tests.helpers.told import told
from tests.helpers.train_pictures import three_clouds


def test_classes_beyond_three_still_look_different():
    problem, prepared, history = trained_on(three_clouds(9), "cross_entropy")
    picture = fit_picture(problem, prepared, history)
    still = [t for t in picture.figure.to_dict()["data"] if "meta" not in t]
    looks = {(t["marker"]["symbol"], t["marker"]["color"]): t["name"] for t in still}
    assert sorted(looks.values()) == sorted("ABCDEFGHI" * 2)
    assert "name is under the pointer" in told(picture)


def test_the_ring_stands_where_its_example_stands():
    for e in (Experiment(dataset="engel", steps=40), Experiment(dataset="moons", steps=40)):
        problem, prepared = e.problem(), e.prepared()
        ring = next(t for t in fit_picture(problem, prepared, e.train(), picked=17).figure.data if t.name == "picked")
        place = prepared.scaling.original_x(problem.data.X)[17]
        y = prepared.scaling.original_y(problem.data.y)[17] if e.dataset == "engel" else place[1]
        assert [ring.x[0], ring.y[0]] == pytest.approx([place[0], y])
        assert ring.marker.size == 14
        assert ring.marker.line.width == 2
    for e in (Experiment(dataset="breast_cancer", steps=40), Experiment(dataset="penguins", steps=40)):
        problem, history = e.problem(), e.train()
        picture = fit_picture(problem, e.prepared(), history, picked=17)
        *marks, ring = maps_of(picture)
        w = history.weights[-1]
        [across] = shown_at(ring, w)
        places = [(x, y) for t in marks for x, y in zip(shown_at(t, w), unpacked(t["y"]), strict=True)]
        assert min(np.hypot(x - across, y - ring["y"][0]) for x, y in places) < 1e-5


def test_without_an_intercept_the_origin_is_in_the_picture():
    """It is where the model passes through, however far from the examples; with an intercept it is not asked for."""
    X = np.random.default_rng(0).normal(20.0, 1.0, (60, 2))
    far = Dataset(X, np.where(np.arange(60) % 2, 1.0, -1.0), task="binary", classes=("A", "B"))
    for intercept in (True, False):
        e = Experiment(dataset="engel", steps=10, params={"model.intercept": intercept})
        line = fit_picture(e.problem(), e.prepared(), e.train())
        prepared = prepare(far, 0.25, 0, standardise=False)
        problem = Problem(prepared.train, MODELS["linear"](intercept=intercept), LOSSES["logistic"](), PENALTIES["l2"](), 0.1)
        plane = fit_picture(problem, prepared, train(problem, SOLVERS["gd"](rate=0.01), steps=5))
        for picture in (line, plane):
            layout = picture.figure.to_dict()["layout"]
            for axis in ("xaxis", "yaxis"):
                low, high = layout[axis]["range"]
                assert (low <= 0 <= high) is not intercept
