"""Every loss in the registry against finite differences, known minimisers, high precision and scikit-learn."""

from __future__ import annotations

import math
from decimal import Decimal, getcontext

import numpy as np
import pytest
from sklearn._loss.loss import AbsoluteError, HalfBinomialLoss, HalfSquaredError, HuberLoss
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import hinge_loss, log_loss

from explorer import LOSSES
from explorer.params import instances

EVERY = [loss for cls in LOSSES.values() for loss in instances(cls)]
SINGLE = [loss for loss in EVERY if loss.task != "multiclass"]
LABELS = {"binary": np.array([-1.0, 1.0])}


def named(loss):
    return f"{loss.id}-{loss.label}"


def targets(loss):
    """Targets that the loss is defined for."""
    return LABELS.get(loss.task, np.array([0.0, 1.0, 2.5, 7.0]) if loss.task != "positive" else np.array([0.3, 1.0, 4.0]))


def rough_places(loss, y):
    """Where the slope or the curvature has a corner: places at which differences say nothing."""
    z = np.linspace(-12, 12, 48001)
    slope, curvature = loss.slope(np.full_like(z, y), z), loss.curvature(np.full_like(z, y), z)
    rough = np.abs(np.diff(slope, 2)) > 1e-5 * max(1.0, np.abs(slope).max())
    rough |= np.abs(np.diff(curvature, 2)) > 1e-4 * max(1.0, np.abs(curvature).max())
    return z[1:-1][rough]


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_slope_and_curvature_are_the_derivatives_of_the_value(loss):
    """Fourth-order central differences, relative 1e-8 of the scale, three steps away from kinks."""
    z = np.random.default_rng(0).uniform(-10, 10, 400)
    for y in targets(loss):
        rough = rough_places(loss, y)
        h = 1e-3
        far = np.array([np.abs(rough - v).min(initial=np.inf) > 4 * h for v in z])
        at = z[far]
        ys = np.full_like(at, y)
        for value, derivative in [(loss.value, loss.slope), (loss.slope, loss.curvature)]:
            d = (8 * (value(ys, at + h) - value(ys, at - h)) - (value(ys, at + 2 * h) - value(ys, at - 2 * h))) / (12 * h)
            scale = np.maximum(1.0, np.abs(d))
            assert at.size > 200
            assert np.max(np.abs(d - derivative(ys, at)) / scale) < 1e-8


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_extremes_are_finite_and_make_no_warning(loss):
    z = np.array([s * 10.0**k for k in range(-300, 7, 6) for s in (-1, 1)] + [0.0, 1e6, -1e6])
    for y in targets(loss):
        ys = np.full_like(z, y)
        for f in (loss.value, loss.slope, loss.curvature):
            assert np.isfinite(f(ys, z)).all()
        assert (loss.value(ys, z) >= 0).all() or loss.task in ("count", "positive")


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_beyond_floats_is_infinite_never_nan(loss):
    z = np.array([1e160, -1e160, 1e300, -1e300])
    for y in targets(loss):
        with np.errstate(over="ignore"):
            for f in (loss.value, loss.slope, loss.curvature):
                assert not np.isnan(f(np.full_like(z, y), z)).any()


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_the_slope_is_a_subgradient_exactly_where_the_loss_is_convex(loss):
    """Every chord lies above, and every tangent below: kinks included."""
    z = np.concatenate([np.linspace(-8, 8, 161), targets(loss), [0.0]])
    broken = 0
    for y in targets(loss):
        a, b = np.meshgrid(z, z)
        ys = np.full_like(a, y)
        gap = loss.value(ys, b) - loss.value(ys, a) - loss.slope(ys, a) * (b - a)
        broken += int((gap < -1e-9 * (1 + np.abs(loss.value(ys, b)))).sum())
    assert bool(broken == 0) is loss.convex


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_smooth_means_that_the_slope_does_not_jump(loss):
    z = np.linspace(-9, 9, 500_001)
    slopes = [loss.slope(np.full_like(z, y), z) for y in targets(loss)[:2]]
    jump = max(np.abs(np.diff(slope)).max() / np.abs(slope).max() for slope in slopes)
    assert bool(jump < 1e-2) is loss.smooth


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_the_curvature_bound_holds_and_is_reached(loss):
    z = np.linspace(-10, 10, 20001)
    most = max(np.abs(loss.curvature(np.full_like(z, y), z)).max() for y in targets(loss))
    if loss.curvature_bound is None:
        assert not loss.smooth or most > 10
    else:
        assert most <= loss.curvature_bound * (1 + 1e-12)
        assert most >= 0.99 * loss.curvature_bound


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_facts_are_declared(loss):
    assert loss.formula
    assert loss.summary.endswith(".")
    assert loss.name in loss.label
    assert loss.quadratic is (loss.id == "squared")


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_values_broadcast_over_many_predictions(loss):
    y = np.resize(targets(loss), 6)
    z = np.random.default_rng(1).normal(size=(3, 6))
    for f in (loss.value, loss.slope, loss.curvature):
        stacked = np.stack([f(y, row) for row in z])
        assert np.array_equal(f(y, z), stacked)


def best_constant(loss, y):
    """The constant prediction with the smallest mean loss, by brute force."""
    c = np.linspace(-6, 9, 30001)
    return c[np.argmin(loss.value(y, c[:, None]).mean(axis=1))]


def test_the_best_constant_prediction_is_the_known_one():
    y = np.array([0.1, 0.5, 0.7, 1.3, 8.0])
    assert best_constant(LOSSES["squared"](), y) == pytest.approx(y.mean(), abs=1e-3)
    assert best_constant(LOSSES["absolute"](), y) == pytest.approx(np.median(y), abs=1e-3)
    huber = best_constant(LOSSES["huber"](delta=1.0), y)
    assert np.clip(y - huber, -1, 1).sum() == pytest.approx(0, abs=5e-3)
    labels = np.array([1.0, 1.0, 1.0, -1.0])
    assert best_constant(LOSSES["logistic"](), labels) == pytest.approx(math.log(3), abs=1e-3)
    assert best_constant(LOSSES["hinge"](), labels) == pytest.approx(1.0, abs=1e-3)


def test_the_chosen_subgradients_at_the_kinks():
    one = np.array([1.0])
    assert LOSSES["absolute"]().slope(one, one)[0] == 0
    assert LOSSES["hinge"]().slope(one, one)[0] == 0


Z = np.random.default_rng(2).normal(size=300) * 5


@pytest.mark.parametrize(
    ("ours", "theirs", "scale"),
    [
        (LOSSES["squared"](), HalfSquaredError(), 2.0),
        (LOSSES["absolute"](), AbsoluteError(), 1.0),
        (LOSSES["huber"](delta=1.7), HuberLoss(delta=1.7), 1.0),
    ],
    ids=["squared", "absolute", "huber"],
)
def test_regression_losses_agree_with_scikit_learn(ours, theirs, scale):
    y = np.random.default_rng(5).normal(size=300)
    if hasattr(theirs.closs, "delta"):
        theirs.closs.delta = 1.7
    value, slope = theirs.loss_gradient(y, Z)
    assert ours.value(y, Z) == pytest.approx(scale * value, rel=1e-12, abs=1e-14)
    assert ours.slope(y, Z) == pytest.approx(scale * slope, rel=1e-12)


def test_logistic_agrees_with_scikit_learn():
    y = np.sign(np.random.default_rng(6).normal(size=300))
    ours = LOSSES["logistic"]()
    value, slope = HalfBinomialLoss().loss_gradient((y + 1) / 2, Z)
    assert ours.value(y, Z) == pytest.approx(value, rel=1e-12)
    assert ours.slope(y, Z) == pytest.approx(slope, rel=1e-12)
    assert ours.value(y, Z).mean() == pytest.approx(log_loss(y, 1 / (1 + np.exp(-Z))), rel=1e-9)


def test_hinge_agrees_with_scikit_learn():
    y = np.sign(np.random.default_rng(7).normal(size=300))
    assert LOSSES["hinge"]().value(y, Z).mean() == pytest.approx(hinge_loss(y, Z), rel=1e-12)
    theirs = SGDClassifier(loss="hinge").loss_functions["hinge"][0](1.0)
    assert theirs.py_loss(0.3, 1.0) == pytest.approx(LOSSES["hinge"]().value(np.ones(1), np.full(1, 0.3))[0])


def test_logistic_is_exact_to_the_last_digits_in_high_precision():
    """Golden values from 50-digit arithmetic: softplus, sigma and sigma(1 - sigma), relative 1e-14."""
    getcontext().prec = 50
    loss = LOSSES["logistic"]()
    for z in (-700.0, -30.0, -1.5, -1e-8, 0.0, 1e-8, 0.3, 20.0, 36.0, 700.0):
        e = (-Decimal(z)).exp()
        exact = {"value": (1 + e).ln(), "slope": -e / (1 + e), "curvature": e / (1 + e) ** 2}
        for name, truth in exact.items():
            got = getattr(loss, name)(np.array([1.0]), np.array([z]))[0]
            assert got == pytest.approx(float(truth), rel=1e-14)


def test_huber_is_exact_where_squaring_would_overflow():
    loss = LOSSES["huber"](delta=1.5)
    assert loss.value(np.zeros(1), np.array([1e300]))[0] == pytest.approx(1.5 * (1e300 - 0.75))
    assert loss.slope(np.zeros(1), np.array([-1e300]))[0] == -1.5
