"""Scripts for scikit-learn: a fit of a kinked loss is as good as any, and data come from there where it has them."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, Experiment
from explorer.experiment.export.scripts import script, script_refusal
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
    assert ("a little above the lowest" in text) is (estimator != "QuantileRegressor")  # LIBSVM alone keeps 4-byte floats


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


@pytest.mark.parametrize(("dataset", "loss"), [("penguins", "logistic"), ("penguins", "cross_entropy")])
def test_where_no_weight_is_left_there_is_no_script_that_stops_before_the_bias(dataset, loss):
    e = Experiment(dataset=dataset, loss=loss, penalty="l1")
    zeroing = e.path([1.0]).zeroing
    above, below = e.change(strength=2.0 * zeroing), e.change(strength=0.9 * zeroing)
    assert "all weights are zero" in script_refusal(above, "scikit-learn")
    assert script_refusal(below, "scikit-learn") == ""
    problem = below.problem()
    w, _ = ran(script(below, "scikit-learn"), "scikit-learn")
    assert problem.cost(w).total == pytest.approx(below.path([below.strength]).total[0], rel=1e-9)


def test_where_features_depend_on_each_other_there_is_no_script_that_divides_by_rounding():
    """The squares of a column of two values are a constant, so degree 2 of the wages has dependent columns."""
    e = Experiment(dataset="wages", model="polynomial", loss="squared", penalty="none", params={"model.degree": 2})
    assert "sums of others" in script_refusal(e, "scikit-learn")
    assert script(e, "numpy").startswith('"""Repeat a run')
    alone = Experiment(dataset="wages", loss="squared", penalty="none")
    w, _ = ran(script(alone, "scikit-learn"), "scikit-learn")
    problem = alone.problem()
    best = np.linalg.lstsq(problem.network.design, problem.data.y, rcond=None)[0]
    np.testing.assert_allclose(w, best, atol=1e-8)


def test_features_on_which_saga_stops_too_early_get_no_script_of_it():
    """Penguins in grams and millimetres: after a million passes a bias of 33 stood at 0.8."""
    e = Experiment(dataset="penguins", loss="cross_entropy", penalty="elastic_net", strength=0.001)
    assert script_refusal(e, "scikit-learn") == ""
    raw = e.change(standardise=False)
    assert "standardise the features" in script_refusal(raw, "scikit-learn")
    assert script_refusal(raw.change(penalty="l2"), "scikit-learn") == ""  # that has solvers of its own
