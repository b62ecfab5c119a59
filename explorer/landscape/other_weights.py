"""The weights off the axes of a slice: held at the optimum, the end or a step, or re-optimised at every place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.cached import cached
from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.landscape.profile import NOT_CONVERGED, affine, profile, profile_refusal, profile_weights
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
"""Where the weights off the axes of a plane of two weights are: the choices by id, with their names in a menu."""
MISSED = 1e-7
"""By how much the optimality conditions may be missed, as a share of the strength."""
PROFILE_POINTS = 41
"""Places along an axis where the other weights are re-optimised at each."""
TRIED = 5
"""Places along an axis at which that is tried first."""


def sampled_rows(count: int) -> Array:
    """The indices of at most 41 of ``count`` rows of a path, closest together where it begins."""
    return np.unique(np.geomspace(1, count, PROFILE_POINTS).astype(int) - 1)


def describe(problem: Problem, others: list[int]) -> tuple[str, str]:
    """The other weights in words, and the verb that goes with them: "is" for one, "are" for several."""
    weights = int(problem.network.penalised[others].sum())
    biases = len(others) - weights
    if len(others) == 1:
        return ("The one other weight", "is") if weights else ("The bias", "is")
    parts = [f"{weights} other weight{'s' if weights > 1 else ''}"] if weights else []
    parts += [f"{biases} biases" if biases > 1 else "the bias"] if biases else []
    return "The " + " and ".join(parts), "are"


class Placement(NamedTuple):
    """Where the other weights are.

    ``rest`` is a key of `RESTS` but not ``"auto"``; ``refusal`` says why it is not as chosen; ``optimum`` is the optimum (p,)
    where they are there.
    """

    rest: str
    refusal: str = ""
    optimum: Array | None = None


def place_others(
    wanted: str, problem: Problem, W: Array, axes: tuple[int, int], checkpoint: Checkpoint = no_checkpoint
) -> Placement:
    """Where all weights but two ``axes`` are held, for the ``wanted`` key of `RESTS` and a path W (m, p).

    Where that is not possible, the optimum, or the end of the path. ``checkpoint`` is called now and then and may raise to
    stop.
    """
    refusal = _profile_refusal(problem, W, axes, checkpoint) if wanted == "profile" else ""
    if wanted in ("step", "end") or (wanted == "profile" and not refusal):
        return Placement(wanted)
    best = minimum_weights(problem, checkpoint)
    if best is not None:
        return Placement("optimum", refusal, best)
    unknown = "The optimum is not known here." if wanted == "optimum" else ""
    return Placement("end", refusal or unknown)


def _profile_refusal(problem: Problem, W: Array, axes: tuple[int, int], checkpoint: Checkpoint) -> str:
    """Why the other weights cannot be re-optimised around the path, in a sentence; empty where they can.

    It is tried along the path, and at some places of the box around it.
    """
    if refusal := profile_refusal(problem, PROFILE_POINTS**2):
        return refusal
    if affine(problem):
        return ""
    places = W[:, list(axes)]
    xs, ys = np.linspace(places.min(axis=0), places.max(axis=0), TRIED).T
    data, _ = profile(problem, *axes, np.unique(xs), np.unique(ys), checkpoint)
    if np.isfinite(data).all():
        found = profile_weights(problem, *axes, W[sampled_rows(len(W))], checkpoint)
        if np.isfinite(found).all():
            return ""
    return NOT_CONVERGED


@cached(24)
def minimum_weights(problem: Problem, checkpoint: Checkpoint = no_checkpoint) -> Array | None:
    """The weights (p,) at the minimum of the cost, from `optimum` or the regularization path at this strength; cached.

    None where that is not known: the cost is not convex, the loss has kinks, there is no penalty to choose among many minima,
    or the optimality conditions are missed by more than 1e-7 of the strength. ``checkpoint`` is called now and then and may
    raise to stop.
    """
    best = optimum(problem)
    if best is not None:
        return best.weights
    if path_refusal(problem) or not problem.penalty.convex or problem.strength == 0:
        return None
    path = regularization_path(problem, [problem.strength], checkpoint)
    return path.weights[0] if path.kkt is not None and path.kkt[0] <= MISSED else None
