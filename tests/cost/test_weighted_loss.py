"""Whole weights of examples are repeated rows, weights of 0 are rows left out, and offsets move scores: over the registry."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, regularization_path, train
from explorer.cost.existence import minimum_exists
from explorer.cost.hessian import data_hessian
from explorer.cost.weight_norms import alive
from explorer.path import optimum, path_refusal, zeroing_strength
from explorer.path.zeroing import best_bias
from explorer.solvers.schedules import Constant
from explorer.training.steps import Run

RNG = np.random.default_rng(5)
N, D = 40, 3
X = RNG.normal(size=(N, D))
TIMES = RNG.integers(0, 4, N)
TIMES[:6] = 1, 2, 3, 1, 2, 3  # every class counts
LINE = X @ [1.0, -0.6, 0.0] + 0.7 * RNG.normal(size=N)
TARGETS = {
    "regression": LINE,
    "count": RNG.poisson(np.exp(0.5 * LINE)).astype(float),
    "amount": np.where(RNG.random(N) < 0.3, 0.0, np.exp(0.5 * LINE)),
    "positive": np.exp(0.5 * LINE),
    "binary": np.where(LINE > 0.2, 1.0, -1.0) * np.where(RNG.random(N) < 0.15, -1.0, 1.0),
    "multiclass": np.digitize(LINE + 0.8 * RNG.normal(size=N), [-0.5, 0.7]),
}
TARGETS["binary"][:2], TARGETS["multiclass"][:3] = (-1.0, 1.0), (0, 1, 2)
TRAINABLE = [name for name, loss in LOSSES.items() if not loss.untrainable]


def data_of(task, **of_each):
    return Dataset(X, TARGETS[task], task=task, classes=("a", "b", "c") if task == "multiclass" else (), **of_each)


@cache
def both(loss, penalty, model="linear", strength=0.05):
    """The problem with weights, and the same with every row as often as it weighs."""
    data = data_of(LOSSES[loss].task)
    weighted = data_of(LOSSES[loss].task, example_weights=TIMES)
    rest = MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), strength
    return Problem(weighted, *rest, fitted_on=X), Problem(data.rows(np.repeat(np.arange(N), TIMES)), *rest, fitted_on=X)


def places(problem, count=3):
    return np.random.default_rng(2).normal(size=(count, problem.size)) * 0.7


MODELS_TRIED = [(loss, model) for loss in TRAINABLE for model in ("linear", "mlp")]
OFTEN = ("squared", "logistic", "cross_entropy")


def quick_first(cases, quick):
    return [case if quick(*case) else pytest.param(*case, marks=pytest.mark.thorough) for case in cases]


@pytest.mark.parametrize(("loss", "model"), quick_first(MODELS_TRIED, lambda loss, model: model == "linear" or loss in OFTEN))
def test_value_gradient_and_hessian_are_those_of_repeated_rows(loss, model):
    weighted, repeated = both(loss, "l2", model)
    W = places(weighted)
    for of in (lambda p: p.mean_loss(W), lambda p: p.gradients(W), lambda p: data_hessian(p, W[0])):
        assert of(weighted) == pytest.approx(of(repeated), rel=1e-11, abs=1e-12)
    assert weighted.cost(W[0]).total == pytest.approx(repeated.cost(W[0]).total, rel=1e-12)
    assert weighted.gradient(W[1]) == pytest.approx(repeated.gradients(W[1:2])[0], rel=1e-11, abs=1e-12)


@pytest.mark.parametrize("loss", TRAINABLE)
def test_the_curvature_the_best_bias_and_whether_a_minimum_exists_are_those_of_repeated_rows(loss):
    weighted, repeated = both(loss, "l2", strength=0.0)
    assert weighted.curvature() == (None if repeated.curvature() is None else pytest.approx(repeated.curvature(), rel=1e-12))
    assert minimum_exists(weighted) == minimum_exists(repeated)
    assert (alive(weighted, places(weighted)) == alive(repeated, places(repeated))).all()
    w = np.zeros((2, weighted.size))
    for row, problem in zip(w, (weighted, repeated), strict=True):
        found = best_bias(problem)
        problem.network.layers[0].biases(row)[...] = 0.0 if found is None else found
    if weighted.loss.convex:
        assert repeated.mean_loss(w)[0] == pytest.approx(repeated.mean_loss(w)[1], rel=1e-9, abs=1e-9)


PATHS = [
    (loss, penalty)
    for loss in TRAINABLE
    for penalty in PENALTIES
    if not path_refusal(both(loss, penalty)[0]) and (LOSSES[loss].smooth or penalty in ("l1", "l2"))
]


def usual(loss, penalty):
    return (loss, penalty) == ("hinge", "l2") or (penalty == "l1" and LOSSES[loss]().smooth) or loss in OFTEN


@pytest.mark.parametrize(("loss", "penalty"), quick_first(PATHS, usual))
def test_the_path_and_the_strength_that_zeroes_all_are_those_of_repeated_rows(loss, penalty):
    weighted, repeated = both(loss, penalty)
    paths = [regularization_path(problem, [0.3, 0.02]) for problem in (weighted, repeated)]
    kinked = not weighted.loss.smooth
    assert paths[0].total == pytest.approx(paths[1].total, rel=2e-4 if kinked else 1e-8)
    for strength, w, lowest in zip(paths[0].strengths, paths[0].weights, paths[1].total, strict=True):
        assert repeated.at(strength).cost(w).total == pytest.approx(lowest, rel=2e-4 if kinked else 1e-8)
    found, expected = paths[0].zeroing, paths[1].zeroing
    assert found == (None if expected is None else pytest.approx(expected, rel=2e-3 if kinked else 1e-7))
    if not kinked:
        assert paths[0].kkt.max() <= 1e-5
        assert zeroing_strength(weighted) == (None if found is None else pytest.approx(found, rel=1e-9))


@pytest.mark.parametrize("penalty", ["none", "l1", "l2", "elastic_net"])
def test_the_lowest_cost_of_squared_loss_is_that_of_repeated_rows(penalty):
    weighted, repeated = both("squared", penalty)
    assert optimum(weighted).weights == pytest.approx(optimum(repeated).weights, rel=1e-9, abs=1e-12)


def test_a_run_is_that_of_repeated_rows():
    weighted, repeated = both("logistic", "l1")
    runs = [train(problem, SOLVERS["gd"](), steps=200) for problem in (weighted, repeated)]
    assert runs[0].rate == pytest.approx(runs[1].rate, rel=1e-12)
    assert runs[0].weights == pytest.approx(runs[1].weights, rel=1e-9, abs=1e-12)
    assert runs[0].total == pytest.approx(runs[1].total, rel=1e-12)


def test_the_gradients_of_an_epochs_batches_add_up_to_that_of_the_weighted_cost():
    problem = both("logistic", "l2")[0]
    run = Run(problem, SOLVERS["gd"](), 0.1, 10, 0, Constant())
    w = places(problem)[0]
    assert np.mean([run.gradient(w, k) for k in range(N // 10)], axis=0) == pytest.approx(problem.gradient(w), rel=1e-12)
    assert np.abs(run.gradient(w, 0) - problem.gradient(w)).max() > 1e-3


def test_many_examples_in_blocks_weigh_as_few_do():
    rng = np.random.default_rng(0)
    X, y, s = rng.normal(size=(30_000, 2)), rng.normal(size=30_000), rng.random(30_000)
    problem = Problem(Dataset(X, y, example_weights=s), MODELS["linear"](), LOSSES["huber"](), PENALTIES["l2"](), 0.1)
    assert len(problem.examples.blocks) > 1
    w = np.array([0.4, -0.2, 0.1])
    z, loss = X @ w[:2] + w[2], LOSSES["huber"]()
    slope = s * loss.slope(y, z) / s.sum()
    assert problem.mean_loss(w[None])[0] == pytest.approx(np.average(loss.value(y, z), weights=s), rel=1e-12)
    assert problem.gradient(w) == pytest.approx([*(slope @ X), slope.sum()], rel=1e-11)


@pytest.mark.parametrize("loss", ["squared", "absolute", "huber", "poisson", "gamma", "tweedie", "logistic", "hinge"])
def test_an_offset_is_added_to_the_score(loss):
    offset = np.random.default_rng(1).normal(size=N)
    task = LOSSES[loss].task
    plain, shifted = (
        Problem(data_of(task, offset=o), MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.1) for o in (None, offset)
    )
    W, y = places(plain), plain.data.y
    z = plain.network.predict(W) + offset
    assert shifted.mean_loss(W) == pytest.approx(plain.loss.value(y, z).mean(axis=1), rel=1e-12)
    by_hand = plain.loss.slope(y, z) @ np.column_stack([X, np.ones(N)]) / N
    assert shifted.gradients(W) == pytest.approx(by_hand, rel=1e-11, abs=1e-13)
    H = np.column_stack([X, np.ones(N)])
    assert data_hessian(shifted, W[0]) == pytest.approx((H.T * plain.loss.curvature(y, z[0])) @ H / N, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize(
    ("loss", "penalty"), [("squared", "l2"), ("squared", "l1"), ("squared", "elastic_net"), ("absolute", "l1")]
)
def test_without_a_link_an_offset_is_taken_off_the_targets(loss, penalty):
    offset = np.random.default_rng(1).normal(size=N)
    rest = MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.1
    shifted = Problem(Dataset(X, LINE, example_weights=TIMES, offset=offset), *rest)
    moved = Problem(Dataset(X, LINE - offset, example_weights=TIMES), *rest)
    found, expected = (regularization_path(problem, [0.2, 0.01]) for problem in (shifted, moved))
    assert found.total == pytest.approx(expected.total, rel=1e-4 if loss == "absolute" else 1e-12)
    assert shifted.costs(found.weights).total == pytest.approx(moved.costs(found.weights).total, rel=1e-12)
    assert found.zeroing == (None if penalty == "l2" else pytest.approx(expected.zeroing, rel=1e-6))


@pytest.mark.parametrize(("loss", "power"), [("poisson", 1.0), ("tweedie", 1.5), ("gamma", 2.0)])
def test_exposures_are_rates_with_weights(loss, power):
    """A likelihood of amounts y for an exposure e is that of the rate y / e, weighted e^(2 - power) (Jorgensen, 1997)."""
    e = np.random.default_rng(1).uniform(0.2, 5.0, N)
    y, task = TARGETS[LOSSES[loss].task], LOSSES[loss].task
    rest = MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), 0.0
    exposed = Problem(Dataset(X, y, task=task, offset=np.log(e)), *rest)
    rates = Problem(
        Dataset(X, y / e, task="positive" if task == "positive" else "amount", example_weights=e ** (2.0 - power)), *rest
    )
    unit = (e ** (2.0 - power)).mean()
    found, expected = regularization_path(exposed, [0.1, 0.01]), regularization_path(rates, np.array([0.1, 0.01]) / unit)
    assert found.weights == pytest.approx(expected.weights, rel=1e-6, abs=1e-8)
    assert found.zeroing == pytest.approx(expected.zeroing * unit, rel=1e-8)


def test_a_class_without_weight_and_offsets_of_several_scores_are_refused():
    y = np.array([1.0, 1.0, -1.0])
    with pytest.raises(ValueError, match=r"target has 1 class \(1\); a classifier needs 2"):
        Problem(
            Dataset(np.eye(3), y, task="binary", example_weights=[1, 2, 0]),
            MODELS["linear"](),
            LOSSES["logistic"](),
            PENALTIES["l2"](),
            0.1,
        )
    with pytest.raises(ValueError, match="an offset is for losses with one score"):
        Problem(
            Dataset(np.eye(3), [0, 1, 2], task="multiclass", offset=np.ones(3)),
            MODELS["linear"](),
            LOSSES["cross_entropy"](),
            PENALTIES["l2"](),
            0.1,
        )
