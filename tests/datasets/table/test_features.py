"""Features: numbers as they are, texts as pandas' dummies with all values."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import Ridge

from explorer.datasets import TableError, read_table
from explorer.datasets.table.features import features_of

TEXT = "city,size,land\nOslo,1,N\nRome,2,I\n,3,\nBonn,,G\nOslo,5,N\n"


def test_indicators_are_those_of_pandas():
    table = read_table(TEXT)
    made = features_of(table.columns, np.arange(5))
    frame = pd.DataFrame({"city": ["Oslo", "Rome", None, "Bonn", "Oslo"]})
    expected = pd.get_dummies(frame, prefix_sep="=").astype(float)
    assert made.names[:3] == tuple(expected.columns) == ("city=Bonn", "city=Oslo", "city=Rome")
    assert np.array_equal(made.X[:, :3], expected.to_numpy())
    np.testing.assert_array_equal(made.X[:, 3], [1, 2, 3, np.nan, 5])
    assert made.notes[0] == (
        'city became 3 columns, one for each value ("city=Bonn", "city=Oslo" and 1 more). 1 empty cell is none of its values: '
        "0 in each of them."
    )


def test_values_are_those_of_the_rows_that_are_left():
    assert features_of(read_table(TEXT).columns[:1], np.array([1, 3])).names == ("city=Bonn", "city=Rome")


def test_leaving_a_value_out_favours_it_under_a_penalty():
    """Why all values have a column: with one left out, ridge predicts otherwise for each choice of it."""
    rng = np.random.default_rng(0)
    levels = rng.integers(0, 3, 60)
    y = np.array([5.0, 0.0, -4.0])[levels] + rng.normal(size=60)
    every = np.eye(3)[levels]
    predicted = [Ridge(alpha=20).fit(every[:, kept], y).predict(every[:, kept]) for kept in ([1, 2], [0, 2], [0, 1])]
    assert np.abs(predicted[0] - predicted[1]).max() > 0.3
    shrunk = [np.ptp(fit) for fit in predicted]
    assert Ridge(alpha=20).fit(every, y).coef_.sum() == pytest.approx(0, abs=1e-10)
    assert max(shrunk) - min(shrunk) > 0.3


def test_names_must_differ():
    table = read_table("city,city=Oslo\nOslo,1\nRome,2\nOslo,3\n")
    with pytest.raises(TableError, match='two features would be called "city=Oslo"'):
        features_of(table.columns, np.arange(3))
