"""The constant prediction that a loss likes best is the one it declares, against brute force and other libraries."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog, minimize, minimize_scalar
from scipy.stats import expectile

from explorer import LOSSES
from explorer.core.params import instances, params_of

EVERY = [loss for cls in LOSSES.values() for loss in instances(cls)]
NUMBERS = [[0.1, 0.5, 0.7, 1.3, 8.0], [-3.0, -1.1, 0.2, 0.4, 0.9, 2.6], [2.0, 1.5, 1.9, 7.5]]
SAMPLES = {
    "regression": NUMBERS,
    "count": [[0, 1, 1, 2, 6], [3, 0, 0, 9], [4, 5, 7]],
    "amount": [[0.0, 1.1, 0.0, 4.0], [0.02, 0.0, 9.0], [1.0, 2.0, 0.0, 5.0, 8.0]],
    "positive": [[0.3, 1.1, 2.5, 4.0], [0.02, 0.5, 9.0], [1.0, 2.0, 3.0, 5.0, 8.0]],
    "binary": [[1, 1, 1, -1], [-1, -1, 1, -1, 1], [1, -1, 1, 1, -1, 1, 1]],
    "multiclass": [
        [0, 0, 0, 0, 1, 1, 2],
        [2, 0, 1, 1, 0, 2, 2, 0, 2, 1, 2],
        [1, 0, 1],
        [4, 4, 3, 3, 3, 2, 1, 4, 4, 0, 0, 4, 1],
    ],
}
CASES = [pytest.param(loss, i, id=f"{loss.id}-{loss.label}-{i}") for loss in EVERY for i in range(len(SAMPLES[loss.task]))]


def sample(loss, i):
    return np.array(SAMPLES[loss.task][i], dtype=int if loss.task == "multiclass" else float)


def mean(loss, y, c):
    return float(loss.value(y, np.broadcast_to(c, (len(y), *np.shape(c)))).mean())


def slopes(loss, y, c):
    """Their mean, ()."""
    return loss.slope(y, np.broadcast_to(c, (len(y), *np.shape(c)))).mean(axis=0)


def best_number(loss, y):
    """The constant with the smallest mean loss: a dense scan, finer around each target, then a bounded search."""
    width = min([1.0, *(getattr(loss, name) for name, p in params_of(type(loss)).items() if p.log)])
    fine = (y[:, None] + width * np.linspace(-6, 6, 1201)).ravel()
    c = np.sort(np.concatenate([np.linspace(-12, 12, 24001), fine, y]))
    costs = loss.value(y, c[:, None]).mean(axis=1)
    k = int(np.argmin(costs))
    ends = c[k] - 0.02 * width, c[k] + 0.02 * width
    near = minimize_scalar(lambda v: mean(loss, y, v), bounds=ends, method="bounded", options={"xatol": 1e-12})
    same = near.fun <= costs[k] + 1e-14 * (1 + abs(costs[k]))  # equal but for rounding: the search's is nearer
    return (near.x, min(near.fun, costs[k])) if same else (c[k], float(costs[k]))


def best_scores(loss, y):
    """The same for several classes: whole levels, then searches from the best of them, from zero and from anywhere."""
    K = int(y.max()) + 1
    whole = np.array(list(product(range(-2, 3), repeat=K)), dtype=float)
    costs = loss.value(y, np.broadcast_to(whole[:, None], (len(whole), len(y), K))).mean(axis=1)
    starts = [whole[np.argmin(costs)], np.zeros(K), *np.random.default_rng(0).normal(size=(3, K))]
    jac = (lambda c: slopes(loss, y, c)) if loss.smooth else None
    method, options = ("BFGS", {"gtol": 1e-10}) if loss.smooth else ("Nelder-Mead", {"xatol": 1e-9, "fatol": 1e-13})
    found = [minimize(lambda c: mean(loss, y, c), s, jac=jac, method=method, options=options) for s in starts]
    best = min(found, key=lambda r: r.fun)
    return (best.x, best.fun) if best.fun < costs.min() else (starts[0], float(costs.min()))


@pytest.mark.thorough
@pytest.mark.parametrize(("loss", "i"), CASES)
def test_the_declared_minimiser_is_the_one_brute_force_finds(loss, i):
    y = sample(loss, i)
    c, least = best_scores(loss, y) if loss.task == "multiclass" else best_number(loss, y)
    if loss.minimiser.of is not None:
        assert mean(loss, y, np.asarray(loss.minimiser.of(y))) <= least + 1e-9 * (1 + abs(least))
    elif loss.smooth:
        assert np.abs(slopes(loss, y, c)).max() <= 1e-6 * max(1.0, loss.curvature_bound or 1.0)
    elif loss.task != "multiclass":
        assert loss.convex
        below, above = slopes(loss, y, c - 1e-7), slopes(loss, y, c + 1e-7)
        assert below <= 1e-12
        assert above >= -1e-12
    else:
        assert loss.convex
        around = c + np.random.default_rng(0).normal(size=(200, *np.shape(c))) * 1e-3
        assert min(mean(loss, y, other) for other in around) >= least - 1e-12


@pytest.mark.parametrize("tau", [0.1, 0.35, 0.5, 0.83])
@pytest.mark.parametrize("values", NUMBERS)
def test_quantiles_and_expectiles_are_those_of_numpy_and_scipy(values, tau):
    y = np.array(values)
    loss = LOSSES["quantile"](tau=tau)
    assert loss.minimiser.of(y) == np.quantile(y, tau, method="inverted_cdf")
    assert mean(loss, y, np.quantile(y, tau)) >= mean(loss, y, loss.minimiser.of(y)) - 1e-15
    assert best_number(LOSSES["expectile"](tau=tau), y)[0] == pytest.approx(expectile(y, tau), abs=1e-7)


@pytest.mark.parametrize("i", range(3))
def test_weston_watkins_is_best_at_whole_levels(i):
    """The linear programme min sum_k p_k sum_j s_kj / K with s_kj >= 1 + c_j - c_k and s_kj >= 0."""
    loss = LOSSES["weston_watkins"]()
    y = sample(loss, i)
    K = int(y.max()) + 1
    pairs = [(k, j) for k in range(K) for j in range(K) if k != j]
    shares = np.bincount(y) / len(y)
    A = np.zeros((len(pairs), K + len(pairs)))
    for row, (k, j) in enumerate(pairs):
        A[row, [j, k, K + row]] = 1.0, -1.0, -1.0
    price = np.concatenate([np.zeros(K), [shares[k] / K for k, _ in pairs]])
    optimum = linprog(price, A, -np.ones(len(pairs)), bounds=[(None, None)] * K + [(0, None)] * len(pairs)).fun
    levels = {c: mean(loss, y, np.array(c, dtype=float)) for c in product(range(K), repeat=K)}
    assert min(levels.values()) == pytest.approx(optimum, abs=1e-12)
    assert mean(loss, y, loss.minimiser.of(y)) == pytest.approx(optimum, abs=1e-12)
    best = min(levels, key=levels.get)
    assert all(best[a] >= best[b] for a in range(K) for b in range(K) if shares[a] > shares[b])


@pytest.mark.parametrize("seed", range(20))
def test_weston_watkins_is_best_among_all_whole_levels_of_many_classes(seed):
    rng = np.random.default_rng(seed)
    loss, K = LOSSES["weston_watkins"](), int(rng.integers(2, 6))
    y = rng.choice(K, 25, p=rng.dirichlet(np.full(K, rng.choice([0.3, 1.0, 5.0]))))
    y[:K] = np.arange(K)
    found = mean(loss, y, loss.minimiser.of(y))
    assert found == pytest.approx(min(mean(loss, y, np.array(c, dtype=float)) for c in product(range(K), repeat=K)), abs=1e-12)


@pytest.mark.parametrize("K", [2, 3, 4, 5, 6])
def test_classes_that_are_equally_frequent_have_equal_scores(K):
    for name in ("weston_watkins", "crammer_singer", "cross_entropy"):
        assert np.ptp(LOSSES[name]().minimiser.of(np.repeat(np.arange(K), 2))) <= 1e-12


def test_crammer_singer_names_no_class_without_a_majority():
    loss = LOSSES["crammer_singer"]()
    for y in ([0, 0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2]):
        c = loss.minimiser.of(np.array(y))
        assert (np.ptp(c) > 0) == (max(np.bincount(y)) > len(y) / 2)
