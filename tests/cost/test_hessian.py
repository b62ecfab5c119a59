"""Second derivatives of the cost, against differences of its gradient."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import instances
from explorer.cost.hessian import data_hessian, eigenvalues, hessian, hessian_vectors
from explorer.losses.multiclass import MulticlassLoss
from explorer.models.layer import ACTIVATIONS

EVERY = [loss for cls in LOSSES.values() for loss in instances(cls)]
LOSSES_ONCE = [cls() for cls in LOSSES.values()]
NETS = [MODELS["mlp"](hidden=3, activation=name) for name in ACTIVATIONS]
MODELS_ALL = [MODELS["linear"](), MODELS["polynomial"](degree=2), *NETS]
RNG = np.random.default_rng(0)


def named(thing):
    return f"{thing.id}-{'-'.join(str(v) for v in vars(thing).values())}"


def differences(f, w, h):
    """The derivative of f (p,) -> (p,) along each weight by fourth-order central differences, (p, p)."""
    rows = []
    for e in np.eye(w.size) * h:
        rows.append((8 * (f(w + e) - f(w - e)) - (f(w + 2 * e) - f(w - 2 * e))) / (12 * h))
    return np.array(rows)


def away_from_seams(problem, w, h):
    """The examples whose loss has no jump in its slope or its curvature wherever the differences look."""

    def derivatives(v):
        z = problem.network.predict(v)
        both = np.stack([problem.loss.slope(problem.data.y, z), problem.loss.curvature(problem.data.y, z)])
        return both if z.ndim == 2 else both[..., None]

    near = [abs(derivatives(w + s * e) - derivatives(w)) for e in np.eye(w.size) for s in (-2 * h, 2 * h)]
    return np.max(near, axis=(0, 1, 3)) < 200 * h


@pytest.mark.thorough
@pytest.mark.parametrize("model", MODELS_ALL, ids=named)
@pytest.mark.parametrize("loss", LOSSES_ONCE, ids=lambda loss: loss.id)
def test_it_is_the_derivative_of_the_gradient_and_symmetric(loss, model, data_for):
    data = data_for(loss).rows(np.arange(24))
    whole = Problem(data, model, loss, PENALTIES["l2"](), 0.3)
    h = 1e-4
    w = np.random.default_rng(1).normal(size=whole.size) * 0.4
    keep = np.flatnonzero(away_from_seams(whole, w, h))
    assert keep.size >= 15
    problem = Problem(data.rows(keep), model, loss, PENALTIES["l2"](), 0.3, fitted_on=data.X)
    slope = lambda v: problem.gradient(v) + 0.3 * v * problem.network.penalised
    found = hessian(problem, w)
    assert found == pytest.approx(differences(slope, w, h), rel=1e-7, abs=1e-7)
    assert np.array_equal(found, found.T)
    V = RNG.normal(size=(3, w.size))
    assert hessian_vectors(problem, w, V) == pytest.approx(V @ found, rel=1e-10, abs=1e-10)


def test_only_a_loss_without_curvature_gives_a_hessian_without_data(data_for):
    """So the test above compares more than zeros."""
    flat = set()
    for loss in LOSSES_ONCE:
        problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES["none"](), 0.0)
        if not data_hessian(problem, np.full(problem.size, 0.1)).any():
            flat.add(loss.id)
    straight = {"absolute", "quantile", "epsilon_insensitive", "hinge", "perceptron", "zero_one"}
    assert flat == straight | {"crammer_singer", "weston_watkins"}


@pytest.mark.parametrize("loss", [loss for loss in EVERY if isinstance(loss, MulticlassLoss)], ids=named)
@pytest.mark.parametrize("classes", [2, 3, 5])
def test_second_derivatives_in_the_scores(loss, classes):
    y = RNG.integers(0, classes, 40)
    z = RNG.normal(size=(40, classes)) * 2
    found, h = loss.hessian(y, z), 1e-3
    for k in range(classes):
        e = np.eye(classes)[k] * h
        f = lambda z: loss.slope(y, z)
        d = (8 * (f(z + e) - f(z - e)) - (f(z + 2 * e) - f(z - 2 * e))) / (12 * h)
        smooth = np.ones(40, bool) if loss.smooth else (abs(d) < 1e-9).all(axis=-1)
        assert smooth.sum() >= 35
        assert found[smooth, :, k] == pytest.approx(d[smooth], abs=1e-8)
    assert np.diagonal(found, axis1=-2, axis2=-1) == pytest.approx(loss.curvature(y, z), rel=1e-12, abs=1e-15)
    sums = np.abs(found.sum(axis=-1)).max()
    assert sums < 1e-13, "all these losses see only differences of scores"


@pytest.mark.parametrize("loss", [loss for loss in EVERY if isinstance(loss, MulticlassLoss)], ids=named)
def test_second_derivatives_are_finite_at_extreme_scores(loss):
    z = np.array([[800.0, 0.0, -800.0], [1e300, -1e300, 0.0], [0.0, 0.0, 0.0]])
    for y in range(3):
        assert np.isfinite(loss.hessian(np.full(3, y), z)).all()


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_an_activations_curvature_is_the_derivative_of_its_slope(name):
    curve, x, h = ACTIVATIONS[name], np.linspace(-4.05, 4.0, 54), 1e-3
    f = lambda x: curve.slope_from_output(curve.value(x))
    d = (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)
    assert curve.curvature_from_output(curve.value(x)) == pytest.approx(d, abs=1e-9)
    jump = np.ptp(f(np.array([-1e-9, 1e-9])))
    assert curve.smooth == (jump < 1e-6)


def test_the_ridge_hessian_is_the_textbooks_and_so_are_its_eigenvalues(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["elastic_net"](ratio=0.25), 0.4)
    design = np.column_stack([regression_data.X, np.ones(60)])
    expected = 2 * design.T @ design / 60 + 0.3 * np.diag([1, 1, 1, 1, 1, 0])
    w = RNG.normal(size=6)
    assert hessian(problem, w) == pytest.approx(expected, rel=1e-12)
    assert eigenvalues(problem, w) == pytest.approx(np.linalg.eigvalsh(expected)[::-1], rel=1e-10)
    assert eigenvalues(problem, w, 2) == pytest.approx(np.linalg.eigvalsh(expected)[:-3:-1], rel=1e-10)


@pytest.mark.parametrize("model", [MODELS["linear"](), MODELS["mlp"](hidden=2)], ids=lambda m: m.id)
@pytest.mark.parametrize("penalty", [p for cls in PENALTIES.values() for p in instances(cls)], ids=named)
def test_a_penaltys_part_is_the_derivative_of_its_slope_away_from_kinks(penalty, model, regression_data):
    strength, h = 0.6, 1e-4
    problem = Problem(regression_data, model, LOSSES["absolute"](), penalty, strength)
    rng = np.random.default_rng(0)  # all of these are at least 0.001 away from every kink
    w = rng.choice([-1, 1], problem.size) * (rng.integers(5, 300, problem.size) / 100 + 0.005)
    bare = Problem(regression_data, model, LOSSES["absolute"](), PENALTIES["none"](), 0.0)
    slope = lambda v: problem.penalty_subgradients(v[None], 0 * v[None])[0]
    found = hessian(problem, w) - hessian(bare, w)
    expected = differences(slope, w, h)
    assert found == pytest.approx(expected, abs=1e-8)
    assert not found[problem.network.penalised == 0].any()


def test_weights_on_a_kink_add_nothing_and_warn_of_nothing(data_for):
    loss = LOSSES["cross_entropy"]()
    for name in ("l1", "mcp", "scad", "group_l1"):
        problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES[name](), 0.5)
        bare = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES["none"](), 0.5)
        zero = np.zeros(problem.size)
        assert np.array_equal(hessian(problem, zero), hessian(bare, zero))


def test_more_than_200_weights_are_refused_but_not_their_products():
    X = RNG.normal(size=(30, 200))
    problem = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    with pytest.raises(ValueError, match=r"201 weights have 40,401 second derivatives; .* for 200 weights at most"):
        hessian(problem, np.zeros(201))
    v = RNG.normal(size=(1, 201))
    design = np.column_stack([X, np.ones(30)])
    expected = 2 * (v @ design.T) @ design / 30 + 0.1 * v * np.append(np.ones(200), 0)
    assert hessian_vectors(problem, np.zeros(201), v) == pytest.approx(expected, rel=1e-12)


def test_it_does_not_depend_on_how_many_directions_go_at_once(data_for, monkeypatch):
    loss = LOSSES["multiclass_focal"]()
    problem = Problem(data_for(loss), NETS[0], loss, PENALTIES["l2"](), 0.1)
    w = RNG.normal(size=problem.size)
    whole = hessian(problem, w)
    monkeypatch.setattr("explorer.cost.problem.CELLS_IN_CACHE", 1)
    assert hessian(problem, w) == pytest.approx(whole, rel=1e-12, abs=1e-14)
