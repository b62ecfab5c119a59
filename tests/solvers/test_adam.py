"""AdamW against its paper, step by step, and what decoupling changes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import lsq_linear

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train

X = ((1.0, -0.5), (0.3, 2.0), (-1.2, 0.4), (0.8, 0.9))
Y = (1.5, -2.0, 0.7, 0.1)


def papers_adamw(rate, strength, steps, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Algorithm 2 of Loshchilov and Hutter (2019) in plain floats, on mean (x'w + b - y)^2; its lambda is rate x strength."""
    w, m, v, path = [0.2, -0.3, 0.1], [0.0] * 3, [0.0] * 3, []
    for k in range(1, steps + 1):
        residuals = [a * w[0] + b * w[1] + w[2] - y for (a, b), y in zip(X, Y, strict=True)]
        rows = [(a, b, 1.0) for a, b in X]
        g = [sum(2 * r * row[j] for r, row in zip(residuals, rows, strict=True)) / len(Y) for j in range(3)]
        for j in range(3):
            m[j] = beta1 * m[j] + (1 - beta1) * g[j]
            v[j] = beta2 * v[j] + (1 - beta2) * g[j] ** 2
            mean, square = m[j] / (1 - beta1**k), v[j] / (1 - beta2**k)
            decay = rate * strength * w[j] if j < 2 else 0.0  # the bias is not decayed
            w[j] -= rate * mean / (math.sqrt(square) + epsilon) + decay
        path.append(list(w))
    return path


def linear(data, penalty, strength, **params):
    return Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](**params), strength)


@pytest.mark.parametrize("strength", [0.0, 0.5, 3.0])
@pytest.mark.parametrize("betas", [{}, {"beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3}])
def test_it_is_algorithm_2_of_the_paper(strength, betas):
    problem = linear(Dataset(np.array(X), np.array(Y)), "l2", strength)
    history = train(problem, SOLVERS["adamw"](rate=0.03, **betas), steps=50, start=np.array([0.2, -0.3, 0.1]))
    assert np.abs(history.weights[1:] - papers_adamw(0.03, strength, 50, **betas)).max() < 1e-12


def test_without_a_penalty_it_is_adam_to_the_bit(regression_data):
    for batch in (None, 7):
        adam, adamw = (
            train(linear(regression_data, "none", 0.0), SOLVERS[s](rate=0.02), steps=80, batch=batch).weights
            for s in ("adam", "adamw")
        )
        assert np.array_equal(adam, adamw)


def shrinkage(solver, data, strength=0.5):
    """How much lower L2 leaves the two weights than no penalty does, from 1 and 1."""
    start = np.array([1.0, 1.0, 0.0])
    run = lambda s: train(linear(data, "l2", s), SOLVERS[solver](rate=3e-4), 300, start=start, batch=4, seed=1).weights[-1]
    return (run(0.0) - run(strength))[:2]


def test_adam_shrinks_weights_with_large_gradients_least_and_adamw_all_alike():
    """Two features under much noise, one 30 times as large as the other and so its gradients, from one batch to the next."""
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(200, 2)) * (30.0, 1.0)
    data = Dataset(noise, noise @ (1.0, 1.0) + 300 * rng.normal(size=200))
    large, small = shrinkage("adam", data)
    assert 0 < large < 0.05 * small
    assert shrinkage("adamw", data) == pytest.approx(np.full(2, 1 - np.exp(-300 * 3e-4 * 0.5)), rel=0.02)


def test_with_l2_it_finds_the_lowest_data_loss_within_a_fence_and_adam_finds_ridge(regression_data):
    """Xie and Li (2024): where full-batch AdamW settles, no weight exceeds 1 / strength. Adam minimises the cost itself."""
    data, strength = regression_data, 4.0
    problem = linear(data, "l2", strength)
    design = np.column_stack([data.X, np.ones(data.n)])
    fence = np.append(np.full(5, 1 / strength), np.inf)
    fenced = lsq_linear(design, data.y, bounds=(-fence, fence)).x
    ridge = np.linalg.solve(design.T @ design + 0.5 * data.n * strength * np.diag([1.0] * 5 + [0.0]), design.T @ data.y)
    settled = {s: train(problem, SOLVERS[s](rate=1e-3), steps=15000).weights[-1] for s in ("adam", "adamw")}
    assert settled["adam"] == pytest.approx(ridge, abs=1e-4)
    assert settled["adamw"] == pytest.approx(fenced, abs=1e-4)
    assert 0 < (np.abs(fenced[:5]) > 0.2499).sum() < 5
    assert np.abs(fenced - ridge).max() > 0.1


def test_a_prox_gets_the_rate_as_its_one_step_length():
    solver, w, seen = SOLVERS["adamw"](rate=0.1), np.array([1.0, -2.0]), []

    def prox(v, t):
        seen.append((v, t))
        return 0.5 * v

    out, state = solver.step(w, np.array([3.0, -0.01]), solver.start(w), 0.1, prox)
    ((v, t),) = seen
    assert t == 0.1
    assert v == pytest.approx([0.9, -1.9], abs=1e-6)
    assert np.array_equal(out, 0.5 * v)
    assert state[0] == pytest.approx([0.3, -0.001])


def test_the_averages_see_the_datas_gradient_alone():
    solver, w, g = SOLVERS["adamw"](), np.array([1.0, -2.0]), np.array([3.0, -0.01])
    plain = solver.step(w, g, solver.start(w), 0.1, None)
    decayed = solver.step(w, g, solver.start(w), 0.1, None, decay=np.array([5.0, -7.0]))
    assert all(np.array_equal(a, b) for a, b in zip(plain[1], decayed[1], strict=True))
    assert plain[0] - decayed[0] == pytest.approx([0.5, -0.7])


@pytest.fixture(scope="module")
def network():
    """A hidden layer on three features, of which the last says nothing."""
    rng = np.random.default_rng(5)
    inputs = rng.normal(size=(80, 3))
    data = Dataset(inputs, np.tanh(2 * inputs[:, 0]) + inputs[:, 1])
    return Problem(data, MODELS["mlp"](hidden=4), LOSSES["squared"](), PENALTIES["group_l1"](), 0.6)


def test_group_l1_under_adamw_zeroes_whole_rows(network):
    """The row of the input that says nothing, at many steps; the others never. No row is ever zero in part."""
    history = train(network, SOLVERS["adamw"](rate=0.01), steps=2000, seed=2, batch=4)
    rows = history.weights[:, :12].reshape(-1, 3, 4) != 0
    assert np.array_equal(rows.any(axis=2), rows.all(axis=2))
    zero = ~rows[-1000:].any(axis=2)
    assert zero[:, 2].mean() > 0.1
    assert not zero[:, :2].any()


def test_a_solver_refuses_groups_in_a_sentence_where_its_prox_gets_a_step_length_for_each_weight(network):
    assert SOLVERS["adam"]().refusal(separable=False) == (
        "Adam gives each weight a step length of its own; a penalty on groups needs one for all weights of a group."
    )
    for id, solver in SOLVERS.items():
        assert solver().refusal(separable=True) == ""
        if id in ("adagrad", "rmsprop", "adam"):
            with pytest.raises(ValueError, match=f"{solver.name} gives each weight .* needs one for all"):
                train(network, solver(), steps=5)
        else:
            assert solver().refusal(separable=False) == ""
            assert train(network, solver(), steps=5).steps[-1] == 5
