"""Undo: the moves of one slider are one change, and pins and settings come back with the run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer import Experiment
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.datasets.table.limits import MOST_KEPT
from explorer.ui.undo import SAME_MOVE, taken_back, with_change
from explorer.ui.visit import Before, Visit
from tests.helpers.whole_app import did, healthy, page, set_strength, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_slider_on_its_way_is_one_thing_to_undo(shown_step, monkeypatch):
    at = page()
    shown_step["step"] = 80
    for value in (0.1, 0.2, 0.5):
        set_strength(at, value)
    assert visit(at).experiment.changes == ((80, "strength", 0.5),)
    assert len(visit(at).undo_stack) == 1
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment()
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.02
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment()


@pytest.mark.parametrize("link", [{}, {"lesson": "l2-shrinks"}], ids=["by itself", "in a lesson"])
def test_a_slider_that_is_moved_again_later_is_another_thing_to_undo(shown_step, monkeypatch, link):
    at = page(**link)
    shown_step["step"] = 80
    first = visit(at).experiment.now.strength
    set_strength(at, 0.1)
    set_strength(at, 0.2)
    later = visit(at).last_change - SAME_MOVE - 1  # as if some time had passed
    at.session_state["visit"] = replace(visit(at), last_change=later)
    set_strength(at, 0.5)
    for expected in (0.2, first):
        did(at, monkeypatch, kind="undo")
        assert visit(at).experiment.now.strength == expected


def test_a_slider_moved_while_it_plays_is_one_thing_to_undo_and_a_menu_is_not(shown_step, monkeypatch):
    at = page()
    for step, value in ((80, 0.1), (95, 0.2), (120, 0.5)):
        shown_step["step"] = step
        set_strength(at, value)
    assert len(visit(at).experiment.changes) == 3
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment()
    for loss in ("huber", "absolute"):
        healthy(next(b for b in at.selectbox if b.label == "Loss").set_value(loss).run())
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment.now.loss == "huber"


def test_what_undo_would_take_back_is_named_and_of_many_settings_the_first_two():
    def named(run, at=0):
        return taken_back(Visit(run, (), {}, undo_stack=(Before(at, Experiment(), (), 500),)))

    assert taken_back(Visit(Experiment(), (), {})) == ""
    assert named(Experiment(loss="huber")) == "loss Squared → Huber"
    assert named(Experiment().change(at=40, loss="huber"), at=40) == "loss Squared → Huber at step 40"
    assert named(Experiment(strength=1.0, rate=0.1, seed=3, steps=60)) == "strength 0.02 → 1, rate auto → 0.1 and 2 more"
    assert named(Experiment()) == "back to the run before"


def test_pins_come_back_with_the_data_when_that_is_undone(monkeypatch):
    at = page()
    did(at, monkeypatch, kind="pin")
    for data in ("engel", "moons"):
        healthy(next(b for b in at.selectbox if b.label == "Data").set_value(data).run())
    for expected in (["engel"], ["diabetes"]):
        did(at, monkeypatch, kind="undo")
        assert [pin.dataset for pin in visit(at).pins] == expected
        assert visit(at).experiment.dataset == expected[0]


def test_a_shorter_run_says_which_changes_fall_away_and_can_be_undone(shown_step, monkeypatch):
    at = page(changes="300:strength:1.0")
    shown_step["step"] = 50
    healthy(next(s for s in at.select_slider if s.label == "Run length").set_value(100).run())
    assert visit(at).experiment == Experiment(steps=100)
    assert "1 change after step 100 was removed." in visit(at).order.message
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.02
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment().change(at=300, strength=1.0)


def test_steps_back_keep_no_more_bytes_of_tables_than_a_visit_may():
    def table(seed: int) -> OwnTable:
        X = np.random.default_rng(seed).integers(0, 10**9, (3_500, 20))
        text = ",".join(f"c{j}" for j in range(20)) + "\n" + "\n".join(",".join(map(str, row)) for row in X.tolist())
        return OwnTable(PackedTable(text, name="x.csv"), Choices("c0"))

    runs = [Experiment(dataset=table(seed), steps=20) for seed in range(4)]
    assert all(0.25 * MOST_KEPT < len(run.dataset.held.content) < 0.5 * MOST_KEPT for run in runs)
    stack: tuple[Before, ...] = (Before(0, Experiment(), (), 20),)
    for run in runs:
        stack = with_change(Visit(run, (), {}, undo_stack=stack, length=20), Experiment(seed=5), 0, 9.0)
    assert [before.experiment for before in stack] == runs[-len(stack) :]
    assert 2 <= len(stack) < 4
    for strength in (0.5, 0.6, 0.7):  # of one table there are as many steps as there may be
        stack = with_change(
            Visit(runs[-1].change(strength=strength), (), {}, undo_stack=stack, length=20), Experiment(), 0, 9.0
        )
    assert stack[-1].experiment.strength == 0.7
