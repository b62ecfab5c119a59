"""Scripts for scikit-learn: a fit of a kinked loss is as good as any, and data come from there where it has them."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, Experiment
from explorer.experiment.export.scripts import script
from tests.helpers.exported import ran

KINKED = [
    ({"dataset": "stackloss", "loss": "absolute", "penalty": "l1"}, "QuantileRegressor"),
    ({"dataset": "stackloss", "loss": "epsilon_insensitive", "penalty": "l2"}, "SVR"),
    ({"dataset": "breast_cancer", "loss": "hinge", "penalty": "l2", "strength": 0.2}, "SVC"),
]


@pytest.mark.parametrize(("fields", "estimator"), KINKED)
def test_scikit_learns_fit_of_a_loss_with_a_kink_is_as_good_as_any(fields, estimator):
    e = Experiment(**fields)
    text, problem = script(e, "scikit-learn"), e.problem()
    assert f"{estimator}(" in text
    w, _ = ran(text, "scikit-learn")
    ways = np.random.default_rng(1).normal(size=(500, problem.size)) * np.geomspace(1e-4, 1.0, 500)[:, None]
    assert problem.costs(w + ways).total.min() > problem.cost(w).total - 1e-7


def test_data_that_scikit_learn_has_come_from_there_and_are_the_same():
    for name in ("diabetes", "breast_cancer"):
        source = DATASETS[name]()
        namespace: dict[str, np.ndarray] = {}
        exec(source.scikit_learn, namespace)
        data = source.load()
        np.testing.assert_allclose(namespace["X"], data.X, rtol=1e-12)
        assert (namespace["y"] == data.y).all()
        assert len(script(Experiment(dataset=name, penalty="l2"), "scikit-learn")) < 3000
    assert "TABLE" in script(Experiment(dataset="stackloss", penalty="l2"), "scikit-learn")
