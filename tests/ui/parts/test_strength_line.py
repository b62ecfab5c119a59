"""The strength moved in a chart: it holds from the step shown, and the whole page follows."""

from __future__ import annotations

import math

import pytest

from explorer import Experiment
from explorer.ui.chart.messages import StrengthSet
from explorer.ui.parts import strength_line
from explorer.ui.parts.strength_line import AGAIN, follow, moved
from explorer.ui.visit import VISIT
from tests.helpers.session import begun


@pytest.fixture
def session(monkeypatch) -> dict:
    return begun(monkeypatch, Experiment(steps=100))


def test_a_moved_line_holds_from_the_step_shown(session):
    moved(StrengthSet(0.5, 40))
    assert session[VISIT].experiment == Experiment(steps=session[VISIT].experiment.steps).change(at=40, strength=0.5)
    assert session[AGAIN]


def test_a_line_moved_at_the_start_is_a_new_run(session):
    moved(StrengthSet(0.5, 0))
    assert session[VISIT].experiment == Experiment(steps=100, strength=0.5)


@pytest.mark.parametrize("strength", [-1.0, 1e9, math.nan, math.inf, Experiment().strength])
def test_a_strength_that_is_not_allowed_or_no_other_changes_nothing(session, strength):
    before = session[VISIT]
    moved(StrengthSet(strength, 40))
    assert session == {VISIT: before}


def test_the_whole_page_follows_once(session, monkeypatch):
    drawn = []
    monkeypatch.setattr(strength_line.st, "rerun", lambda: drawn.append("again"))
    follow()
    assert drawn == []
    session[AGAIN] = True
    follow()
    follow()
    assert drawn == ["again"]


def test_the_strength_of_the_line_is_taken_over_to_a_whole_run(session):
    moved(StrengthSet(0.5, 40))
    changed = session[VISIT].experiment
    strength_line._take()
    assert session[VISIT].experiment == Experiment(steps=100, strength=0.5)
    assert session[VISIT].undo_stack[-1].experiment == changed
