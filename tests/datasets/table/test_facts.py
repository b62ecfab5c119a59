"""Facts of a column, against pandas and NumPy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from explorer.datasets import read_table
from explorer.datasets.table.facts import BINS, first_missing, histogram, level_counts, missing_count, spread

DRAWN = np.random.default_rng(5).gamma(2.0, size=301)


def test_the_spread_is_that_of_pandas():
    found, told = spread(DRAWN), pd.Series(DRAWN).describe()
    assert (found.least, found.lower_quartile, found.median, found.upper_quartile, found.largest) == pytest.approx(
        tuple(told[["min", "25%", "50%", "75%", "max"]]), rel=1e-14
    )
    assert found.mean == pytest.approx(told["mean"], rel=1e-14)
    assert found.std == pytest.approx(pd.Series(DRAWN).std(ddof=0), rel=1e-13)


def test_missing_cells_are_counted_with_the_first_line():
    table = read_table("a,b\n1,x\n\nNA,y\n3,\n,y\n")
    a, b = table.columns
    assert (missing_count(a), first_missing(a, table.lines)) == (2, 4)
    assert (missing_count(b), first_missing(b, table.lines)) == (1, 5)
    assert first_missing(read_table("a,b\n1,2\n3,4\n5,6\n").columns[0], (2, 3, 4)) is None


def test_histograms_count_every_value_once():
    for values in (DRAWN, np.array([0.0, 0.0, 3.0]), np.array([2.5, 2.5]), np.arange(40.0), np.array([1e16, -1e16, 0.0])):
        found = histogram(values)
        assert found.counts.sum() == values.size
        assert found.edges.size == found.counts.size + 1
        assert (np.diff(found.edges) > 0).all()
        assert found.edges[0] <= values.min() <= values.max() <= found.edges[-1]
    assert histogram(DRAWN).counts.size == BINS
    counts = pd.Series([3.0, 5, 3, 4]).value_counts().sort_index()
    assert histogram(np.array([3.0, 5, 3, 4])).counts.tolist() == counts.tolist()


def test_values_of_a_text_are_counted_as_pandas_counts_them():
    cells = ["b", "a", "", "b", "c", "b", "c"]
    table = read_table("t,x\n" + "".join(f"{cell},{k}\n" for k, cell in enumerate(cells)))
    expected = pd.Series(cells).replace("", None).value_counts().to_dict()
    assert dict(level_counts(table.columns[0])) == expected
    assert [count for _, count in level_counts(table.columns[0])] == [3, 2, 1]
