"""The cost and its gradient, whatever the loss, the penalty and the model."""

from __future__ import annotations

import tracemalloc

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


WEIGHED = Dataset(
    np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 5.0]]), np.array([1.0, 2.0, 4.0]), example_weights=np.array([1.0, 2.0, 3.0])
)
"""Shares 1/2, 1 and 3/2."""


def linear(data, loss="squared", penalty="none", strength=0.0):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), strength)


def test_what_examples_weigh_enters_means_eigenvalue_and_worst_row():
    problem, alike = linear(WEIGHED), linear(Dataset(WEIGHED.X, WEIGHED.y))
    assert problem.feature_means == pytest.approx([7 / 6, 15 / 6], rel=1e-14)
    assert alike.feature_means == pytest.approx([4 / 3, 2.0], rel=1e-14)
    design = np.column_stack([WEIGHED.X, np.ones(3)])
    shares = np.array([0.5, 1.0, 1.5])
    gram = sum(s * np.outer(row, row) for s, row in zip(shares, design, strict=True)) / 3
    assert problem.largest_eigenvalue() == pytest.approx(np.linalg.eigvalsh(gram)[-1], rel=1e-12)
    assert problem.largest_row() == pytest.approx(1.5 * 26.0, rel=1e-14)
    assert alike.largest_row() == pytest.approx(26.0, rel=1e-14)
    z = np.array([[0.0, 2.0, 5.0], [1.0, 2.0, 4.0]])
    assert problem.mean_of_losses(z) == pytest.approx([(0.5 * 1.0 + 1.5 * 1.0) / 3, 0.0])
    assert alike.mean_of_losses(z) == pytest.approx([2 / 3, 0.0])


def test_a_run_starts_at_zero_unless_that_costs_least_already():
    labels = Dataset(np.array([[1.0], [2.0]]), np.array([-1.0, 1.0]), task="binary")
    classes = Dataset(np.array([[1.0], [2.0], [3.0]]), np.array([0.0, 1.0, 2.0]), task="multiclass")
    assert linear(labels, "logistic").usual_start == "zero"
    assert linear(labels, "perceptron").usual_start == "normal"
    assert linear(classes, "cross_entropy").usual_start == "zero"
    assert linear(WEIGHED).usual_start == "zero"
    assert linear(Dataset(WEIGHED.X, np.zeros(3))).usual_start == "normal"
    network = Problem(WEIGHED, MODELS["mlp"](hidden=2), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert network.usual_start == "normal"


def test_a_penalty_can_be_asked_for_at_another_strength():
    problem, W = linear(WEIGHED, penalty="l1", strength=2.0), np.array([[1.0, -3.0, 7.0], [0.0, 0.5, 1.0]])
    assert problem.penalties(W).tolist() == [8.0, 1.0]
    assert problem.penalties(W, 0.0).tolist() == [0.0, 0.0]
    assert problem.penalties(W, 0.5).tolist() == [2.0, 0.25]
    assert problem.at(3.0).cost(W[0]).penalty == 12.0
    known = problem.costs(W, np.array([10.0, 20.0]))
    assert (known.data.tolist(), known.total.tolist()) == ([10.0, 20.0], [18.0, 21.0])


def test_a_class_that_no_counting_example_has_is_missing():
    X, y = np.arange(4.0)[:, None], np.array([-1.0, -1.0, -1.0, 1.0])
    with pytest.raises(ValueError, match=r"target has 1 class \(-1\); a classifier needs 2"):
        linear(Dataset(X, y, task="binary", example_weights=np.array([1.0, 1.0, 1.0, 0.0])), "hinge")
    assert linear(Dataset(X, y, task="binary", example_weights=np.array([1.0, 1.0, 0.0, 1e-9])), "hinge").n == 4
    assert linear(Dataset(X, np.ones(4)), "squared").n == 4


@pytest.mark.parametrize("outputs", ["one", "several"])
def test_rows_fit_the_cache_by_the_outputs_of_all_units(outputs):
    """32,000 cells: of 10 examples x (7 + 1 or 7 + 3) units, as 250,000 of them are evaluated at once."""
    y = np.arange(10.0) if outputs == "one" else np.arange(10.0) % 3
    data = Dataset(np.ones((10, 1)), y, task="regression" if outputs == "one" else "multiclass")
    loss = LOSSES["squared" if outputs == "one" else "cross_entropy"]()
    problem = Problem(data, MODELS["mlp"](hidden=7), loss, PENALTIES["none"](), 0.0)
    units = 8 if outputs == "one" else 10
    assert problem.rows_at_once(problem.examples) == 32_000 // (10 * units)
    rows = []
    problem.in_blocks(np.zeros((4000, problem.size)), lambda _, z: rows.append(len(z)) or np.zeros(len(z)))
    assert rows[0] == 250_000 // (10 * units)
    assert sum(rows) == 4000
    wide = Problem(
        Dataset(np.ones((1300, 1)), np.ones(1300)), MODELS["mlp"](hidden=30), LOSSES["squared"](), PENALTIES["none"](), 0.0
    )
    assert wide.rows_at_once(wide.examples) == 1
    assert problem.in_blocks(np.zeros((0, problem.size)), lambda _, z: np.zeros(len(z))).shape == (0,)


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_gradients_of_many_weights_are_those_of_each(model, regression_data):
    problem = Problem(regression_data, MODELS[model](), LOSSES["huber"](), PENALTIES["none"](), 0.0)
    W = np.random.default_rng(0).normal(size=(1 + 2 * problem.rows_at_once(problem.examples), problem.size))
    found = problem.gradients(W)
    for i in (0, len(W) // 2, len(W) - 2, len(W) - 1):
        assert found[i] == pytest.approx(problem.gradient(W[i]), rel=1e-10, abs=1e-12)
    assert problem.gradients(W[:0]).shape == (0, problem.size)


def test_the_prox_takes_one_step_length_for_each_weight():
    """L1 of strength 2 takes 2 t off: with another t for each weight, and none for the bias."""
    problem = linear(WEIGHED, penalty="l1", strength=2.0)
    assert problem.prox()(np.array([3.0, -3.0, 3.0]), np.array([0.5, 1.0, 9.0])).tolist() == [2.0, -1.0, 3.0]
    assert linear(WEIGHED, penalty="l2", strength=2.0).prox() is None


def test_weights_are_named_after_features_units_and_classes():
    classes = Dataset(WEIGHED.X, np.array([0.0, 1.0, 2.0]), task="multiclass", features=("a", "b"))
    make = lambda data, model, loss: Problem(data, model, LOSSES[loss](), PENALTIES["none"](), 0.0).names
    of_classes = make(classes, MODELS["linear"](), "cross_entropy")
    assert len(of_classes) == 9
    assert all(name in of_classes[i] for i, name in [(0, "a"), (5, "b"), (8, "bias")])
    assert all(classes.classes[i % 3] in name for i, name in enumerate(of_classes))
    network = make(Dataset(WEIGHED.X, WEIGHED.y, features=("a", "b")), MODELS["mlp"](hidden=2), "squared")
    assert network == ("a→h1", "a→h2", "b→h1", "b→h2", "bias h1", "bias h2", "h1→out", "h2→out", "bias")
    assert make(Dataset(WEIGHED.X, WEIGHED.y, features=("a", "b")), MODELS["linear"](), "squared") == ("a", "b", "bias")


def test_offsets_are_for_losses_with_one_score():
    offset = np.array([1.0, 0.0, 0.0])
    with pytest.raises(ValueError, match="offset: Cross-entropy has a score for each class"):
        linear(Dataset(WEIGHED.X, np.array([0.0, 1.0, 2.0]), task="multiclass", offset=offset), "cross_entropy")
    problem = linear(Dataset(WEIGHED.X, WEIGHED.y, offset=offset))
    assert problem.cost(np.zeros(3)).data == pytest.approx((0.0 + 4.0 + 16.0) / 3)


@pytest.mark.parametrize("shape", [(2000, 2), (5, 2000)])
def test_the_largest_eigenvalue_takes_little_memory_whichever_way_the_data_are_long(shape):
    """The smaller of the two products of the design with itself has at most 36 numbers; the larger one takes 32 MB."""
    X = np.random.default_rng(0).normal(size=shape)
    problem = linear(Dataset(X, np.ones(shape[0])))
    expected = np.linalg.norm(problem.network.design, 2) ** 2 / shape[0]
    tracemalloc.start()
    found = problem.largest_eigenvalue()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == pytest.approx(expected, rel=1e-10)
    assert peak < 4e6


def test_more_rows_of_weights_than_fit_into_memory_at_once_are_taken_in_blocks():
    rng = np.random.default_rng(0)
    X, W = rng.normal(size=(300_001, 1)), rng.normal(size=(3, 2))
    many = linear(Dataset(X, X[:, 0]))
    blocks: list[int] = []

    def of(y, z):
        blocks.append(len(z))
        return ((z - y) ** 2).mean(axis=-1)

    assert many.in_blocks(W, of) == pytest.approx([((X[:, 0] * (w[0] - 1.0) + w[1]) ** 2).mean() for w in W], rel=1e-9)
    assert blocks == [1, 1, 1]


def test_a_network_for_two_classes_names_no_class_at_its_output():
    X, y = np.array([[1.0], [2.0]]), np.array([-1.0, 1.0])
    data = Dataset(X, y, features=("size",), task="binary", classes=("no", "yes"))
    problem = Problem(data, MODELS["mlp"](hidden=2), LOSSES["logistic"](), PENALTIES["none"](), 0.0)
    assert len(problem.names) == problem.size == len(set(problem.names))
    assert not any("yes" in name or "no" in name for name in problem.names)
