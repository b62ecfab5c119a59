"""Weights in original units are the slopes of a fit to the raw data."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.cost.original_units import weights_in_original_units


def test_they_are_the_slopes_of_least_squares_on_the_raw_data():
    e = Experiment(dataset="stackloss", penalty="none", steps=5000)
    scaling, problem = e.prepared().scaling, e.problem()
    X, y = scaling.original_x(problem.data.X), scaling.original_y(problem.data.y)
    expected = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y, rcond=None)[0][:-1]
    design = problem.network.design
    w = np.linalg.lstsq(design, problem.data.y, rcond=None)[0]
    assert weights_in_original_units(problem, scaling, w) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("changes", [{"model": "mlp"}, {"model": "polynomial"}, {"standardise": False}])
def test_there_are_none_where_a_weight_is_not_one_features_or_nothing_was_scaled(changes):
    e = Experiment(dataset="engel", **changes)
    problem = e.problem()
    assert weights_in_original_units(problem, e.prepared().scaling, np.zeros(problem.size)) is None
