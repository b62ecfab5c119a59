"""Which method takes which problem, what is refused, and that no method's answer depends on what it was asked before."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.methods import METHODS
from explorer.path.methods.choice import path_method, path_refusal, path_takes_long
from explorer.path.methods.general import KinkedMethod, NewtonMethod, ProximalMethod
from explorer.path.methods.lasso import LassoMethod
from explorer.path.methods.rescaled import RescaledMethod
from explorer.path.methods.squared import ElasticNetMethod, RidgeMethod
from explorer.path.methods.straight import StraightL1Method, StraightL2Method
from explorer.path.strength_grid import default_strengths

METHOD_OF = {
    ("squared", "l2"): RidgeMethod,
    ("squared", "l1"): LassoMethod,
    ("squared", "group_l1"): LassoMethod,
    ("squared", "elastic_net"): ElasticNetMethod,
    ("squared", "mcp"): NewtonMethod,
    ("huber", "l2"): NewtonMethod,
    ("huber", "l1"): NewtonMethod,
    ("logistic", "l1"): NewtonMethod,
    ("poisson", "l2"): NewtonMethod,
    ("absolute", "l1"): StraightL1Method,
    ("absolute", "l2"): StraightL2Method,
    ("hinge", "elastic_net"): KinkedMethod,
    ("weston_watkins", "l1"): KinkedMethod,
    ("cross_entropy", "l2"): ProximalMethod,
    ("cross_entropy", "group_l1"): ProximalMethod,
    ("cross_entropy", "scad"): ProximalMethod,
}
IDS = ["-".join(key) for key in METHOD_OF]
SLOW = "weston_watkins"


def problem_of(data, loss, penalty):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.3)


@pytest.mark.parametrize(("loss", "penalty"), METHOD_OF, ids=IDS)
def test_the_first_method_that_takes_a_problem_is_chosen_and_cached(loss, penalty, data_for):
    problem = problem_of(data_for(LOSSES[loss]()), loss, penalty)
    method = path_method(problem)
    assert type(method) is METHOD_OF[loss, penalty]
    assert path_method(problem) is method
    assert path_refusal(problem) == ""
    assert path_takes_long(problem) == (loss == SLOW)


WITH_FACTORS = {
    ("squared", "l2"): RescaledMethod,
    ("squared", "l1"): RescaledMethod,
    ("squared", "elastic_net"): ElasticNetMethod,
    ("logistic", "l2"): NewtonMethod,
    ("absolute", "l1"): KinkedMethod,
    ("cross_entropy", "group_l1"): ProximalMethod,
}


@pytest.mark.parametrize(("loss", "penalty"), WITH_FACTORS, ids="-".join)
def test_with_factors_of_single_features_a_method_is_chosen_that_takes_them(loss, penalty, data_for):
    data = data_for(LOSSES[loss]())
    factors = [0.0, *np.linspace(0.5, 2.0, data.X.shape[1] - 1)]
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.3, factors=factors)
    assert type(path_method(problem)) is WITH_FACTORS[loss, penalty]


def test_every_method_is_chosen_for_some_problem():
    assert {*METHOD_OF.values(), *WITH_FACTORS.values()} == set(METHODS)


REFUSED = [
    ("squared", "none", "linear", "no penalty"),
    ("squared", "l1", "mlp", "hidden layers"),
    ("absolute", "mcp", "linear", "not convex"),
    ("cauchy", "l2", "linear", "not convex"),
    ("zero_one", "l2", "linear", "not convex"),
]


@pytest.mark.parametrize(("loss", "penalty", "model", "word"), REFUSED)
def test_what_has_no_path_is_refused_in_a_sentence(loss, penalty, model, word, data_for):
    problem = Problem(data_for(LOSSES[loss]()), MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), 0.3)
    assert word in path_refusal(problem)
    for ask in (path_method, regularization_path):
        with pytest.raises(ValueError, match=word):
            ask(problem)


def questions(problem):
    """Strengths to ask for: one alone, unsorted ones, and those of a whole path; two strengths in all where each takes long."""
    if path_takes_long(problem):
        return [lambda: [0.5], lambda: [0.3]]
    return [lambda: [0.5], lambda: [1e-3, 0.2], lambda: default_strengths(problem, 6)]


def answer(problem, strengths):
    """All that a path tells, as plain values."""
    path = regularization_path(problem, strengths())
    told = {field.name: getattr(path, field.name) for field in fields(path) if not field.name.startswith("_")}
    told |= {name: getattr(path, name) for name in ("data", "penalty", "total", "kkt", "note", "active", "freedom")}
    principal = path.principal
    told |= {} if principal is None else {f"principal {name}": value for name, value in vars(principal).items()}
    return told if path_takes_long(problem) else told | {"between": path.at([0.4, 0.01]), "zeroing": path.zeroing}


def same(one, other):
    return one.keys() == other.keys() and all(
        type(one[name]) is type(other[name]) and np.array_equal(one[name], other[name]) for name in one
    )


@pytest.mark.thorough
@pytest.mark.parametrize(("loss", "penalty"), METHOD_OF, ids=IDS)
def test_an_answer_does_not_depend_on_what_was_asked_before(loss, penalty, data_for):
    """Every field is the same to the bit: asked alone, in either order, and again of a method that has answered all."""
    data = data_for(LOSSES[loss]())
    if loss != SLOW:
        data = Dataset(np.column_stack([data.X, data.X[:, 0]]), data.y, task=data.task)
    problem = problem_of(data, loss, penalty)
    asked = questions(problem)
    alone = []
    for strengths in asked:
        path_method.cache_clear()
        alone.append(answer(problem, strengths))
    for order in (range(len(asked)), range(len(asked) - 1, -1, -1)):
        path_method.cache_clear()
        for question in order:
            assert same(answer(problem, asked[question]), alone[question])
    for question, strengths in enumerate(asked):
        assert same(answer(problem, strengths), alone[question])


def test_the_kinks_are_those_down_to_the_smallest_strength_asked_for(regression_data):
    problem = problem_of(regression_data, "squared", "l1")
    few = regularization_path(problem, [0.5]).kinks
    many = regularization_path(problem, [1e-3]).kinks
    assert few.size < many.size
    assert np.array_equal(regularization_path(problem, [0.5]).kinks, few)
    assert np.array_equal(few, many[many > 0.5])
