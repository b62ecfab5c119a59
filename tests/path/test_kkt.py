"""How far weights are from the conditions for a minimum: by hand at chosen points, and 0 at known minima."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.kkt import gradient_rounding, mean_loss_and_gradient, violations
from explorer.path.strength_grid import default_strengths

X = np.array([[1.0], [-1.0]])
DATA = Dataset(X, np.array([3.0, -3.0]))


def missed(penalty, strengths, W, **params):
    problem = Problem(DATA, MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](**params), 0.0)
    W = np.array(W, dtype=float)
    return violations(problem, np.array(strengths, dtype=float), W, mean_loss_and_gradient(problem, W)[1])


def test_by_hand():
    """The mean loss is (w - 3)^2 + b^2, so its slopes are 2 (w - 3) and 2 b."""
    assert missed("l1", [6.0, 5.0, 5.0, 2.0], [[0, 0], [0, 0], [1, 0], [2, 0.7]]) == pytest.approx([0.0, 1.0, 1.0, 1.4])
    assert missed("l1", [2.0], [[2, 0]])[0] == 0.0
    assert missed("l2", [2.0, 2.0], [[1.5, 0], [1, 0]]) == pytest.approx([0.0, 2.0])
    assert missed("elastic_net", [2.0], [[1, 0]], ratio=0.5) == pytest.approx([2.0])
    assert missed("group_l1", [6.0, 5.0], [[0, 0], [0, 0]]) == pytest.approx([0.0, 1.0])
    assert missed("mcp", [1.0, 1.0], [[3, 0], [2, 0]], gamma=2.0) == pytest.approx([0.0, 2.0])
    assert missed("scad", [1.0], [[2, 0]], a=3.0) == pytest.approx([1.5])


def test_groups_by_the_prox():
    """At zero weights a row's slope has to be no longer than the strength."""
    data = Dataset(np.eye(3), np.arange(3), task="multiclass")
    problem = Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["group_l1"](), 0.0)
    W = np.zeros((2, 12))
    slope = np.linalg.norm((np.full(3, 1 / 3) - np.eye(3)[0]) / 3)
    found = violations(problem, np.array([slope, 0.75 * slope]), W, mean_loss_and_gradient(problem, W)[1])
    assert found == pytest.approx([0.0, 0.25 * slope * np.sqrt(2 / 3)], abs=1e-15)


def test_the_mean_loss_and_its_gradient_are_the_problems_own(binary_data):
    problem = Problem(binary_data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l1"](), 0.3)
    W = np.random.default_rng(0).normal(size=(4, 5))
    data, G = mean_loss_and_gradient(problem, W)
    for w, value, g in zip(W, data, G, strict=True):
        assert value == pytest.approx(problem.cost(w).data, rel=1e-13)
        assert g == pytest.approx(problem.gradient(w), abs=1e-14)


@pytest.mark.parametrize("shape", [(30, 4), (4, 9)])
def test_centred_features_have_mean_0_and_spread_1_and_the_way_back_gives_the_same_fit(shape):
    rng = np.random.default_rng(1)
    A = rng.normal(size=shape) * 10.0 ** rng.integers(-5, 5, shape[1]) + 1e3
    A[:, 1] = 0.1
    problem = Problem(Dataset(A, rng.normal(size=shape[0])), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0)
    centred = CentredDesign.of(problem)
    V, bias = rng.normal(size=(3, shape[1])), rng.normal(size=3)
    assert np.flatnonzero(centred.constant).tolist() == [1]
    assert not centred.features[:, 1].any()
    rest = np.delete(centred.features, 1, axis=1)
    assert np.abs(rest.mean(axis=0)).max() <= 1e-10
    assert rest.std(axis=0) == pytest.approx(1.0, abs=1e-9)
    assert centred.gram == pytest.approx(centred.features.T @ centred.features / shape[0], abs=1e-12)
    W = centred.weights(V, bias[:, None])
    V[:, 1] = 0.0
    W[:, -1] += 0.1 * W[:, 1]  # the constant's weight moves the bias, and nothing else
    W[:, 1] = 0.0
    assert problem.network.predict(W) == pytest.approx(V @ centred.features.T + bias[:, None], abs=1e-5)


@pytest.mark.parametrize("shape", [(30, 4), (4, 9), (5, 5)])
def test_the_widest_direction_is_that_of_the_largest_singular_value(shape):
    X = np.random.default_rng(2).normal(size=shape) * np.arange(1, shape[1] + 1) + 5.0
    problem = Problem(Dataset(X, np.zeros(shape[0])), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0)
    centred, A = CentredDesign.of(problem), X - X.mean(axis=0)
    assert centred.widest() == pytest.approx(np.linalg.norm(A, 2) ** 2 / shape[0], rel=1e-12)
    assert centred.widest(scaled=True) == pytest.approx(np.linalg.norm(A / A.std(axis=0), 2) ** 2 / shape[0], rel=1e-12)


SLOPES = {
    "squared": lambda y, z: 2.0 * (z - y),
    "huber": lambda y, z: np.clip(z - y, -1.0, 1.0),
    "logistic": lambda y, z: -y / (1.0 + np.exp(y * z)),
}


def far_off(loss, offset):
    """Features that lie far from 0, and what their path has to be judged by: as given, and in extended precision."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(50, 3)) + offset
    z = (X - offset) @ [1.0, -0.5, 0.2] + rng.normal(size=50)
    y = np.where(z > 0, 1.0, -1.0) if loss == "logistic" else z
    params = {"delta": 1.0} if loss == "huber" else {}
    own = LOSSES[loss](**params)
    return Problem(Dataset(X, y, task=own.task), MODELS["linear"](), own, PENALTIES["l1"](), 0.0)


def with_the_best_bias(problem, w, strength):
    """The best bias beside weights w (d,) under L1 and what then is missed, both in extended precision."""
    slope = SLOPES[problem.loss.id]
    X, y, w = (part.astype(np.longdouble) for part in (problem.data.X, problem.data.y, w))
    mean = X.mean(axis=0)  # the slopes' mean is 0, so they may be taken about it
    z = (X - mean) @ w
    low, high = np.longdouble(-10.0), np.longdouble(10.0)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(y, z + middle).mean() < 0 else (low, middle)
    g = (X - mean).T @ slope(y, z + low) / len(y)
    return low - mean @ w, float(np.where(w != 0, np.abs(g + strength * np.sign(w)), np.abs(g) - strength).max())


@pytest.mark.parametrize("offset", [1e5, 1e7])
@pytest.mark.parametrize("loss", SLOPES)
def test_what_rounding_leaves_of_a_bias_far_from_0_is_not_told_as_missed(loss, offset):
    """The bias is right to its last digits, and beside the best one the weights miss next to nothing."""
    problem = far_off(loss, offset)
    path = regularization_path(problem, default_strengths(problem, 8))
    top, found = path.strengths[0], path.weights
    plain = np.abs(mean_loss_and_gradient(problem, found)[1][:, 0]) - path.strengths
    assert np.abs(plain).max() > 1e-7 * top
    for s, w, told in zip(path.strengths, found, path.kkt, strict=True):
        bias, missed = with_the_best_bias(problem, w[:-1], s)
        assert abs(float(bias) - w[-1]) <= 50 * np.spacing(1.0 + np.abs(w).sum() * offset)
        assert missed <= 1e-8 * top
        assert told <= 1e-7
    assert "not reached" not in path.note


@pytest.mark.parametrize("loss", SLOPES)
def test_what_is_more_than_rounding_is_told_in_full(loss):
    """A bias further off than its last digits, and a weight off its best place beside the best bias."""
    problem = far_off(loss, 1e5)
    s = default_strengths(problem, 5)[2:3]
    w = regularization_path(problem, s).weights
    aside = w + [0.0, 0.0, 0.0, 1e-6]
    G = mean_loss_and_gradient(problem, aside)[1]
    plain = np.abs(G[0, :3] + s * np.sign(w[0, :3])) - s * (w[0, :3] == 0)
    assert violations(problem, s, aside, G)[0] == plain.max() > 0.01
    for move in (1e-3, 1e-5):
        aside = w + [move, 0.0, 0.0, 0.0]
        bias, missed = with_the_best_bias(problem, aside[0, :3], s[0])
        aside[0, 3] = float(bias)
        assert missed > 0.01 * move
        assert violations(problem, s, aside, mean_loss_and_gradient(problem, aside)[1])[0] == pytest.approx(missed, abs=1e-9)


def test_several_biases_far_from_0_are_so_by_rounding_as_well():
    """The same features about their means have the same minimum, so nothing else may be missed."""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(50, 3)), np.arange(50) % 3
    X[:, 0] += y
    near, far = (
        Problem(
            Dataset(X + offset, y, task="multiclass"), MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["l1"](), 0.0
        )
        for offset in (0.0, 1e8)
    )
    strengths = default_strengths(near, 8)
    there, path = (regularization_path(problem, strengths) for problem in (near, far))
    assert path.weights[:, :9] == pytest.approx(there.weights[:, :9], abs=1e-4)
    assert path.kkt.max() <= 1e-6


@pytest.mark.parametrize("offset", [0.0, 1e4])
@pytest.mark.parametrize("loss", ["squared", "huber", "logistic", "poisson", "cross_entropy"])
def test_what_rounding_may_explain_of_a_gradient_is_more_than_it_does_and_not_much_more(loss, offset, data_for):
    """The same gradient in long doubles, which have three digits more."""
    data = data_for(LOSSES[loss]())
    data = Dataset(data.X + offset, data.y, task=data.task)
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.0)
    W = 1e-2 * np.random.default_rng(0).normal(size=(5, problem.size)) / max(offset, 1.0)
    design = problem.network.design.astype(np.longdouble)
    width = problem.network.layers[0].width
    _, G = mean_loss_and_gradient(problem, W)
    for w, g, rounding in zip(W, G, gradient_rounding(problem, W), strict=True):
        z = design @ w.reshape(-1, width).astype(np.longdouble)
        slope = problem.loss.slope(data.y, z if width > 1 else z[:, 0]).reshape(-1, width)
        assert (np.abs((design.T @ slope / problem.n).ravel() - g) <= rounding).all()
        assert (rounding <= 1e-12 * np.abs(design).max() * max(1.0, np.abs(slope).max())).all()
