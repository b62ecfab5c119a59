"""The network drawn: its nodes, edges and text alternative."""

from __future__ import annotations

import base64
import re
from importlib.resources import files

import numpy as np
import pytest

from explorer import Experiment
from tests.helpers.told import told
from tests.helpers.weight_pictures import CASES, played, shown


@pytest.mark.parametrize("e", [c for c in CASES if c.model == "mlp"], ids=lambda e: f"{e.dataset}-{e.params['model.hidden']}")
def test_the_network_has_a_node_for_each_unit_and_reads_the_weights_where_they_stand(e):
    """Predictions worked out from the description alone are the model's own."""
    picture, problem, history = shown(e, "network")
    meta = played(picture, "network")
    assert [len(column["y"]) for column in meta["nodes"]] == [
        problem.data.X.shape[1],
        e.params["model.hidden"],
        len(problem.data.classes) if problem.loss.task == "multiclass" else 1,
    ]
    assert meta["nodes"][0]["names"] == list(problem.data.features)
    assert all(0 < y < 1 for column in meta["nodes"] for y in column["y"])
    w = history.weights[-1]
    out = problem.data.X
    for depth, layer in enumerate(meta["layers"]):
        start, inputs, outputs = layer["start"], layer["inputs"], layer["outputs"]
        assert (inputs, outputs) == tuple(len(meta["nodes"][d]["names"]) for d in (depth, depth + 1))
        end = start + inputs * outputs
        out = out @ w[start:end].reshape(inputs, outputs) + w[end : end + outputs]
        out = np.tanh(out) if depth == 0 else out
    assert out.reshape(problem.network.predict(w).shape) == pytest.approx(problem.network.predict(w))
    assert meta["scale"] == np.abs(history.weights).max()
    ticks = picture.figure.to_dict()["layout"]["yaxis"]
    assert len(ticks["ticktext"]) == len(ticks["tickvals"]) <= 12


def test_the_maps_of_the_units_lie_over_the_plane_of_the_two_inputs():
    deep = {"model.hidden": 4, "model.hidden2": 3, "model.inputs": "squares"}
    e = Experiment(dataset="moons", model="mlp", steps=10, params=deep)
    picture, problem, _ = shown(e, "network")
    meta = played(picture, "network")
    maps, X = meta["maps"], problem.data.X
    assert maps["rows"] == maps["columns"]
    basis = np.frombuffer(base64.b64decode(maps["basis"]["bdata"]), "<f4").reshape(maps["basis"]["shape"])
    assert basis.shape == (maps["rows"] * maps["columns"], 5)
    low, high = basis[0, :2], basis[-1, :2]
    assert (low < X.min(axis=0)).all()
    assert (high > X.max(axis=0)).all()
    assert basis[1, 0] > low[0]  # across first, from below
    assert basis[1, 1] == low[1]
    assert "Blue: above zero" in told(picture)
    assert [len(column["names"]) for column in meta["nodes"]] == [5, 4, 3, 1]
    assert meta["nodes"][2]["names"][0] == "unit 1 of layer 2"
    assert [layer.get("activation") for layer in meta["layers"]] == ["tanh", "tanh", None]


@pytest.mark.parametrize("layers", [1, 2, 3, 4])
def test_the_maps_at_the_ends_stand_within_the_axis_and_the_names_beyond(layers):
    """A map takes at most so much of the width as the page's script says, divided by the number of columns."""
    script = files("explorer.ui.chart") / "web" / "marks" / "network.js"
    [share] = re.findall(r"across = \(([\d.]+) \* frame\.width\) / meta\.nodes\.length", script.read_text())
    further = {f"model.hidden{k}": 3 for k in range(2, layers + 1)}
    picture, _, _ = shown(Experiment(dataset="circles", model="mlp", steps=10, params=further), "network")
    low, high = picture.figure.to_dict()["layout"]["xaxis"]["range"]
    half = float(share) * (high - low) / (layers + 2)
    assert low < -half
    assert high > layers + 1 + half
    assert min(picture.figure.data[-1].x) > layers + 1 + half


def test_there_are_no_maps_where_the_inputs_are_not_two():
    picture, _, _ = shown(Experiment(dataset="penguins", model="mlp", steps=10), "network")
    assert "maps" not in played(picture, "network")
    assert "Blue: above zero" not in told(picture)


def test_the_text_alternative_of_the_network_names_the_strongest_connections():
    e = CASES[5]
    picture, _, history = shown(e, "network")
    w = history.weights[-1]
    first, second = w[:16].reshape(2, 8), w[24:32]
    i, k = np.argwhere(np.abs(first) == np.abs(first).max())[0]
    strongest = int(np.abs(second).argmax())
    names, target = e.problem().data.features, e.problem().data.target
    assert (
        f"{names[i]} to unit {k + 1}, {first[i, k]:.3g}; unit {strongest + 1} to {target}, {second[strongest]:.3g}."
        in picture.ending
    )
    assert picture.alt.startswith("Network of 2 inputs, 8 hidden units and 1 score.")
