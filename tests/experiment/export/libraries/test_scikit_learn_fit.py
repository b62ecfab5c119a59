"""What scikit-learn's estimators are given besides X and y."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.export.libraries import Terms
from explorer.experiment.export.libraries.scikit_learn_fit import how_to_fit, rates_and_weights


def test_an_exposure_becomes_rates_with_weights():
    e = Experiment(dataset="claims", exposure_column="years insured")
    problem = e.problem()
    years = np.exp(problem.data.offset)
    y, weights = rates_and_weights(problem)
    assert y == pytest.approx(problem.data.y / years)
    assert weights == pytest.approx(years)
    assert "fit the rates y / exposure" in how_to_fit(Terms(problem))
    assert how_to_fit(Terms(Experiment().problem())) == ""
