"""What only a slightly wrong formula would tell: tests that mutation testing found missing (tests/mutation)."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp
from scipy.optimize import minimize_scalar
from scipy.stats import entropy

from explorer import LOSSES
from explorer.core.params import instances


def brute_force(loss, y):
    """The best constant on a grid of steps of 1e-4."""
    c = np.linspace(-3.0, 3.0, 60001)
    return c[np.argmin(loss.value(y, c[:, None]).mean(axis=1))]


@pytest.mark.parametrize("gamma", [0.3, 1.2, 1.4, 1.45, 1.55, 1.6, 1.7, 1.9])
@pytest.mark.parametrize("positives", [1, 2, 3, 5, 6, 7])
def test_the_smoothed_hinge_is_best_where_brute_force_says_at_every_width(gamma, positives):
    y = np.repeat([1.0, -1.0], [positives, 8 - positives])
    loss = LOSSES["smoothed_hinge"](gamma=gamma)
    assert loss.minimiser.of(y) == pytest.approx(brute_force(loss, y), abs=1.1e-4)


@pytest.mark.parametrize(("labels", "best"), [([1, 1, -1], 1.0), ([1, -1, -1], -1.0)])
@pytest.mark.parametrize("name", ["hinge", "zero_one"])
def test_the_best_label_is_that_of_the_majority(name, labels, best):
    assert LOSSES[name]().minimiser.of(np.array(labels, dtype=float)) == best


def test_the_focal_losses_are_proper_only_without_their_focus():
    y = np.array([1.0, 1.0, 1.0, -1.0])
    assert LOSSES["focal"](gamma=0.0).minimiser.of(y) == pytest.approx(np.log(3.0), rel=1e-14)
    shares = LOSSES["multiclass_focal"](gamma=0.0).minimiser.of(np.array([0, 0, 0, 1]))
    assert shares[0] - shares[1] == pytest.approx(np.log(3.0), rel=1e-14)
    for gamma in (0.1, 1.0, 2.0):
        assert LOSSES["focal"](gamma=gamma).minimiser.of is None
        assert LOSSES["multiclass_focal"](gamma=gamma).minimiser.of is None


@pytest.mark.parametrize("alpha", [-0.5, 0.0, 0.5, 0.9, 1.0, 1.1, 1.5, 2.0])
def test_barron_is_convex_where_its_numbers_never_bend_down(alpha):
    loss, r = LOSSES["barron"](alpha=alpha), np.linspace(-50.0, 50.0, 2001)
    chord = (loss.value(np.zeros(1), r[:-2]) + loss.value(np.zeros(1), r[2:])) / 2
    assert loss.convex == bool((loss.value(np.zeros(1), r[1:-1]) <= chord + 1e-12).all())


@pytest.mark.parametrize("gamma", [0.0, 0.3, 0.5, 1.0, 2.0, 3.5, 5.0, 10.0])
def test_the_focal_losss_bound_is_its_steepest_bend(gamma):
    """Second differences of -(1 - p)^gamma log p; two classes' scores move the margin from both ends, so twice as much."""
    m, h = np.linspace(-40.0, 40.0, 80001), 1e-3
    phi = [np.exp(-gamma * np.logaddexp(0.0, x)) * np.logaddexp(0.0, -x) for x in (m - h, m, m + h)]
    steepest = np.abs(phi[0] - 2.0 * phi[1] + phi[2]).max() / h**2
    assert LOSSES["focal"](gamma=gamma).curvature_bound == pytest.approx(steepest, rel=1e-5)
    assert LOSSES["multiclass_focal"](gamma=gamma).curvature_bound == pytest.approx(2.0 * steepest, rel=1e-5)


def hessians(gamma, p):
    """The second derivatives (n, K, K) of the focal loss in the scores where the probabilities are p (n, K), class 0 true.

    With g(u) = -(1 - e^u)^gamma u at u = log p_0: g'' d d' - g' (diag(p) - p p'), d = e_0 - p.
    """
    right, rest, u = p[:, 0], p[:, 1:].sum(axis=1), np.log(p[:, 0])
    with np.errstate(divide="ignore", invalid="ignore"):
        first = gamma * right * rest ** (gamma - 1.0) * u - rest**gamma
        ramp = rest ** (gamma - 1.0) - (gamma - 1.0) * right * rest ** (gamma - 2.0)
        second = gamma * right * (ramp * u + 2.0 * rest ** (gamma - 1.0)) if gamma else 0.0 * u
    d = np.eye(p.shape[1])[0] - p
    spread = p[:, :, None] * np.eye(p.shape[1]) - p[:, :, None] * p[:, None, :]
    return second[:, None, None] * d[:, :, None] * d[:, None, :] - first[:, None, None] * spread


def test_the_hessian_of_the_focal_loss_is_that_of_high_precision():
    p = np.array([[0.3, 0.5, 0.2], [0.8, 0.15, 0.05], [0.05, 0.9, 0.05]])
    for gamma in (0.0, 0.7, 2.0, 10.0):
        for row, found in zip(p, hessians(gamma, p), strict=True):

            def loss(*z, gamma=gamma):
                e = [mp.exp(v) for v in z]
                return -((1 - e[0] / sum(e)) ** gamma) * mp.log(e[0] / sum(e))

            orders = [[tuple((i == a) + (i == b) for i in range(3)) for b in range(3)] for a in range(3)]
            z = tuple(mp.log(mp.mpf(float(v))) for v in row)
            truth = [[float(mp.diff(loss, z, order)) for order in line] for line in orders]
            assert found == pytest.approx(np.array(truth), rel=1e-6, abs=1e-9)


@pytest.mark.thorough
@pytest.mark.parametrize("gamma", [0.0, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0])
def test_no_curvature_of_the_multiclass_focal_loss_exceeds_its_bound_and_some_reach_it(gamma):
    """Random probabilities of up to 20 classes, of all degrees of evenness; then a search from the worst of them."""
    rng, bound = np.random.default_rng(3), LOSSES["multiclass_focal"](gamma=gamma).curvature_bound
    most = lambda p: np.abs(np.linalg.eigvalsh(hessians(gamma, p))).max(axis=1)
    worst = 0.0
    for K in (2, 3, 4, 6, 20):
        z = rng.normal(size=(4000, K)) * rng.choice([0.3, 1.0, 3.0, 8.0], size=(4000, 1))
        z[::3, 2:] -= 40.0
        z[1::3, 3:] -= 40.0
        z[1::6, 1:3] = 0.0
        for width in (1.0, 0.3, 0.1, 0.03, 0.01):
            p = np.exp(z - z.max(axis=1, keepdims=True))
            p = p / p.sum(axis=1, keepdims=True)
            found = most(p)
            assert found.max() <= bound * (1.0 + 1e-9)
            best = z[np.argsort(-found)[:40]]
            z = np.repeat(best, 100, axis=0) + width * rng.normal(size=(4000, K))
        worst = max(worst, float(found.max()))
        assert K > 2 or found.max() >= 0.99 * bound
    assert worst >= 0.999 * bound


def test_the_multiclass_focal_loss_is_best_at_other_than_the_class_shares_and_not_always_more_even_ones():
    """With one class at 0.2 and nineteen that share the rest, gamma 1 makes the largest probability larger, 0.204."""
    shares = np.array([0.2, *[0.8 / 19] * 19])

    def expected(a):
        z = np.zeros((20, 20))
        z[:, 0] = a
        return float(shares @ LOSSES["multiclass_focal"](gamma=1.0).value(np.arange(20), z))

    a = minimize_scalar(expected, bounds=(0.0, 5.0), method="bounded", options={"xatol": 1e-10}).x
    assert np.exp(a) / (np.exp(a) + 19) == pytest.approx(0.2043, abs=2e-4)
    words = LOSSES["multiclass_focal"]().minimiser.words
    assert words.startswith("not the class shares, usually more even")


@pytest.mark.parametrize("K", [2, 3, 5])
@pytest.mark.parametrize("smoothing", [0.0, 0.05, 0.1, 0.3])
def test_the_least_cross_entropy_is_the_entropy_of_the_smoothed_target(smoothing, K):
    target = np.full(K, smoothing / K)
    target[0] += 1.0 - smoothing
    loss = LOSSES["cross_entropy"](smoothing=smoothing)
    assert loss.least(np.arange(K), K) == pytest.approx(np.full(K, entropy(target)), rel=1e-13, abs=1e-300)
    assert K > 2 or np.array_equal(loss.least(np.arange(K)), loss.least(np.arange(K), K))


@pytest.mark.parametrize("loss", [loss for cls in LOSSES.values() for loss in instances(cls)] + [LOSSES["expectile"](tau=0.5)])
def test_it_is_quadratic_where_its_second_differences_are_all_the_same(loss):
    rng, steps = np.random.default_rng(5), np.linspace(-299.0, 301.0, 241)
    if loss.task == "multiclass":
        z = steps[:, None, None] * rng.normal(size=3)
        values = loss.value(np.array([1]), z)[:, 0]
    else:
        values = loss.value(np.ones(1), steps)
    bend = np.diff(values, 2)
    assert loss.quadratic == bool(np.ptp(bend) <= 1e-9 * np.abs(bend).max())
