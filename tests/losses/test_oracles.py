"""Every loss against the textbook: its formula in high-precision arithmetic, differentiated numerically, and other libraries.

The oracles share no code with the package. A new loss needs none to be allowed: only the 33 listed here must have one.
"""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest
import scipy.special
from mpmath import atan, cosh, exp, log, mp, mpf, pi, sqrt
from scipy import stats
from sklearn._loss import loss as sk
from sklearn.linear_model import _sgd_fast as sgd
from sklearn.metrics import brier_score_loss, hinge_loss

from explorer import LOSSES

INF = float("inf")
SMALLEST = 8 * 5e-324
"""A few steps of the smallest float: there, a number has no ten digits left."""


def sigma(x):
    return 1 / (1 + exp(-x))


def barron(r, alpha, c):
    z, b = (r / c) ** 2, abs(alpha - 2)
    if alpha == 2:
        return z / 2
    if alpha == 0:
        return log(1 + z / 2)
    if alpha == -INF:
        return 1 - exp(-z / 2)
    return b / alpha * ((1 + z / b) ** (alpha / 2) - 1)


def smoothed_hinge(m, gamma):
    if m >= 1:
        return mpf(0)
    return (1 - m) ** 2 / (2 * gamma) if m >= 1 - gamma else 1 - m - gamma / 2


RESIDUAL = {
    "squared": lambda r: r**2,
    "absolute": lambda r: abs(r),
    "huber": lambda r, delta: r**2 / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2),
    "pseudo_huber": lambda r, delta: delta**2 * (sqrt(1 + (r / delta) ** 2) - 1),
    "log_cosh": lambda r: log(cosh(r)),
    "quantile": lambda r, tau: max((1 - tau) * r, -tau * r),
    "expectile": lambda r, tau: (1 - tau if r > 0 else tau) * r**2,
    "epsilon_insensitive": lambda r, epsilon: max(mpf(0), abs(r) - epsilon),
    "squared_epsilon_insensitive": lambda r, epsilon: max(mpf(0), abs(r) - epsilon) ** 2,
    "cauchy": lambda r, c: c**2 / 2 * log(1 + (r / c) ** 2),
    "tukey": lambda r, c: c**2 / 6 * (1 - (1 - (r / c) ** 2) ** 3) if abs(r) <= c else c**2 / 6,
    "geman_mcclure": lambda r, c: r**2 / 2 / (1 + (r / c) ** 2),
    "welsch": lambda r, c: c**2 / 2 * (1 - exp(-((r / c) ** 2))),
    "barron": barron,
}
"""Functions of r = z - y."""

MARGIN = {
    "logistic": lambda m: log(1 + exp(-m)),
    "hinge": lambda m: max(mpf(0), 1 - m),
    "squared_hinge": lambda m: max(mpf(0), 1 - m) ** 2,
    "smoothed_hinge": smoothed_hinge,
    "modified_huber": lambda m: max(mpf(0), 1 - m) ** 2 if m >= -1 else -4 * m,
    "exponential": lambda m: exp(-m),
    "perceptron": lambda m: max(mpf(0), -m),
    "brier": lambda m: sigma(-m) ** 2,
    "focal": lambda m, gamma: -(sigma(-m) ** gamma) * log(sigma(m)),
    "tangent": lambda m: (2 * atan(m) - 1) ** 2,
    "zero_one": lambda m: mpf(m <= 0),
}
"""Functions of m = y z."""

LOG_LINK = {
    "poisson": lambda y, f: exp(f) - y * f,
    "gamma": lambda y, f: f + y * exp(-f),
    "tweedie": lambda y, f, power: exp((2 - power) * f) / (2 - power) - y * exp((1 - power) * f) / (1 - power),
}
TERMS = {
    "poisson": lambda y, f: (exp(f) + abs(y * f), exp(f) + y),
    "gamma": lambda y, f: (abs(f) + y * exp(-f), 1 + y * exp(-f)),
    "tweedie": lambda y, f, power: (mpf(0), exp((2 - power) * f) + y * exp((1 - power) * f)),
}
"""The size of the terms of which the value and the slope are differences: both cross 0, and there only that is exact."""


def softmax(f):
    e = [exp(v) for v in f]
    return [v / sum(e) for v in e]


def cross_entropy(y, f, smoothing):
    K = len(f)
    q = [(1 - smoothing) * (k == y) + smoothing / K for k in range(K)]
    return log(sum(exp(v) for v in f)) - sum(a * b for a, b in zip(q, f, strict=True))


CLASSES = {
    "cross_entropy": cross_entropy,
    "multiclass_focal": lambda y, f, gamma: -((1 - softmax(f)[y]) ** gamma) * log(softmax(f)[y]),
    "multiclass_brier": lambda y, f: sum((p - (k == y)) ** 2 for k, p in enumerate(softmax(f))),
    "crammer_singer": lambda y, f: max(mpf(0), 1 + max(v for k, v in enumerate(f) if k != y) - f[y]),
    "weston_watkins": lambda y, f: sum(max(mpf(0), 1 + v - f[y]) for k, v in enumerate(f) if k != y) / len(f),
}

ORACLES = RESIDUAL | MARGIN | LOG_LINK | CLASSES

BREAKS = {
    "absolute": lambda: [0.0],
    "huber": lambda delta: [-delta, delta],
    "quantile": lambda tau: [0.0],
    "expectile": lambda tau: [0.0],
    "epsilon_insensitive": lambda epsilon: [-epsilon, epsilon],
    "squared_epsilon_insensitive": lambda epsilon: [-epsilon, epsilon],
    "tukey": lambda c: [-c, c],
    "hinge": lambda: [1.0],
    "squared_hinge": lambda: [1.0],
    "smoothed_hinge": lambda gamma: [1.0, 1.0 - gamma],
    "modified_huber": lambda: [-1.0, 1.0],
    "perceptron": lambda: [0.0],
    "zero_one": lambda: [0.0],
}
"""Where the pieces of r or m meet: no derivative is taken there."""

NEAR = {"tukey": (1e-3, 1e-4)}
"""How near to a break the oracle looks; Tukey's slope loses digits to the rounding of r / c when 1 - (r / c)^2 is tiny."""

OTHERS = {
    "huber": [{"delta": 0.5}, {"delta": 10.0}],
    "pseudo_huber": [{"delta": 0.5}, {"delta": 3.0}],
    "quantile": [{"tau": 0.1}, {"tau": 0.9}],
    "expectile": [{"tau": 0.1}, {"tau": 0.9}],
    "epsilon_insensitive": [{"epsilon": 0.25}, {"epsilon": 1.5}],
    "squared_epsilon_insensitive": [{"epsilon": 0.25}, {"epsilon": 1.5}],
    "cauchy": [{"c": 1.0}, {"c": 5.0}],
    "tukey": [{"c": 2.0}, {"c": 6.0}],
    "geman_mcclure": [{"c": 0.7}, {"c": 3.0}],
    "welsch": [{"c": 1.5}, {"c": 4.0}],
    "barron": [{"alpha": a, "c": c} for a, c in [(2, 1.5), (1, 0.7), (0.5, 1), (0, 1.5), (-2, 2), (-10, 3), (-INF, 2)]]
    + [{"alpha": a, "c": 1.0} for a in (1e-8, -1e-8, 2 - 1e-8)],
    "tweedie": [{"power": 1.1}, {"power": 1.9}],
    "smoothed_hinge": [{"gamma": 0.3}, {"gamma": 2.0}],
    "focal": [{"gamma": 0.0}, {"gamma": 0.5}, {"gamma": 5.0}],
    "cross_entropy": [{"smoothing": 0.0}, {"smoothing": 0.1}],
    "multiclass_focal": [{"gamma": 0.0}, {"gamma": 0.5}, {"gamma": 5.0}],
}

TARGETS = {"gamma": (0.3, 1.0, 40.0)} | dict.fromkeys(("poisson", "tweedie"), (0.0, 1.0, 3.0, 40.0))
EXTREMES = [s * v for v in (1e-300, 1e-20, 1e-8, 1e-4, 40.0, 300.0, 700.0, 1e3, 1e6) for s in (-1, 1)] + [0.0]


def cases():
    """Each known loss at its defaults and at other values of its parameters."""
    for name in ORACLES:
        if name in LOSSES:
            loss = LOSSES[name]()
            default = {key: getattr(loss, key) for other in OTHERS.get(name, [])[:1] for key in other}
            for params in dict.fromkeys(tuple(p.items()) for p in [default, *OTHERS.get(name, [])]):
                yield pytest.param(name, params, id="-".join([name, *(f"{key}={v}" for key, v in params)]))


CASES = list(cases())
SINGLE = [case for case in CASES if case.values[0] not in CLASSES]
MULTI = [case for case in CASES if case.values[0] in CLASSES]


def derivatives(phi, x):
    """Value, slope and second derivative of phi at x by central differences, right to far more digits than a float has.

    The step is a power of 2, so that straight lines and parabolas come out exact. It is smaller than the distance to any
    kink, and the digits are enough for what is left of a tail after dividing by the step squared.
    """
    digits, bits = (100, 83) if abs(x) <= 10 else (500, 133)
    if 0 < abs(x) < 1e-9:
        digits, bits = 1100, 1130
    with mp.workdps(digits):
        h = mpf(2) ** -bits
        below, at, above = phi(x - h), phi(x), phi(x + h)
        return float(at), float((above - below) / (2 * h)), float((above - 2 * at + below) / h**2)


def scores(name, params, y):
    """Raw predictions z for the target y: many in the middle, the extremes, and both sides of each break."""
    rng = np.random.default_rng(7)
    exact = y == 0 or name not in RESIDUAL
    z = [*rng.uniform(-6, 6, 36), *EXTREMES] if exact else [*rng.uniform(-6, 6, 16), -1e6, -1e3, 1e3, 1e6]
    breaks = BREAKS.get(name, lambda **_: [])(**dict(params))
    # Where z - y is rounded, that alone costs more than 1e-10 of a distance of 1e-9.
    near = NEAR.get(name, (1e-3, 1e-9)) if exact else (1e-3,)
    offset = 0.0 if name in MARGIN else y
    z += [offset + b + s * d for b in breaks for d in near for s in (-1, 1)]
    return [v for v in z if v - offset not in breaks]


@cache
def truth(name, params):
    """Targets, raw predictions, (value, slope, curvature) of each, and the slack that each is allowed besides 1e-10."""
    given = {key: mpf(v) for key, v in params}
    rows = []
    for y in TARGETS.get(name, (0.0, 0.7, -3.0) if name in RESIDUAL else (1.0,)):
        for z in scores(name, params, y):
            slack = [0.0, 0.0, 0.0]
            if name in LOG_LINK:
                answer = derivatives(lambda f, y=y: LOG_LINK[name](mpf(y), f, **given), mpf(z))
                slack[:2] = (4e-16 * float(t) for t in TERMS[name](mpf(y), mpf(z), **given))
            else:
                with mp.workdps(1100):
                    x = mpf(z) - mpf(y) if name in RESIDUAL else mpf(z)
                answer = derivatives(lambda x: ORACLES[name](x, **given), x)
            rows.append((y, z, *answer, *slack))
            if name in MARGIN:
                rows.append((-y, -z, answer[0], -answer[1], answer[2], *slack))
    table = np.array(rows).T
    return table[0], table[1], table[2:5], table[5:]


def assert_close(got, want, slack=0.0, points=None):
    """Equal to 1e-10 relative, or both infinite; says where it is not."""
    got, want, slack = np.broadcast_arrays(got, want, slack)
    with np.errstate(invalid="ignore"):
        right = (got == want) | (np.isfinite(want) & (np.abs(got - want) <= 1e-10 * np.abs(want) + slack + SMALLEST))
    wrong = np.argwhere(~right)
    told = [f"{points(*k) if points else k}: got {got[*k]}, truth {want[*k]}" for k in wrong[:5].tolist()]
    assert not told, "\n".join(told)


METHODS = ("value", "slope", "curvature")


@pytest.mark.thorough
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "params"), SINGLE)
def test_single_scores_agree_with_the_textbook_to_ten_digits(name, params, method):
    y, z, answers, slack = truth(name, params)
    k = METHODS.index(method)
    got = getattr(LOSSES[name](**dict(params)), method)(y, z)
    assert_close(got, answers[k], slack[k], lambda i: f"y = {y[i]}, z = {z[i]}")


def class_scores(K):
    """Classes and rows of scores: random ones, and some in which the right class, or a wrong one, leads or trails by a lot."""
    rng = np.random.default_rng(K)
    rows = [(int(rng.integers(K)), rng.normal(size=K) * 2) for _ in range(10)]
    for gap in (40.0, 700.0, 1e6, 1 - 1e-3, 1 + 1e-3):
        for ahead in (1, -1):
            k, f = int(rng.integers(K)), rng.uniform(-1, 1, K)
            f[k] = ahead * ((np.delete(f, k) * ahead).max() + gap)
            rows += [(k, f), ((k + 1) % K, f)]
    return rows


def class_derivatives(phi, f, digits):
    """Value, slope and diagonal of the Hessian of phi at the scores f, by central differences in one score at a time."""
    with mp.workdps(digits):
        h, exact = mpf(2) ** -83, [mpf(v) for v in f]

        def moved(k, step):
            return phi([v + step * (j == k) for j, v in enumerate(exact)])

        at, sides = phi(exact), [(moved(k, -h), moved(k, h)) for k in range(len(f))]
        slope = [float((above - below) / (2 * h)) for below, above in sides]
        return float(at), slope, [float((above - 2 * at + below) / h**2) for below, above in sides]


@cache
def class_truth(name, params, K):
    """Value (n,), slope (n, K) and diagonal curvature (n, K) of all rows; tails, and thirds of straight lines, need digits."""
    given, straight = {key: mpf(v) for key, v in params}, name in ("crammer_singer", "weston_watkins")
    answers = [
        class_derivatives(lambda f, y=y: CLASSES[name](y, f, **given), f, 500 if straight or np.ptp(f) > 30 else 100)
        for y, f in class_scores(K)
    ]
    return [np.array(column) for column in zip(*answers, strict=True)]


@pytest.mark.thorough
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("K", [2, 3, 5])
@pytest.mark.parametrize(("name", "params"), MULTI)
def test_class_scores_agree_with_the_textbook_to_ten_digits(name, params, K, method):
    y, f = (np.array(column) for column in zip(*class_scores(K), strict=True))
    got = getattr(LOSSES[name](**dict(params)), method)(y, f)
    want = class_truth(name, params, K)[METHODS.index(method)]
    assert np.shape(got) == want.shape
    assert_close(got, want, 0.0, lambda i, *k: f"y = {y[i]}, scores {f[i].tolist()}, entry {k}")


def test_every_loss_of_the_reference_is_there_and_has_an_oracle():
    assert len(ORACLES) == 33
    assert ORACLES.keys() <= LOSSES.keys()


@pytest.mark.parametrize("name", ORACLES)
def test_the_oracle_knows_every_parameter(name):
    known = set().union(*OTHERS.get(name, []))
    assert {f.name for f in dataclasses.fields(LOSSES[name])} == known


KINKS = [
    ("absolute", {}, 0.0, 0.0, 0.0),
    ("absolute", {}, 0.7, 0.7, 0.0),
    ("absolute", {}, 0.0, -0.0, 0.0),
    ("quantile", {"tau": 0.9}, 0.0, 0.0, 0.0),
    ("quantile", {"tau": 0.1}, -3.0, -3.0, 0.0),
    ("epsilon_insensitive", {"epsilon": 0.25}, 0.0, 0.25, 0.0),
    ("epsilon_insensitive", {"epsilon": 0.25}, 1.0, 0.75, 0.0),
    ("squared_epsilon_insensitive", {"epsilon": 0.25}, 0.0, 0.25, 0.0),
    ("squared_epsilon_insensitive", {"epsilon": 0.25}, 1.0, 0.75, 0.0),
    ("huber", {"delta": 1.5}, 0.0, 1.5, 1.5),
    ("huber", {"delta": 1.5}, 0.0, -1.5, -1.5),
    ("tukey", {"c": 4.0}, 0.0, 4.0, 0.0),
    ("tukey", {"c": 4.0}, 0.0, -4.0, 0.0),
    ("hinge", {}, 1.0, 1.0, 0.0),
    ("hinge", {}, -1.0, -1.0, 0.0),
    ("squared_hinge", {}, 1.0, 1.0, 0.0),
    ("squared_hinge", {}, -1.0, -1.0, 0.0),
    ("smoothed_hinge", {"gamma": 0.5}, 1.0, 1.0, 0.0),
    ("smoothed_hinge", {"gamma": 0.5}, -1.0, -0.5, 1.0),
    ("modified_huber", {}, 1.0, 1.0, 0.0),
    ("modified_huber", {}, -1.0, 1.0, 4.0),
    ("perceptron", {}, 1.0, 0.0, -1.0),
    ("perceptron", {}, -1.0, 0.0, 1.0),
    ("perceptron", {}, -1.0, -0.0, 1.0),
    ("zero_one", {}, 1.0, 0.0, 0.0),
    ("zero_one", {}, -1.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("name", "params", "y", "z", "slope"), KINKS)
def test_at_a_kink_the_chosen_slope_holds_and_the_curvature_is_0(name, params, y, z, slope):
    loss = LOSSES[name](**params)
    at = np.array([y]), np.array([z])
    assert loss.slope(*at).tolist() == [slope]
    assert loss.curvature(*at).tolist() == [0.0]


@pytest.mark.parametrize("tau", [0.1, 0.5, 0.9])
def test_the_expectile_is_flat_at_the_target_and_its_curvature_is_that_of_one_side(tau):
    loss, at = LOSSES["expectile"](tau=tau), (np.zeros(1), np.zeros(1))
    assert loss.slope(*at).tolist() == [0.0]
    assert loss.curvature(*at)[0] in (2 * tau, 2 * (1 - tau))


@pytest.mark.parametrize("z", [0.0, -0.0])
def test_a_score_of_0_counts_as_a_mistake(z):
    y = np.array([-1.0, 1.0])
    assert LOSSES["zero_one"]().value(y, np.full(2, z)).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("name", ["crammer_singer", "weston_watkins"])
def test_exactly_at_the_margin_a_class_contributes_nothing(name):
    y, f = np.array([0, 2]), np.array([[1.0, 0.0, -4.0], [0.5, -3.0, 1.5]])
    assert LOSSES[name]().value(y, f).tolist() == [0.0, 0.0]
    assert LOSSES[name]().slope(y, f).tolist() == [[0.0] * 3] * 2
    assert LOSSES[name]().curvature(y, f).tolist() == [[0.0] * 3] * 2


def test_weston_watkins_counts_the_others_when_one_class_is_at_the_margin():
    loss, y, f = LOSSES["weston_watkins"](), np.array([0]), np.array([[1.0, 0.0, 0.5, 3.0]])
    assert loss.value(y, f).tolist() == [0.875]
    assert loss.slope(y, f).tolist() == [[-0.5, 0.0, 0.25, 0.25]]


def test_crammer_singer_at_a_tie_keeps_a_subgradient():
    slope = LOSSES["crammer_singer"]().slope(np.array([0]), np.array([[0.0, 2.0, 2.0, -1.0]]))[0]
    assert slope[[0, 3]].tolist() == [-1.0, 0.0]
    assert (slope[1:] >= 0).all()
    assert slope.sum() == 0


@pytest.mark.parametrize(
    ("name", "y", "z", "value", "slope", "curvature"),
    [
        ("poisson", 3.0, 1e6, INF, INF, INF),
        ("poisson", 0.0, 1e6, INF, INF, INF),
        ("poisson", 0.0, -1e6, 0.0, 0.0, 0.0),
        ("poisson", 3.0, -1e6, 3e6, -3.0, 0.0),
        ("gamma", 3.0, -1e6, INF, -INF, INF),
        ("gamma", 3.0, 1e6, 1e6, 1.0, 0.0),
        ("tweedie", 3.0, 1e6, INF, INF, INF),
        ("tweedie", 3.0, -1e6, INF, -INF, INF),
        ("tweedie", 0.0, 1e6, INF, INF, INF),
        ("tweedie", 0.0, -1e6, 0.0, 0.0, 0.0),
        ("exponential", 1.0, -1e6, INF, -INF, INF),
        ("exponential", -1.0, 1e6, INF, INF, INF),
        ("exponential", 1.0, 1e6, 0.0, 0.0, 0.0),
    ],
)
def test_beyond_the_floats_a_loss_is_infinite_with_the_right_sign(name, y, z, value, slope, curvature):
    loss, at = LOSSES[name](), (np.array([y]), np.array([z]))
    assert [getattr(loss, method)(*at).tolist() for method in METHODS] == [[value], [slope], [curvature]]


RNG = np.random.default_rng(11)
Z = RNG.uniform(-5, 5, 200)
REAL_Y, COUNT_Y, LABELS = RNG.normal(size=200), RNG.poisson(2.0, 200).astype(float), RNG.choice([-1.0, 1.0], 200)
THREE_Y, THREE_Z = RNG.integers(3, size=50), RNG.normal(size=(50, 3)) * 2
FIVE_Y, FIVE_Z = RNG.integers(5, size=50), RNG.normal(size=(50, 5)) * 2

SKLEARN = [
    ("squared", {}, sk.HalfSquaredError(), 2.0, REAL_Y, True),
    ("absolute", {}, sk.AbsoluteError(), 1.0, REAL_Y, False),
    ("huber", {"delta": 1.35}, sk.HuberLoss(delta=1.35), 1.0, REAL_Y, False),
    ("quantile", {"tau": 0.9}, sk.PinballLoss(quantile=0.9), 1.0, REAL_Y, False),
    ("poisson", {}, sk.HalfPoissonLoss(), 1.0, COUNT_Y, True),
    ("gamma", {}, sk.HalfGammaLoss(), 1.0, COUNT_Y + 0.5, True),
    ("tweedie", {"power": 1.3}, sk.HalfTweedieLoss(power=1.3), 1.0, COUNT_Y, True),
    ("logistic", {}, sk.HalfBinomialLoss(), 1.0, LABELS, True),
    ("exponential", {}, sk.ExponentialLoss(), 1.0, LABELS, True),
]


@pytest.mark.parametrize(
    ("name", "params", "theirs", "factor", "y", "curved"), SKLEARN, ids=lambda v: v if isinstance(v, str) else ""
)
def test_scikit_learn_has_the_same_losses(name, params, theirs, factor, y, curved):
    """Value and slope, and the curvature where scikit-learn has the true one (``curved``)."""
    loss, other_y = LOSSES[name](**params), (y + 1) / 2 if y is LABELS else y
    gradient, hessian = theirs.gradient_hessian(other_y, Z)
    assert_close(loss.value(y, Z), factor * theirs.loss(other_y, Z), 1e-14)
    assert_close(loss.slope(y, Z), factor * gradient, 1e-14)
    if curved:
        assert_close(loss.curvature(y, Z), factor * np.broadcast_to(hessian, Z.shape), 1e-14)


@pytest.mark.parametrize(
    ("name", "params", "theirs", "y"),
    [
        ("epsilon_insensitive", {"epsilon": 0.3}, sgd.EpsilonInsensitive(0.3), REAL_Y),
        ("squared_epsilon_insensitive", {"epsilon": 0.3}, sgd.SquaredEpsilonInsensitive(0.3), REAL_Y),
        ("hinge", {}, sgd.Hinge(1.0), LABELS),
        ("perceptron", {}, sgd.Hinge(0.0), LABELS),
        ("squared_hinge", {}, sgd.SquaredHinge(1.0), LABELS),
        ("modified_huber", {}, sgd.ModifiedHuber(), LABELS),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_stochastic_gradient_descent_in_scikit_learn_has_the_same_losses(name, params, theirs, y):
    loss = LOSSES[name](**params)
    assert_close(loss.value(y, Z), [theirs.py_loss(p, t) for t, p in zip(y, Z, strict=True)], 1e-14)
    assert_close(loss.slope(y, Z), [theirs.py_dloss(p, t) for t, p in zip(y, Z, strict=True)], 1e-14)


SEVERAL = pytest.mark.parametrize(("K", "y", "f"), [(3, THREE_Y, THREE_Z), (5, FIVE_Y, FIVE_Z)], ids=["3", "5"])


@SEVERAL
def test_scikit_learn_has_the_same_cross_entropy(K, y, f):
    loss, theirs = LOSSES["cross_entropy"](smoothing=0.0), sk.HalfMultinomialLoss(n_classes=K)
    gradient, hessian = theirs.gradient_hessian(y.astype(float), f)
    assert_close(loss.value(y, f), theirs.loss(y.astype(float), f), 1e-14)
    assert_close(loss.slope(y, f), gradient, 1e-14)
    assert_close(loss.curvature(y, f), hessian, 1e-14)


@SEVERAL
def test_scikit_learn_has_the_same_hinge_of_several_classes(K, y, f):
    hinge = [hinge_loss([k], row[None], labels=range(K)) for k, row in zip(y, f, strict=True)]
    assert_close(LOSSES["crammer_singer"]().value(y, f), hinge, 1e-14)


@SEVERAL
def test_scikit_learn_has_the_same_brier_score_of_several_classes(K, y, f):
    brier = [
        brier_score_loss([k], scipy.special.softmax(row)[None], labels=range(K), scale_by_half=False)
        for k, row in zip(y, f, strict=True)
    ]
    assert_close(LOSSES["multiclass_brier"]().value(y, f), brier, 1e-14)


@pytest.mark.parametrize("delta", [0.4, 1.0, 2.5])
def test_scipy_has_the_same_huber_and_pseudo_huber(delta):
    assert_close(LOSSES["huber"](delta=delta).value(REAL_Y, Z), scipy.special.huber(delta, Z - REAL_Y))
    assert_close(LOSSES["pseudo_huber"](delta=delta).value(REAL_Y, Z), scipy.special.pseudo_huber(delta, Z - REAL_Y))


def asymmetric_laplace(tau):
    """Of y - z: exp(-tau t) above 0, exp((1 - tau) t) below."""
    kappa = np.sqrt(tau / (1 - tau))
    return stats.laplace_asymmetric(kappa, scale=kappa / tau)


def student(c):
    nu = c**2 - 1
    return stats.t(nu, scale=c / np.sqrt(nu))


@pytest.mark.parametrize(
    ("name", "params", "noise"),
    [
        ("squared", {}, stats.norm(scale=np.sqrt(0.5))),
        ("absolute", {}, stats.laplace()),
        ("log_cosh", {}, stats.hypsecant()),
        ("pseudo_huber", {"delta": 0.8}, stats.genhyperbolic(1, 0.8**2, 0, scale=0.8)),
        ("pseudo_huber", {"delta": 2.0}, stats.genhyperbolic(1, 2.0**2, 0, scale=2.0)),
        ("cauchy", {"c": float(np.sqrt(2))}, stats.cauchy(scale=np.sqrt(2))),
        ("cauchy", {"c": 1.5}, student(1.5)),
        ("cauchy", {"c": 3.0}, student(3.0)),
        ("quantile", {"tau": 0.2}, asymmetric_laplace(0.2)),
        ("quantile", {"tau": 0.9}, asymmetric_laplace(0.9)),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_the_loss_is_the_negative_log_likelihood_of_its_noise(name, params, noise):
    """Up to a constant: differences of the loss are those of the log-density of y - z, whose rounding the slack allows."""
    value = LOSSES[name](**params).value(REAL_Y, Z)
    density = noise.logpdf(REAL_Y - Z)
    assert_close(value - value[0], density[0] - density, 1e-13)


@pytest.mark.parametrize(
    ("name", "y", "log_density"),
    [
        ("poisson", COUNT_Y, lambda y, z: stats.poisson.logpmf(y, np.exp(z))),
        ("gamma", COUNT_Y + 0.5, lambda y, z: stats.gamma.logpdf(y, 1, scale=np.exp(z))),
        ("gamma", COUNT_Y + 0.5, lambda y, z: stats.expon.logpdf(y, scale=np.exp(z))),
        ("logistic", LABELS, lambda y, z: stats.bernoulli.logpmf((y + 1) / 2, scipy.special.expit(z))),
    ],
    ids=["poisson", "gamma", "exponential times", "bernoulli"],
)
def test_as_a_function_of_the_prediction_it_is_the_negative_log_likelihood(name, y, log_density):
    """From z to z = 0, the same target; the slack is the rounding of terms of the size of exp(5) y."""
    loss, zero = LOSSES[name](), np.zeros_like(Z)
    assert_close(loss.value(y, Z) - loss.value(y, zero), log_density(y, zero) - log_density(y, Z), 1e-12)


def test_the_bernoulli_likelihood_itself_is_the_logistic_loss():
    p = scipy.special.expit(Z)
    assert_close(LOSSES["logistic"]().value(LABELS, Z), -stats.bernoulli.logpmf((LABELS + 1) / 2, p), 1e-13)


def test_the_oracles_differentiate_right():
    """The oracle's own derivatives against closed forms, where they are hardest: far out, and next to a kink."""
    with mp.workdps(50):
        value, slope, curvature = derivatives(ORACLES["log_cosh"], mpf(300))
        assert_close(value, float(300 - log(2)))
        assert_close([slope, curvature], [1.0, float(4 * exp(-600))])
        assert_close(derivatives(ORACLES["absolute"], mpf(-1e-300)), [1e-300, -1.0, 0.0])
        assert_close(derivatives(ORACLES["tangent"], mpf(0)), [1.0, -4.0, 8.0])
        assert_close(derivatives(lambda x: atan(x) + pi, mpf(1)), [float(5 * pi / 4), 0.5, -0.5])


@pytest.mark.parametrize("alpha", [1e-310, -1e-310, 1e-300, -1e-300, 5e-324, -5e-324, 1e-17, -1e-17, 1e-9, -1e-9])
def test_barron_near_alpha_0_is_near_its_limit_there(alpha):
    """Where alpha is so small that it has lost its digits, the loss has not: it is log(1 + u^2 / 2), as Cauchy's."""
    loss, r = LOSSES["barron"](alpha=alpha), np.array([0.0, 1e-9, 1e-3, 1.0, -7.0, 1e6])
    with mp.workdps(700):
        truth = [float(barron(mpf(v), mpf(alpha), mpf(1))) for v in r]
    assert loss.value(np.zeros(6), r) == pytest.approx(truth, rel=1e-12, abs=0)
    assert loss.value(np.zeros(1), np.ones(1))[0] == pytest.approx(0.4054651081081644, rel=1e-8)
