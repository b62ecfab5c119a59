"""What is kept of a visit: orders in turn, steps that the browser sends, controls that have to follow."""

from __future__ import annotations

import math

import pytest

from explorer import Experiment
from explorer.ui import visit
from explorer.ui.visit import VISIT, Visit


@pytest.fixture
def session(monkeypatch):
    kept = {VISIT: Visit(Experiment(steps=100), (), {}, controls_stale=False)}
    monkeypatch.setattr("streamlit.session_state", kept)
    return kept


@pytest.mark.parametrize(("value", "step"), [(0, 0), (7.9, 7), (100, 100), (1e9, 100)])
def test_a_step_is_whole_and_within_the_run(session, value, step):
    assert visit.valid_step(value) == step


@pytest.mark.parametrize("value", [None, True, -1, math.inf, math.nan, "5", [5]])
def test_what_is_no_step_is_none(session, value):
    assert visit.valid_step(value) is None


def test_each_order_has_the_next_number(session):
    visit.update(order=visit.order("first"))
    visit.update(order=visit.order("second", seek=3))
    assert visit.current().order == visit.PlayerOrder(2, 3, "second")


def test_all_controls_but_the_touched_one_follow_a_change_from_elsewhere(session):
    session |= {"one": 1, "two": 2}
    assert visit.must_reset("new")
    assert not visit.must_reset("one")
    visit.update(controls_stale=True)
    visit.touch("one", "strength")
    assert [visit.must_reset(key) for key in ("one", "two")] == [False, True]
    visit.player_reported()
    assert visit.touched() == visit.Touched("one", "strength")


def test_settings_that_wait_are_what_the_controls_show(session):
    assert visit.settings() == Experiment(steps=100)
    visit.update(pending=Experiment(steps=200))
    assert visit.settings() == Experiment(steps=200)
