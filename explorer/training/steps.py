"""What decides a run, and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.cost.problem import Problem
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Schedule

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Run:
    """Everything that decides a run, and so everything needed to repeat any part of it, to the bit.

    ``rate`` is the rate of step 0, which the schedule shrinks from there, counting from the start of the whole run.
    ``batch`` is the most examples a step sees; an epoch's examples are spread evenly over as few batches as hold them.
    """

    problem: Problem
    solver: Solver
    rate: float
    batch: int | None
    seed: int
    schedule: Schedule

    @property
    def whole(self) -> bool:
        """Whether every step sees all examples."""
        return self.batch is None or self.batch >= self.problem.n

    def rates(self, first: int, count: int) -> list[float]:
        """The rates of ``count`` steps from step ``first`` on."""
        factor = self.schedule.factor
        return [self.rate * factor(k) for k in range(first, first + count)]

    def gradient(self, w: Array, step: int) -> Array:
        """The data term's gradient (p,) on the examples of this step: all, or a mini-batch drawn from (seed, epoch)."""
        n = self.problem.n
        if self.whole:
            return self.problem.gradient(w)
        assert self.batch is not None
        per_epoch = -(-n // self.batch)
        epoch, position = divmod(step, per_epoch)
        size, longer = divmod(n, per_epoch)  # the first ``longer`` batches hold one example more
        first = position * size + min(position, longer)
        rows = _order(self.seed, epoch, n)[first : first + size + (position < longer)]
        network, loss = self.problem.network.rows(rows), self.problem.loss
        z, back = network.forward(w)
        return back(loss.slope(self.problem.data.y[rows], z) / rows.size)

    def advance(self, w: Array, state: State, first: int, out: Array, predictions: Array | None = None) -> State:
        """Steps ``first``, ``first + 1`` ... from w, one for each row of ``out`` (k, p), which receives the weights.

        ``predictions`` (k, n), where given, receives the raw predictions *before* each step, at the weights themselves even
        where the solver takes the gradient ahead of them.
        """
        problem, solver, decoupled = self.problem, self.solver, self.solver.decoupled
        step, ahead, rates = solver.step, solver.ahead, self.rates(first, len(out))
        penalty, strength, mask = problem.penalty, problem.strength, problem.network.penalised
        prox = problem.prox()
        slope_of_penalty = penalty.smooth and penalty.curvature_bound(strength) > 0
        forward, predict, slope = problem.network.forward, problem.network.predict, problem.loss.slope
        y, n = problem.data.y, problem.n
        decay = None
        for i, rate in enumerate(rates):
            at = ahead(w, state)
            if predictions is None:
                gradient = self.gradient(at, first + i)
            else:
                z, back = forward(at)
                predictions[i] = z if at is w else predict(w)
                gradient = back(slope(y, z) / n)
            if slope_of_penalty:
                if decoupled:
                    decay = penalty.slope(at * mask, strength)
                else:
                    gradient = gradient + penalty.slope(at * mask, strength)
            w, state = step(w, gradient, state, rate, prox, decay)
            out[i] = w
        return state


@lru_cache(maxsize=32)
def _order(seed: int, epoch: int, n: int) -> Array:
    """In which order an epoch takes its examples: the indices 0 ... n - 1 shuffled (n,), read-only. Kept, for its steps."""
    order = np.random.default_rng([seed, 2, epoch]).permutation(n)
    order.flags.writeable = False
    return order
