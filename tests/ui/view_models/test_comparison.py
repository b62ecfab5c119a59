"""The run and its pins on one axis."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.experiment.pinned_names import NONE, names, renamed
from explorer.ui.view_models.comparison import compare, curve
from explorer.ui.view_models.trained_run import trained


def test_weights_of_pinned_runs_are_sent_where_they_can_be_drawn_and_are_few():
    e = Experiment(dataset="engel", steps=50)
    pin = e.change(strength=1.0)
    comparison = compare(trained(e), (pin,))
    assert comparison.fits == (pin.problem(),)
    for j in range(2):
        assert np.array_equal(comparison.columns[f"p0w{j}"], pin.train().weights[:, j])
    wide = Experiment(dataset="diabetes", steps=50)
    unsent = compare(trained(wide), (wide.change(strength=1.0),))
    long = Experiment(dataset="engel", model="polynomial", params={"model.degree": 10}, steps=2000)
    many = compare(trained(long), tuple(long.change(strength=s) for s in (0.1, 0.2, 0.5, 1.0, 2.0)))
    for without in (unsent, many):
        assert without.fits == ()
        assert not [name for name in without.columns if name.startswith("p0w")]


def test_a_pinned_run_has_the_name_of_its_chip_in_the_chart():
    e = Experiment(dataset="stackloss", steps=50)
    pins = (e, e.change(loss="huber"))
    own = {"Squared, Gradient descent", "Huber, Gradient descent"}, {"Squared, strength 0.02", "Huber, strength 0.02"}
    for run, expected in zip((e.change(solver="adam"), e.change(strength=1.0)), own, strict=True):
        comparison = compare(trained(run), pins)
        assert [one.name for one in comparison.runs] == ["this run", *names(pins, run)]
        lines = [trace.get("name") for trace in curve(comparison).drawing.traces]
        assert expected <= set(lines)


def test_a_pinned_run_has_the_name_that_it_was_given():
    e = Experiment(dataset="stackloss", steps=50)
    pins = (e, e.change(loss="huber"))
    comparison = compare(trained(e.change(strength=1.0)), pins, given=renamed(NONE, pins[1], "robust"))
    assert [one.name for one in comparison.runs][2] == "robust"
    assert comparison.id != compare(trained(e.change(strength=1.0)), pins).id
