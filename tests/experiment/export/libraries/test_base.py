"""A translation as a call, and a problem in the terms of other libraries."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.export.libraries.base import Terms, Translation, multiple, written


@pytest.mark.parametrize("value", [0.1, 1e-9, 3.0, 12345.678, 7, "l1", float("inf")])
def test_a_written_value_is_read_back(value):
    assert eval(written(value)) == value


def test_a_call_has_the_strength_first_and_the_precise_arguments_on_demand():
    t = Translation("scikit-learn", "Lasso", "alpha", 0.25, "", others=(("fit", "a"),), precise=(("tol", 1e-12),))
    assert t.code == 'Lasso(alpha=0.25, fit="a")'
    assert t.call(precise=True) == 'Lasso(alpha=0.25, fit="a", tol=1e-12)'
    assert Translation("glmnet", "glmnet", "lambda", None, "").code == "glmnet(lambda=...)"


@pytest.mark.parametrize(
    ("fields", "l1", "l2", "ratio"),
    [
        ({"penalty": "l1"}, 0.5, 0.0, 1.0),
        ({"penalty": "l2"}, 0.0, 0.5, 0.0),
        ({"penalty": "elastic_net", "params": {"penalty.ratio": 0.25}}, 0.125, 0.375, 0.25),
        ({"penalty": "none"}, 0.0, 0.0, 0.0),
    ],
)
def test_the_terms_add_up_to_the_penalty(fields, l1, l2, ratio):
    problem = Experiment(strength=0.5, **fields).problem()
    terms = Terms(problem)
    assert (terms.l1, terms.l2, terms.ratio) == pytest.approx((l1, l2, ratio))
    w = np.random.default_rng(0).normal(size=(1, problem.size))
    own = w[:, problem.network.penalised > 0]
    expected = terms.l1 * np.abs(own).sum() + terms.l2 * (own**2).sum() / 2
    assert problem.penalties(w)[0] == pytest.approx(expected, rel=1e-12)
    assert terms.free == (fields["penalty"] == "none")


def test_another_form_of_penalty_is_not_known():
    for fields in ({"penalty": "mcp"}, {"penalty": "scad"}, {"dataset": "penguins", "penalty": "group_l1"}):
        assert not Terms(Experiment(**fields).problem()).known
    assert Terms(Experiment(penalty="group_l1").problem()).known  # one weight an input is a group of one


def test_a_quadratic_loss_has_one_curvature_and_no_other_has():
    assert Terms(Experiment(loss="squared").problem()).curvature == 2.0
    assert Terms(Experiment(loss="huber").problem()).curvature is None


def test_multiples_are_latex():
    assert [multiple(factor, "x") for factor in (1.0, 0.5, 2.0)] == ["x", r"\tfrac12 x", "2 x"]
