"""Weights as bars at the step shown."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer.figures.weights.bars import MOST_BARS, MOST_ROWS
from tests.helpers.told import told
from tests.helpers.weight_pictures import CASES, played, shown


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
    for kind in (problem.network.penalised > 0, problem.network.penalised == 0):
        left, drawn = left_out[kind[left_out]], np.array(indices)[kind[indices]]
        assert not left.size or not drawn.size or size[left].max() <= size[drawn].min()
    assert (f"{left_out.size} more are not drawn" in told(picture)) == bool(left_out.size)
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
    count = re.search(r"(\d+) of the short marks (?:is|are) off the axis", told(picture))
    assert int(count[1] if count else 0) == (~drawn).sum()
    assert f"With no penalty {free[2]:.3g}." in bars[2]["note"]
