"""Weights of examples, factors of features and no intercept together: the translated estimators and scripts refit all three."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.export.libraries.base import Terms
from explorer.experiment.export.libraries.scikit_learn_fit import divided_columns, how_to_fit, rates_and_weights
from tests.helpers.exported import agrees, named

ALL_THREE = [
    {"dataset": "stackloss", "weight_column": "water temperature", "factors": {"air flow": 3.0}, "penalty": "l1"},
    {"dataset": "stackloss", "weight_column": "water temperature", "factors": {"air flow": 3.0}, "penalty": "l2"},
    {"dataset": "blobs", "class_weight": "1,5", "factors": {"x1": 0.5}, "penalty": "l2", "loss": "logistic"},
    {"dataset": "claims", "exposure_column": "years insured", "factors": {"power": 2.0}, "penalty": "l2", "loss": "poisson"},
]


@pytest.mark.parametrize("biased", [True, False])
@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
@pytest.mark.parametrize("fields", named(ALL_THREE))
def test_scripts_refit_with_all_of_them(fields, kind, biased):
    text = agrees(Experiment(**fields, strength=0.1, params={"model.intercept": biased}), kind)
    assert ("UNIT" if kind == "scikit-learn" else "FACTORS") in text
    assert "SHARE" in text or "OFFSET" in text


def test_the_note_tells_of_weights_and_of_columns():
    plain = Terms(Experiment(dataset="stackloss").problem())
    assert (how_to_fit(plain), divided_columns(plain)) == ("", ())
    both = Terms(Experiment(**ALL_THREE[0]).problem())
    assert "sample_weight" in how_to_fit(both)
    assert "divide each column by its factor" in how_to_fit(both)
    assert divided_columns(both) == tuple(both.factors.tolist())
    squares = Terms(Experiment(**ALL_THREE[1]).problem())
    assert divided_columns(squares) == pytest.approx(tuple(both.factors**0.5))
    exposed = Terms(Experiment(**ALL_THREE[3]).problem())
    assert "fit the rates y / exposure" in how_to_fit(exposed)


def test_an_exposure_becomes_rates_with_weights():
    e = Experiment(dataset="claims", exposure_column="years insured")
    problem = e.problem()
    years = np.exp(problem.data.offset)
    y, weights = rates_and_weights(problem)
    assert y == pytest.approx(problem.data.y / years)
    assert weights == pytest.approx(years)
    assert "fit the rates y / exposure" in how_to_fit(Terms(problem))
    assert how_to_fit(Terms(Experiment().problem())) == ""
