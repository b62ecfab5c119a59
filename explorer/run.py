"""What decides a run, and its steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.problem import Problem
from explorer.solvers.base import Solver, State

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Run:
    """Everything that decides a run, and so everything needed to repeat any part of it, to the bit.

    ``batch`` is the most examples a step sees; an epoch's examples are spread evenly over as few batches as hold them.
    """

    problem: Problem
    solver: Solver
    rate: float
    batch: int | None
    seed: int

    @property
    def whole(self) -> bool:
        """Whether every step sees all examples."""
        return self.batch is None or self.batch >= self.problem.n

    def gradient(self, w: Array, step: int) -> Array:
        """The data term's gradient (p,) on the examples of this step: all, or a mini-batch drawn from (seed, epoch)."""
        n = self.problem.n
        if self.whole:
            return self.problem.gradient(w)
        assert self.batch is not None
        per_epoch = -(-n // self.batch)
        epoch, position = divmod(step, per_epoch)
        order = np.random.default_rng([self.seed, 2, epoch]).permutation(n)
        rows = np.array_split(order, per_epoch)[position]
        network, loss = self.problem.network.rows(rows), self.problem.loss
        z, back = network.forward(w)
        return back(loss.slope(self.problem.data.y[rows], z) / rows.size)

    def advance(self, w: Array, state: State, first: int, out: Array, predictions: Array | None = None) -> State:
        """Steps ``first``, ``first + 1`` ... from w, one for each row of ``out`` (k, p), which receives the weights.

        ``predictions`` (k, n), where given, receives the raw predictions *before* each step.
        """
        problem, step, rate, decoupled = self.problem, self.solver.step, self.rate, self.solver.decoupled
        penalty, strength, mask = problem.penalty, problem.strength, problem.network.penalised
        prox = problem.prox()
        slope_of_penalty = penalty.smooth and penalty.curvature_bound(strength) > 0
        forward, slope, y, n = problem.network.forward, problem.loss.slope, problem.data.y, problem.n
        decay = None
        for i in range(len(out)):
            if predictions is None:
                gradient = self.gradient(w, first + i)
            else:
                z, back = forward(w)
                predictions[i] = z
                gradient = back(slope(y, z) / n)
            if slope_of_penalty:
                if decoupled:
                    decay = penalty.slope(w * mask, strength)
                else:
                    gradient = gradient + penalty.slope(w * mask, strength)
            w, state = step(w, gradient, state, rate, prox, decay)
            out[i] = w
        return state
