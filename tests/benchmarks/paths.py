"""Regularization paths against scikit-learn's, on the same data and strengths.

Each pair is timed in turn with ``time.process_time``, garbage collection off, one BLAS thread (set before NumPy loads), and a
fresh `Dataset` and `Problem` in every timed call of ours, so that nothing kept from an earlier call is free. Jobs under a few
milliseconds are repeated within a timing, ours and theirs alike. The ratio is ours over theirs, the median over pairs. How far
each misses the conditions for a minimum is measured in the same way for both, in our terms: the largest slope left over, bias
included, as a share of the largest strength. Ours has to be no worse, or at rounding. An iterative peer is timed twice: with
its default tolerance, for the record, and with one that brings it to the conditions that are asked of us (1e-9 of the largest
strength for squared loss, 1e-7 for logistic L2), or as near as it gets: that is the same work, and the ratio that is asked
for. What is timed is the weights and what is needed to know that they are right: the costs of a path and its figures for the
conditions are found when they are first read, and theirs has none of them. ``liblinear`` is asked at its default, 1e-4.
``lars_path`` gets data that are centred beforehand; its kinks are not turned into weights at the strengths, which we do.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
import warnings
from collections.abc import Callable

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # before NumPy loads

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, Ridge, lars_path, lasso_path

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.kkt import mean_loss_and_gradient, violations
from explorer.path.path_found import Path
from explorer.path.strength_grid import default_strengths

PAIRS, ROUNDING = 11, 1e-13
Array = np.ndarray


def standardised(X: Array) -> Array:
    """Mean 0 and spread 1."""
    return (X - X.mean(axis=0)) / X.std(axis=0)


def drawn(n: int, d: int) -> tuple[Array, Array]:
    """Normal features, ten of which matter, and noise."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, d))
    return standardised(X), X[:, :10] @ rng.normal(size=10) + rng.normal(size=n)


def problem(X: Array, y: Array, loss: str, penalty: str) -> Problem:
    """A fresh one."""
    task = "binary" if loss == "logistic" else "regression"
    return Problem(Dataset(X, y, task=task), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0)


def missed(p: Problem, strengths: Array, W: Array) -> float:
    """The largest slope left over, as a share of the largest strength."""
    return float(violations(p, strengths, W, mean_loss_and_gradient(p, W)[1]).max() / strengths.max())


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Processor time of one call."""
    began = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - began) / repeats


def against(
    name: str,
    asked: float | None,
    ours: Callable[[], Path],
    theirs: Callable[[], object],
    gap: float,
    repeats: int = 1,
    pairs: int = PAIRS,
) -> None:
    """Time the pairs and print one line; ``gap`` is by how much theirs misses the conditions."""
    path = ours()
    theirs()
    assert path.kkt.max() <= max(gap, ROUNDING), f"{name}: ours misses the conditions by {path.kkt.max()}, theirs by {gap}"
    gc.collect()
    gc.disable()
    found = [(seconds(ours, repeats), seconds(theirs, repeats)) for _ in range(pairs)]
    gc.enable()
    ratios = sorted(a / b for a, b in found)
    mine, peer = (1000 * statistics.median(column) for column in zip(*found, strict=True))
    ratio = statistics.median(ratios)
    print(
        f"{'    ' if asked is None else 'ok  ' if ratio <= asked else 'MISS'} {name}: {ratio:.4f} "
        f"({'' if asked is None else f'asked: {asked:.4f}; '}{ratios[0]:.4f} to {ratios[-1]:.4f}; "
        f"{mine:.2f} ms against {peer:.2f} ms; conditions missed by {path.kkt.max():.0e} against {gap:.0e})"
    )


def lasso(name: str, X: Array, y: Array, coordinate: float, least_angle: float, repeats: int) -> None:
    """100 strengths from the one that zeroes all down to 1e-3 of it."""
    p = problem(X, y, "squared", "l1")
    centred, y0 = X - X.mean(axis=0), y - y.mean()
    strengths = np.geomspace(1.0, 1e-3, 100) * (2.0 * np.abs(centred.T @ y0).max() / len(y))
    ours = lambda: regularization_path(problem(X, y, "squared", "l1"), strengths)

    def whole(coef: Array) -> Array:
        return np.column_stack([coef.T, y.mean() - coef.T @ X.mean(axis=0)])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for tol, asked, pairs in ((1e-4, None, PAIRS), (1e-12, coordinate, 5)):
            theirs = lambda tol=tol: lasso_path(centred, y0, alphas=strengths / 2.0, tol=tol, max_iter=100_000)
            gap = missed(p, strengths, whole(theirs()[1]))
            against(f"lasso {name}, lasso_path at tol {tol:.0e}", asked, ours, theirs, gap, repeats, pairs)
        kinks = lambda: lars_path(centred, y0, method="lasso")
        alphas, _, coef = kinks()
        gap = missed(p, 2.0 * alphas, whole(coef))
        against(f"lasso {name}, lars_path", least_angle, ours, kinks, gap, repeats)


def ridge() -> None:
    """200 strengths on the diabetes data."""
    X, y = load_diabetes(return_X_y=True)
    X = standardised(X)
    p, strengths = problem(X, y, "squared", "l2"), np.geomspace(100.0, 1e-3, 200)

    def theirs() -> Array:
        fits = [Ridge(alpha=len(y) * s / 2.0).fit(X, y) for s in strengths]
        return np.array([np.append(f.coef_, f.intercept_) for f in fits])

    ours = lambda: regularization_path(problem(X, y, "squared", "l2"), strengths)
    against("ridge, 200 Ridge refits", 1 / 400, ours, theirs, missed(p, strengths, theirs()), 5, 7)


def logistic(penalty: str, solver: str, asked: float | None, tol: float) -> None:
    """50 strengths on the breast cancer data, 569 x 30, each of theirs started from the last where the solver can."""
    data = load_breast_cancer()
    X, y = standardised(data.data), np.where(data.target == 1, 1.0, -1.0)
    p = problem(X, y, "logistic", penalty)
    strengths = default_strengths(p, 50)

    def theirs() -> Array:
        model = LogisticRegression(solver=solver, warm_start=True, l1_ratio=float(penalty == "l1"), tol=tol, max_iter=100_000)
        rows = []
        for s in strengths:
            model.C = 1.0 / (len(y) * s)
            model.fit(X, y)
            rows.append(np.append(model.coef_[0], model.intercept_))
        return np.array(rows)

    ours = lambda: regularization_path(problem(X, y, "logistic", penalty), strengths)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        against(f"logistic {penalty}, {solver} at tol {tol:.0e}", asked, ours, theirs, missed(p, strengths, theirs()), pairs=5)


def main() -> None:
    """Print one line for each figure."""
    X, y = load_diabetes(return_X_y=True)
    lasso("442x10", standardised(X), y, 1 / 15, 0.6, 5)
    lasso("1000x100", *drawn(1000, 100), 0.4, 0.7, 3)
    lasso("100x1000", *drawn(100, 1000), 1 / 10, 0.8, 1)
    ridge()
    for solver, asked in (("lbfgs", 1 / 15), ("newton-cholesky", 1 / 6)):
        logistic("l2", solver, None, 1e-4)
        logistic("l2", solver, asked, 1e-8)
    logistic("l1", "liblinear", 1 / 4, 1e-4)


if __name__ == "__main__":
    main()
