"""How a script fits a row: the estimator that has the cost, with the strength as its formula, or NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem, regularization_path
from explorer.experiment.export.comparing.fits import class_name, commented, fit_of
from explorer.experiment.export.scripts.source import Excerpts
from explorer.selection.comparing.training_parts import part
from tests.helpers.compared import drawn

ESTIMATORS = [
    ("regression", "squared", "l2", "Ridge"),
    ("regression", "squared", "l1", "Lasso"),
    ("regression", "squared", "elastic_net", "ElasticNet"),
    ("regression", "absolute", "l1", ""),
    ("binary", "logistic", "l2", "LogisticRegression"),
    ("count", "poisson", "l2", "PoissonRegressor"),
    ("regression", "epsilon_insensitive", "l2", ""),
    ("regression", "huber", "l2", ""),
    ("regression", "huber", "l1", ""),
    ("binary", "logistic", "l1", ""),
    ("regression", "quantile", "l2", ""),
    ("binary", "hinge", "l1", ""),
    ("multiclass", "cross_entropy", "l2", "LogisticRegression"),
]


@pytest.mark.parametrize(("task", "loss", "penalty", "estimator"), ESTIMATORS)
def test_a_fit_reaches_the_lowest_cost_at_another_strength_and_number_of_examples(task, loss, penalty, estimator):
    """It was made from 45 examples and one strength, and is asked for the minimum of 30 at another."""
    fold = np.arange(60) % 4
    few = part(drawn(task), fold, (0, 1)).train
    made = Problem(part(drawn(task), fold, (0,)).train, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.3)
    fit, excerpts = fit_of(made, "fit_one"), Excerpts()
    assert fit.imports.rpartition(" ")[2] == estimator
    if fit.methods:
        excerpts.add(class_name(fit), LOSSES[loss](), fit.methods)
    space = {"np": np}
    exec("\n".join([*sorted(excerpts.imports), fit.imports, excerpts.text(), fit.lines]), space)
    problem = Problem(few, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.05)
    ours = np.concatenate(space["fit_one"](few.X, few.y, np.ones(few.n), 0.05))
    best = regularization_path(problem, [0.05])
    zero = problem.cost(np.zeros(problem.size)).total
    assert problem.cost(ours).total - best.total[0] <= 1e-6 * zero
    assert best.total[0] - problem.cost(ours).total <= 1e-4 * zero


@pytest.mark.parametrize(
    ("task", "loss", "penalty", "model"),
    [
        ("multiclass", "crammer_singer", "l2", "linear"),
        ("regression", "squared", "mcp", "linear"),
        ("regression", "squared", "l2", "polynomial"),
    ],
)
def test_what_has_no_short_method_is_named_and_not_fitted(task, loss, penalty, model):
    problem = Problem(drawn(task), MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), 0.1)
    assert fit_of(problem, "fit") is None
    assert commented(["A", "B"]) == "Not in this script, which has no short method for them: A, B."
    assert commented([]) == ""
