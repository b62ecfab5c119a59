"""Flat directions, against numpy's rank and against steps really taken along them."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.cost.hessian import data_hessian, hessian
from explorer.landscape.shape.flat_directions import flat_directions, sees_differences_alone
from tests.helpers.designs import DESIGNS, X

RNG = np.random.default_rng(1)


def problem_on(A, model="linear", loss="squared", penalty="none", strength=0.0, **parameters):
    loss = LOSSES[loss]()
    y = np.arange(len(A)) % 3 if loss.task == "multiclass" else A[:, 0]
    data = Dataset(A, y, task=loss.task if loss.task == "multiclass" else "regression")
    return Problem(data, MODELS[model](**parameters), loss, PENALTIES[penalty](), strength)


@pytest.mark.parametrize("design", DESIGNS)
def test_of_a_linear_model_there_are_as_many_as_the_hessian_has_zeros(design):
    A = DESIGNS[design]
    problem = problem_on(A)
    found = flat_directions(problem)
    assert found.total == problem.size - np.linalg.matrix_rank(np.column_stack([A, np.ones(len(A))]))
    assert (found.scores, found.unpenalised) == (0, 0)


@pytest.mark.parametrize("design", [d for d in DESIGNS if d != "sizes far apart"])
@pytest.mark.parametrize("loss", ["cross_entropy", "multiclass_brier"])
def test_of_class_scores_there_are_as_many_as_the_hessian_has_zeros(design, loss):
    """The null space of the Hessians at several points together is what is flat at all of them."""
    problem = problem_on(DESIGNS[design], loss=loss)
    squares = sum(H @ H for H in (data_hessian(problem, RNG.normal(size=problem.size)) for _ in range(5)))
    values = np.linalg.eigvalsh(squares)
    assert flat_directions(problem).total == (values < 1e-11 * values[-1]).sum()
    bent = problem_on(DESIGNS[design], loss=loss, penalty="l2", strength=0.5)
    values = np.linalg.eigvalsh(sum(H @ H for H in (hessian(bent, RNG.normal(size=bent.size)) for _ in range(5))))
    assert flat_directions(bent).unpenalised == (values < 1e-11 * values[-1]).sum() == 1


@pytest.mark.parametrize(("loss", "scores"), [("squared", 0), ("cross_entropy", 5)])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_of_a_network_there_are_as_many_as_its_hessians_share_zeros(loss, scores, activation):
    A = np.column_stack([X, X[:, 0] + X[:, 1]])
    problem = problem_on(A, "mlp", loss, hidden=4, activation=activation)
    found = flat_directions(problem)
    assert found == (4, scores, scores > 0)
    squares = sum(H @ H for H in (data_hessian(problem, RNG.normal(size=problem.size)) for _ in range(8)))
    values = np.linalg.eigvalsh(squares)
    assert found.total == (values < 1e-12 * values[-1]).sum()


@pytest.mark.parametrize("loss", [cls() for cls in LOSSES.values()], ids=lambda loss: loss.id)
def test_only_differences_of_scores_count_for_every_loss_of_several_classes(loss, data_for):
    problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES["none"](), 0.0)
    blind = sees_differences_alone(problem)
    assert blind == (loss.task == "multiclass")
    if blind:
        y, z = problem.data.y, problem.network.predict(RNG.normal(size=problem.size))
        assert loss.slope(y, z).sum(axis=-1) == pytest.approx(0, abs=1e-12)


def test_a_loss_of_several_classes_that_sees_more_than_differences_has_no_flat_scores():
    class Sums(LOSSES["cross_entropy"]):
        def value(self, y, z):
            return super().value(y, z) + (z * z).sum(axis=-1)

    data = Dataset(X, np.arange(30) % 3, task="multiclass")
    assert flat_directions(Problem(data, MODELS["linear"](), Sums(), PENALTIES["none"](), 0.0)) == (0, 0, 0)
