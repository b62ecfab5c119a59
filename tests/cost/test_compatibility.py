"""Which losses fit which targets, and what is named in place of one that does not."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, regularization_path, train
from explorer.cost.compatibility import fits, losses_for, suggested_loss, takers, untaken


@pytest.mark.parametrize(
    ("task", "takes", "refuses"),
    [
        ("regression", {"squared", "huber"}, {"poisson", "gamma", "tweedie", "logistic", "cross_entropy"}),
        ("count", {"poisson", "tweedie", "squared"}, {"gamma", "hinge"}),
        ("amount", {"tweedie", "poisson", "squared"}, {"gamma", "hinge"}),
        ("positive", {"gamma", "tweedie", "poisson", "absolute"}, {"brier", "cross_entropy"}),
        ("binary", {"logistic", "zero_one"}, {"squared", "cross_entropy", "poisson"}),
        ("multiclass", {"cross_entropy", "weston_watkins"}, {"squared", "logistic", "gamma"}),
    ],
)
def test_a_loss_fits_the_tasks_whose_targets_lie_in_its_domain(task, takes, refuses):
    found = {name for name, cls in LOSSES.items() if fits(cls, task)}
    assert takes <= found
    assert not refuses & found


TINY = {
    "regression": [0.5, -1.0, 2.0], "count": [0.0, 1.0, 3.0], "amount": [0.0, 0.25, 3.5], "positive": [0.5, 1.0, 2.0],
    "binary": [-1.0, 1.0, 1.0], "multiclass": [0, 1, 2],
}  # fmt: skip


def tiny(task):
    """Own data of a task: three rows."""
    classes = {"binary": ("no", "yes"), "multiclass": ("a", "b", "c")}.get(task, ())
    return Dataset(np.eye(3), np.array(TINY[task]), target="price", task=task, classes=classes)


@pytest.mark.parametrize("task", list(TINY))
@pytest.mark.parametrize("loss", list(LOSSES))
def test_own_data_and_a_loss_that_does_not_fit_are_refused_with_one_that_does(loss, task):
    """For every loss and every task: the sentence says all that the loss is for, and what it names trains on these data."""
    make = lambda name: Problem(tiny(task), MODELS["linear"](), LOSSES[name](), PENALTIES["l2"](), 0.1)
    if fits(LOSSES[loss], task):
        assert np.isfinite(make(loss).cost(np.zeros(make(loss).size)).total)
        return
    with pytest.raises(ValueError, match="fits") as refused:
        make(loss)
    said = str(refused.value)
    for takes in TINY:
        assert (takes in said.split(" target;")[0]) == fits(LOSSES[loss], takes)
    assert f"price has a {task} one" in said
    named = re.search(r'\("(\w+)"\) fits\.$', said)[1]
    assert train(make(named), SOLVERS["gd"](), steps=3).total[-1] < np.inf
    assert LOSSES[named].task == task


@pytest.mark.parametrize("loss", [name for name, cls in LOSSES.items() if cls.untrainable])
def test_training_with_one_that_cannot_train_names_one_that_can(loss):
    data = tiny(LOSSES[loss].task)
    with pytest.raises(ValueError, match="instead") as refused:
        train(Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.1), SOLVERS["gd"]())
    named = re.search(r'Train with [\w ]+ \("(\w+)"\) instead\.$', str(refused.value))[1]
    problem = Problem(data, MODELS["linear"](), LOSSES[named](), PENALTIES["l2"](), 0.1)
    assert train(problem, SOLVERS["gd"](), steps=3).total[-1] < np.inf


@pytest.mark.parametrize("task", list(TINY))
def test_the_menu_of_a_task_has_its_own_losses_first(task):
    own = [cls.task == task for cls in losses_for(task).values()]
    assert own == sorted(own, reverse=True)
    assert {name for name, cls in LOSSES.items() if cls.task == task} <= set(losses_for(task))
    assert suggested_loss(task).task == task
    assert not suggested_loss(task).untrainable


def test_several_classes_also_take_the_losses_of_two():
    both = {name for name, cls in LOSSES.items() if cls.task in ("binary", "multiclass")}
    assert set(losses_for("multiclass")) == both
    assert "cross_entropy" not in losses_for("binary")


def test_amounts_from_zero_have_a_loss_of_their_own_and_its_minimum_is_the_published_one():
    """The minimum that statsmodels and scikit-learn's TweedieRegressor give: the penalty is half a square there as here."""
    data = Dataset(np.arange(4.0)[:, None], np.array([0.0, 1.25, 3.5, 2.0]), task="amount")
    problem = Problem(data, MODELS["linear"](), LOSSES["tweedie"](power=1.5), PENALTIES["l2"](), 0.1)
    (weights,) = regularization_path(problem, [0.1]).weights
    assert weights == pytest.approx([0.66113221, -0.71191509], abs=1e-7)


@pytest.mark.parametrize(("value", "taken"), [(0.0, True), (1e-300, True), (-1e-300, False), (-1.0, False)])
def test_a_problem_asks_the_loss_which_targets_it_takes(value, taken):
    """Whatever the data set declares: a value moved by hand is one that the loss takes, or is refused with losses that do."""
    moved = Dataset(np.eye(2), np.array([1.0, value]), target="price", task="positive", moved=True)
    make = lambda name: Problem(moved, MODELS["linear"](), LOSSES[name](), PENALTIES["l2"](), 0.1)
    assert untaken(LOSSES["tweedie"], moved) == (None if taken else 1)
    for loss in takers("positive", value):
        assert make(loss.id).loss.id == loss.id
    refused = [name for name in LOSSES if fits(LOSSES[name], "positive") and LOSSES[name] not in takers("positive", value)]
    assert ("gamma" in refused) == (value <= 0)
    assert ("tweedie" in refused) == (not taken)
    for name in refused:
        with pytest.raises(ValueError, match=r"price of row 1 is .*; \w+ takes targets .* or above|above 0") as said:
            make(name)
        named = re.findall(r'\("(\w+)"\)', str(said.value))
        assert named == [loss.id for loss in takers("positive", value)]
