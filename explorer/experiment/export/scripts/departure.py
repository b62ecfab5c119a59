"""Whether a run ends at the lowest cost, which most scripts find, and if not, why; and whether rounding changes its end."""

from __future__ import annotations

import numpy as np

from explorer.core.columns import rank
from explorer.core.text import number, shown
from explorer.cost.problem import Problem
from explorer.experiment.checks import seconds
from explorer.experiment.experiment import Experiment
from explorer.path.methods.choice import path_refusal, path_takes_long
from explorer.path.optimum import optimum
from explorer.path.regularization_path import regularization_path
from explorer.training.history import History
from explorer.training.loop import train_stages

Array = np.ndarray
SAME = 1e-6
"""Weights that differ by no more, as a share of 1 + the largest, are the same."""
NUDGE, STEADY = 1e-15, 1e-7
"""A start moved by the first must not move the end by more than the second, as a share of 1 + the largest weight."""
PATIENCE = 1.0
"""Longer runs, in seconds, are not trained a second time."""
UNKNOWN = "How far the run is from the lowest cost, if there is one, is not known here."

SHARED = (
    "Some features are constant or sums of others, so several sets of weights may have the lowest cost: it may find another."
)
LEVEL = "Near its lowest value the loss is level, so several sets of weights may have the lowest cost: it may find another."


def decoupled(experiment: Experiment) -> bool:
    """Whether the solver in force minimises another cost, since it takes the penalty off apart from the gradient.

    >>> [decoupled(Experiment(solver="adamw", strength=s)) for s in (0.5, 0.0)], decoupled(Experiment(solver="adam"))
    ([True, False], False)
    """
    now = experiment.now
    return now.make("solver").decoupled and not now.make("penalty").is_zero(now.strength)


def departure(experiment: Experiment, history: History | None = None) -> str:
    """Why the weights that a run ends at are not those with the lowest cost, in sentences; empty where they are.

    ``history`` is the run, trained here where it is not given. The gap told is between the run's own weights and the minimum.

    >>> departure(Experiment(dataset="diabetes", solver="adamw", strength=0.5)).split(": ")[0]
    'The run ends elsewhere'
    >>> departure(Experiment(dataset="diabetes", strength=0.5, steps=2000))
    ''
    """
    problem = experiment.problem()
    why = ""
    if decoupled(experiment):
        name = experiment.now.make("solver").name
        why = (
            f"The run ends elsewhere: {name} does not minimise data loss + strength × penalty, since it applies the penalty "
            "separately from the gradient."
        )
    if not (problem.network.linear and problem.loss.convex and problem.penalty.convex):
        return why or "The cost is not convex, so where a run ends depends on its start, its rate and its steps."
    best = _lowest(problem)
    if best is None:
        return why or UNKNOWN
    history = experiment.train() if history is None else history
    steps = int(history.steps[-1])
    several = _several(problem, best)
    gap = _gap(problem, history.weights[-1], best, bool(several))
    why = why or (f"After {steps} steps this run is still on its way there." if gap else "")
    return " ".join(part for part in (why, gap, several) if part)


def sensitivity(experiment: Experiment, history: History | None = None) -> str:
    """What a script that repeats the run cannot promise, in a sentence; empty where rounding does not change where it ends.

    The run is trained once more from weights moved by 1e-15: where that changes its end, another order of adding up, as on
    another machine or in another library, does so too. An example is RMSProp at a bias whose gradient is rounding alone.

    >>> sensitivity(Experiment(dataset="stackloss", steps=50))
    ''
    """
    if seconds(experiment) > PATIENCE:
        return "Whether rounding changes where so long a run ends has not been tried."
    history = experiment.train() if history is None else history
    start, last = experiment.starts_from(), history.weights[-1]
    signs = np.where(np.arange(start.size) % 2, -1.0, 1.0)
    other = train_stages(experiment.stages(), start + NUDGE * signs, experiment.steps).weights[-1]
    off = np.abs(other - last)
    worst = int(np.argmax(off))
    if off[worst] <= STEADY * (1 + np.abs(last).max()):
        return ""
    return (
        f"The steps magnify rounding: from a start moved by 1e-15 the run ends up to {number(float(f'{off[worst]:.2g}'))} away "
        f"({shown(experiment.problem().names[worst])}), so on another machine or in another library it may do so too."
    )


def _several(problem: Problem, best: Array) -> str:
    """That a smooth convex cost may be lowest at several sets of weights, in a sentence; empty where it is not.

    Without a part of L2 that is so where features are dependent, or are among the examples whose loss bends at the weights
    (p,) with the lowest cost: a tube, or a hinge, is level where it costs nothing.
    """
    parts = problem.penalty.mixture(problem.strength)
    if not problem.loss.smooth or (parts is not None and parts[1] > 0):
        return ""
    design = problem.network.design
    if rank(design) < design.shape[1]:
        return SHARED
    curvature = problem.loss.curvature(problem.data.y, problem.examples.scores(problem.network.predict(best)))
    bent = design[(curvature.reshape(len(design), -1) > 0).any(axis=1)]
    return LEVEL if len(bent) < design.shape[1] or rank(bent) < design.shape[1] else ""


def _lowest(problem: Problem) -> Array | None:
    """The weights (p,) with the lowest cost; None where there are none, or it is not known."""
    if problem.penalty.is_zero(problem.strength):
        found = optimum(problem)
        return None if found is None else found.weights
    if path_refusal(problem) or path_takes_long(problem):
        return None
    path = regularization_path(problem, [problem.strength])
    return None if path.missed.any() else path.weights[0]


def _gap(problem: Problem, w: Array, best: Array, several: bool) -> str:
    """How far the weights are from the best; where ``several`` are, or may be under a loss with kinks, how far the cost is."""
    if not np.isfinite(w).all():
        return "Its weights became too large."
    if several or not problem.loss.smooth:
        cost, lowest = problem.cost(w).total, problem.cost(best).total
        above = cost - lowest
        same = above <= SAME * (abs(cost) + abs(lowest))
        return "" if same else f"Its cost is {number(float(f'{above:.2g}'))} above the lowest."
    layer = problem.network.layers[-1]
    off = w - best
    if layer.outputs and layer.biased:
        off[layer.bias :] -= off[layer.bias :].mean()  # all biases moved by the same amount change nothing
    worst = int(np.argmax(np.abs(off)))
    if abs(off[worst]) <= SAME * (1 + np.abs(best).max()):
        return ""
    return (
        f"Its weights differ from those with the lowest cost by up to {number(float(f'{abs(off[worst]):.2g}'))} "
        f"({shown(problem.names[worst])})."
    )
