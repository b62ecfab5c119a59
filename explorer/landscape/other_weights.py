"""Where the weights stand that are not on the axes of a plane: held somewhere, or re-optimised at every place."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.landscape.profile import UNSETTLED, affine, profile, profile_refusal, profile_weights
from explorer.path.methods.choice import path_refusal
from explorer.path.optimum import optimum
from explorer.path.regularization_path import regularization_path

Array = np.ndarray

RESTS = {
    "auto": "Best known",
    "optimum": "At the optimum",
    "end": "At the end of the run",
    "step": "At the step shown",
    "profile": "Best at every place",
}
"""Where the weights stand that are not on the axes of a plane of two weights."""
MISSED = 1e-7
PROFILE_POINTS = 41
"""Places along an axis where the other weights are re-optimised at each."""
TRIED = 5
"""Places along an axis at which that is tried, before it is promised."""


def sampled_rows(count: int) -> Array:
    """The numbers of at most 41 of so many rows of a path, close together where it begins."""
    return np.unique(np.geomspace(1, count, PROFILE_POINTS).astype(int) - 1)


def describe(problem: Problem, others: list[int]) -> tuple[str, str]:
    """The weights that are not on the axes, and whether they are one or several."""
    weights = int(problem.network.penalised[others].sum())
    biases = len(others) - weights
    if len(others) == 1:
        return ("The one other weight", "is") if weights else ("The bias", "is")
    named = [f"{weights} other weight{'s' if weights > 1 else ''}"] if weights else []
    named += [f"{biases} biases" if biases > 1 else "the bias"] if biases else []
    return "The " + " and ".join(named), "are"


class Placement(NamedTuple):
    """Where the other weights are.

    ``rest`` is a key of `RESTS` but not ``"auto"``; ``refusal`` says why it is not as chosen; ``optimum`` is the optimum (p,)
    where they are there.
    """

    rest: str
    refusal: str = ""
    optimum: Array | None = None


def place_others(
    asked: str, problem: Problem, W: Array, axes: tuple[int, int], checkpoint: Checkpoint = no_checkpoint
) -> Placement:
    """Where the weights beside two ``axes`` stand, for a key of `RESTS` and a path W (m, p); the nearest that can be had.

    ``checkpoint`` is called now and then and may raise to stop.
    """
    refused = _not_profiled(problem, W, axes, checkpoint) if asked == "profile" else ""
    if asked in ("step", "end") or (asked == "profile" and not refused):
        return Placement(asked)
    best = minimum_weights(problem, checkpoint)
    if best is not None:
        return Placement("optimum", refused, best)
    missing = "The optimum is not known here." if asked == "optimum" else ""
    return Placement("end", refused or missing)


def _not_profiled(problem: Problem, W: Array, axes: tuple[int, int], checkpoint: Checkpoint) -> str:
    """Why the other weights cannot be re-optimised around the path, in a sentence; empty where they can.

    Tried along the path, and at some places of the box around it.
    """
    if refused := profile_refusal(problem, PROFILE_POINTS**2):
        return refused
    if affine(problem):
        return ""
    places = W[:, list(axes)]
    xs, ys = np.linspace(places.min(axis=0), places.max(axis=0), TRIED).T
    data, _ = profile(problem, *axes, np.unique(xs), np.unique(ys), checkpoint)
    if np.isfinite(data).all():
        found = profile_weights(problem, *axes, W[sampled_rows(len(W))], checkpoint)
        if np.isfinite(found).all():
            return ""
    return UNSETTLED


@lru_cache(maxsize=24)
def minimum_weights(problem: Problem, checkpoint: Checkpoint = no_checkpoint) -> Array | None:
    """The weights (p,) with the lowest cost there is, from `optimum` or the regularization path at this strength.

    None where that is not known: no convex cost, a loss with kinks, no penalty to choose among many minima, or conditions
    for a minimum that are missed by more than 1e-7 of the strength. ``checkpoint`` is called now and then; it may raise to
    stop.
    """
    best = optimum(problem)
    if best is not None:
        return best.weights
    if path_refusal(problem) or not problem.penalty.convex or problem.strength == 0:
        return None
    path = regularization_path(problem, [problem.strength], checkpoint)
    return path.weights[0] if path.kkt is not None and path.kkt[0] <= MISSED else None
