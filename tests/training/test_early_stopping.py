"""Early stopping as L2: the matching strength against the closed form along every principal direction."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.path.regularization_path import regularization_path
from explorer.training.early_stopping import matching_strengths, stopping_refusal


def whitened(scale: float = 1.0) -> Dataset:
    """Features with mean 0, spread ``scale`` and no correlation: every direction bends alike."""
    rng = np.random.default_rng(0)
    Q, _ = np.linalg.qr(np.column_stack([np.ones(50), rng.normal(size=(50, 3))]))
    X = scale * 50**0.5 * Q[:, 1:]
    return Dataset(X, X @ [1.0, -2.0, 0.5] + rng.normal(size=50))


@pytest.mark.parametrize("strength", [0.0, 0.3])
@pytest.mark.parametrize("share", [0.002, 0.3, 1.0])
def test_run_and_ridge_are_as_far_apart_as_said(strength, share):
    """Against the closed forms of both in a direction that bends by 2; ``share`` is rate x all that bends."""
    data, h, rate = whitened(), 2.0, share / (2.0 + strength)
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), strength)
    history = train(problem, SOLVERS["gd"](rate=rate), steps=1500)
    k = history.steps
    free = regularization_path(problem, [0.0]).weights[0, :3]
    run = (1 - (1 - rate * (h + strength)) ** k) * h / (h + strength)
    np.testing.assert_allclose(history.weights[:, :3] / free, np.tile(run[:, None], 3), rtol=1e-9, atol=1e-12)
    matched = matching_strengths(history)
    assert matched[0] == np.inf
    ridge = np.append(0.0, regularization_path(problem, matched[1:]).weights[:, 0] / free[0])
    np.testing.assert_allclose(ridge, h / (h + strength + np.append(np.inf, 1 / (rate * k[1:]))), rtol=1e-9)
    apart = np.abs(run - ridge)
    assert apart.max() < (0.204 if share < 0.01 else 0.5 + 1e-9)
    if strength == 0:
        assert apart.max() > (0.203 if share < 0.01 else 0.21)
        assert apart[-1] < (0.26 if share < 0.01 else 0.003)


def test_the_factor_is_that_of_a_square_not_halved():
    """At a quarter of it, or four times it, the first step would be off by as much."""
    data = whitened()
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    history = train(problem, SOLVERS["gd"](rate=1e-4), steps=10)
    strength = matching_strengths(history)[10]
    assert strength == pytest.approx(1 / (1e-4 * 10))
    ridge = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.0)
    np.testing.assert_allclose(history.weights[10, :3], regularization_path(ridge, [strength]).weights[0, :3], rtol=2e-3)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"solver": "adam"}, "not for Adam"),
        ({"loss": "huber"}, "squared loss"),
        ({"model": "mlp"}, "linear in its weights"),
        ({"penalty": "l1"}, "under L2"),
        ({"batch": 16}, "batches add chance"),
        ({"schedule": "inverse_time"}, "constant learning rate"),
        ({"start": "normal"}, "begin at zero"),
    ],
)
def test_where_steps_match_nothing_it_is_said(changes, why):
    history = Experiment(steps=20).change(**changes).train()
    assert why in stopping_refusal(history)
    with pytest.raises(ValueError, match=why):
        matching_strengths(history)


def test_a_run_changed_on_its_way_matches_nothing():
    assert "has changes" in stopping_refusal(Experiment(steps=20).change(at=10, strength=1.0).train())
    assert stopping_refusal(Experiment(steps=20).train()) == ""
