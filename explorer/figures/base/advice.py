"""What a picture suggests to try with the penalty: only what this run leaves to try, and what would then be seen."""

from __future__ import annotations

import numpy as np

from explorer.core.params import params_of
from explorer.cost.problem import Problem
from explorer.experiment.settings import Settings
from explorer.words import train_cost, train_fit, train_weights

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
    straight, unpriced = network.linear and network.basis.identity, problem.penalty.is_zero()
    at_zero = problem.penalty.is_zero(problem.strength)
    return train_fit.bend(line, can, bends, straight=straight, unpriced=unpriced, at_zero=at_zero)


def price(problem: Problem, w: Array) -> str:
    """What another strength or a penalty would do to the two parts of the cost, for a run that ended at weights w (p,)."""
    most = problem.strength >= params_of(Settings)["strength"].bounds[1] or not w[problem.network.penalised > 0].any()
    return train_cost.less_or_more(problem.penalty.is_zero(), bool(most))


def other_penalty(problem: Problem) -> str:
    """What another penalty, or some strength of this one, would do to the weights.

    >>> from explorer import Experiment
    >>> [other_penalty(Experiment(penalty="l1", strength=s).problem()) for s in (0.0, 0.1)]
    ['Raise the strength: weak weights become exactly zero.', 'Try L2: all shrink together.']
    """
    penalty = problem.penalty
    return train_weights.other_penalty(
        penalty.is_zero(), penalty.is_zero(problem.strength), penalty.smooth, problem.strength > 0
    )
