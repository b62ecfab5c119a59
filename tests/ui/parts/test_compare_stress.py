"""The stress test on the page: one press, a picture as it comes, a pick in it."""

from __future__ import annotations

import pytest

from explorer.figures.compare.stressed import stress_picture
from explorer.selection.comparing.stress import stress
from explorer.ui.parts import compare_stress
from explorer.ui.parts.compare_run import PICKED
from explorer.ui.view_models.compared import Picked
from tests.helpers.compare_content import content, found
from tests.helpers.compare_page import STRESS, charts, compared, finished, keys
from tests.helpers.messages import sent

pytestmark = pytest.mark.usefixtures("shown_step")


def test_one_press_draws_the_errors_of_all_losses():
    at = compared()
    at.button(key="compare.stress_begin").click().run()
    assert "compare.stress_cancel" in keys(at)
    finished(at, STRESS)
    assert charts(at) == 2
    work = at.session_state[STRESS]
    assert {curve.name for curve in work.found.curves} == {"Squared", "Absolute", "Huber"}
    assert work.found.folds == 3
    assert compare_stress.stress_of(found()) is None  # of another comparison


def test_it_can_be_cancelled():
    at = compared(dataset="diabetes")
    at.button(key="compare.stress_begin").click().run()
    at.button(key="compare.stress_cancel").click().run()
    assert at.session_state[STRESS].ticket.state == "cancelled"
    assert "compare.stress_begin" in keys(at)


def test_a_line_can_be_picked(monkeypatch):
    kept: dict = {PICKED: Picked("Huber", 1, "Absolute")}
    monkeypatch.setattr("streamlit.session_state", kept)
    drawn = stress_picture(content(), stress(found(), [0.0, 0.4]), 3)
    index = next(i for i, pick in enumerate(drawn.picks) if pick.row == "Squared")
    kept[compare_stress.CHART] = sent({"kind": "picked", "name": "stress", "index": index}, {"kind": "menu"})
    compare_stress._on_message(drawn)
    assert kept[PICKED] == Picked("Squared", found().row("Squared").best_at, "Absolute")
