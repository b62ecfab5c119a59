"""The axis of a path: strengths, sizes of the weights, degrees of freedom."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.cost.weight_norms import weight_sizes
from explorer.figures.path.strength_axis import axes_of, strength_axis
from explorer.path.regularization_path import regularization_path
from tests.helpers.path_content import GRID, path_content


def test_the_line_can_stand_where_all_weights_are_zero():
    for penalty, loss in (("l1", "squared"), ("elastic_net", "huber"), ("group_l1", "squared")):
        one = path_content(penalty=penalty, loss=loss)
        last = float(one.axis.stops[-1])
        assert one.path.zeroing <= last <= 1.1 * one.path.zeroing
        assert one.axis.keys[-1]
        assert np.count_nonzero(one.path.at(last)[:10]) == 0


def test_freedom_of_the_lasso_jumps_where_a_weight_joins_or_leaves():
    problem = Experiment(penalty="l1", strength=0.0).problem()
    kinks = regularization_path(problem).kinks
    path = regularization_path(problem, np.union1d(np.geomspace(1e-3, 1.1, 9), kinks[(kinks > 1e-3) & (kinks < 1.1)]))
    axis = strength_axis(problem, path, "freedom", 0.1, GRID, 1000.0)
    asked = np.geomspace(1.1e-3, 1.0, 137)
    np.testing.assert_array_equal(axis.place(asked), regularization_path(problem, asked).freedom)
    x, s, W = axis.traced(path.weights[np.argsort(path.strengths)])
    steps = np.diff(np.column_stack([x, W]), axis=0)
    assert not ((steps[:, 0] != 0) & np.abs(steps[:, 1:]).max(axis=1).astype(bool)).any()  # along one of both at a time
    np.testing.assert_allclose(W, path.at(s), atol=1e-12)


def test_where_all_weights_are_zero_the_bias_alone_is_free():
    one = path_content(kind="freedom", penalty="l1")
    zeroing = one.path.zeroing
    np.testing.assert_array_equal(one.axis.place(zeroing * np.array([0.99, 1.0, 1.1])), [2.0, 1.0, 1.0])


def test_sizes_never_grow_with_the_strength():
    for penalty in ("l1", "l2", "elastic_net"):
        one = path_content(kind="norm", penalty=penalty)
        assert (np.diff(one.axis.places) <= 1e-12).all()
    ridge = path_content(penalty="l2")
    np.testing.assert_allclose(
        weight_sizes(ridge.problem, ridge.path.weights)[0], np.linalg.norm(ridge.path.weights[:, :10], axis=1)
    )
    lasso = path_content(penalty="l1")
    np.testing.assert_allclose(
        weight_sizes(lasso.problem, lasso.path.weights)[0], np.abs(lasso.path.weights[:, :10]).sum(axis=1)
    )


def test_an_axis_that_is_not_known_is_the_strength():
    one = path_content(kind="freedom", loss="huber")
    assert one.axis.kind == "strength"
    assert "freedom" not in axes_of(one.path)


def test_zero_and_far_strengths_stand_at_the_ends():
    one = path_content(now=0.0)
    low, high = (10.0**end for end in one.axis.range)
    np.testing.assert_allclose(one.axis.place(np.array([0.0, 0.5, 1e9])), [low, 0.5, high])
    assert one.axis.stops[0] == 0.0
