"""Constant and dependent columns, against NumPy's rank and against columns made so."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.columns import CONSTANT, constant, constant_columns, duplicate_columns, rank, unit_scale
from tests.helpers.designs import DESIGNS, X

RNG = np.random.default_rng(1)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_rank_is_numpys(design):
    A = DESIGNS[design]
    assert rank(A) == np.linalg.matrix_rank(A)
    assert rank(A.T) == np.linalg.matrix_rank(A)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9, -1e-200])
def test_a_column_of_one_value_is_constant_whatever_the_value(value):
    assert constant_columns(np.column_stack([np.full(1001, value), RNG.normal(size=1001)])).tolist() == [True, False]


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize(("share", "expected"), [(0.5, True), (2.0, False)])
def test_constant_means_the_same_in_every_unit(share, expected, unit):
    assert constant(np.array(share * CONSTANT * unit), np.array(unit)) == expected


def test_columns_are_divided_by_their_spread_and_constants_by_one():
    scale = unit_scale(np.array([2.0, 0.0, 1e-20]), np.array([5.0, 5.0, 5.0]))
    assert scale.tolist() == [2.0, 1.0, 1.0]


def test_copies_are_found_shifted_scaled_and_turned_round_and_each_is_paired_with_the_first():
    A = np.column_stack([X, 3 * X[:, 0] + 7, -X[:, 0], np.full(30, 4.0)])
    assert duplicate_columns(A) == [(0, 3), (0, 4)]
    assert duplicate_columns(np.column_stack([X, X[:, 0] + 1e-3 * X[:, 1]])) == []
