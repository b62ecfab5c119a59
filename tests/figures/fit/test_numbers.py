"""Lines and predictions in original units, through the link."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest

from explorer import Dataset, Experiment
from explorer.figures.fit.picture import fit_picture
from tests.helpers.played import maps_of, same, shown_at, trained_on, unpacked
from tests.helpers.told import told


def test_the_final_predictions_are_in_original_units():
    e = Experiment(dataset="engel")
    line = fit_picture(e.problem(), e.prepared(), e.train()).figure.data[-1]
    meta = line.meta
    basis = np.frombuffer(base64.b64decode(meta["basis"]["bdata"]), "<f4").reshape(meta["basis"]["shape"])
    w = e.train().weights[-1]
    drawn = (basis @ w[:-1] + w[-1]) * meta["scale"] + meta["shift"]
    scaling = e.prepared().scaling
    x = (np.asarray(line.x) - scaling.x_mean[0]) / scaling.x_scale[0]
    assert drawn == pytest.approx((x * w[0] + w[1]) * scaling.y_scale + scaling.y_mean, rel=1e-4)


LINKED = [
    Experiment(dataset="doctor_visits", loss="poisson", steps=60),
    Experiment(dataset="wages", loss="gamma", steps=60),
    Experiment(dataset="wages", loss="gamma", model="mlp", steps=60),
    Experiment(dataset="wages", loss="squared", steps=60),
    Experiment(dataset="diabetes", model="mlp", steps=60),
]


@pytest.mark.parametrize("e", LINKED, ids=lambda e: f"{e.dataset}-{e.loss}-{e.model}")
def test_predictions_are_shown_through_the_link(e):
    problem, prepared, history = e.problem(), e.prepared(), e.train()
    picture = fit_picture(problem, prepared, history, picked=17)
    held, train, ring = maps_of(picture)
    link = np.exp if e.loss in ("poisson", "gamma") else np.array
    for k in (0, 7, 33, 60):
        w = history.weights[k]
        expected = prepared.scaling.original_y(link(problem.network.predict(w)))
        assert same(shown_at(train, w), expected)
        assert same(shown_at(held, w), prepared.scaling.original_y(link(problem.network.at(prepared.validation.X).predict(w))))
        assert shown_at(ring, w) == pytest.approx(expected[17:18], rel=1e-4)
    assert ring["x"][0] == pytest.approx(prepared.scaling.original_y(problem.data.y)[17])
    assert ("exp(z)" in told(picture)) == (link is np.exp)
    assert "Ring: your example." in told(picture)
    assert picture.alt.endswith(f"A ring marks row {prepared.rows[17]}.")


def test_a_line_under_a_log_link_is_an_exponential():
    X = np.linspace(0.0, 3.0, 40)[:, None]
    y = np.round(np.exp(0.3 + 0.8 * X[:, 0]))
    problem, prepared, history = trained_on(Dataset(X, y, ("dose",), "cells", "count"), "poisson")
    picture = fit_picture(problem, prepared, history)
    strokes, line = maps_of(picture)
    w = history.weights[-1]
    x = (unpacked(line["x"]) - prepared.scaling.x_mean[0]) / prepared.scaling.x_scale[0]
    assert same(shown_at(line, w), np.exp(x * w[0] + w[1]))
    assert same(shown_at(strokes, w), np.exp(problem.network.predict(w)))
    assert "exp(z)" in told(picture)
    assert "exp(z)" in picture.alt


def test_a_score_far_off_does_not_press_the_others_to_the_floor():
    """exp(z) overflows for one example; the axis stays near the true values, and the chart says so."""
    e = Experiment(dataset="wages", loss="gamma", steps=40)
    problem, history = e.problem(), e.train()
    weights = history.weights.copy()
    weights[-1] = 400.0
    wild = replace(history, weights=weights)
    picture = fit_picture(problem, e.prepared(), wild)
    low, high = picture.figure.layout.yaxis.range
    assert -10 < low < high < 2 * problem.data.y.max()
    above = (problem.network.predict(weights[-1]) > np.log(high)).sum()
    assert f"At the end, {above} of {problem.n} predictions are off the top" in told(picture)
