"""What a picture suggests to try with the penalty: only what this run leaves to try, and what would then be seen."""

from __future__ import annotations

import numpy as np

from explorer.core.params import params_of
from explorer.cost.problem import Problem
from explorer.experiment.settings import Settings

Array = np.ndarray


def bend(problem: Problem) -> str:
    """How the border between classes would bend more or less.

    >>> from explorer import Experiment
    >>> bend(Experiment(dataset="moons", model="mlp", strength=0.1).problem())
    'Try less strength: the line can bend more.'
    >>> bend(Experiment(dataset="moons", model="mlp", strength=0.0).problem())
    'Try a little strength: the line bends less.'
    """
    network = problem.network
    line, can, bends = (
        ("line", "its line can", "bends") if problem.loss.task == "binary" else ("lines", "its lines can", "bend")
    )
    if network.linear and network.basis.identity:
        return f"Try the polynomial model: {can} bend."
    if problem.penalty.is_zero():
        return f"Try a penalty: the {line} {bends} less."
    if problem.penalty.is_zero(problem.strength):
        return f"Try a little strength: the {line} {bends} less."
    return f"Try less strength: the {line} can bend more."


def price(problem: Problem, w: Array) -> str:
    """What another strength or a penalty would do to the two parts of the cost, for a run that ended at weights w (p,)."""
    if problem.penalty.is_zero():
        return "Try a penalty, and see what it adds to the cost and takes from the weights."
    if problem.strength >= params_of(Settings)["strength"].bounds[1] or not w[problem.network.penalised > 0].any():
        return "Try less strength: the weights grow and the data loss falls."
    return "Try a larger strength: the data loss rises while the weights shrink."


def other_penalty(problem: Problem) -> str:
    """What another penalty, or some strength of this one, would do to the weights.

    >>> from explorer import Experiment
    >>> [other_penalty(Experiment(penalty="l1", strength=s).problem()) for s in (0.0, 0.1)]
    ['Raise the strength: weak weights become exactly zero.', 'Try L2: all shrink together.']
    """
    zeroes, shrinks = "weak weights become exactly zero.", "all shrink together."
    if problem.penalty.is_zero():
        return f"Try L1{'' if problem.strength > 0 else ' and some strength'}: {zeroes}"
    if problem.penalty.is_zero(problem.strength):
        return f"Raise the strength: {shrinks if problem.penalty.smooth else zeroes}"
    return f"Try L1: {zeroes}" if problem.penalty.smooth else f"Try L2: {shrinks}"
