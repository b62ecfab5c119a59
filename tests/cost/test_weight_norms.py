"""What is counted and measured of the weights: against counting by hand and the published norms."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.core.params import instances
from explorer.cost.weight_norms import alive, nonzero, penalty_norm, zero_count

BLOCK = Experiment(dataset="penguins", model="mlp", steps=10, params={"model.hidden": 3})


def layered(w):
    """The weights of the network of `BLOCK` without its biases: 4 inputs, 3 hidden units, 3 classes."""
    return w[:12].reshape(4, 3), w[15:24].reshape(3, 3)


PUBLISHED = {
    "none": lambda w: 0.0,
    "l1": lambda w: np.linalg.norm(w.ravel(), 1),
    "l2": lambda w: np.linalg.norm(w) ** 2 / 2,
    "elastic_net": lambda w: 0.5 * np.linalg.norm(w.ravel(), 1) + 0.25 * np.linalg.norm(w) ** 2,
    "group_l1": lambda w: sum(np.linalg.norm(row) for row in w),
}


def some_weights():
    W = np.random.default_rng(3).normal(size=(6, 27))
    W[1, :5] = 0.0
    W[2, 12:15] = 0.0  # biases
    W[3] = 0.0
    W[4, 20] = 5e-324
    return W


def test_with_hidden_layers_only_weights_that_are_exactly_zero_count():
    assert zero_count(BLOCK.problem(), some_weights()).tolist() == [0, 5, 0, 21, 0, 0]


@pytest.mark.parametrize("strength", [0.0, 0.3, 7.0])
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_norm_is_the_published_one_whatever_the_strength(name, strength):
    W = some_weights()
    problem = BLOCK.change(penalty=name, strength=strength).problem()
    expected = [sum(PUBLISHED[name](layer) for layer in layered(w)) for w in W]
    assert penalty_norm(problem, W) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", ["mcp", "scad"])
def test_where_the_strength_is_no_mere_factor_the_price_itself_is_told(name):
    W = some_weights()
    problem = BLOCK.change(penalty=name, strength=0.3).problem()
    assert penalty_norm(problem, W) == pytest.approx([problem.cost(w).penalty for w in W], rel=1e-12)


@pytest.mark.parametrize("penalty", [p for cls in PENALTIES.values() for p in instances(cls)], ids=str)
def test_every_penalty_says_what_it_adds_up(penalty):
    """Empty only where it adds up nothing; and where the strength is a factor, it is one."""
    w = np.array([[0.5], [-2.0]])
    assert bool(penalty.measure) == (penalty.value(w) > 0)
    assert len(penalty.measure) <= 30
    factor = penalty.value(w, 3.0) == pytest.approx(3.0 * penalty.value(w, 1.0))
    assert factor or not penalty.scaled


def test_on_a_run_the_count_is_that_of_the_zeros_l1_left():
    e = Experiment(penalty="l1", strength=0.1)
    history = e.train()
    counted = zero_count(e.problem(), history.weights)
    assert counted[0] == 10
    assert counted[-1] == sum(v == 0 for v in history.weights[-1][:10].tolist())
    assert penalty_norm(e.problem(), history.weights) * 0.1 == pytest.approx(history.penalty, rel=1e-12)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize(("share", "counts"), [(1e-15, False), (5e-13, False), (2e-12, True), (1e-6, True)])
def test_a_weight_counts_by_what_it_moves_whatever_the_units(unit, size, share, counts):
    """A weight that over one spread of its feature moves the prediction by a share of the targets' spread."""
    rng = np.random.default_rng(0)
    X, y = unit * rng.normal(size=(20, 2)), size * rng.normal(size=20)
    problem = Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.1)
    W = np.array([[share * y.std() / X[:, 0].std(), 0.0, 7.0]])
    assert alive(problem, W).tolist() == [[counts, False, False]]
    assert (nonzero(problem, W)[0], zero_count(problem, W)[0]) == (int(counts), 2 - counts)


def test_of_targets_far_from_zero_the_last_digits_count_for_nothing():
    """They are known to 1e-16 of their size, however little they differ."""
    X, y = np.random.default_rng(0).normal(size=(20, 1)), 1e9 + np.arange(20.0)
    problem = Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.1)
    assert nonzero(problem, np.array([[1e-7, 1e9], [1e-3, 1e9]])).tolist() == [0, 1]


def test_for_classes_and_under_a_log_link_a_prediction_has_a_unit_of_its_own():
    X = np.array([[-1.0], [1.0]])
    for loss, y in (("hinge", [-1.0, 1.0]), ("poisson", [0.0, 9e6]), ("cross_entropy", [0, 1])):
        data = Dataset(X, np.array(y), task=LOSSES[loss].task)
        problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), 0.1)
        W = np.zeros((2, problem.size))
        W[:, 0] = 3e-13, 3e-12
        assert nonzero(problem, W).tolist() == [0, 1]
