"""Predictions worked out from the trace's meta alone are the model's own."""

from __future__ import annotations

import json

import numpy as np
import pytest

from explorer import MODELS
from explorer.figures.base.played.predictions import Residuals, StrokeTable, predictions
from tests.helpers.played import shown_at, unpacked

X = np.array([[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]])


def of_page(network, w, **more):
    return shown_at({"meta": json.loads(json.dumps(predictions(network, "y", **more).meta))}, w)


def test_a_linear_model_is_its_weighted_sum():
    network = MODELS["linear"]().bind(X)
    assert of_page(network, np.array([2.0, -1.0, 0.5])) == pytest.approx([2.5, 4.25, -2.5])
    assert of_page(network, np.array([2.0, -1.0, 0.5]), scale=10.0, shift=1.0) == pytest.approx([26.0, 43.5, -24.0])
    assert of_page(network, np.array([2.0, -1.0, 0.5]), scale=2.0, link="log") == pytest.approx(2 * np.exp([2.5, 4.25, -2.5]))


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_a_network_applies_its_curve_between_two_layers(activation):
    curve = {"tanh": np.tanh, "relu": lambda a: np.where(a > 0, a, 0.0), "sigmoid": lambda a: 1 / (1 + np.exp(-a))}[activation]
    network = MODELS["mlp"](hidden=3, activation=activation).bind(X)
    w = np.random.default_rng(0).normal(size=13)
    by_hand = curve(X @ w[:6].reshape(2, 3) + w[6:9]) @ w[9:12] + w[12]
    assert of_page(network, w) == pytest.approx(by_hand, rel=1e-12)
    assert network.predict(w) == pytest.approx(by_hand, rel=1e-12)


def test_a_table_of_slopes_travels_packed_and_without_one_the_strokes_are_alike():
    network = MODELS["linear"]().bind(X)
    table = StrokeTable(0, "residual", np.array([-1.0, 1.0]), np.array([-2.0, 2.0]), full=2.0)
    meta = predictions(network, "x", residuals=Residuals("y", "red", (table, StrokeTable(7)))).meta["residuals"]
    assert meta.keys() == {"targets", "colour", "tables"}
    first, second = meta["tables"]
    assert first.keys() == {"since", "over", "places", "level", "full"}
    assert unpacked(first["level"]).tolist() == [-2.0, 2.0]
    assert second == {"since": 7}
