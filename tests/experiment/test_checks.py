"""Which settings go together: refusals name the field, what is allowed, and a remedy that is accepted."""

from __future__ import annotations

import time

import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.experiment.checks import LONGEST_SECONDS, check_together, check_view, seconds
from explorer.experiment.settings import Settings


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        (
            {"dataset": "moons", "loss": "squared"},
            "loss",
            "Squared is for a regression, count, amount or positive target; Two moons has a binary one",
        ),
        ({"model": "mlp", "start": "zero"}, "start", "all hidden units are the same"),
        ({"plane_x": 11}, "plane_x", "Allowed: 0 to 10"),
        ({"plane_x": 1, "plane_y": 1}, "plane_y", "another one"),
        ({"dataset": "breast_cancer", "model": "polynomial"}, "model.degree", "highest degree here is 2"),
        (
            {"dataset": "doctor_visits", "model": "mlp", "params": {"model.hidden": 64}, "steps": 20000},
            "steps",
            "limit is 10 s",
        ),
    ],
)
def test_an_error_names_the_field_and_what_is_allowed(values, field, said):
    with pytest.raises(FieldError) as refused:
        Experiment(**values)
    assert refused.value.field == field
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "values",
    [
        {"dataset": "moons", "loss": "squared"},
        {"model": "mlp", "start": "zero"},
        {"plane_x": 11},
        {"plane_x": 1, "plane_y": 1},
        {"dataset": "breast_cancer", "model": "mlp", "steps": 20000, "params": {"model.hidden": 64}},
        {"dataset": "breast_cancer", "model": "polynomial"},
    ],
)
def test_the_remedy_of_a_refusal_is_accepted(values):
    with pytest.raises(FieldError) as refused:
        Experiment(**values)
    params = {k: v for k, v in refused.value.remedy.items() if "." in k}
    fixed = {k: v for k, v in refused.value.remedy.items() if "." not in k}
    Experiment(**(values | fixed | {"params": values.get("params", {}) | params}))


def test_a_penalty_on_groups_is_refused_with_steps_of_a_weights_own_and_the_remedy_keeps_the_penalty():
    with pytest.raises(FieldError) as refused:
        Experiment(dataset="penguins", penalty="group_l1", solver="adam")
    error = refused.value
    assert (error.field, error.remedy) == ("penalty", {"solver": "gd", "penalty": "group_l1"})
    assert "Adam gives each weight a step length of its own" in error.reason
    assert "gd, momentum, nesterov, fista, adamw" in error.reason
    cured = Experiment(**({"dataset": "penguins", "penalty": "group_l1", "solver": "adam"} | error.remedy))
    assert (cured.penalty, cured.solver) == ("group_l1", "gd")


@pytest.mark.parametrize(
    ("values", "field", "remedy"),
    [
        ({"noise": 0.5, "dataset": "moons"}, "noise", {"noise": 0.0}),
        ({"flips": 0.1}, "flips", {"flips": 0.0}),
        ({"starting_weights": (1.0, 2.0)}, "starting_weights", {"starting_weights": ()}),
        ({"edits": ((0, 10, 1e200),), "dataset": "diabetes"}, "edits", {"edits": ()}),
        ({"loss": "absolute", "solver": "adam", "penalty": "group_l1"}, "penalty", {"solver": "gd", "penalty": "group_l1"}),
    ],
)
def test_plain_settings_are_checked_as_an_experiment_is(values, field, remedy):
    for refused in (lambda: check_together(Settings(**values)), lambda: Experiment(**values)):
        with pytest.raises(FieldError) as caught:
            refused()
        assert (caught.value.field, caught.value.remedy) == (field, remedy)


def test_the_view_is_checked_by_itself():
    check_view(Settings(solver="adam", penalty="group_l1"))  # these do not go together, but nothing is wrong with the view
    with pytest.raises(FieldError, match="plane_y: 4 is above 2"):
        check_view(Settings(dataset="moons", plane_y=4))
    with pytest.raises(FieldError, match="steps: .* may take"):
        check_view(Settings(dataset="doctor_visits", model="mlp", params={"model.hidden": 64}, steps=20000))


def test_the_longest_run_that_is_allowed_takes_no_longer_than_the_limit():
    with pytest.raises(FieldError) as caught:
        Experiment(dataset="doctor_visits", model="mlp", params={"model.hidden": 64}, steps=20000)
    longest = Experiment(dataset="doctor_visits", model="mlp", params={"model.hidden": 64}, **caught.value.remedy)
    assert 0.9 * LONGEST_SECONDS < seconds(longest) <= 1.1 * LONGEST_SECONDS


@pytest.mark.parametrize("batch", [None, 16])
@pytest.mark.parametrize(
    ("dataset", "model", "params"),
    [("line", "linear", {}), ("xor", "mlp", {"model.hidden": 64}), ("breast_cancer", "polynomial", {"model.degree": 2})],
)
def test_the_time_that_a_run_takes_is_about_what_is_told(dataset, model, params, batch):
    """By the processor's own clock, on whatever machine; the bound leaves room for one that is three times slower."""
    e = Experiment(dataset=dataset, model=model, params=params, batch=batch, steps=300)
    e.problem()
    began = time.thread_time()
    e.train()
    assert 0.05 * seconds(e) < time.thread_time() - began < 4 * seconds(e)


@pytest.mark.parametrize("given", [{"factors": {"x1": 2.0}}, {"adaptive": 1.0}])
def test_one_class_alone_is_refused_in_words_before_factors_are_worked_out(given):
    e = Experiment(dataset="blobs", params={"dataset.size": 20})
    rows = [int(row) for row in e.prepared().rows]
    y = e.raw().y
    one_class = tuple((row, 2, 1.0) for row in rows if y[row] != 1.0)
    with pytest.raises(FieldError, match=r"one class of .* alone") as refused:
        Experiment(dataset="blobs", params={"dataset.size": 20}, edits=one_class, **given)
    assert refused.value.remedy == {"edits": ()}
