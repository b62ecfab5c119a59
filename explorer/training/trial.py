"""Trying a learning rate out: the first steps that a run would take at it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Constant
from explorer.training.steps import Run

Array = np.ndarray

MOST_STEPS = 500
MOST_LOSSES = 5_000_000
"""So many losses of single examples are computed for one trial at most."""
ROUNDING = 1e-12
LEAP = 5.0
MARGIN = 0.25
"""A share of the longest rate that passed: what holds for some steps may not for many."""


class Trial(NamedTuple):
    """The costs (k + 1,) of some steps that were tried, the start first.

    A decoupled solver lowers neither the cost nor the data loss alone: the data loss counts where the cost ends higher.

    ``last`` (p,) are the weights at the end, ``total`` is the whole cost at the start. ``exploded`` says that the next cost is
    no finite number, or a million times the first.
    """

    costs: Array
    last: Array
    total: float
    exploded: bool

    @property
    def descends(self) -> bool:
        """Whether the steps do not raise the cost: it ends no higher than it began, but for rounding."""
        return self.ends_below(float(self.costs[0]))

    def ends_below(self, ceiling: float, swinging: bool = False) -> bool:
        """Whether the cost is no higher than ``ceiling``, but for rounding, in all of the second half of the steps.

        In some of them is enough where it may be ``swinging``. Nor is it far above before: a leap that high comes again.
        """
        half = self.costs[len(self.costs) // 2 :] <= ceiling + ROUNDING * abs(ceiling)
        low = not self.exploded and bool(half.any() if swinging else half.all())
        return low and bool(self.costs.max() - ceiling <= LEAP * abs(ceiling))


def try_rate(run: Run, rate: float, w: Array, first: int = 0, steps: int = MOST_STEPS, state: State | None = None) -> Trial:
    """What a run would do at another rate, from weights w (p,) at step ``first``.

    ``state`` is the solver's there, such as the moves that it keeps; None for a solver at rest. It takes ``steps`` steps,
    fewer where there are many examples, with the very batches that the run would see.
    """
    problem = run.problem
    steps = max(1, min(steps, MOST_STEPS, MOST_LOSSES // problem.n))
    heads = np.empty((steps + 1, w.size))
    heads[0] = w
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        replace(run, rate=rate).advance(heads, run.solver.start(w) if state is None else state, first)
        costs = problem.costs(heads)
    bad = ~(costs.total <= 1e6 * max(costs.total[0], 1e-300)) | ~np.isfinite(heads).all(axis=1)
    bad[0] = False
    stop = int(np.argmax(bad)) if bad.any() else steps + 1
    kept = costs.total
    if run.solver.decoupled and not kept[stop - 1] <= kept[0]:
        kept = costs.data
    return Trial(kept[:stop], heads[stop - 1], float(costs.total[0]), bool(bad.any()))


def first_that_descends(
    problem: Problem,
    solver: Solver,
    rate: float,
    w: Array,
    steps: int,
    ceiling: float = -np.inf,
    most: int = 100,
    swinging: bool = False,
    checkpoint: Checkpoint = no_checkpoint,
) -> float:
    """The first of ``rate``, half of it, a quarter ... at which full-batch steps from w (p,) do not raise the cost.

    Nor above ``ceiling``, where that is higher than the cost at w; ``swinging`` as for `Trial.ends_below`. Where it is not
    ``rate`` itself, a quarter of it is the answer. ``rate`` where none of ``most`` descends: then w is as low as such steps
    get. ``checkpoint`` is called after each.
    """
    run = Run(problem, solver, rate, None, 0, Constant())
    for halvings in range(most):
        tried = rate * 0.5**halvings
        trial = try_rate(run, tried, w, steps=steps)
        checkpoint()
        if trial.ends_below(max(ceiling, float(trial.costs[0])), swinging):
            return tried if not halvings else MARGIN * tried
    return rate
