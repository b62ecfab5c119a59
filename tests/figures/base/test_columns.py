"""Names of the run's columns: none means two things."""

from __future__ import annotations

from explorer.figures.base.columns import STEP, TOTAL, pinned_weight, weight


def test_a_weight_is_named_by_its_index_and_a_pinned_one_also_by_its_run():
    assert weight(0) == "w0"
    assert weight(12) == "w12"
    assert pinned_weight(2, 3) == "p2w3"


def test_no_name_means_two_columns():
    names = [STEP, TOTAL, *(weight(i) for i in range(150)), *(pinned_weight(run, i) for run in range(12) for i in range(150))]
    assert len(set(names)) == len(names)
