"""How far a step may go: 1/L where L is known, by backtracking where it is not."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.text import number, three_figures
from explorer.cost.feature_factors import penalty_slope
from explorer.cost.problem import Problem
from explorer.solvers.base import Solver
from explorer.training.trial import MOST_STEPS, first_that_descends

Array = np.ndarray

KINK_SHARE = 0.1
HIDDEN_SHARE = 0.5
"""A margin for hidden layers, where the curvature keeps growing after the pilot run."""
PILOT_STEPS, TRIED_STEPS = 50, 200
STILL = 1e-4
"""At a shorter rate an adaptive solver's weights hardly move: by the rate itself a step."""
SHORTENED = 0.25
"""A rate at or below this share of 1/L is one that was shortened: to an eighth at the first try."""
KINK_TRIES = 20
"""A loss with a kink may lie at its minimum already, which every rate leaves: then the first one is as good as any."""
SHORTEST = 1e-200
"""Backtracking goes no further; a rate so short is for slopes that are hardly numbers any more."""


def auto_rate(
    problem: Problem,
    solver: Solver,
    start: Array,
    batch: int | None = None,
    ceiling: float = -np.inf,
    checkpoint: Checkpoint = no_checkpoint,
) -> float:
    """The rate chosen by ``"auto"`` from weights ``start`` (p,); ``checkpoint`` is called after each rate that is tried.

    - A smooth loss with bounded curvature under a model linear in its weights: 1/L; with mini-batches half of 1/L, L then
      being the expected smoothness of the smallest batch (Gower et al., "SGD: general analysis and improved rates", 2019,
      theorem 3.1 and proposition 3.8), divided by the solver's gain, since momentum adds up the noise of many batches.
    - A smooth cost without a known L: the shortest step that backtracking takes on a short pilot run; half of that behind
      hidden layers, where the curvature keeps growing. With mini-batches it is shortened in the proportion above.
    - A loss with a kink has no L: a tenth of its start value, over the features' largest eigenvalue, so that the
      band in which a constant rate ends is narrow; a smooth penalty's curvature shortens it further.
    - An adaptive solver's step is about the rate itself whatever the slope: at most the solver's `longest`.

    What does not follow from L is tried: where the first steps at it raise the cost, and above ``ceiling``, it is halved until
    they do not. 1/L is tried too where it promises nothing: with kept moves, unless the cost is convex, and for adaptive steps.
    Kept moves on a convex cost, and a kink, may swing about the start, as long as they come back below it.
    """
    curvature, smallest = problem.curvature(), smallest_batch(problem.n, batch)
    if curvature is not None:
        rate = 1.0 / max(curvature, 1e-12)
    elif problem.loss.smooth:
        rate = backtracked_rate(problem, start)
        if not problem.network.linear:
            rate *= HIDDEN_SHARE
    else:
        scale = min(max(problem.cost(start).data, 1e-6), 1e6)
        rate = KINK_SHARE * scale / max(problem.largest_eigenvalue(), 1e-12)
        rate = 1.0 / (1.0 / rate + problem.penalty.curvature_bound(problem.strength))
    if problem.loss.smooth and smallest < problem.n:
        rate *= 0.5 / (_roughness(problem, smallest) * solver.gain)
    rate = min(rate, solver.longest)
    if solver.adaptive and rate < STILL:
        rate = solver.longest  # what the slope allows says little: no weight would move by more than a few rates
    convex = problem.loss.convex and problem.network.linear and (problem.strength == 0 or problem.penalty.convex)
    if not problem.loss.smooth:
        return first_that_descends(problem, solver, rate, start, MOST_STEPS, ceiling, KINK_TRIES, True, checkpoint)
    if curvature is None or not solver.never_above(convex):
        swinging = convex and curvature is not None and not solver.adaptive
        return first_that_descends(problem, solver, rate, start, TRIED_STEPS, ceiling, swinging=swinging, checkpoint=checkpoint)
    return rate


def smallest_batch(n: int, batch: int | None) -> int:
    """The size of an epoch's smallest batch, the examples being divided evenly among as few batches as possible."""
    return n if batch is None else n // -(-n // batch)


def _roughness(problem: Problem, batch: int) -> float:
    """How many times the curvature of the whole the expected smoothness of batches of this size is.

    Where the loss has no bound on its curvature, as if it were the same for all examples; 1 where there is no curvature at all.
    """
    n, penalty = problem.n, problem.penalty.curvature_bound(problem.strength)
    bound = problem.loss.curvature_bound if problem.curvature() is not None else None
    bound, penalty = (1.0, 0.0) if bound is None else (bound, penalty)
    full, single = bound * problem.largest_eigenvalue(), bound * problem.largest_row()
    mixed = (n * (batch - 1)) / (batch * (n - 1)) * full + (n - batch) / (batch * (n - 1)) * single
    return (mixed + penalty) / (full + penalty) if full + penalty > 0 else 1.0


def stable_rate(problem: Problem, solver: Solver, batch: int | None = None) -> float | None:
    """The largest rate at which full-batch steps are known to be stable; None where there is no such bound."""
    curvature = problem.curvature()
    if not curvature or (batch is not None and batch < problem.n):
        return None
    return solver.stable_rate(curvature)


def backtracked_rate(problem: Problem, start: Array, steps: int = PILOT_STEPS) -> float:
    """A rate at which every one of some steps from ``start`` falls by at least half of what its slope promises.

    Armijo's condition with a halving step (Armijo, 1966); the shortest step of the pilot run is the answer.
    """
    prox = problem.prox()

    def smooth_cost(w: Array) -> float:
        cost = problem.cost(w)
        return cost.total if prox is None else cost.data

    w, rate, shortest, steepest = start, 1.0, 1.0, 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            g = problem.gradient(w)
            if prox is None:
                g = g + penalty_slope(problem, w)
            cost, steepness = smooth_cost(w), float(g @ g)
            steepest = max(steepest, steepness)
            if steepness <= max(1e-9 * abs(cost), 1e-16 * steepest):
                break  # so flat that rounding, not the slope, would decide
            while rate > SHORTEST and not smooth_cost(w - rate * g) <= cost - 0.5 * rate * steepness:
                rate *= 0.5
            shortest = min(shortest, rate)
            v = w - rate * g
            w, rate = (v if prox is None else prox(v, rate)), 2.0 * rate
    return shortest


def rate_sentence(problem: Problem, solver: Solver, rate: float, batch: int | None = None) -> str:
    """The rate in use as a number, where it comes from, and how it stands to the largest stable one."""
    used = three_figures(rate)
    above = too_high(problem, solver, rate, batch)
    if above:
        return f"{used} is {above}."
    bound = stable_rate(problem, solver, batch)
    limit = (
        ""
        if bound is None
        else f" {'Stable' if problem.loss.quadratic else 'Known to be stable'} below {three_figures(bound)}, at any weights."
    )
    if bound is not None and not (problem.loss.quadratic or solver.monotone):
        limit = f" A quadratic cost of this curvature is stable below {three_figures(bound)}."
    if solver.rate != "auto":
        return f"In use: {used}.{limit}"
    if solver.adaptive:
        most = number(solver.longest)
        return f"auto: {used}. With this optimizer, the rate is about the length of each step, so auto is at most {most}."
    curvature = problem.curvature()
    if curvature is not None:
        if smallest_batch(problem.n, batch) < problem.n:
            return f"auto: {used}, less than half of the usual safe rate, since small batches are noisy."
        if rate <= SHORTENED / max(curvature, 1e-12):
            return (
                f"auto: {used}. The usual safe rate was tried and the cost rose, so it was lowered until the cost fell.{limit}"
            )
        return f"auto: {used}, a safe rate.{limit}"
    if problem.loss.smooth:
        tried = f"auto: {used}. The largest safe rate is not known, so this one was found by trying"
        rougher = smallest_batch(problem.n, batch) < problem.n
        return f"{tried}, and lowered since small batches are noisy." if rougher else f"{tried}."
    return f"auto: {used}. This loss has a kink, so no rate is surely safe. A small one stays close to the minimum."


def too_high(problem: Problem, solver: Solver, rate: float, batch: int | None = None) -> str:
    """In words, how the rate exceeds the largest stable one; empty where it does not, or none is known."""
    bound = stable_rate(problem, solver, batch)
    if bound is None or rate <= bound:
        return ""
    if problem.loss.quadratic:
        return f"above {three_figures(bound)}, the largest rate that is stable here"
    if solver.monotone:
        return f"above {three_figures(bound)}, the largest rate that is known to be stable here"
    return f"above {three_figures(bound)}, where even a quadratic cost of this curvature is no longer stable"
