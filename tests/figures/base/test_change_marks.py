"""Marks where settings were changed in mid-run."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.base.change_marks import change_mark_traces, change_marks, changes_sentence, loss_breaks, room_for_labels


def test_a_mark_says_what_changed():
    e = Experiment(steps=600).change(at=100, strength=1.0).change(at=300, loss="huber", solver="adam")
    e = e.change(at=450, edits=((3, 10, 50.0),))
    assert [(m.step, m.text) for m in change_marks(e)] == [
        (100, "strength 0.02 → 1"),
        (300, "loss Squared → Huber, solver Gradient descent → Adam"),
        (450, "row 3 moved"),
    ]
    assert loss_breaks(e) == [300]
    rules, labels = change_mark_traces(e, 600, 0.0, 1.0)
    assert [x for x in rules["x"] if x is not None] == [100, 100, 300, 300, 450, 450]
    assert labels["text"][0].strip() == "strength 0.02 → 1"
    assert len(labels["text"][1].strip()) <= 34
    assert "step 450: row 3 moved" in changes_sentence(e)
    assert change_mark_traces(Experiment(), 600, 0.0, 1.0) == []


def test_changes_close_together_share_a_label_and_names_are_harmless():
    e = Experiment(steps=1000)
    for i in range(10):
        e = e.change(at=100 + 2 * i, strength=0.1 * (i + 1))
    rules, labels = change_mark_traces(e, 1000, -1.0, 2.0, log=True)
    assert len(rules["x"]) == 30
    assert [text.strip() for text in labels["text"]] == ["strength 0.02 → 1"]
    assert max(labels["y"]) <= 100.0


def boxes(labels, last, low, high):
    """The labels as rectangles in shares of the axes, by what a letter takes in a chart 330 by 160 pixels: 5.6 by 12."""
    for x, y, text, side in zip(labels["x"], labels["y"], labels["text"], labels["textposition"], strict=True):
        width, top = 5.6 / 330 * len(text.strip()), (y - low) / (high - low)
        left = x / last if "right" in side else x / last - width
        yield left, left + width, top - 12 / 160, top


@pytest.mark.parametrize("seed", range(12))
def test_no_label_overlaps_another_and_no_line_strikes_one_out(seed):
    rng = np.random.default_rng(seed)
    last = 500
    e = Experiment(steps=last)
    for at in sorted(rng.choice(np.arange(5, last), size=int(rng.integers(2, 9)), replace=False).tolist()):
        change = [{"strength": round(float(rng.uniform(0.01, 9)), 3)}, {"loss": rng.choice(["huber", "tukey", "absolute"])}]
        e = e.change(at=at, **{k: v if isinstance(v, float) else str(v) for k, v in change[int(rng.integers(2))].items()})
    low, top = 0.2, 1.4
    high = room_for_labels(e, last, low, top)
    rules, labels = change_mark_traces(e, last, low, high)
    found = list(boxes(labels, last, low, high))
    for i, (left, right, bottom, upper) in enumerate(found):
        assert low + bottom * (high - low) >= top - 1e-9  # above all curves
        for other in found[i + 1 :]:
            assert right <= other[0] or other[1] <= left or upper <= other[2] or other[3] <= bottom
        for x, end in zip(rules["x"][1::3], rules["y"][1::3], strict=True):
            assert not (left + 1e-9 < x / last < right - 1e-9) or (end - low) / (high - low) <= bottom + 1e-9
    assert sorted(x for x in rules["x"][::3]) == [at for at, _ in e.phases[1:]]


def test_two_changes_close_together_have_two_labels():
    e = Experiment(steps=500).change(at=200, strength=1.0).change(at=240, strength=2.0)
    _, labels = change_mark_traces(e, 500, 0.0, 1.0)
    assert [text.strip() for text in labels["text"]] == ["strength 0.02 → 1", "strength 1 → 2"]
    assert labels["y"][0] > labels["y"][1]


def test_without_changes_an_axis_ends_where_it_did():
    assert room_for_labels(Experiment(), 500, 0.0, 1.5) == 1.5
