"""The picked example: moving its target, and what corruption made of it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import Experiment
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.ui.parts.picked_example import feature_values
from tests.helpers.loss_cost_page import page, told
from tests.helpers.paged import experiment

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_nudge_is_an_edit_and_can_be_put_back():
    at = page(dataset="stackloss", steps="30")
    slider = next(s for s in at.slider if s.label.startswith("Target"))
    row = next(s for s in at.selectbox if s.label == "Example").value
    slider.set_value(slider.max).run()
    assert not at.exception
    assert experiment(at).edits == ((row, 3, slider.max),)
    next(b for b in at.button if b.label.startswith(f"Put row {row} back")).click().run()
    assert experiment(at).edits == ()
    assert next(s for s in at.slider if s.label.startswith("Target")).value != slider.max


def test_a_class_is_flipped():
    at = page(dataset="moons", steps="30")
    before = experiment(at).prepared().train.y.sum()
    choice = next(c for c in at.segmented_control if c.label.startswith("Target"))
    choice.set_value(-choice.value).run()
    assert not at.exception
    assert abs(experiment(at).prepared().train.y.sum() - before) == 2


def test_an_edit_of_a_held_out_example_is_said_to_have_no_say():
    e = Experiment(dataset="engel")
    row = next(r for r in range(235) if r not in e.prepared().rows)
    at = page(dataset="engel", steps="30", edits=f"{row}:1:900.0")
    alt = "\n".join(str(c.proto) for c in at.get("bidi_component"))
    assert "1 of them is a validation example: no gradient, so no pull on the weights." in alt


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"dataset": "engel", "noise": "0.5"}, r"the model trains on [0-9.]+ francs a year\."),
        ({"dataset": "moons", "flips": "0.1"}, r"the model trains on [AB]\."),
        ({"dataset": "penguins", "flips": "0.1"}, r"the model trains on (Adelie|Chinstrap|Gentoo)\."),
        ({"dataset": "penguins", "loss": "logistic", "flips": "0.1"}, r"the model trains on (not )?Adelie\."),
    ],
)
def test_a_disturbed_target_is_told(query, said):
    """The costliest example is picked, which is one whose target was disturbed."""
    at = page(**query, steps="200")
    assert re.search(f"You disturbed the data: here {said}", told(at))
    assert "You disturbed the data" not in told(page(**{k: v for k, v in query.items() if k in ("dataset", "loss")}))


def test_a_feature_that_is_missing_is_told_with_what_the_training_part_has_in_its_place():
    rows = "".join(f"{k % 7},{'' if k == 3 else k * 5 % 11},{k}.5\n" for k in range(40))
    own = OwnTable(PackedTable("a,b,y\n" + rows, name="x.csv"), Choices("y", missing="median"))
    run = Experiment(dataset=own, steps=20, validation=0.25)
    prepared = run.prepared()
    known = [float(own.table.column("b").numbers[row]) for row in prepared.rows if row != 3]
    assert feature_values(run, 3) == [("a", "3"), ("b", f"{np.median(known):g} (missing; filled with the median)")]
    moved = run.change(edits=((3, 1, 8.0),))
    assert feature_values(moved, 3) == [("a", "3"), ("b", "8 (missing; now your value)")]
    assert feature_values(run, 4) == [("a", "4"), ("b", "9")]
    assert feature_values(Experiment(dataset="engel"), 0)[0][1].endswith(" francs a year")
