"""Profiles against one solution at a time: least squares, scikit-learn, and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.landscape.profile import profile, profile_plane, profile_refusal, profile_weights
from explorer.path.optimum import optimum

XS, YS = np.array([-0.7, 0.0, 0.4, 1.5]), np.array([-1.0, 0.3, 2.0])


def problem_of(data_for, loss, penalty, strength, **params):
    made = LOSSES[loss]()
    return Problem(data_for(made), MODELS["linear"](), made, PENALTIES[penalty](**params), strength)


@pytest.mark.parametrize("strength", [0.0, 0.4])
@pytest.mark.parametrize(("x", "y"), [(0, 1), (3, 2), (5, 0)])
def test_under_squared_loss_and_l2_each_place_is_a_ridge_regression(strength, x, y, regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), strength)
    data, penalty = profile(problem, x, y, XS, YS)
    design, n = problem.network.design, problem.n
    rest = [i for i in range(6) if i not in (x, y)]
    for b, v in enumerate(YS):
        for a, u in enumerate(XS):
            held = problem.data.y - u * design[:, x] - v * design[:, y]
            H = 2 * design[:, rest].T @ design[:, rest] / n + strength * np.diag(problem.network.penalised[rest])
            w = np.zeros(6)
            w[[x, y]], w[rest] = (u, v), np.linalg.solve(H, 2 * design[:, rest].T @ held / n)
            truth = problem.cost(w)
            assert (data[b, a], penalty[b, a]) == pytest.approx((truth.data, truth.penalty), rel=1e-11, abs=1e-14)


CASES = [
    ("huber", "l2", {}), ("huber", "none", {}), ("logistic", "l2", {}), ("poisson", "l2", {}), ("exponential", "l2", {}),
    ("squared", "l1", {}), ("huber", "l1", {}), ("logistic", "elastic_net", {}), ("poisson", "l1", {}),
    ("log_cosh", "group_l1", {}), ("cross_entropy", "l2", {}), ("cross_entropy", "l1", {}),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "penalty", "params"), CASES, ids=lambda v: str(v) if v else "")
def test_each_place_is_a_minimum_of_its_own(loss, penalty, params, data_for):
    """Against scipy with the penalised weights split in two positive halves where the penalty has a kink."""
    problem = problem_of(data_for, loss, penalty, 0.08, **params)
    data, cost = profile(problem, 0, 3, XS, YS)
    assert problem.penalty.mixture(0.08) is not None
    l1, l2 = problem.penalty.mixture(0.08)
    mask = problem.network.penalised
    free = np.ones(problem.size, bool)
    free[[0, 3]] = False
    for b, a in ((0, 0), (1, 2), (2, 3)):
        held = np.zeros(problem.size)
        held[[0, 3]] = XS[a], YS[b]

        def weights(v, held=held):
            w = held.copy()
            w[free] = v[: v.size // 2] - v[v.size // 2 :]
            return w

        def f(v):
            w, halves = weights(v), v.reshape(2, -1) * mask[free]
            g = (problem.gradient(w) + l2 * mask * w)[free]
            value = problem.cost(w).data + 0.5 * l2 * (mask * w) @ w + l1 * halves.sum()
            return value, np.concatenate([g, -g]) + l1 * np.tile(mask[free], 2)

        start, bounds = np.zeros(2 * free.sum()), [(0, None)] * (2 * free.sum())
        best = minimize(
            f, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"ftol": 1e-16, "gtol": 1e-10, "maxiter": 5000}
        )
        truth = problem.cost(weights(best.x)).total
        assert (data + cost)[b, a] == pytest.approx(truth, rel=3e-8)
        assert (data + cost)[b, a] <= truth + 1e-9 * abs(truth)


def test_the_lowest_of_the_profile_is_the_lowest_there_is(regression_data):
    for loss, penalty in (("squared", "l1"), ("log_cosh", "l2")):
        problem = Problem(regression_data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.1)
        best = optimum(problem)
        data, cost = profile(problem, 1, 2, best.weights[1] + np.linspace(-1, 1, 21), best.weights[2] + np.linspace(-1, 1, 21))
        total = data + cost
        assert np.unravel_index(total.argmin(), total.shape) == (10, 10)
        assert total[10, 10] == pytest.approx(best.cost, rel=1e-10)


def test_twin_features_do_not_matter(regression_data):
    twin = Dataset(np.column_stack([regression_data.X, regression_data.X[:, 2]]), regression_data.y)
    make = lambda data, loss: Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["none"](), 0.0)
    for loss in ("squared", "huber"):
        once, twice = (profile(make(data, loss), 0, 1, XS, YS)[0] for data in (regression_data, twin))
        assert twice == pytest.approx(once, rel=1e-9)


@pytest.mark.parametrize(
    ("loss", "penalty", "model", "said"),
    [
        ("squared", "l2", MODELS["mlp"](hidden=2), "hidden layers"),
        ("cauchy", "l2", MODELS["linear"](), "Cauchy is not convex"),
        ("hinge", "l2", MODELS["linear"](), "Hinge has a kink"),
        ("squared", "mcp", MODELS["linear"](), "MCP is not convex"),
        ("cross_entropy", "group_l1", MODELS["linear"](), "Group L1 joins"),
    ],
)
def test_what_cannot_be_had_is_refused_in_a_sentence(loss, penalty, model, said, data_for):
    made = LOSSES[loss]()
    problem = Problem(data_for(made), model, made, PENALTIES[penalty](), 0.1)
    assert said in profile_refusal(problem)
    with pytest.raises(ValueError, match=said):
        profile(problem, 0, 1, XS, YS)


def test_too_much_work_is_refused(data_for):
    problem = problem_of(data_for, "cross_entropy", "l1", 0.1)
    assert profile_refusal(problem, 100) == ""
    assert "would take some seconds" in profile_refusal(problem, 1_000_000)
    with pytest.raises(ValueError, match="linear function"):
        profile_plane(problem, 0, 1)
    with pytest.raises(ValueError, match="is not a weight"):
        profile(problem, 0, 99, XS, YS)


def test_where_the_best_other_weights_run_off_the_loss_that_they_run_towards_is_shown(binary_data):
    apart = Dataset(binary_data.X, np.where(binary_data.X[:, 2] > 0, 1.0, -1.0), task="binary")
    problem = Problem(apart, MODELS["linear"](), LOSSES["exponential"](), PENALTIES["none"](), 0.0)
    assert 0.0 < profile(problem, 0, 1, XS[:1], YS[:1])[0][0, 0] < 1e-6


def test_what_has_not_settled_is_left_out(data_for, monkeypatch):
    problem = problem_of(data_for, "huber", "l1", 0.1)
    monkeypatch.setattr("explorer.landscape.profile.MOST_STEPS", 3)
    for part in profile(problem, 0, 1, XS, YS):
        assert np.isnan(part).all()
    assert np.isnan(profile_weights(problem, 0, 1, np.ones((2, problem.size)))).all()


def test_places_too_far_out_are_holes_and_the_others_as_they_are_alone(data_for):
    """Predictions of 1e3 and more are too large for exp: no number is made up, and the rest does not suffer."""
    problem = problem_of(data_for, "poisson", "l2", 0.1)
    far = np.array([-1e3, 0.0, 0.4, 1e3])
    data, penalty = profile(problem, 0, 1, far, YS[1:2])
    np.testing.assert_array_equal(np.isnan(data), np.isnan(penalty))
    assert np.isnan(data[0, [0, 3]]).all()
    np.testing.assert_allclose(data[0, 1:3], profile(problem, 0, 1, far[1:3], YS[1:2])[0][0], rtol=1e-9)
