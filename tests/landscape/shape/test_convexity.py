"""Claims of convexity, held against chords drawn here; claims of the contrary, against the two points they name."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import instances
from explorer.landscape.shape.convexity import non_convexity, surely_convex

LOSSES_ALL = [loss for cls in LOSSES.values() for loss in instances(cls)]
PENALTIES_ONCE = [cls() for cls in PENALTIES.values()]


def named(thing):
    return f"{thing.id}-{'-'.join(str(v) for v in vars(thing).values())}"


def shown(found, problem):
    """Whether the named points show it, by the cost of one point at a time."""
    costs = [problem.cost(w).total for w in (found.a, 0.5 * (found.a + found.b), found.b)]
    assert found.middle == pytest.approx(costs[1], rel=1e-12)
    assert found.mean == pytest.approx(0.5 * (costs[0] + costs[2]), rel=1e-12)
    return costs[1] > 0.5 * (costs[0] + costs[2])


@pytest.mark.thorough
@pytest.mark.parametrize("loss", LOSSES_ALL, ids=named)
def test_no_chord_contradicts_what_is_said(loss, data_for):
    rng, sure, dents = np.random.default_rng(8), 0, 0
    data = data_for(loss).rows(np.arange(20))
    for penalty in PENALTIES_ONCE:
        problem = Problem(data, MODELS["linear"](), loss, penalty, 0.4)
        found = non_convexity(problem)
        assert found is None or shown(found, problem)
        dents += found is not None
        if not surely_convex(problem):
            continue
        sure += 1
        assert found is None
        a, b = rng.normal(size=(2, 200, problem.size)) * 10.0 ** rng.uniform(-2, 1, (2, 200, 1))
        t = rng.uniform(size=(200, 1))
        low, high, halfway = (problem.costs(W).total for W in (a, b, t * a + (1 - t) * b))
        chord = t[:, 0] * low + (1 - t[:, 0]) * high
        assert (halfway <= chord + 1e-12 * (abs(low) + abs(high))).all()
    convex = sum(penalty.convex for penalty in PENALTIES_ONCE)
    assert sure >= convex if loss.convex else sure == 0
    assert sure + dents >= convex


@pytest.mark.parametrize("loss", [loss for loss in LOSSES_ALL if not loss.convex], ids=named)
def test_a_loss_that_is_not_convex_shows_a_dent_on_few_examples(loss):
    y = {"binary": np.array([-1.0, 1.0]), "multiclass": np.array([0, 1])}.get(loss.task, np.array([0.5, 1.5]))
    data = Dataset(np.array([[1.0], [-1.0]]), y, task=loss.task)
    problem = Problem(data, MODELS["linear"](), loss, PENALTIES["none"](), 0.0)
    found = non_convexity(problem)
    assert not surely_convex(problem)
    assert found is not None
    assert shown(found, problem)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("loss", ["squared", "absolute", "logistic", "cross_entropy"])
def test_a_network_is_not_convex(loss, activation, data_for):
    loss = LOSSES[loss]()
    problem = Problem(data_for(loss), MODELS["mlp"](hidden=3, activation=activation), loss, PENALTIES["l2"](), 0.01)
    assert not surely_convex(problem)
    assert shown(non_convexity(problem), problem)


@pytest.mark.parametrize(("name", "concavity"), [("mcp", lambda p: 1 / p), ("scad", lambda p: 1 / (p - 1))])
def test_a_concave_penalty_is_convex_with_enough_data_and_not_with_less(name, concavity):
    """Orthogonal columns of curvatures 2 and 0.5, by hand: convex where the penalty bends down by less than 0.5."""
    X = np.array([[1.0, 0.5], [-1.0, 0.5], [1.0, -0.5], [-1.0, -0.5]])
    data = Dataset(X, np.array([0.0, 1.0, 3.0, -2.0]))
    for parameter in (2.05, 2.4, 3.5, 30.0):
        penalty = PENALTIES[name](parameter)
        problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), penalty, 0.5)
        bends = concavity(parameter)
        if abs(bends - 0.5) < 0.02:
            continue
        assert surely_convex(problem) == (bends < 0.5)
        assert (non_convexity(problem) is None) == (bends < 0.5)
    assert surely_convex(Problem(data, MODELS["linear"](), LOSSES["huber"](), PENALTIES[name](), 0.0))


def test_large_data_are_looked_at_with_fewer_pairs(monkeypatch):
    rows = []
    X = np.random.default_rng(0).normal(size=(3000, 2))
    problem = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), LOSSES["welsch"](), PENALTIES["none"](), 0.0)
    costs = problem.costs
    monkeypatch.setattr(problem, "costs", lambda W: rows.append(len(W)) or costs(W))
    assert shown(non_convexity(problem), problem)
    assert rows == [4_000_000 // 9000] * 3
