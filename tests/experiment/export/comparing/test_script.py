"""The script of a comparison, run by itself: the same rows in the same order, and the same figures."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, MODELS, Dataset
from explorer.experiment.export.comparing.script import comparison_script, script_refusal, script_rows
from tests.helpers.compared import compared, drawn
from tests.helpers.script import agrees


@pytest.mark.parametrize(
    ("task", "losses", "penalty", "metric"),
    [
        ("regression", ("squared", "huber"), "l2", "mae"),
        ("regression", ("squared", "log_cosh"), "l1", "pinball"),
        ("binary", ("logistic", "squared_hinge"), "l2", "auc"),
        ("binary", ("logistic",), "l2", "f1"),
        ("count", ("poisson", "squared"), "l2", "rmse"),
        ("count", ("poisson",), "l2", "deviance"),
        ("multiclass", ("cross_entropy",), "l2", "brier"),
        ("multiclass", ("cross_entropy",), "l2", "auc"),
    ],
)
def test_it_prints_the_same_table(task, losses, penalty, metric):
    found = compared(drawn(task), losses, penalty, (0.3, 0.05), metric=metric, folds=3, repeats=2, seed=4, nested=0)
    agrees(found, comparison_script(found))


def test_losses_with_kinks_are_as_close_as_their_costs():
    found = compared(drawn(), ["absolute", "quantile"], "l1", (0.3, 0.05), folds=3, repeats=1, nested=0)
    assert script_rows(found) == tuple(row.name for row in found.rows)
    agrees(found, comparison_script(found), rtol=2e-3, atol=2e-2)


def test_groups_weights_and_features_as_they_are():
    data = drawn(example_weights=np.arange(1.0, 61.0))
    found = compared(data, ["squared"], strengths=(0.3, 0.05), folds=3, groups=np.arange(60) // 3, nested=0, standardise=False)
    agrees(found, comparison_script(found))
    plain = compared(drawn(), ["squared"], strengths=(0.3, 0.05), folds=3, nested=0, model=MODELS["linear"](intercept=False))
    agrees(plain, comparison_script(plain))


def test_gaps_are_filled_inside_the_folds_and_a_script_has_to_be_told_which():
    data = drawn()
    missing = np.random.default_rng(0).random(data.X.shape) < 0.2

    def fill(rows):
        X = np.array(data.X)
        for j in range(X.shape[1]):
            X[missing[:, j], j] = np.median(data.X[rows, j][~missing[rows, j]])
        return Dataset(X, data.y)

    found = compared(fill(np.arange(60)), ["squared"], strengths=(0.3,), folds=3, repeats=1, nested=0, fill=fill)
    assert script_refusal(found) == "Gaps are filled inside the folds, so the script has to be told which cells were missing."
    with pytest.raises(ValueError, match="Gaps are filled inside the folds"):
        comparison_script(found)
    agrees(found, comparison_script(found, missing=missing))


def test_a_data_set_that_scikit_learn_has_is_loaded_from_there():
    source = DATASETS["diabetes"]()
    found = compared(source.load(), ["squared"], strengths=(0.1,), repeats=1, nested=0)
    text = comparison_script(found, loader=source.scikit_learn)
    assert len(text) < 10_000
    agrees(found, text)


def test_what_it_cannot_repeat_is_said():
    powers = compared(drawn(), ["squared"], nested=0, repeats=1, model=MODELS["polynomial"](degree=2))
    assert script_refusal(powers) == "None of these losses has a short method in a script."
    exposed = compared(drawn("count", offset=np.linspace(0.0, 1.0, 60)), ["poisson"], nested=0, repeats=1)
    assert script_refusal(exposed).startswith("Examples have exposures")
    some = compared(
        drawn("multiclass", n=60), ["cross_entropy", "crammer_singer"], strengths=(0.3,), folds=3, repeats=1, nested=0
    )
    assert script_rows(some) == tuple(row.name for row in some.rows if row.name != "Crammer-Singer")
    assert "no short method for them: Crammer-Singer." in comparison_script(some)


def test_names_from_elsewhere_stay_text():
    """A class named like code is written as text, and names of features and target do not come into it at all."""
    data = drawn("binary", classes=('"""', "__import__('os')"), target='"""\nraise SystemExit', features=list("abcd"))
    found = compared(data, ["logistic"], strengths=(0.1,), folds=3, repeats=1, nested=0)
    text = comparison_script(found)
    assert "SystemExit" not in text
    agrees(found, text)
