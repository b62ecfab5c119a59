"""The lowest mean loss that some of the features reach without a penalty, the others left out."""

from __future__ import annotations

from copy import copy

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.effort import WHOLE, Effort
from explorer.cost.existence import minimum_exists
from explorer.cost.problem import Problem
from explorer.models.basis import Basis
from explorer.models.layer import Layer
from explorer.models.network import Network
from explorer.path.algorithms.augmented_lagrangian import AugmentedLagrangian
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.newton import NewtonPath
from explorer.path.algorithms.objective import Objective
from explorer.path.algorithms.proximal_gradient import ProximalGradientPath
from explorer.penalties.norms import NoPenalty

Array = np.ndarray
SMOOTH, SEVERAL = 1e-11, 1e-9
"""How large the gradient may be in the end, as a share of the steepest that the data have: one score, and several."""
DEPENDENT = 1e-12
"""A direction in which the features vary by less than this share of the largest counts as none."""


def unpenalised(problem: Problem) -> Problem:
    """The same problem without a penalty."""
    other = copy(problem)
    other.penalty, other.strength = NoPenalty(), 0.0
    other.__dict__.pop("usual_start", None)
    return other


def restricted(problem: Problem, used: Array) -> Problem:
    """The same problem for a model linear in its weights on some of its features (q,) alone, without a penalty."""
    layer, other = problem.network.layers[0], unpenalised(problem)
    design = problem.network.design[:, np.append(used, np.ones(int(layer.biased), dtype=bool))]
    other.network = Network(Basis(), design, (Layer(0, int(used.sum()), layer.outputs, biased=layer.biased),))
    other.size = other.network.size
    for cached in ("names", "examples", "feature_means"):
        other.__dict__.pop(cached, None)
    return other


def unpenalised_fit(
    problem: Problem, start: Array, used: Array, checkpoint: Checkpoint = no_checkpoint, whole: Effort | None = None
) -> Array | None:
    """The weights (p,) with the lowest mean loss, those of features that are not ``used`` (q,) at 0, and no penalty on others.

    For a model linear in its weights and a convex loss. ``start`` (p,) are weights of zero and the best biases. None where no
    minimum exists. Where several are equally good: under a quadratic loss the shortest, elsewhere where the steps end. The
    work done is noted in ``whole``; where that is used up the steps end.
    """
    if not used.any():
        return start
    part = restricted(problem, used)
    if minimum_exists(part).exists is False:
        return None
    found = np.zeros(problem.size)
    layer = problem.network.layers[0]
    rows = np.append(used, np.ones(int(layer.biased), dtype=bool))  # the last row has the biases
    layer.block(found)[rows] = part.network.layers[0].block(
        _minimum(part, layer.block(start)[rows].ravel(), checkpoint, whole or Effort(WHOLE))
    )
    return found


def _minimum(part: Problem, start: Array, checkpoint: Checkpoint, whole: Effort) -> Array:
    centred, several = CentredDesign.of(part), part.network.layers[0].outputs is not None
    none = np.zeros(1)
    with np.errstate(over="ignore", invalid="ignore"):
        if not part.loss.smooth:
            return AugmentedLagrangian(part, centred, start, 1.0).weights(none, checkpoint, whole)[0][0]
        if part.loss.quadratic and not several:
            return _least_squares(part, centred)
        steepest = float(np.abs(part.gradient(start)).max()) or 1.0
        if several:
            steps = ProximalGradientPath(Objective(part, centred), centred, SEVERAL * steepest)
            return steps.weights(none, start, checkpoint, whole)[0]
        return NewtonPath(Objective(part, centred), centred, SMOOTH * steepest).weights(none, start, checkpoint, whole)[0]


def _least_squares(part: Problem, centred: CentredDesign) -> Array:
    """The shortest weights of the scaled features that fit best, fitted once more to what is left over."""
    examples, A = part.examples, centred.rooted().features
    y, roots = examples.rooted_targets, 1.0 if examples.roots is None else examples.roots[:, 0]
    mean = float((roots * y).mean()) if centred.biased else 0.0
    y = y - mean * roots
    v = np.linalg.lstsq(A, y, rcond=DEPENDENT)[0]
    v = v + np.linalg.lstsq(A, y - A @ v, rcond=DEPENDENT)[0]
    return centred.weights(v[None], np.full((1, int(centred.biased)), mean))[0]
