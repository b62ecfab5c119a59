"""Sentences below the path."""

from __future__ import annotations

import pytest

from tests.helpers.shrinkage_page import charts, page, told

pytestmark = pytest.mark.usefixtures("shown_step")


def test_odd_columns_are_told():
    at = page(dataset="twins", dataset__apart="0")
    assert "twin a and twin b are copies of each other" in told(at)
    assert charts(at) == 4


def test_a_solver_that_goes_elsewhere_is_told():
    assert "does not end on this path" in told(page(solver="adamw"))
