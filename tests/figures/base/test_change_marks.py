"""Marks where settings were changed in mid-run."""

from __future__ import annotations

from explorer import Experiment
from explorer.figures.base.change_marks import change_mark_traces, change_marks, changes_sentence, loss_breaks


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
