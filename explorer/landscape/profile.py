"""The profile of the cost over two weights: all others are re-optimised at every place."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem
from explorer.landscape.partial_minimisation import minimise_free_weights
from explorer.landscape.planes import Plane, weights_plane
from explorer.landscape.surface import sample

Array = np.ndarray
TOLERANCE = 1e-7
"""Of the generalised gradient; the cost above its minimum is proportional to the square of that."""
LEVELS = (5, 15)
"""Points along an axis of the coarser grids from which the steps start."""
MOST_SECONDS = 2.5
"""A profile that would take longer is refused."""
STEP_SECONDS = 8e-9, 0.33e-9, 0.2e-9
"""Of one step for each example and score; more for each feature of these; and for each pair of weights. Measured."""
SCORES_TIMES = 6.0
"""How many times longer an example takes where there is a score for each of several classes."""
STEPS_TAKEN = 30.0, 120.0, 1.5
"""About how many steps a place takes under a smooth penalty and under another, and how many times more where the curvature of
the loss has no bound. Measured."""
MOST_STEPS = 3000
USUAL_PLACES = 41 * 41
LONGEST_SECONDS = 12.0
FEWEST_STEPS = 150
"""A place is left out where it has not converged after as many steps as the usual places can take in these seconds, in a grid
and by itself alike."""
NOT_CONVERGED = "The best other weights were not reached: they grow without end, or lie too far."


def profile_refusal(problem: Problem, places: int = USUAL_PLACES) -> str:
    """Why there is no profile over so many places, in a sentence; empty where there is.

    A profile is for models linear in their weights under a smooth convex loss and a convex penalty, and for data that take
    about 2 seconds at most.
    """
    network, loss, penalty = problem.network, problem.loss, problem.penalty
    if not network.linear:
        return "The model has hidden layers, so the other weights have no single best values."
    if not loss.convex:
        return f"{loss.name} is not convex, so the other weights may have several best values."
    if not loss.smooth:
        return f"{loss.name} has a kink, so the best values of the other weights cannot be followed by steps downhill."
    if not penalty.convex:
        return f"{penalty.name} is not convex, so the other weights may have several best values."
    if not penalty.separable and network.layers[0].width > 1:
        return f"{penalty.name} joins all weights of an input, so two of them cannot be held by themselves."
    if problem.size < 3:
        return "There are no other weights: this view shows all of them."
    if affine(problem):
        return ""
    if places * _seconds(problem) > MOST_SECONDS:
        return f"Finding the best other weights at {places:,} places would take some seconds with these data."
    return ""


def profile(
    problem: Problem, x: int, y: int, xs: Array, ys: Array, checkpoint: Checkpoint = no_checkpoint
) -> tuple[Array, Array]:
    """Mean loss and strength x penalty (b, a) at ``xs`` (a,) x ``ys`` (b,), the other weights being the best ones there.

    ``x`` and ``y`` are indices of weights or biases; the other weights have the lowest *cost* that these allow (the profile of
    the likelihood, or cost: Barndorff-Nielsen and Cox, 1994). Under a quadratic loss and a penalty that is half a sum of
    squares or none they are a linear function of the two, so that the profile is itself a plane. Otherwise they are found
    by proximal gradient steps at all places at once, from what was found on coarser grids, to a generalised gradient
    of 1e-7; both parts are NaN where the steps have not converged. ``checkpoint`` is called now and then and may raise to stop.
    Raises ``ValueError`` with the sentence of `profile_refusal`.
    """
    xs, ys = np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)
    if reason := profile_refusal(problem, xs.size * ys.size):
        raise ValueError(reason)
    if affine(problem):
        return sample(problem, profile_plane(problem, x, y), xs, ys, checkpoint)
    weights_plane(problem, x, y, np.zeros(problem.size))  # says so where an index is wrong
    free = np.ones(problem.size, dtype=bool)
    free[[x, y]] = False
    W, at = np.zeros((1, 1, problem.size)), (ys[:1], xs[:1])
    for points in (*LEVELS, max(xs.size, ys.size)):
        rows, columns = (np.unique(np.linspace(0, v.size - 1, min(points, v.size)).round().astype(int)) for v in (ys, xs))
        up, across = _interpolation(at[0], ys[rows]), _interpolation(at[1], xs[columns])
        W = np.tensordot(up, np.tensordot(across, W, axes=(1, 1)), axes=(1, 1))
        at = ys[rows], xs[columns]
        W[..., x], W[..., y] = at[1], at[0][:, None]
        flat, converged = minimise_free_weights(
            problem, W.reshape(-1, problem.size), free, None, TOLERANCE, _most(problem), checkpoint
        )
        W = flat.reshape(W.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        costs = problem.costs(flat)
    data, penalty = (np.where(converged, part, np.nan).reshape(ys.size, xs.size) for part in (costs.data, costs.penalty))
    return data, penalty


def profile_weights(problem: Problem, x: int, y: int, W: Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """The weights (m, p) with the lowest cost that have two of them as in W (m, p); the search for them begins at W.

    As in `profile`, at places of any arrangement: NaN in rows that have not converged. Raises ``ValueError`` as that does.
    """
    if reason := profile_refusal(problem, len(W)):
        raise ValueError(reason)
    if affine(problem):
        return profile_plane(problem, x, y).lift(W[:, [x, y]])
    free = np.ones(problem.size, dtype=bool)
    free[[x, y]] = False
    best, converged = minimise_free_weights(problem, W, free, None, TOLERANCE, _most(problem), checkpoint)
    return np.where(converged[:, None], best, np.nan)


def profile_plane(problem: Problem, x: int, y: int) -> Plane:
    """The plane on which two weights are free and all others the best ones for them, under a quadratic loss.

    Ridge regression of what the two leave over, for the centre and for each of the two at once. Where several are equally
    good, the shortest. For a penalty that is half a sum of squares or none; raises ``ValueError`` for others.
    """
    if not affine(problem):
        raise ValueError(
            "The best other weights are a linear function of two only under a quadratic loss and L2, or no penalty."
        )
    plane = weights_plane(problem, x, y, np.zeros(problem.size))
    parts = problem.penalty.base.mixture(problem.strength)
    assert parts is not None
    rest = np.delete(np.arange(problem.size), [x, y])
    scale = (problem.loss.curvature_bound or 1.0) / problem.n
    design = problem.examples.rooted_design
    ridge = np.diag((parts[1] / scale * prices(problem)) ** 0.5)
    rows = np.concatenate([design, ridge])
    wanted = np.concatenate([np.column_stack([problem.examples.rooted_targets, -design[:, [x, y]]]), -ridge[:, [0, x, y]]])
    wanted[len(design) :, 0] = 0.0
    solution = np.linalg.lstsq(rows[:, rest], wanted, rcond=None)[0]
    centre, along = plane.centre.copy(), plane.along.copy()
    centre[rest], along[rest] = solution[:, 0], solution[:, 1:]
    return Plane(centre, along, np.zeros(2), plane.labels)


def affine(problem: Problem) -> bool:
    """Whether the best other weights are a linear function of the two."""
    parts = problem.penalty.base.mixture(problem.strength)
    return problem.network.linear and problem.loss.quadratic and parts is not None and parts[0] == 0


def _most(problem: Problem) -> int:
    """The most steps that are taken for a place."""
    at_once = USUAL_PLACES * _seconds(problem) / _steps(problem)
    return int(np.clip(LONGEST_SECONDS / at_once, FEWEST_STEPS, MOST_STEPS))


def _steps(problem: Problem) -> float:
    """About how many steps a place needs."""
    smooth, other, unbounded = STEPS_TAKEN
    several, bounded = problem.network.layers[0].outputs is not None, problem.loss.curvature_bound is not None
    return (smooth if problem.penalty.smooth and not several else other) * (1.0 if bounded else unbounded)


def _seconds(problem: Problem) -> float:
    """About how long the steps for one place take."""
    network = problem.network
    width, features = network.layers[0].width, network.design.shape[1]
    step, feature, pair = STEP_SECONDS
    several = network.layers[0].outputs is not None
    examples = 0.0 if problem.loss.quadratic else problem.n * width * (SCORES_TIMES if several else 1.0)
    return _steps(problem) * (examples * (step + features * feature) + features * features * width * pair)


def _interpolation(known: Array, wanted: Array) -> Array:
    """The matrix that interpolates linearly from values at known places (k,) to wanted ones (m,)."""
    order = known.argsort()
    return np.stack([np.interp(wanted, known[order], np.eye(known.size)[j][order]) for j in range(known.size)], axis=1)
