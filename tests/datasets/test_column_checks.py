"""Columns that leave weights undecided are found, and no others."""

from __future__ import annotations

import numpy as np

from explorer import DATASETS, Dataset
from explorer.datasets.column_checks import column_notes


def data(X: np.ndarray) -> Dataset:
    return Dataset(X, np.arange(float(len(X))), tuple("abcdefgh"[: X.shape[1]]))


def drawn(n: int = 12, d: int = 3) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(n, d))


def test_ordinary_data_have_nothing_odd():
    assert column_notes(data(drawn())) == ()
    assert [name for name, source in DATASETS.items() if column_notes(source().load())] == []


def test_constant_columns_are_named_also_far_from_zero():
    X = drawn()
    X[:, 1] = 1e9
    (note,) = column_notes(data(X))
    assert note.startswith("b never changes")
    X[:, 2] = 0.0
    assert column_notes(data(X))[0].startswith("b and c never change,")


def test_copies_are_found_shifted_scaled_and_turned_round():
    X = drawn()
    for copy in (X[:, 0], 3 * X[:, 0] + 7, -X[:, 0]):
        (note,) = column_notes(data(np.column_stack([X, copy])))
        assert note.startswith("a and d are copies")
    assert column_notes(data(np.column_stack([X, X[:, 0] + 1e-3 * X[:, 1]]))) == ()


def test_more_features_than_examples_and_long_lists():
    X = drawn(n=4, d=6)
    assert "6 features and 4 examples" in column_notes(data(X))[-1]
    X = np.zeros((5, 8))
    assert "a, b, c, d and 4 more never change" in column_notes(data(X))[0]
