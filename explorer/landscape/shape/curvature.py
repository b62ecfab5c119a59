"""The curvature of the cost at a point, and what it says of the step size there and of the point."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.feature_factors import prices
from explorer.cost.gradient_parts import GradientParts, gradient_parts
from explorer.cost.hessian import MOST_WEIGHTS, data_hessian, penalty_hessian
from explorer.cost.problem import Problem
from explorer.solvers.base import Solver
from explorer.training.step_size import smallest_batch

Array = np.ndarray

FLAT = 1e-9
"""A curvature below this share of the largest is rounding."""
LEAST_SCALE = 1e-12
"""A mean curvature that is not above this counts as none."""
STILL = 1e-6
"""A gradient below this share of the terms that it is a sum of counts as zero."""


class Curvature(NamedTuple):
    """The curvatures of the cost at a point along its principal directions.

    ``values`` are the curvatures, the largest first, 0 exactly where only rounding says otherwise. ``held`` counts the
    weights that the penalty's kink holds at zero; they are left out, since they stay while others move a little. ``steepest``
    is the largest curvature that limits a step: where the penalty is applied by its prox, its positive curvature is no limit,
    its negative one is. ``still`` says whether the gradient is zero here.
    """

    values: Array
    held: int
    steepest: float
    still: bool


def curvature_at(problem: Problem, w: Array) -> Curvature:
    """The curvatures at w (p,). Raises ``ValueError`` above 200 weights, ``OverflowError`` where they are too large for floats.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [-1.0]]), np.array([0.25, -0.25]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 1.0)
    >>> curvature_at(problem, np.zeros(2))
    Curvature(values=array([2.]), held=1, steepest=2.0, still=True)
    """
    with np.errstate(over="ignore", invalid="ignore"):
        data, penalty = data_hessian(problem, w), penalty_hessian(problem, w)
        parts = gradient_parts(problem, w[None])
    if not (np.isfinite(data).all() and np.isfinite(parts.total).all()):
        raise OverflowError("the curvature here is too large for a number")
    kinked = problem.penalty.kink * problem.strength > 0
    held = (w == 0) & (parts.total[0] == 0) & (prices(problem) > 0) & kinked
    free = np.ix_(~held, ~held)
    values = np.linalg.eigvalsh((data + penalty)[free])[::-1]
    values = np.where(np.abs(values) > FLAT * np.abs(values).max(initial=0.0), values, 0.0)
    faced = data + penalty if problem.penalty.smooth else data + _concave_part(penalty)
    steepest = float(np.linalg.eigvalsh(faced[free]).max(initial=0.0))
    return Curvature(values, int(held.sum()), steepest, _still(problem, w, parts))


def _concave_part(H: Array) -> Array:
    """The part of a symmetric matrix (p, p) with negative eigenvalues, its sign reversed.

    A prox solves its step from where it ends: at a fixed point a change d becomes (1 - rate h) d / (1 + rate p), with data
    curvature h and penalty curvature p. That is stable where rate (h - p) < 2; a p above 0 can only help.
    """
    values, vectors = np.linalg.eigh(H)
    return (vectors * np.maximum(-values, 0.0)) @ vectors.T


def _still(problem: Problem, w: Array, parts: GradientParts) -> bool:
    """Whether the gradient is zero but for rounding."""
    z = problem.network.predict(w)
    gradient_norms = problem.network.gradient_norms(w, problem.examples.loss.slope(problem.data.y, z)).mean()
    return bool(np.linalg.norm(parts.total) <= STILL * (gradient_norms + np.linalg.norm(parts.penalty)))


def curvature_scale(problem: Problem, w: Array) -> float | None:
    """The curvature of the mean loss along a feature of standard deviation 1: the mean over the examples at w (p,).

    None where it is 0 or not finite, and in a network, whose weights act through each other.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [-1.0]]), np.array([0.25, -0.25]))
    >>> curvature_scale(Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 1.0), np.zeros(2))
    2.0
    """
    if not problem.network.linear:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        curvature = float(np.mean(problem.examples.loss.curvature(problem.data.y, problem.network.predict(w))))
    return curvature if np.isfinite(curvature) and curvature > LEAST_SCALE else None


def curvature_sentence(problem: Problem, w: Array, solver: Solver, rate: float, batch: int | None = None) -> str:
    """The range of the curvature at w (p,), and what it says of the point and of the rate, in sentences.

    The largest stable rate is the solver's own (`Solver.stable_rate`) for a cost with the same curvature everywhere:
    2 / curvature for plain descent (Nesterov, 2004), 2 (1 + beta) / curvature with momentum (Polyak, 1964).

    >>> from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset
    >>> data = Dataset(np.array([[1.0], [-1.0]]), np.array([0.0, 1.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5)
    >>> curvature_sentence(problem, np.zeros(2), SOLVERS["gd"](), 0.2)
    'Curvature runs from 2 to 2.5 here. Gradient descent is stable here up to rate 0.8; yours is 0.2.'
    """
    if problem.size > MOST_WEIGHTS:
        return f"There are {problem.size} weights; the curvature is worked out for {MOST_WEIGHTS} at most."
    try:
        found = curvature_at(problem, w)
    except OverflowError:
        return "The curvature here is too large for a number."
    return " ".join(part for part in (_range(found), _place(found), _limit(problem, solver, rate, batch, found)) if part)


def _range(found: Curvature) -> str:
    """The smallest and the largest curvature, in a sentence."""
    many = found.held > 1
    whose = f" {found.held} weight{'s' if many else ''} that the penalty holds at zero {'are' if many else 'is'} left out."
    left_out = whose if found.held else ""
    if not found.values.any():
        return f"The cost does not bend here.{left_out}"
    low, high = three_figures(found.values[-1]), three_figures(found.values[0])
    extent = f"The curvature is {high} here." if low == high else f"Curvature runs from {low} to {high} here."
    return extent + left_out


def _place(found: Curvature) -> str:
    """How many directions curve down or are flat, in a sentence; empty for none."""
    values, count = found.values, found.values.size
    down, flat = int((values < 0).sum()), int((values == 0).sum())
    if down:
        where = "so there is no minimum here"
        if found.still:
            where = "this is a saddle, not a minimum" if (values > 0).any() else "this is no minimum"
            return f"{down} of {count} directions {_curve(down)} down: {where}."
        return f"{down} of {count} directions {_curve(down)} down, {where}."
    if flat and flat < count:
        return f"{flat} of {count} directions {'is' if flat == 1 else 'are'} flat."
    return ""


def _curve(count: int) -> str:
    return "curves" if count == 1 else "curve"


def _limit(problem: Problem, solver: Solver, rate: float, batch: int | None, found: Curvature) -> str:
    """The largest stable rate, and how the one in use compares."""
    if not problem.loss.smooth:
        return "The loss has a kink, so curvature alone does not say which rate is stable."
    if found.steepest <= 0:
        return "So curvature sets no limit to the rate here."
    bound = solver.stable_rate(found.steepest)
    if bound is None and solver.adaptive:
        return f"{solver.name} gives each weight a step length of its own, so curvature alone sets no limit to its rate."
    if bound is None:
        return f"For {solver.name} no largest stable rate is known."
    whole = "" if smallest_batch(problem.n, batch) == problem.n else " with all examples in each step"
    least = "" if problem.penalty.smooth else "at least "
    used = f"yours is {three_figures(rate)}"
    if rate > bound:
        used += ", so it overshoots" if problem.penalty.smooth else ", so it may overshoot"
    held = "With what is held at zero left out, " if found.held else ""
    return f"{held}{solver.name} is stable here {least}up to rate {three_figures(bound)}{whole}; {used}."
