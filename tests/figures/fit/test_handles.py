"""What the page needs to select and move an example."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.fit.picture import fit_picture, movable
from tests.helpers.played import shown_at, unpacked


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


@pytest.mark.parametrize(
    ("dataset", "loss", "low", "whole"),
    [
        ("wages", "tweedie", 0.0, False), ("wages", "squared", None, False), ("doctor_visits", "poisson", 0.0, True),
        ("doctor_visits", "absolute", None, True), ("engel", "huber", None, False),
    ],
)  # fmt: skip
def test_how_low_a_target_goes_is_what_the_loss_in_force_takes(dataset, loss, low, whole):
    e = Experiment(dataset=dataset, loss=loss, steps=20)
    meta = fit_picture(e.problem(), e.prepared(), e.train()).figure.layout.meta["examples"]
    (target,) = [axis for axis in meta["axes"].values() if "whole" in axis]
    assert (target["low"], target["whole"]) == (low, whole)
