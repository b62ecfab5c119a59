"""scikit-learn's stochastic gradient descent comes near the minimum with our alpha."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.experiment.export.translate import translations

SGD = [
    ("regression", "squared", "elastic_net"), ("regression", "huber", "l2"), ("regression", "epsilon_insensitive", "l1"),
    ("regression", "squared_epsilon_insensitive", "l2"), ("binary", "logistic", "l1"), ("binary", "hinge", "l2"),
    ("binary", "squared_hinge", "elastic_net"), ("binary", "modified_huber", "l2"),
]  # fmt: skip


@pytest.mark.parametrize(("task", "loss", "penalty"), SGD)
def test_sgd_comes_near_our_minimum_with_this_alpha_and_not_with_half_or_twice_of_it(task, loss, penalty):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(100, 3))
    y = X @ [1.0, -0.5, 0.2] + 0.3 + 0.3 * rng.normal(size=100)
    data = Dataset(X, y if task == "regression" else np.sign(y), task=task)
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.2)
    (t,) = [t for t in translations(problem) if t.estimator in ("SGDRegressor", "SGDClassifier")]
    assert not t.exact

    def cost(alpha):
        model = getattr(import_module(t.module), t.estimator)(
            alpha=alpha, **dict(t.others), random_state=0, max_iter=1000, tol=None,
            learning_rate="invscaling", eta0=0.05, power_t=0.5,
        )  # fmt: skip
        model.fit(X, data.y)
        return problem.cost(np.append(np.ravel(model.coef_), model.intercept_)).total

    right = cost(t.value)
    assert right < min(cost(0.5 * t.value), cost(2.0 * t.value)) - 1e-3
