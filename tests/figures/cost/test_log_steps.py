"""The steps on a logarithmic axis."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.cost.cost import cost_picture
from explorer.figures.cost.log_steps import AXES, ZERO, on_log_steps, steps_picker


@pytest.mark.parametrize("last", [10, 60, 500, 2000, 20000])
def test_ticks_stand_where_their_steps_are_and_the_start_before_the_first(last):
    e = Experiment(steps=min(last, 500))
    axis = on_log_steps(cost_picture(e.train(), e), last).figure.layout.xaxis
    assert axis.type == "log"
    assert axis.range == pytest.approx((np.log10(0.5), np.log10(last)))
    assert [float(text) or ZERO for text in axis.ticktext] == list(axis.tickvals)
    assert list(axis.ticktext[:2]) == ["0", "1"]
    assert max(axis.tickvals) <= last
    assert len(axis.tickvals) <= 10
    assert "log" in axis.title.text


def test_all_else_stays_as_it_is():
    e = Experiment(steps=40)
    before = cost_picture(e.train(), e)
    after = on_log_steps(before, 40)
    assert (after.title, after.caption, after.alt, after.titles) == (before.title, before.caption, before.alt, before.titles)
    assert after.drawing.traces == before.drawing.traces
    assert before.drawing.layout["xaxis"]["range"] == [0, 40]  # not written to
    assert after.drawing.layout["yaxis"] == before.drawing.layout["yaxis"]


def test_labels_of_changes_are_written_to_the_side_with_room():
    e = Experiment(steps=400).change(at=3, strength=1.0).change(at=150, loss="huber")
    picture = cost_picture(e.train(), e)
    sides = [
        next(t for t in p.drawing.traces if isinstance(t.get("textposition"), list))
        for p in (picture, on_log_steps(picture, 400))
    ]
    assert [side["textposition"] for side in sides] == [["bottom right"] * 2, ["bottom right", "bottom left"]]


def test_the_menu_offers_both_and_anything_else_is_the_first():
    assert [value for value, _ in steps_picker("log").options] == list(AXES) == ["even", "log"]
    assert steps_picker("log").value == "log"
    assert steps_picker("nothing").value == "even"
