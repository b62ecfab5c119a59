"""Scripts to take home."""

from __future__ import annotations

import pytest

from explorer.experiment.export.scripts import KINDS, Kind
from tests.helpers.shrinkage_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_kind_of_script_brings_the_name_that_the_page_shows(monkeypatch):
    class WithFortran(Kind):
        name, label, rank = "fortran", "Fortran 90", 40

        def refusal(self, experiment):
            return "It has a sentence of its own."

        def text(self, experiment):
            raise AssertionError

    monkeypatch.setitem(KINDS, "fortran", WithFortran())
    at = page()
    assert at.selectbox(key="shrinkage.script").options == ["NumPy", "scikit-learn", "PyTorch", "Fortran 90"]
    at.selectbox(key="shrinkage.script").set_value("fortran").run()
    assert "It has a sentence of its own." in told(at)


def test_what_a_script_cannot_do_is_told():
    at = page(loss="tukey")
    at.selectbox(key="shrinkage.script").set_value("scikit-learn").run()
    assert "scikit-learn has nothing that minimises" in told(at)
    assert not at.code


def test_a_run_that_ends_elsewhere_is_told_above_what_finds_the_lowest_cost():
    at = page(solver="adamw", strength="0.5")
    assert "The run ends elsewhere: AdamW does not minimise data loss" in told(at)
    assert "| `AdamW(weight_decay=…)` | 0.5 |" in told(at)
    assert "What it does: repeat a run of 20 steps of AdamW" in told(at)
    settled = page(strength="0.5", steps="5000")
    assert "The run ends elsewhere" not in told(settled)
    assert "`AdamW(" not in told(settled)


def test_an_argument_that_is_infinite_at_strength_0_is_said_to_be_no_penalty():
    text = told(page(dataset="breast_cancer", penalty="l2", strength="0"))
    assert "| `LogisticRegression(C=…)` | ∞, no penalty |" in text
    assert "| inf |" not in text
