"""The result: the order of the rows, differences fold by fold, and when there is a winner."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from explorer import Dataset
from explorer.selection.comparing.comparison import ordered
from tests.helpers.compared import compared, drawn


def test_rows_are_in_the_order_of_their_means_and_differences_are_paired():
    found = compared(drawn(), ["squared", "huber", "log_cosh"], repeats=2)
    means = [row.mean for row in found.rows]
    assert means == sorted(means)
    assert found.best is found.rows[0]
    assert [d.row for d in found.differences] == list(found.rows[1:])
    for d in found.differences:
        values = (d.row.values - found.best.values).ravel()
        half = stats.t.ppf(0.975, 9) * np.sqrt((1 / 10 + 1 / 4) * values.var(ddof=1))
        np.testing.assert_allclose(d.interval, (values.mean(), values.mean() - half, values.mean() + half), rtol=1e-9)
        assert d.worse == (values.mean() - half > 0)


def test_worse_is_above_zero_where_higher_is_better_too():
    found = compared(drawn("binary", n=80), ["logistic", "squared_hinge"], metric="auc")
    assert found.rows[-1].name == "majority"
    assert found.differences[-1].interval.mean == pytest.approx(found.best.mean - 0.5)
    assert found.differences[-1].worse


def test_there_is_a_winner_only_where_every_interval_leaves_zero():
    clear = compared(drawn(n=200), ["squared"])
    assert clear.winner is clear.best
    tied = compared(drawn(n=200), ["huber", "pseudo_huber"])
    assert tied.winner is None
    assert any(not d.worse for d in tied.differences)


def test_a_model_that_looks_at_no_feature_may_be_the_better_one():
    rng = np.random.default_rng(0)
    found = compared(Dataset(rng.normal(size=(40, 20)), rng.normal(size=40)), ["squared"], strengths=[1e-6])
    assert found.rows[0].trivial
    assert found.best.name == "Squared"
    assert found.differences[0].better
    assert found.winner is None


def test_units_are_the_targets_and_names_find_rows():
    data = drawn(target="price", target_unit="EUR")
    found = compared(data, ["squared"])
    assert found.unit == "EUR"
    assert compared(drawn("binary"), ["logistic"]).unit == "% of the examples"
    assert ordered(list(reversed(found.rows))) == found.rows
    with pytest.raises(ValueError, match='row: there is no "Huber". Allowed: Squared, '):
        found.row("Huber")
