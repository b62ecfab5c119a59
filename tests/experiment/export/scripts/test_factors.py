"""Factors of single features, adaptive ones and the relaxed path in exported scripts and translations."""

import numpy as np
import pytest
from sklearn.linear_model import Lasso

from explorer import Experiment
from explorer.experiment.export.scripts import script, script_refusal
from explorer.experiment.export.translate import translations, untranslated
from explorer.path.relaxed import relaxed_weights
from tests.helpers.exported import agrees, exact, ran, refitted

FACTORS = {"bmi": 0.5, "s5": 2.0, "sex": 3.0}
FREE = {"bmi": 0.0, "s5": 2.0}
DIABETES = {"dataset": "diabetes", "strength": 0.1}


@pytest.mark.parametrize(
    "settings",
    [
        {**DIABETES, "penalty": "l2", "factors": FREE},
        {**DIABETES, "penalty": "l1", "factors": FREE},
        {**DIABETES, "penalty": "elastic_net", "loss": "huber", "adaptive": 1.0},
        {"dataset": "penguins", "penalty": "group_l1", "strength": 0.05, "factors": {"bill_length_mm": 0.3}},
        {"dataset": "breast_cancer", "penalty": "l2", "strength": 0.1, "adaptive": 0.5, "loss": "logistic"},
    ],
    ids=lambda s: f"{s['dataset']}-{s['penalty']}",
)
def test_the_numpy_script_refits_with_factors(settings: dict) -> None:
    if settings["dataset"] == "penguins":
        settings = settings | {"factors": {Experiment(dataset="penguins").raw().features[0]: 0.3}}
    assert "FACTORS" in agrees(Experiment(**settings), "numpy")


@pytest.mark.parametrize(
    "settings",
    [
        {**DIABETES, "penalty": "l1", "factors": FACTORS},
        {**DIABETES, "penalty": "l2", "factors": FACTORS},
        {"dataset": "breast_cancer", "penalty": "l2", "strength": 0.1, "adaptive": 1.0, "loss": "logistic"},
        {"dataset": "penguins", "penalty": "l2", "strength": 0.1, "adaptive": 1.0},
    ],
    ids=lambda s: f"{s['dataset']}-{s['penalty']}",
)
def test_the_scikit_learn_script_divides_the_columns(settings: dict) -> None:
    assert "UNIT" in agrees(Experiment(**settings), "scikit-learn")


@pytest.mark.parametrize(
    ("solver", "penalty"), [("adamw", "l2"), ("gd", "mcp"), ("momentum", "scad"), ("rmsprop", "mcp")], ids=str
)
def test_a_run_with_factors_is_repeated(solver: str, penalty: str) -> None:
    agrees(Experiment(**DIABETES, penalty=penalty, solver=solver, steps=60, factors=FREE, seed=2), "numpy")


def test_scaled_columns_give_the_translated_estimators_the_same_fit() -> None:
    for penalty in ("l1", "l2"):
        problem = Experiment(**DIABETES, penalty=penalty, factors=FACTORS).problem()
        best = Experiment(**DIABETES, penalty=penalty, factors=FACTORS).path([0.1]).weights[0]
        found = exact(problem)
        assert found
        for t in found:
            assert refitted(problem, t) == pytest.approx(best, abs=1e-6)
            assert "divide each column" in t.note


def test_what_scaling_cannot_do_is_said() -> None:
    free = Experiment(**DIABETES, penalty="l1", factors=FREE)
    assert "pay no penalty" in script_refusal(free, "scikit-learn")
    mixed = Experiment(**DIABETES, penalty="elastic_net", factors=FACTORS)
    assert "scale differently" in script_refusal(mixed, "scikit-learn")
    assert any(
        "no factors for single features" in text for text in untranslated(Experiment(**DIABETES, factors=FREE).problem())
    )


def test_glmnet_s_lambda_takes_the_mean_of_the_factors() -> None:
    """Its cost: squares / 2n + lambda sum f' |w|, f' being the factors over their mean; by columns over f'."""
    e = Experiment(**DIABETES, penalty="l1", factors=FACTORS)
    problem = e.problem()
    theirs = next(t for t in translations(problem) if t.library == "glmnet")
    factors = np.array(problem.penalty.factors)
    unit = factors / factors.mean()
    fit = Lasso(alpha=theirs.value, tol=1e-13, max_iter=10**6).fit(problem.network.features / unit, problem.data.y)
    assert fit.coef_ / unit == pytest.approx(e.path([0.1]).weights[0, :-1], abs=1e-6)
    assert "penalty.factor = c(" in theirs.note
    assert r"\bar f" in theirs.formula


@pytest.mark.parametrize("settings", [{}, {"loss": "huber"}, {"factors": FREE}], ids=str)
def test_the_script_of_a_relaxed_path_fits_what_is_in_use_again(settings: dict) -> None:
    e = Experiment(**DIABETES, penalty="l1", relaxed=True, **settings)
    text = script(e, "numpy")
    expected = relaxed_weights(e.problem(), e.path([0.1]).weights)[0]
    assert ran(text, "numpy")[0] == pytest.approx(expected, abs=1e-6)
    assert "fit those in use again" in text.splitlines()[0]
