"""Many examples are taken in blocks: the same numbers, and memory that does not grow with the steps."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.cost.bound_examples import FEW, BoundExamples
from explorer.cost.hessian import data_hessian

N = 20_000
RNG = np.random.default_rng(0)
X = RNG.normal(size=(N, 3))
TARGETS = {
    "regression": X @ (1.0, -2.0, 0.5) + RNG.standard_t(3, size=N),
    "binary": np.where(X[:, 0] + RNG.normal(size=N) > 0, 1.0, -1.0),
    "multiclass": np.digitize(X[:, 0], [-0.5, 0.5]),
}
CASES = [
    (loss, model)
    for loss in ("squared", "huber", "logistic", "cross_entropy")
    for model in (MODELS["linear"](), MODELS["polynomial"](degree=2), MODELS["mlp"](hidden=5))
]


def problem_of(loss, model, n=N):
    task = LOSSES[loss].task
    data = Dataset(X[:n], TARGETS[task][:n], task=task)
    return Problem(data, model, LOSSES[loss](), PENALTIES["l1"](), 0.1)


def in_one(problem, w):
    """The mean loss and its gradient by one pass over all examples."""
    z, back = problem.network.forward(w)
    y = problem.data.y
    return problem.loss.value(y, z).mean(), back(problem.loss.slope(y, z) / problem.n)


def test_blocks_hold_every_example_once_in_order_and_are_views():
    network = MODELS["linear"]().bind(np.arange(100_000.0)[:, None])
    examples = BoundExamples(network, np.arange(100_000), LOSSES["squared"]())
    assert len(examples.blocks) > 1
    assert np.array_equal(np.concatenate([part.y for part in examples.blocks]), examples.y)
    assert np.array_equal(np.concatenate([part.network.design for part in examples.blocks]), network.design)
    assert all(np.shares_memory(part.network.design, network.design) for part in examples.blocks)


def test_few_examples_are_one_block():
    network = MODELS["linear"]().bind(np.zeros((FEW, 1)))
    examples = BoundExamples(network, np.zeros(FEW), LOSSES["squared"]())
    assert not examples.many
    assert examples.blocks == (examples,)


def longest_block(network):
    return max(len(part.y) for part in BoundExamples(network, np.zeros(N), LOSSES["squared"]()).blocks)


def test_a_block_of_wide_data_has_fewer_examples():
    longest = [longest_block(MODELS["linear"]().bind(np.zeros((N, q)))) for q in (1, 50)]
    assert longest[0] > 4 * longest[1]


@pytest.mark.parametrize(("loss", "model"), CASES, ids=lambda v: v if isinstance(v, str) else v.id)
def test_sums_over_blocks_are_those_of_all_examples(loss, model):
    problem = problem_of(loss, model)
    assert len(problem.examples.blocks) > 1
    W = np.random.default_rng(1).normal(size=(3, problem.size))
    for w in W:
        loss_there, gradient = in_one(problem, w)
        assert problem.cost(w).data == pytest.approx(loss_there, rel=1e-12)
        np.testing.assert_allclose(problem.gradient(w), gradient, rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(problem.gradients(W), [in_one(problem, w)[1] for w in W], rtol=1e-9, atol=1e-13)
    held_out = problem.hold(problem.data)
    np.testing.assert_allclose(problem.mean_loss(W, held_out), [in_one(problem, w)[0] for w in W], rtol=1e-12)


@pytest.mark.parametrize(("loss", "model"), CASES, ids=lambda v: v if isinstance(v, str) else v.id)
def test_every_way_to_the_mean_loss_and_gradient_gives_the_same_bits(loss, model):
    problem = problem_of(loss, model)
    W = np.random.default_rng(2).normal(size=(10, problem.size))
    together = problem.mean_loss(W)
    for i, w in enumerate(W):
        value, gradient = problem.loss_and_gradient(w)
        assert value == together[i] == problem.cost(w).data
        assert np.array_equal(gradient, problem.gradient(w))


@pytest.mark.parametrize("loss", ["huber", "cross_entropy"])
def test_second_derivatives_of_many_examples_are_those_of_the_gradient(loss):
    problem = problem_of(loss, MODELS["linear"]())
    w, h = 0.3 * np.random.default_rng(3).normal(size=problem.size), 1e-5
    found = data_hessian(problem, w)
    by_hand = [(in_one(problem, w + h * d)[1] - in_one(problem, w - h * d)[1]) / (2 * h) for d in np.eye(problem.size)]
    np.testing.assert_allclose(found, by_hand, rtol=1e-3, atol=1e-3)
