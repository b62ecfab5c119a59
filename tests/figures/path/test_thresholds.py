"""What a penalty makes of one weight: the curve, the threshold in the title, and for which features it is true."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.figures.path.thresholds import Thresholds, thresholds_picture
from explorer.landscape.shape.curvature import curvature_scale
from explorer.path.regularization_path import regularization_path
from tests.helpers.path_content import path_points
from tests.helpers.told import told


def test_a_curve_without_a_known_bend_has_its_shape_alone():
    kinked = Experiment(loss="absolute", penalty="l1").problem()
    assert curvature_scale(kinked, np.zeros(kinked.size)) is None
    picture = thresholds_picture(Thresholds(kinked, 0.3, None, None, None))
    assert picture.title == "L1 makes small weights zero"
    assert "Absolute has no curvature" in told(picture)
    network = Experiment(model="mlp", penalty="l2").problem()
    assert curvature_scale(network, np.ones(network.size)) is None
    picture = thresholds_picture(Thresholds(network, 0.3, None, None, None))
    assert picture.title == "L2 makes weights smaller, none zero"
    assert "of a network" in told(picture)


def test_the_curve_is_the_best_weight_by_brute_force():
    for penalty in ("l1", "l2", "elastic_net", "mcp", "scad", "group_l1"):
        problem = Experiment(penalty=penalty).problem()
        one = Thresholds(problem, 0.7, 2.0, None, None)
        v = np.linspace(-3, 3, 60001)
        for b in (-2.5, -0.3, 0.2, 0.36, 1.1):
            cost = (v - b) ** 2 + problem.penalty.terms(v[:, None, None], 0.7).reshape(len(v), -1).sum(axis=1)
            assert one.curve(problem.penalty, np.array([b]))[0] == pytest.approx(v[cost.argmin()], abs=2e-4)


def test_the_threshold_in_the_title_is_where_the_curve_leaves_zero():
    problem = Experiment(penalty="l1").problem()
    assert Thresholds(problem, 0.3, 2.0, None, None).threshold == pytest.approx(0.15)
    assert thresholds_picture(Thresholds(problem, 0.3, 2.0, None, None)).title == "Weights below 0.15 become zero"
    assert Thresholds(Experiment(penalty="l2").problem(), 0.3, 2.0, None, None).threshold == 0.0
    scad = Thresholds(Experiment(penalty="scad").problem(), 0.3, 0.02, None, None)  # it jumps: a weight may stay away from zero
    edge = scad.threshold
    assert scad.curve(scad.problem.penalty, np.array([edge * (1 - 1e-6), edge * (1 + 1e-6)])) == pytest.approx(
        [0, edge], rel=1e-5
    )


@pytest.mark.parametrize("spread", [0.25, 1.0, 4.0])
def test_the_title_is_true_of_features_that_are_not_of_spread_1(spread):
    x = spread * np.tile([-1.0, 1.0], 20)
    for free in (0.9 * 0.15, 1.1 * 0.15):
        problem = Problem(Dataset(x[:, None], free * x), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.3)
        zeroed = regularization_path(problem, [0.3]).weights[0, 0] == 0
        assert zeroed == (2 * spread**2 * free < 0.3)  # the pull on a weight of zero, by hand
        title = thresholds_picture(Thresholds(problem, 0.3, 2.0, None, None)).title
        plain = "Weights below 0.15 become zero"
        assert title == (plain if spread == 1 else "For a feature of spread 1: weights below 0.15 become zero")


def test_without_standardising_every_title_but_that_nothing_shrinks_is_for_spread_1():
    def title(strength, **fields):
        problem = Experiment(dataset="diabetes", **fields).problem()
        return thresholds_picture(Thresholds(problem, strength, 2.0, None, None)).title

    assert title(2.0, penalty="l2") == "A weight keeps 50 % of its size"
    assert title(2.0, penalty="l2", standardise=False) == "For a feature of spread 1: a weight keeps 50 % of its size"
    assert title(1e-5, penalty="l2", standardise=False) == "For a feature of spread 1: nothing shrinks"
    assert title(0.0, penalty="l2", standardise=False) == title(2.0, penalty="none", standardise=False) == "Nothing shrinks"
    assert title(2.0, penalty="l2", model="mlp").startswith("For a feature of spread 1")


def test_weights_of_features_that_are_not_correlated_lie_on_the_curve():
    rng = np.random.default_rng(0)
    Q, _ = np.linalg.qr(np.column_stack([np.ones(50), rng.normal(size=(50, 3))]))
    X = 50**0.5 * Q[:, 1:]
    problem = Problem(Dataset(X, X @ [1.0, -0.3, 0.02] + 1), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.2)
    path = regularization_path(problem, [0.2])
    free = np.array([1.0, -0.3, 0.02, 1.0])
    one = Thresholds(problem, 0.2, curvature_scale(problem, path.weights[0]), free, path.weights[0])
    np.testing.assert_allclose(path.weights[0, :3], one.curve(problem.penalty, free[:3]), atol=1e-12)
    picture = thresholds_picture(one)
    assert "off the curve" not in told(picture)
    assert [item["at"] for item in path_points(picture.figure)["items"]] == [1.0, -0.3, 0.02]
