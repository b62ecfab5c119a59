"""The regularization path: the weights as a function of the strength."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.path.methods.choice import path_method
from explorer.path.path_found import Path, solved
from explorer.path.strength_grid import checked_strengths, falling_strengths, with_kinks

Array = np.ndarray


def regularization_path(
    problem: Problem, strengths: Sequence[float] | Array | None = None, checkpoint: Checkpoint = no_checkpoint
) -> Path:
    """The weights with the smallest cost at each strength (k,), whatever strength the problem has itself.

    Without ``strengths``: `explorer.path.default_strengths`. ``checkpoint`` is called after every strength where each takes a
    while, and every few steps where steps are taken; it may raise to stop. Raises ``ValueError``, in a sentence, where there
    is no path to show (`explorer.path.path_refusal`) or a strength is not a number from 0 up.

    Exact for squared loss: L2 by one decomposition, L1 by homotopy, their mixture by its active set. Newton's steps for other
    smooth convex losses, proximal steps for several classes, groups of weights and penalties that are not convex. For losses
    with kinks of their own each cost comes with a bound, ``gap``.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> data = Dataset(np.array([[-1.0], [1.0]]), np.array([-3.0, 3.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0)
    >>> path = regularization_path(problem, [6.0, 3.0, 0.0])
    >>> path.weights[:, 0], path.active, path.zeroing
    (array([0. , 1.5, 3. ]), array([0, 1, 1]), 6.0)
    """
    finder = path_method(problem)
    if strengths is None:
        finder.prepare(checkpoint)
        asked = falling_strengths(finder.largest_strength)
    else:
        asked = checked_strengths(np.asarray(strengths, dtype=float))
    found = solved(finder, asked, checkpoint)
    return Path(
        strengths=asked,
        weights=found.weights,
        gap=found.gap,
        kinks=found.kinks,
        depends_on_start=not problem.penalty.convex,
        work=found.work,
        _found=found,
        _finder=finder,
    )


def path_with_kinks(problem: Problem, strengths: Array, checkpoint: Checkpoint = no_checkpoint) -> Path:
    """The path at falling strengths (k,) and, where it is made of straight lines, at the kinks between them.

    As it is drawn: lines have corners at kinks. ``checkpoint`` and what is refused: `regularization_path`.
    """
    path = regularization_path(problem, strengths, checkpoint)
    more = with_kinks(strengths, path.kinks)
    return path if more is strengths else regularization_path(problem, more, checkpoint)


def path_weights(
    problem: Problem, strengths: Sequence[float] | Array, checkpoint: Checkpoint = no_checkpoint
) -> tuple[Array, int]:
    """The weights (k, p) of `regularization_path`, and at how many strengths the minimum was not reached.

    For many paths of which no more is needed: where a method gives exact answers and knows it, they are not checked again.

    >>> from explorer import Experiment
    >>> problem = Experiment(dataset="diabetes", penalty="l1").problem()
    >>> weights, missed = path_weights(problem, [0.1])
    >>> bool((weights == regularization_path(problem, [0.1]).weights).all()), missed
    (True, 0)
    """
    path = regularization_path(problem, strengths, checkpoint)
    return path.weights, path.missed_count
