"""Comparing losses against scikit-learn's ``GridSearchCV``, on the same folds, strengths and metric.

Each pair is timed in turn with ``time.process_time``, garbage collection off, one BLAS thread (set before NumPy loads), and a
fresh `Dataset` in every timed call of ours, so that nothing kept from an earlier call is free. The ratio is ours over theirs,
the median over pairs. Ours standardises inside every fold; theirs is given columns that are standardised beforehand, so that it
has nothing to do but fit and score. Neither refits at the end, and neither chooses anew inside the folds.

Beside each ratio stands how far the two are apart: the largest excess of a training cost over the lower of both, over all folds
and strengths, as a share of what zero weights cost. There theirs is fitted to what ours is, standardised inside the fold.

The last lines are whole comparisons by themselves, in seconds of processor time.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # before NumPy loads

import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.linear_model import Lasso, LogisticRegression, QuantileRegressor, Ridge
from sklearn.model_selection import GridSearchCV, PredefinedSplit

from explorer import DATASETS, LOSSES, PENALTIES, Dataset
from explorer.path.regularization_path import path_weights
from explorer.selection import begin_comparison, compare
from explorer.selection.comparing.setup import Setup

Array = np.ndarray
STRENGTHS, FOLDS = 50, 5
NINE = (
    "squared", "absolute", "huber", "quantile", "log_cosh", "pseudo_huber", "epsilon_insensitive", "expectile",
    "squared_epsilon_insensitive",
)  # fmt: skip
"""All losses for numbers that are convex and have no shape of their own to choose."""


@dataclass(frozen=True)
class Race:
    """One comparison: a loss and a penalty, scikit-learn's estimator, and our strength as its parameter."""

    name: str
    data: str
    loss: str
    penalty: str
    estimator: BaseEstimator
    parameter: str
    value: Callable[[Array, int], Array]
    scoring: str
    metric: str
    asked: float
    pairs: int


def lasso_value(s: Array, n: int) -> Array:
    """Half of our strength."""
    return s / 2.0


RACES = (
    Race("L2, Ridge", "diabetes", "squared", "l2", Ridge(), "alpha", lambda s, n: n * s / 2.0,
         "neg_mean_absolute_error", "mae", 1 / 30, 9),
    Race("L1, Lasso", "diabetes", "squared", "l1", Lasso(), "alpha", lasso_value, "neg_mean_absolute_error", "mae", 1 / 15, 9),
    Race("absolute with L1, QuantileRegressor", "diabetes", "absolute", "l1", QuantileRegressor(solver="highs"), "alpha",
         lasso_value, "neg_mean_absolute_error", "mae", 1 / 10, 3),
    Race("logistic with L2, LogisticRegression", "breast_cancer", "logistic", "l2", LogisticRegression(max_iter=10_000), "C",
         lambda s, n: 1.0 / (n * s), "accuracy", "accuracy", 1 / 10, 5),
)  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def race(r: Race) -> None:
    """Time the pairs and print one line."""
    raw = DATASETS[r.data]().load()
    loss, penalty = LOSSES[r.loss](), PENALTIES[r.penalty]()
    setup = begin_comparison(raw, [loss], penalty, STRENGTHS, repeats=1, nested=0).setup
    strengths, n = setup.strengths[0], raw.n * (FOLDS - 1) // FOLDS

    def ours() -> object:
        data = Dataset(raw.X, raw.y, task=raw.task, classes=raw.classes)
        return compare(data, [loss], penalty, strengths, r.metric, FOLDS, 1, nested=0)

    X, y = (raw.X - raw.X.mean(axis=0)) / raw.X.std(axis=0), raw.y
    if raw.task == "regression":
        y = (y - y.mean()) / y.std()
    search = GridSearchCV(
        r.estimator, {r.parameter: r.value(strengths, n)}, cv=PredefinedSplit(setup.folds[0]), scoring=r.scoring, refit=False
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mine, peer = excess(r, setup)
        ours()
        gc.collect()
        gc.disable()
        found = [(seconds(ours), seconds(lambda: search.fit(X, y))) for _ in range(r.pairs)]
        gc.enable()
    ratios = sorted(a / b for a, b in found)
    ratio = statistics.median(ratios)
    times = [1000 * statistics.median(column) for column in zip(*found, strict=True)]
    print(
        f"{'ok  ' if ratio <= r.asked else 'MISS'} {r.name}: {ratio:.4f} (asked: {r.asked:.4f}; {ratios[0]:.4f} to "
        f"{ratios[-1]:.4f}; {times[0]:.1f} ms against {times[1]:.1f} ms; "
        f"costs above the lower by {mine:.0e} against {peer:.0e})",
        flush=True,
    )


def excess(r: Race, setup: Setup) -> tuple[float, float]:
    """The largest excess of ours and of theirs over the lower training cost, as shares of what zero weights cost."""
    worst = np.zeros(2)
    for fold in range(FOLDS):
        part = setup.part(0, (fold,))
        problem = setup.problem(0, part.train)
        W, _ = path_weights(problem, setup.strengths[0])
        values = r.value(setup.strengths[0], part.train.n)
        for s, w, value in zip(setup.strengths[0], W, values, strict=True):
            fit = clone(r.estimator).set_params(**{r.parameter: value}).fit(part.train.X, part.train.y)
            theirs = np.append(np.ravel(fit.coef_), fit.intercept_)
            costs = np.array([problem.at(float(s)).cost(each).total for each in (w, theirs)])
            zero = problem.cost(np.zeros(problem.size)).total
            worst = np.maximum(worst, (costs - costs.min()) / zero)
    return float(worst[0]), float(worst[1])


def nine(penalty: str, nested: int) -> float:
    """Processor time of a comparison of nine losses."""
    data, losses = DATASETS["diabetes"]().load(), [LOSSES[loss]() for loss in NINE]
    return seconds(lambda: compare(data, losses, PENALTIES[penalty](), 30, folds=5, repeats=3, nested=nested))


def whole() -> None:
    """Nine losses on a small table, and three on a large one."""
    for penalty in ("l2", "l1"):
        for nested in (0, 1):
            took = nine(penalty, nested)
            also = "and the choice made anew inside the folds of one" if nested else "no choice inside the folds"
            print(
                f"{'ok  ' if took <= 10 else 'MISS'} nine losses with {PENALTIES[penalty].name}, 30 strengths, 5 folds, "
                f"3 repeats, {also}: {took:.1f} s (asked: 10)",
                flush=True,
            )
    rng = np.random.default_rng(0)
    X = rng.normal(size=(10_000, 50))
    large = Dataset(X, X @ rng.normal(size=50) + 3.0 * rng.standard_t(3, size=10_000))
    losses = [LOSSES[loss]() for loss in ("squared", "huber", "absolute")]
    took = seconds(lambda: compare(large, losses, PENALTIES["l2"](), 30))
    print(f"{'ok  ' if took <= 60 else 'MISS'} 10,000 x 50, squared, Huber, absolute: {took:.1f} s (asked: 60)", flush=True)


def main() -> None:
    """Print one line for each figure."""
    for one in RACES:
        race(one)
    whole()


if __name__ == "__main__":
    main()
