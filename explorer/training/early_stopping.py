"""Early stopping as shrinkage: the strength of L2 that shrinks the weights about as much as stopping after so many steps."""

from __future__ import annotations

import numpy as np

from explorer.solvers import SOLVERS
from explorer.training.history import History

Array = np.ndarray


def stopping_refusal(history: History) -> str:
    """Why the steps of a run match no strengths, in a sentence; empty where they do, about.

    >>> from explorer import Experiment
    >>> stopping_refusal(Experiment(solver="momentum", steps=20).train())
    'Steps match strengths only for plain gradient descent, not for Momentum.'
    """
    run, problem = history.run, history.run.problem
    parts = problem.penalty.base.mixture(problem.strength)
    if not (problem.network.linear and problem.loss.quadratic):
        return "Steps match strengths only for squared loss and a model that is linear in its weights."
    if parts is None or parts[0] > 0:
        return "Steps match strengths only under L2 or without a penalty."
    if problem.penalty.factors is not None:
        return "Steps match strengths only where no feature has a factor of its own."
    if len(history.runs) > 1:
        return "The run has changes, so its steps match no single path of strengths."
    if type(run.solver) is not SOLVERS["gd"]:
        return f"Steps match strengths only for plain gradient descent, not for {run.solver.name}."
    if not run.whole:
        return "Steps match strengths only where every step uses all examples; batches add chance."
    if run.schedule.factor(int(history.steps[-1])) != 1.0:
        return "Steps match strengths only at a constant learning rate."
    if history.weights[0][problem.network.penalised > 0].any():
        return "Steps match strengths only where the weights begin at zero."
    return ""


def matching_strengths(history: History) -> Array:
    """The strength (m,) of L2 whose weights are about those at each kept step: that of the run + 1 / (rate x step).

    Infinite at step 0, where all weights are zero. Along a direction in which the data loss has curvature h, k steps leave the
    factor 1 - (1 - rate h)^k of the least-squares coefficient, and L2 of strength s leaves h / (h + s): both begin as h rate k
    where s = 1 / (rate k), and both end at 1. In between they differ, by up to 0.204 where rate x h is small, and by a half
    where one step does it all, so the match is approximate. No further factor is needed: h has the 2 of a square that is not
    halved, and L2 is half the sum of squares. Raises ``ValueError`` with the sentence of `stopping_refusal`.

    Source: Ali, Kolter and Tibshirani, A continuous-time view of early stopping for least squares regression, 2019.

    >>> from explorer import Experiment
    >>> run = Experiment(penalty="none", rate=0.1, steps=100).train()
    >>> matching_strengths(run)[[0, 1, 100]]
    array([ inf, 10. ,  0.1])
    """
    if refusal := stopping_refusal(history):
        raise ValueError(refusal)
    problem = history.run.problem
    parts = problem.penalty.base.mixture(problem.strength)
    assert parts is not None
    with np.errstate(divide="ignore"):
        matched: Array = parts[1] + 1.0 / (history.rate * history.steps)
    return matched
