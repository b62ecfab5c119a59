"""Small data sets to compare losses on, and what scikit-learn makes of the same folds."""

from __future__ import annotations

import numpy as np
from sklearn.preprocessing import StandardScaler

from explorer import LOSSES, PENALTIES, Dataset
from explorer.selection import compare


def drawn(task="regression", n=60, d=4, seed=3, **also):
    """Examples with a signal, far from standardised."""
    rng = np.random.default_rng(seed)
    X = 10.0 * rng.normal(size=(n, d)) * 3.0 ** np.arange(d) + 50.0
    signal = ((X - 50.0) / 10.0) @ (0.6 / 3.0 ** np.arange(d))
    mean = np.exp(0.4 * signal + 0.5)
    y = {
        "regression": 7.0 + 20.0 * signal + 9.0 * rng.standard_t(3, size=n),
        "binary": np.where(signal + rng.normal(size=n) > 0, 1.0, -1.0),
        "count": rng.poisson(mean).astype(float),
        "amount": rng.poisson(mean) * rng.gamma(2.0, size=n),
        "positive": mean * rng.gamma(2.0, size=n) + 0.01,
        "multiclass": np.digitize(signal + 0.5 * rng.normal(size=n), (-0.4, 0.4)),
    }[task]
    return Dataset(X, y, task=task, **also)


def compared(data, losses, penalty="l2", strengths=(1.0, 0.1, 0.01), **also):
    """A comparison of losses by their ids, at their defaults."""
    return compare(data, [LOSSES[loss]() for loss in losses], PENALTIES[penalty](), strengths, **also)


def splits(found, repeat, out):
    """What scikit-learn is trained on where these folds of a comparison are held out, and what is left of each, standardised:
    X, y and the mean and spread of the target that was trained on."""
    data, fold = found.setup.data, found.setup.folds[repeat]
    kept = ~np.isin(fold, out)
    scaler = StandardScaler().fit(data.X[kept])
    number = data.task == "regression"
    middle, spread = (data.y[kept].mean(), data.y[kept].std()) if number else (0.0, 1.0)
    held = [(scaler.transform(data.X[fold == one]), data.y[fold == one]) for one in out]
    return scaler.transform(data.X[kept]), (data.y[kept] - middle) / spread, held, middle, spread


def scores_of(found, make, measure, repeat=0, out=(0,)):
    """The metric of scikit-learn's fits on each fold held out (len(out), k): ``make(s, n)`` is an estimator, and
    ``measure(y, model, X, middle, spread)`` its figure in the target's own units."""
    strengths = found.setup.strengths[0]
    X, y, held, middle, spread = splits(found, repeat, out)
    models = [make(float(s), len(y)).fit(X, y) for s in strengths]
    return np.array([[measure(truth, model, X, middle, spread) for model in models] for X, truth in held])
