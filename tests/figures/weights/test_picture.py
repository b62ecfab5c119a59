"""The weights in their three views: lines, bars and the network, each with the run's own numbers."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.base.packed import packed
from explorer.figures.base.palette import PALETTE
from explorer.figures.weights.bars import MOST_BARS, MOST_ROWS
from explorer.figures.weights.parts import shortened
from explorer.figures.weights.picture import VIEW, WEIGHTS_VIEWS, weights_picture
from explorer.path.optimum import unregularised


def shown(e: Experiment, view: str):
    problem, history = e.problem(), e.train()
    free = unregularised(e.change(penalty="none", strength=0.0).problem())
    return weights_picture(problem, history, free, e.prepared().scaling, e, view), problem, history


def played(picture, kind):
    [trace] = [t for t in picture.figure.to_dict()["data"] if (t.get("meta") or {}).get("play") == kind]
    return trace["meta"]


CASES = [
    Experiment(penalty="l1", strength=0.1, steps=60),
    Experiment(dataset="engel", steps=40),
    Experiment(dataset="penguins", steps=40),
    Experiment(dataset="breast_cancer", steps=40),
    Experiment(dataset="diabetes", model="polynomial", steps=40),
    Experiment(dataset="moons", model="mlp", steps=40),
    Experiment(dataset="penguins", model="mlp", steps=40),
    Experiment(dataset="breast_cancer", model="mlp", steps=40, params={"model.hidden": 20}),
]


@pytest.mark.parametrize("view", WEIGHTS_VIEWS)
@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}")
def test_every_view_is_named_and_described_and_offers_what_suits_the_model(e, view):
    picture, problem, _ = shown(e, view)
    [picker] = picture.pickers
    assert picker.name == VIEW
    offered = [value for value, _ in picker.options]
    assert offered == (["steps", "now"] if problem.network.linear else ["steps", "now", "network"])
    assert picker.value == (view if view in offered else "steps")
    assert picture.alt.endswith(".")
    assert picture.caption.endswith(".")
    assert re.search(r"\d", picture.alt)
    figure = picture.figure.to_dict()
    for axis in ("xaxis", "yaxis"):
        assert figure["layout"][axis]["title"]["text"]
        assert np.isfinite(figure["layout"][axis]["range"]).all()
    for colour in re.findall(r"var\(--(\w+)\)", str(figure)):
        assert colour in PALETTE["light"]


def test_anything_else_asked_for_is_the_lines():
    for view in ("", "junk", "network"):
        picture, *_ = shown(CASES[0], view)
        assert picture.pickers[0].value == "steps"
        assert picture.title.startswith("L1 ends with")


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}")
def test_bars_stand_in_the_order_of_the_data_with_the_biases_last(e):
    picture, problem, history = shown(e, "now")
    meta = played(picture, "weight_bars")
    indices = [int(bar["column"][1:]) for bar in meta["bars"]]
    kept = problem.network.penalised[indices] > 0
    assert [bar["name"] for bar in meta["bars"]] == [problem.names[i] for i in indices]
    assert [bar["hollow"] for bar in meta["bars"]] == (~kept).tolist()
    assert (np.diff(kept.astype(int)) <= 0).all()
    for group in (np.array(indices)[kept], np.array(indices)[~kept]):
        assert (np.diff(group) > 0).all()
    size = np.abs(history.weights[-1])
    left_out = np.setdiff1d(np.arange(size.size), indices)
    assert len(indices) == min(size.size, MOST_BARS)
    assert not left_out.size or size[left_out].max() <= size[indices].min()
    assert (f"the other {left_out.size} are not drawn" in picture.caption) == bool(left_out.size)
    layout = picture.figure.to_dict()["layout"]
    assert meta["along"] == ("x" if len(indices) <= MOST_ROWS else "y")
    named, valued = ("yaxis", "xaxis") if meta["along"] == "x" else ("xaxis", "yaxis")
    assert len(layout[named]["ticktext"]) == len(indices)
    low, high = layout[valued]["range"]
    assert low < min(history.weights[:, indices].min(), 0)
    assert max(history.weights[:, indices].max(), 0) < high


def test_a_bar_has_its_unregularised_value_beside_it():
    """Least squares by another routine than ours."""
    e = CASES[0]
    picture, problem, _ = shown(e, "now")
    free = np.linalg.pinv(problem.network.design) @ problem.data.y
    bars = played(picture, "weight_bars")["bars"]
    rules = np.array([np.nan if bar["rule"] is None else bar["rule"] for bar in bars])
    drawn = np.isfinite(rules)
    assert rules[drawn] == pytest.approx(free[drawn], rel=1e-9, abs=1e-12)
    low, high = picture.figure.layout.xaxis.range
    assert low < rules[drawn].min()
    assert rules[drawn].max() < high
    count = re.search(r"(\d+) of them beyond the axis", picture.caption)
    assert int(count[1] if count else 0) == (~drawn).sum()
    assert f"Without a penalty {free[2]:.3g}." in bars[2]["note"]


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
        in picture.alt
    )
    assert picture.alt.startswith("Network of 2 inputs, 8 hidden units and 1 score.")


def test_what_is_read_out_is_named_by_the_penalty():
    def labels(**changes):
        return [(r.label, r.whole, r.suffix) for r in shown(Experiment(steps=20, **changes), "now")[0].readouts]

    count = ("exactly zero", True, " of 10")
    assert labels(penalty="l1") == [count, ("sum of |w|", False, "")]
    assert labels(penalty="l2") == [count, ("half the sum of w²", False, "")]
    assert labels(penalty="none") == [count]


def test_long_names_keep_both_ends():
    assert shortened("abcdefghij", 7) == "abc…hij"
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert len(shortened("x" * 50, 18)) == 18


def test_what_is_not_zero_stays_so_on_the_way_to_the_page():
    box = np.array([0.0, 1e-60, -1e-60, 5e-324, 1e300, 1.5])
    back = np.frombuffer(base64.b64decode(packed(box)["bdata"]), "<f4")
    assert (back == 0).tolist() == [True, False, False, False, False, False]
    assert back[1] > 0 > back[2]
    assert np.abs(back[1:4]).max() < 2e-38
