"""Examples moved in the picture of the fit: which value of the data set changes, from which step on, and the way back."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.ui.chart.messages import FlippedExample, MovedExample
from explorer.ui.parts import moved_examples
from explorer.ui.visit import VISIT
from tests.helpers.session import begun
from tests.helpers.whole_app import did, page, visit

AXES = {"x": 0, "y": 1}


def now(session) -> Experiment:
    return session[VISIT].experiment.now


def test_an_example_is_moved_along_the_axes_of_its_row_from_the_step_shown(monkeypatch):
    e = Experiment(dataset="engel", steps=300)
    session = begun(monkeypatch, e)
    row = int(e.prepared().rows[5])
    moved_examples.moved(AXES, MovedExample(5, 0, x=900.0, y=400.0))
    assert session[VISIT].experiment.edits == ((row, 0, 900.0), (row, 1, 400.0))
    moved_examples.moved(AXES, MovedExample(5, 120, y=500.0))
    assert now(session).edits == ((row, 0, 900.0), (row, 1, 500.0))
    assert [(step, field) for step, field, _ in session[VISIT].experiment.changes] == [(120, "edits")]
    assert moved_examples.count(now(session)) == 1
    moved_examples.moved({"y": 1}, MovedExample(7, 120, x=1.0, y=300.0))  # its x is no feature
    assert set(now(session).edits) == {(row, 0, 900.0), (row, 1, 500.0), (int(e.prepared().rows[7]), 1, 300.0)}
    assert moved_examples.count(now(session)) == 2


def test_an_example_put_where_it_was_is_not_moved(monkeypatch):
    e = Experiment(dataset="engel", steps=300)
    session = begun(monkeypatch, e)
    row = int(e.prepared().rows[5])
    moved_examples.moved(AXES, MovedExample(5, 0, y=500.0))
    moved_examples.moved(AXES, MovedExample(5, 0, y=float(e.raw().y[row])))
    assert now(session) == e


@pytest.mark.parametrize(("dropped", "lands"), [(2.6, 3.0), (-4.0, 0.0), (2.0**0.5, 1.0)])
def test_a_count_lands_on_the_nearest_count(monkeypatch, dropped, lands):
    e = Experiment(dataset="doctor_visits", steps=60)
    session = begun(monkeypatch, e)
    example = next(i for i, row in enumerate(e.prepared().rows) if e.raw().y[row] > 5)
    column = e.raw().X.shape[1]
    moved_examples.moved({"y": column}, MovedExample(example, 0, y=dropped))
    assert now(session).edits == ((int(e.prepared().rows[example]), column, lands),)


def test_a_class_is_flipped_and_flipped_back(monkeypatch):
    e = Experiment(dataset="moons", steps=60)
    session = begun(monkeypatch, e)
    row = int(e.prepared().rows[3])
    moved_examples.flip(FlippedExample(3, 0))
    assert now(session).edits == ((row, 2, -float(e.raw().y[row])),)
    moved_examples.flip(FlippedExample(3, 0))
    assert now(session) == e


def test_one_of_several_classes_becomes_the_next(monkeypatch):
    e = Experiment(dataset="penguins", steps=60)
    session = begun(monkeypatch, e)
    row, column = int(e.prepared().rows[3]), e.raw().X.shape[1]
    start = int(e.raw().y[row])
    for turn in (1, 2):
        moved_examples.flip(FlippedExample(3, 0))
        assert now(session).edits == ((row, column, float((start + turn) % 3)),)
    moved_examples.flip(FlippedExample(3, 0))
    assert now(session) == e


@pytest.mark.parametrize("dataset", ["engel", "moons"])
def test_an_example_that_is_not_there_and_a_class_that_is_none_change_nothing(monkeypatch, dataset):
    session = begun(monkeypatch, Experiment(dataset=dataset, steps=60))
    before = session[VISIT]
    moved_examples.moved(AXES, MovedExample(10**6, 0, x=1.0, y=1.0))
    moved_examples.flip(FlippedExample(10**6, 0))
    moved_examples.moved(AXES, MovedExample(3, 0))
    if dataset == "engel":
        moved_examples.flip(FlippedExample(3, 0))
    assert session == {VISIT: before}


@pytest.mark.usefixtures("shown_step")
def test_examples_are_put_back_from_the_step_shown(monkeypatch):
    at = page(dataset="line", edits="3:1:9.0", steps="200")
    did(at, monkeypatch, kind="restore", step=80)
    assert visit(at).experiment.now.edits == ()
    assert [(step, field) for step, field, _ in visit(at).experiment.changes] == [(80, "edits")]
    did(at, monkeypatch, kind="restore", step=90)
    assert len(visit(at).experiment.changes) == 1


@pytest.mark.parametrize(("loss", "lands"), [("tweedie", 0.0), ("squared", -4.0)])
def test_a_target_is_dropped_where_the_loss_in_force_takes_it(monkeypatch, loss, lands):
    e = Experiment(dataset="wages", loss=loss, steps=60)
    session = begun(monkeypatch, e)
    column = e.raw().X.shape[1]
    moved_examples.moved({"y": column}, MovedExample(3, 0, y=-4.0))
    assert now(session).edits == ((int(e.prepared().rows[3]), column, lands),)
