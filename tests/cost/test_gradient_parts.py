"""The data's pull and the penalty's along a path: differences, brute force, and the optimality of scikit-learn's solutions."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, MultiTaskLasso

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.core.params import instances
from explorer.cost.gradient_parts import gradient_parts

PENALTIES_ALL = [p for cls in PENALTIES.values() for p in instances(cls)]
LOSSES_ONCE = [cls() for cls in LOSSES.values()]
MODELS_ALL = [MODELS["linear"](), MODELS["polynomial"](degree=2), MODELS["mlp"](hidden=3)]
RNG = np.random.default_rng(0)


def named(thing):
    return f"{thing.id}-{'-'.join(str(v) for v in vars(thing).values())}"


@pytest.mark.parametrize("model", MODELS_ALL, ids=lambda m: m.id)
@pytest.mark.parametrize("loss", LOSSES_ONCE, ids=lambda loss: loss.id)
def test_gradients_of_many_weights_are_those_of_each(loss, model, data_for, monkeypatch):
    problem = Problem(data_for(loss), model, loss, PENALTIES["none"](), 0.0)
    W = RNG.normal(size=(7, problem.size)) * 0.5
    expected = np.stack([problem.gradient(w) for w in W])
    assert problem.gradients(W) == pytest.approx(expected, rel=1e-10, abs=1e-13)
    monkeypatch.setattr(
        "explorer.cost.problem.CELLS_IN_CACHE", 2 * problem.n * sum(part.width for part in problem.network.layers)
    )
    assert problem.rows_at_once(problem.examples) == 2
    assert problem.gradients(W) == pytest.approx(expected, rel=1e-10, abs=1e-13)
    assert problem.gradients(W[:0]).shape == (0, problem.size)


@pytest.mark.parametrize("model", MODELS_ALL, ids=lambda m: m.id)
@pytest.mark.parametrize("penalty", PENALTIES_ALL, ids=named)
def test_the_penaltys_part_is_the_slope_of_its_value_away_from_kinks(penalty, model, regression_data):
    problem = Problem(regression_data, model, LOSSES["squared"](), penalty, 0.7)
    W = RNG.choice([-1, 1], (4, problem.size)) * RNG.uniform(0.05, 3.0, (4, problem.size))
    parts, h = gradient_parts(problem, W), 1e-5
    slopes = [(problem.penalties(W + e) - problem.penalties(W - e)) / (2 * h) for e in np.eye(problem.size) * h]
    assert parts.penalty == pytest.approx(np.stack(slopes, axis=1), abs=1e-8)
    assert parts.data == pytest.approx(np.stack([problem.gradient(w) for w in W]), rel=1e-10)
    assert np.array_equal(parts.total, parts.data + parts.penalty)


@pytest.mark.parametrize("penalty", PENALTIES_ALL, ids=named)
def test_against_the_total_the_cost_falls_faster_than_any_other_way(penalty, data_for):
    """From weights some of which are zero: the one-sided slope along -total is -|total|^2, and no unit direction has a lower.

    All of it by differences of the cost alone, over many directions.
    """
    loss = LOSSES["cross_entropy"]()
    problem = Problem(data_for(loss), MODELS["linear"](), loss, penalty, 0.15)
    w, h = RNG.normal(size=problem.size), 1e-7
    w[:6] = 0.0
    total = gradient_parts(problem, w[None]).total[0]
    steepness = float(np.linalg.norm(total))
    falls = lambda v: (problem.costs((w + h * v)[None]).total[0] - problem.cost(w).total) / h
    assert falls(-total / steepness) == pytest.approx(-steepness, rel=1e-5)
    directions = RNG.normal(size=(300, problem.size)) * RNG.choice([0.0, 1.0], (300, problem.size)) - total * 3
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    slopes = np.array([falls(v) for v in directions])
    assert slopes.min() >= -steepness * (1 + 1e-5)
    assert slopes.min() < -0.5 * steepness, "directions near the steepest were among them"


def test_at_scikit_learns_lasso_and_elastic_net_the_parts_cancel(regression_data):
    X, y = regression_data.X, regression_data.y
    for ratio, model in ((1.0, Lasso(alpha=0.4, tol=1e-14, max_iter=100_000)), (0.5, ElasticNet(0.4, l1_ratio=0.5, tol=1e-14))):
        model.fit(X, y)
        penalty = PENALTIES["elastic_net"](ratio=ratio)
        problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), penalty, 0.8)  # the loss is not halved
        parts = gradient_parts(problem, np.append(model.coef_, model.intercept_)[None])
        assert (model.coef_ == 0).any()
        assert abs(parts.total).max() < 1e-7
        assert abs(parts.data).max() > 0.1
        off = gradient_parts(problem, np.append(model.coef_ + 0.01, model.intercept_)[None])
        assert abs(off.total).max() > 1e-3


def test_at_scikit_learns_group_lasso_the_parts_cancel(regression_data):
    """Two targets at once: the squared loss of two single problems, and rows of two weights as groups."""
    X = regression_data.X
    Y = np.stack([regression_data.y, X[:, 1] - X[:, 0] + 0.3 * RNG.normal(size=60)], axis=1)
    model = MultiTaskLasso(alpha=0.5, tol=1e-14, max_iter=100_000).fit(X, Y)
    W = model.coef_.T
    assert (W == 0).all(axis=1).any()
    assert (W != 0).any()
    data = X.T @ (X @ W + model.intercept_ - Y) / 60
    total = data + PENALTIES["group_l1"]().subgradient(W, data, 0.5)
    assert abs(total).max() < 1e-6
    assert abs(data).max() > 0.1


def test_in_a_plane_the_parts_are_the_nearest_arrows_in_it(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l1"](), 0.3)
    W, basis = RNG.normal(size=(5, 6)), RNG.normal(size=(6, 2))
    whole, plane = gradient_parts(problem, W), gradient_parts(problem, W, basis)
    for full, flat in zip(whole, plane, strict=True):
        assert flat == pytest.approx(np.linalg.lstsq(basis, full.T, rcond=None)[0].T, rel=1e-10, abs=1e-14)
    axes = np.eye(6)[:, [4, 1]]
    assert gradient_parts(problem, W, axes).data == pytest.approx(whole.data[:, [4, 1]], rel=1e-12)
    with pytest.raises(ValueError, match="two different directions"):
        gradient_parts(problem, W, np.ones((6, 2)))
