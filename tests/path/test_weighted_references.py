"""Weights of examples and offsets against other libraries: scikit-learn's sample_weight, statsmodels' GLM."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, PoissonRegressor, QuantileRegressor, Ridge

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.datasets.preparation import prepare
from explorer.path import optimum

K = np.arange(24.0)
X = np.column_stack([np.sin(K), np.cos(2.3 * K)])
WEIGHTS, EXPOSURES = 1.0 + K % 3, 0.5 + K % 5
LINE = 0.4 * X[:, 0] - 0.7 * X[:, 1] + np.sin(5 * K)
COUNTS = np.floor(np.exp(0.8 + LINE) * EXPOSURES / 2)
LABELS = np.where(LINE + 0.3 * np.cos(7 * K) > 0, 1.0, -1.0)
N, TIGHT = K.size, {"tol": 1e-14, "max_iter": 1_000_000}
NEWTON = {"solver": "newton-cholesky", "tol": 1e-12}


def problem_of(y, loss, penalty, offset=None, weights=WEIGHTS, **params):
    data = Dataset(X, y, task=LOSSES[loss].task, example_weights=weights, offset=offset)
    return Problem(data, MODELS["linear"](), LOSSES[loss](**params), PENALTIES[penalty](), 0.0)


SCIKIT_LEARN = {
    "ridge": ("squared", "l2", LINE, {}, lambda s: Ridge(alpha=N * s / 2, solver="svd")),
    "lasso": ("squared", "l1", LINE, {}, lambda s: Lasso(alpha=s / 2, **TIGHT)),
    "elastic net": ("squared", "elastic_net", LINE, {}, lambda s: ElasticNet(alpha=s / 2, l1_ratio=0.5, **TIGHT)),
    "quantile": ("quantile", "l1", LINE, {"tau": 0.3}, lambda s: QuantileRegressor(alpha=s, quantile=0.3)),
    "logistic": ("logistic", "l2", LABELS, {}, lambda s: LogisticRegression(C=1 / (N * s), **NEWTON)),
    "poisson": ("poisson", "l2", COUNTS, {}, lambda s: PoissonRegressor(alpha=s, **NEWTON)),
}  # fmt: skip


@pytest.mark.parametrize("name", SCIKIT_LEARN)
def test_the_path_is_that_of_scikit_learn_with_sample_weight(name):
    loss, penalty, y, params, estimator = SCIKIT_LEARN[name]
    path = regularization_path(problem_of(y, loss, penalty, **params), [0.2, 0.03])
    for strength, w in zip(path.strengths, path.weights, strict=True):
        model = estimator(strength).fit(X, y, sample_weight=WEIGHTS / WEIGHTS.mean())
        assert w == pytest.approx([*np.ravel(model.coef_), *np.ravel(model.intercept_)], abs=1e-6)


def test_balanced_classes_are_those_of_scikit_learn():
    data = Dataset(X, np.where(LABELS > 0, -1.0, 1.0), task="binary")  # the first class is the larger one
    train = prepare(data, 0.0, 0, standardise=False, class_weight="balanced").train
    problem = Problem(train, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l2"](), 0.05)
    model = LogisticRegression(C=1 / (N * 0.05), class_weight="balanced", solver="newton-cholesky", tol=1e-12).fit(X, data.y)
    assert optimum(problem).weights == pytest.approx([*model.coef_[0], model.intercept_[0]], abs=1e-6)


STATSMODELS = {
    "poisson": (COUNTS, {}, np.log(EXPOSURES), [0.0634682013961, -0.585165864648, 0.527441663696]),
    "gamma": (np.exp(LINE), {}, np.log(EXPOSURES), [0.238185129927, -0.771358851761, -0.425043596764]),
    "tweedie": (np.exp(LINE), {"power": 1.5}, 0.3 * K % 1, [0.3136238778, -0.676215174269, -0.218053008871]),
    "logistic": (np.where(LINE + 0.3 * np.cos(7 * K) > 0, 1.0, -1.0), {}, None, [1.4281911624, -1.6451530192, 0.436475852985]),
    "squared": (LINE, {}, np.log(EXPOSURES), [0.294253777689, -0.796411410054, -0.653006744485]),
}  # fmt: skip
"""What statsmodels 0.15.0 gives for ``GLM(y, X, family, offset=..., var_weights=WEIGHTS).fit(tol=1e-14)``, the constant last;
freq_weights and exposure=EXPOSURES for Poisson, freq_weights for logistic."""


@pytest.mark.parametrize("loss", STATSMODELS)
def test_the_lowest_cost_is_at_the_coefficients_of_statsmodels(loss):
    y, params, offset, coefficients = STATSMODELS[loss]
    assert optimum(problem_of(y, loss, "none", offset, **params)).weights == pytest.approx(coefficients, abs=1e-6)
