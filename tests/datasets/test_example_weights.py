"""Weights and offsets of a data set: what is allowed, and that they go with the rows."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Dataset

X, Y = np.arange(8.0).reshape(4, 2), np.arange(4.0)


def test_weights_and_offsets_go_with_the_rows_and_shares_have_mean_1():
    data = Dataset(X, Y, example_weights=[1, 2, 0, 5], offset=[0.1, 0.2, 0.3, 0.4])
    some = data.rows(np.array([3, 1]))
    assert (some.example_weights.tolist(), some.offset.tolist()) == ([5.0, 2.0], [0.4, 0.2])
    assert some.shares == pytest.approx([10 / 7, 4 / 7])
    assert data.shares.mean() == pytest.approx(1.0)
    assert not data.example_weights.flags.writeable


def test_weights_that_are_all_alike_and_offsets_of_0_are_none():
    data = Dataset(X, Y, example_weights=[3, 3, 3, 3], offset=np.zeros(4))
    assert (data.example_weights, data.offset, data.shares) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"example_weights": [1, -2, 1, 1]}, "row 1: the weight of an example is -2; it must be 0 or above"),
        ({"example_weights": [1, 1, np.inf, 1]}, "row 2: example_weights is inf; it must be a finite number"),
        ({"example_weights": [0, 0, 0, 0]}, "example_weights: every one is 0, so that no example counts"),
        ({"example_weights": [1, 1]}, r"example_weights: must be \(4,\), one number an example; got \(2,\)"),
        ({"offset": [0, np.nan, 0, 0]}, "row 1: offset is nan; it must be a finite number"),
    ],
)
def test_what_is_no_weight_or_offset_is_refused_with_its_row(fields, said):
    with pytest.raises(ValueError, match=said):
        Dataset(X, Y, **fields)
