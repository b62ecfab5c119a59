"""The cost and its gradient, whatever the loss, the penalty and the model."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import instances
from explorer.datasets.preparation import prepare

LOSSES_ONCE = [cls() for cls in LOSSES.values()]
PENALTIES_ALL = [p for cls in PENALTIES.values() for p in instances(cls)]


def weight_blocks(problem, w):
    """The weights of each layer without biases, (inputs, outputs), by the names of all weights."""
    found = []
    for layer in problem.network.layers:
        names = problem.names[layer.start : layer.stop]
        own = [v for v, name in zip(w[layer.start : layer.stop], names, strict=True) if not name.startswith("bias")]
        found.append(np.reshape(own, (layer.inputs, -1)))
    return found


def test_the_articles_example():
    """0.25 + 0.015 = 0.265, from the article's own y_pred, y_true, weights and lambda."""
    data = Dataset(10 * np.eye(4), np.array([1.5, 2.5, 3.5, 4.5]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    cost = problem.cost(np.array([0.1, 0.2, 0.3, 0.4, 0.0]))
    assert cost.data == pytest.approx(0.25, rel=1e-15)
    assert cost.penalty == pytest.approx(0.015, rel=1e-15)
    assert cost.total == pytest.approx(0.265, rel=1e-15)
    assert all(type(part) is float for part in cost)


@pytest.mark.parametrize(
    "model", [MODELS["linear"](), MODELS["polynomial"](degree=2), MODELS["mlp"](hidden=3)], ids=lambda m: m.id
)
@pytest.mark.parametrize("loss", LOSSES_ONCE, ids=lambda p: p.id)
def test_the_cost_is_the_mean_loss_plus_strength_times_penalty(loss, model, data_for):
    data = data_for(loss)
    for penalty in PENALTIES_ALL:
        problem = Problem(data, model, loss, penalty, 0.3)
        w = np.random.default_rng(0).normal(size=problem.size)
        cost = problem.cost(w)
        if penalty is PENALTIES_ALL[0]:  # the sum knows of no penalty
            z, blocks = problem.network.predict(w), weight_blocks(problem, w)
            by_hand = sum(float(loss.value(data.y[i : i + 1], z[i : i + 1])[0]) for i in range(data.n)) / data.n
        assert cost.data == pytest.approx(by_hand, rel=1e-12), penalty
        assert cost.penalty == pytest.approx(sum(penalty.value(block, 0.3) for block in blocks), rel=1e-12), penalty
        assert cost.total == cost.data + cost.penalty, penalty
        many = problem.costs(np.stack([w, 2 * w, 0 * w]))
        for i, factor in enumerate((1, 2, 0)):
            assert [part[i] for part in many] == pytest.approx(list(problem.cost(factor * w)), rel=1e-12, abs=1e-15), penalty


@pytest.mark.parametrize(
    "model", [MODELS["linear"](), MODELS["polynomial"](degree=2), MODELS["mlp"](hidden=3)], ids=lambda m: m.id
)
@pytest.mark.parametrize("loss", [loss for loss in LOSSES_ONCE if loss.smooth], ids=lambda p: p.id)
def test_the_gradient_is_the_derivative_of_the_data_term(loss, model, data_for):
    problem = Problem(data_for(loss), model, loss, PENALTIES["l2"](), 0.5)
    w = np.random.default_rng(1).normal(size=problem.size) * 0.5
    h = 1e-5
    d = [(problem.cost(w + e).data - problem.cost(w - e).data) / (2 * h) for e in np.eye(problem.size) * h]
    assert problem.gradient(w) == pytest.approx(np.array(d), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("loss", LOSSES_ONCE, ids=lambda p: p.id)
def test_repeating_or_reordering_the_examples_changes_nothing(loss, data_for):
    data = data_for(loss)
    make = lambda rows: Problem(data.rows(rows), MODELS["linear"](), loss, PENALTIES["none"](), 0.0)
    once, twice = make(np.arange(data.n)), make(np.tile(np.arange(data.n)[::-1], 2))
    w = np.random.default_rng(2).normal(size=once.size)
    assert twice.cost(w).data == pytest.approx(once.cost(w).data, rel=1e-12)
    assert twice.gradient(w) == pytest.approx(once.gradient(w), rel=1e-10, abs=1e-14)


def test_l_is_the_largest_eigenvalue_of_the_hessian(regression_data):
    for penalty, strength in (("l2", 0.7), ("l1", 0.7)):
        problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](), strength)
        design = np.column_stack([regression_data.X, np.ones(60)])
        hessian = 2 * design.T @ design / 60
        added = strength if penalty == "l2" else 0.0
        assert problem.curvature() == pytest.approx(np.linalg.eigvalsh(hessian)[-1] + added, rel=1e-12)


def test_l_is_the_same_with_more_features_than_examples():
    X = np.random.default_rng(3).normal(size=(8, 20))
    problem = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), LOSSES["huber"](), PENALTIES["none"](), 0.0)
    design = np.column_stack([X, np.ones(8)])
    assert problem.curvature() == pytest.approx(np.linalg.norm(design, 2) ** 2 / 8, rel=1e-12)


@pytest.mark.parametrize(("loss", "model"), [("absolute", "linear"), ("hinge", "linear"), ("squared", "mlp")])
def test_l_is_not_claimed_where_none_is_known(loss, model, data_for):
    data = data_for(LOSSES[loss]())
    assert Problem(data, MODELS[model](), LOSSES[loss](), PENALTIES["l2"](), 0.1).curvature() is None


def test_held_out_examples_use_the_fitted_features():
    prepared = prepare(DATASETS["engel"]().load(), 0.25, 0, True)
    problem = Problem(prepared.train, MODELS["polynomial"](degree=2), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    w = np.array([0.5, -0.2, 0.1])
    products = lambda X: np.column_stack([X[:, 0], X[:, 0] ** 2])
    mean, scale = products(prepared.train.X).mean(axis=0), products(prepared.train.X).std(axis=0)
    z = (products(prepared.validation.X) - mean) / scale @ w[:2] + w[2]
    by_hand = ((z - prepared.validation.y) ** 2).mean()
    assert problem.mean_loss(w[None], problem.hold(prepared.validation))[0] == pytest.approx(by_hand, rel=1e-12)


def test_a_loss_of_another_task_is_refused(regression_data):
    with pytest.raises(ValueError, match="Hinge is for a binary target; target has a regression one. Squared .* fits."):
        Problem(regression_data, MODELS["linear"](), LOSSES["hinge"](), PENALTIES["l2"](), 0.1)


def test_the_prox_leaves_biases_alone(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 10.0)
    moved = problem.prox()(np.full(6, 0.5), 1.0)
    assert np.array_equal(moved, [0, 0, 0, 0, 0, 0.5])


def test_features_fitted_on_other_inputs_are_those_of_that_problem(regression_data):
    model = MODELS["polynomial"](degree=2)
    few = regression_data.rows(np.arange(0, 60, 3))
    make = lambda data, **more: Problem(data, model, LOSSES["squared"](), PENALTIES["l2"](), 0.1, **more)
    whole, part = make(regression_data), make(few, fitted_on=regression_data.X)
    assert np.array_equal(part.network.design, whole.network.design[::3])
    assert not np.allclose(make(few).network.design, part.network.design)


def test_anything_is_evaluated_in_blocks(regression_data, monkeypatch):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    W = np.random.default_rng(0).normal(size=(7, 6))
    seen = []

    def worst(y, z):
        seen.append(z.shape)
        return np.abs(z - y).max(axis=-1)

    monkeypatch.setattr("explorer.cost.problem.CELLS_AT_ONCE", 3 * 60)
    assert problem.in_blocks(W, worst) == pytest.approx([np.abs(problem.network.predict(w) - problem.data.y).max() for w in W])
    assert seen == [(3, 60), (3, 60), (1, 60)]
