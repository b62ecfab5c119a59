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
