"""The inputs of a run, and the steps that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.feature_factors import penalty_slope
from explorer.cost.problem import Problem
from explorer.cost.weighted_loss import of_rows
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Schedule

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Run:
    """Everything that a run depends on, so that any part of it can be repeated to the bit.

    ``rate`` is the learning rate at step 0; the schedule shrinks it, counting from the start of the whole run.
    ``batch`` is the most examples a step sees; an epoch's examples are divided evenly among as few batches as possible.
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
        """The data term's gradient (p,) on the examples of this step: all, or a mini-batch drawn from (seed, epoch).

        Batches are drawn whatever the examples weigh. Each example of one has the share that it has among all, so that the mean
        over the batches is the gradient of the weighted cost.
        """
        n = self.problem.n
        if self.whole:
            return self.problem.gradient(w)
        assert self.batch is not None
        per_epoch = -(-n // self.batch)
        epoch, position = divmod(step, per_epoch)
        size, longer = divmod(n, per_epoch)  # the first ``longer`` batches have one example more
        first = position * size + min(position, longer)
        rows = _order(self.seed, epoch, n)[first : first + size + (position < longer)]
        network, loss = self.problem.network.rows(rows), of_rows(self.problem.examples.loss, rows)
        z, back = network.forward(w)
        return back(loss.slope(self.problem.data.y[rows], z) / rows.size)

    def advance(
        self, weights: Array, state: State, first: int, losses: Array | None = None, checkpoint: Checkpoint = no_checkpoint
    ) -> State:
        """Take steps ``first``, ``first`` + 1 ... from the first row of ``weights`` (k + 1, p); the results go to the others.

        ``losses`` (k + 1,), where given, receives the mean loss at each row, also where the solver takes the gradient ahead of
        it. Few examples: the predictions of all steps are kept, and evaluated at once. Many: the loss comes with the gradient,
        block by block, so that memory does not grow with the steps; ``checkpoint`` is then called after each step.
        """
        problem, solver, decoupled = self.problem, self.solver, self.solver.decoupled
        step, ahead, rates = solver.step, solver.ahead, self.rates(first, len(weights) - 1)
        penalty, strength = problem.penalty, problem.strength
        prox = problem.prox()
        slope_of_penalty = penalty.smooth and penalty.curvature_bound(strength) > 0
        forward, predict, slope = problem.network.forward, problem.network.predict, problem.examples.loss.slope
        y, n, many = problem.data.y, problem.n, problem.examples.many
        predictions = None if losses is None or many or not self.whole else _room_for_predictions(problem, len(losses))
        with_loss = losses is not None and many and self.whole
        known = np.zeros(len(weights), dtype=bool)
        w, decay = weights[0], None
        for i, rate in enumerate(rates):
            at = ahead(w, state)
            if predictions is not None:
                z, back = forward(at)
                predictions[i] = z if at is w else predict(w)
                gradient = back(slope(y, z) / n)
            elif with_loss and at is w:
                assert losses is not None
                losses[i], gradient = problem.loss_and_gradient(w)
                known[i] = True
            else:
                gradient = self.gradient(at, first + i)
            if slope_of_penalty:
                if decoupled:
                    decay = penalty_slope(problem, at)
                else:
                    gradient = gradient + penalty_slope(problem, at)
            w, state = step(w, gradient, state, rate, prox, decay)
            weights[i + 1] = w
            if many:
                checkpoint()
        if predictions is not None and losses is not None:
            predictions[-1] = predict(w)
            losses[:] = problem.mean_of_losses(predictions)
        elif losses is not None:
            losses[~known] = problem.mean_loss(weights[~known])
        return state


def _room_for_predictions(problem: Problem, rows: int) -> Array:
    """An empty array (rows, n) or (rows, n, K) for raw predictions."""
    outputs = problem.network.layers[-1].outputs
    shape = (rows, problem.n) if outputs is None else (rows, problem.n, outputs)
    return np.empty(shape)


@lru_cache(maxsize=16)  # two epochs of eight runs at once: 128 MB for a million examples
def _order(seed: int, epoch: int, n: int) -> Array:
    """The order of the examples in an epoch: the indices 0 ... n - 1 shuffled (n,), read-only and cached for its steps."""
    order = np.random.default_rng([seed, 2, epoch]).permutation(n)
    order.flags.writeable = False
    return order
