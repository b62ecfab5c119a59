"""Which method finds a problem's path, and why some problems have none."""

from __future__ import annotations

from explorer.core.cached import cached
from explorer.cost.problem import Problem
from explorer.path.methods.base import PathMethod
from explorer.path.methods.general import KinkedMethod, NewtonMethod, ProximalMethod
from explorer.path.methods.lasso import LassoMethod
from explorer.path.methods.rescaled import RescaledMethod
from explorer.path.methods.squared import ElasticNetMethod, RidgeMethod
from explorer.path.methods.straight import StraightL1Method, StraightL2Method

METHODS: tuple[type[PathMethod], ...] = (
    RidgeMethod, LassoMethod, RescaledMethod, ElasticNetMethod, StraightL1Method, StraightL2Method, KinkedMethod, NewtonMethod,
    ProximalMethod,
)  # fmt: skip
"""In the order in which they are asked; the first that takes a problem finds its path."""


def path_refusal(problem: Problem) -> str:
    """Why a problem has no regularization path to show, in a sentence; empty where it has one.

    >>> from explorer import Experiment
    >>> path_refusal(Experiment(dataset="diabetes", loss="absolute").problem())
    ''
    >>> path_refusal(Experiment(dataset="diabetes", loss="absolute", penalty="mcp").problem())
    'Absolute has kinks of its own and MCP is not convex, so how low the cost can be is not known: choose a convex penalty.'
    """
    name = problem.loss.name
    if not problem.network.linear:
        return "The model has hidden layers, so there are many minima: the path is shown for models linear in their weights."
    if problem.penalty.is_zero():
        return "There is no penalty, so the strength changes nothing: choose one to see its path."
    if not problem.loss.convex:
        return f"{name} is not convex, so there may be several minima at each strength: the path is shown for convex losses."
    if not problem.loss.smooth and not problem.loss.proximal:
        return f"{name} has a kink of its own, where its slope is a choice, and it does not say how a step ends there."
    if not problem.loss.smooth and not problem.penalty.convex:
        return (
            f"{name} has kinks of its own and {problem.penalty.name} is not convex, so how low the cost can be is not known: "
            "choose a convex penalty."
        )
    return ""


def path_takes_long(problem: Problem) -> bool:
    """Whether a path of many strengths may take many seconds, for a problem that has one (`path_refusal`).

    >>> from explorer import Experiment
    >>> path_takes_long(Experiment(dataset="penguins", loss="weston_watkins").problem())
    True
    """
    method = path_method(problem)
    return method.slow or method.heavy


@cached(8)
def path_method(problem: Problem) -> PathMethod:
    """The method for a problem, cached with what it has factorised: a page asks for the same one several times.

    What a method answers does not depend on what it was asked before. Raises ``ValueError``, in a sentence, where there is no
    path (`path_refusal`).
    """
    if refusal := path_refusal(problem):
        raise ValueError(refusal)
    return next(method for method in METHODS if method.takes(problem))(problem)
