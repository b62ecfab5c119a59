"""The fields for weights and exposures: links, changes in mid-run, what falls back, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.core.params import FieldError

EXPOSED = Experiment(dataset="claims", exposure_column="years insured", steps=40)


def test_a_link_has_them_only_where_they_are_set_and_gives_them_back():
    assert not {"class_weight", "weight_column", "exposure_column"} & set(Experiment().to_query())
    for e in (EXPOSED.change(weight_column="power"), Experiment(dataset="moons", class_weight="1, 3.0")):
        assert Experiment.from_query(e.to_query()) == (e, [])


def test_classes_can_weigh_otherwise_in_mid_run_and_the_run_is_that_of_the_stages():
    e = Experiment(dataset="moons", steps=40).change(at=20, class_weight="balanced").change(at=30, class_weight="1,5")
    assert Experiment.from_query(e.to_query())[0] == e
    history = e.train()
    assert [stage.problem.data.example_weights is None for stage in history.stages] == [True, True, False]
    assert np.array_equal(e.train(start=e.until(30).train()).weights, history.weights)


def test_what_means_nothing_any_more_falls_back():
    assert EXPOSED.change(loss="squared").exposure_column == ""
    assert EXPOSED.change(loss="gamma", dataset="wages").exposure_column == ""
    penguins = Experiment(dataset="penguins", class_weight="1,2,3")
    assert penguins.change(loss="logistic").class_weight == ""
    assert penguins.change(strength=1.0).class_weight == "1,2,3"
    assert penguins.change(class_weight="balanced").change(loss="logistic").class_weight == "balanced"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"dataset": "claims", "loss": "squared", "exposure_column": "age"}, "Squared has no log link"),
        ({"dataset": "claims", "exposure_column": "age", "weight_column": "age"}, "is the exposure already"),
        ({"dataset": "claims", "weight_column": "sex"}, "Allowed: age, power, years insured"),
        ({"dataset": "claims", "class_weight": "balanced"}, "has no classes"),
        ({"dataset": "moons", "class_weight": "1,2,3"}, "3 numbers for 2 classes"),
        ({"dataset": "moons", "weight_column": 3}, "3 is not the name of a feature"),
    ],
)
def test_what_does_not_go_together_is_refused_with_a_remedy(fields, said):
    with pytest.raises(FieldError, match=said) as refused:
        Experiment(**fields)
    Experiment(**(fields | refused.value.remedy))


def test_cross_validation_weighs_the_fold_that_is_held_out():
    e = EXPOSED.change(weight_column="power")
    found, problem = e.cross_validate([0.1, 0.01], folds=3), e.problem()
    assert np.isfinite(found.errors).all()
    assert problem.data.shares.mean() == pytest.approx(1.0)
