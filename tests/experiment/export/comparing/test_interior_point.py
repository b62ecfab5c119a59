"""Losses made of straight lines in a script: the exact path's weights, in few steps, also where targets and features repeat."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.experiment.export.comparing.fits import class_name, fit_of
from explorer.experiment.export.comparing.script import comparison_script
from explorer.experiment.export.scripts.source import Excerpts
from explorer.models.linear import Linear
from tests.helpers.compared import compared
from tests.helpers.script import agrees

STEPS = 60
"""Each is one set of equations as large as the features are many. Such methods need some twenty, whatever the data."""


def repeating(task="regression", n=120):
    """Counts, or classes by them, against columns of 0 and 1 of which two add up to a third: ties everywhere."""
    rng = np.random.default_rng(5)
    X = (rng.random((n, 5)) < 0.4).astype(float)
    X = np.column_stack([X, 1.0 - X[:, 0]])
    counts = rng.poisson(np.exp(1.0 + X[:, 1] - X[:, 2])).astype(float)
    return Dataset(X, counts if task == "regression" else np.where(counts > 2, 1.0, -1.0), task=task)


CASES = [("regression", loss) for loss in ("absolute", "quantile", "epsilon_insensitive")] + [("binary", "hinge")]


@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize(("task", "loss"), CASES)
def test_it_finds_the_weights_of_the_exact_path_in_few_steps(monkeypatch, task, loss, intercept):
    data, calls, pinv = repeating(task), [], np.linalg.pinv
    problem = Problem(data, Linear(intercept=intercept), LOSSES[loss](), PENALTIES["l2"](), 0.1)
    fit, excerpts = fit_of(problem, "fit_one"), Excerpts()
    excerpts.add(class_name(fit), problem.loss, fit.methods)
    space = {"np": np}
    exec("\n".join([*sorted(excerpts.imports), excerpts.text(), fit.lines]), space)
    monkeypatch.setattr(np.linalg, "pinv", lambda *args, **also: calls.append(1) or pinv(*args, **also))
    for strength in (1.0, 0.1, 1e-3, 1e-5):
        calls.clear()
        weights, bias = space["fit_one"](data.X, data.y, np.ones(data.n), strength)
        best = regularization_path(problem.at(strength), [strength])
        cost = problem.at(strength).cost(np.concatenate([weights, bias])).total
        assert cost == pytest.approx(best.total[0], rel=1e-8, abs=1e-8)
        curved = (1e-10 / strength) ** 0.5  # weights as far apart as costs that are equal to ten figures allow
        assert weights == pytest.approx(best.weights[0][: data.X.shape[1]], abs=2 * curved)
        assert len(calls) < STEPS


@pytest.mark.parametrize("task", ["regression", "binary"])
def test_a_script_on_counts_and_columns_of_0_and_1_prints_the_comparison(task):
    losses = [loss for kind, loss in CASES if kind == task]
    found = compared(
        repeating(task), losses, strengths=(1.0, 0.1, 1e-3), folds=3, repeats=1, nested=0, model=MODELS["linear"]()
    )
    agrees(found, comparison_script(found), rtol=1e-4, atol=1e-4)
