"""Squares, products and sines of the features, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.models.expansion import EXPANSIONS, expanded

X = np.array([[1.0, 0.0], [3.0, 2.0], [5.0, 7.0], [-1.0, 2.0]])


def standard(column):
    return (column - column.mean()) / column.std()


def test_every_kind_by_hand():
    a, b = X.T
    squares = [standard(a * a), standard(b * b), standard(a * b)]
    sines = [np.sin(np.pi * standard(a)), np.sin(np.pi * standard(b))]
    expected = {"plain": [a, b], "squares": [a, b, *squares], "sines": [a, b, *sines], "all": [a, b, *squares, *sines]}
    assert set(expected) == set(EXPANSIONS)
    for kind, columns in expected.items():
        basis = expanded(X, kind)
        assert basis(X) == pytest.approx(np.column_stack(columns), abs=1e-12)
        assert len(basis.names(["a", "b"])) == len(columns)


def test_other_inputs_are_taken_with_the_means_of_those_it_was_fitted_on():
    basis = expanded(X, "all")
    assert basis(X[1:2]) == pytest.approx(basis(X)[1:2], abs=1e-12)


def test_a_constant_feature_makes_no_nan():
    constant = np.column_stack([X[:, 0], np.full(4, 2.0)])
    assert np.isfinite(expanded(constant, "all")(constant)).all()
