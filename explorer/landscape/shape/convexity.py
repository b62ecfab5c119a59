"""Whether the cost is convex: a proof, or two sets of weights that show that it is not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.cost.feature_factors import prices
from explorer.cost.hessian import MOST_WEIGHTS, data_hessian
from explorer.cost.problem import Problem

Array = np.ndarray

PAIRS = 512
FEWEST = 48
"""Pairs of weights that are tried: at most, and at least however large the data are."""
CELLS = 4_000_000
"""At most so many outputs of units are computed, so that large data take about as long as small ones."""
CLEAR = 1e-9
"""A middle that lies above the mean of the ends by less than this share of them may do so by rounding."""


class NonConvexity(NamedTuple):
    """Two sets of weights (p,) between which the cost is not convex: half-way, ``middle`` is above the mean of the ends."""

    a: Array
    b: Array
    middle: float
    mean: float


def surely_convex(problem: Problem) -> bool:
    """Whether the cost is proved convex; False where it is not convex or not known to be.

    - A loss that is convex in predictions that are linear in the weights, and a convex penalty (Boyd and Vandenberghe,
      Convex Optimization, 2004, section 3.2).
    - The same with a penalty whose curvature is nowhere more negative than that of a quadratic data loss is positive (for
      MCP: Breheny and Huang, "Coordinate descent algorithms for nonconvex penalized regression", 2011, section 4).

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [-1.0]]), np.array([0.0, 1.0]))
    >>> problem = lambda gamma: Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["mcp"](gamma=gamma), 1.0)
    >>> surely_convex(problem(3.0)), surely_convex(Problem(data, MODELS["mlp"](), LOSSES["squared"](), PENALTIES["l2"](), 1.0))
    (True, False)
    """
    if not (problem.network.linear and problem.loss.convex):
        return False
    if problem.penalty.convex or problem.strength == 0:
        return True
    concavity = problem.penalty.base.concavity
    if concavity is None or not problem.loss.quadratic or problem.size > MOST_WEIGHTS:
        return False
    H = data_hessian(problem, np.zeros(problem.size)) - concavity * np.diag(prices(problem))
    values = np.linalg.eigvalsh(H)
    return bool(values[0] > CLEAR * np.abs(values).max())


def non_convexity(problem: Problem) -> NonConvexity | None:
    """Two sets of weights that show the cost is not convex: the worst of many tried; None where none was found.

    Middles and directions are drawn at many scales, the same ones every time. Some directions are those in which the
    features vary least, where the data outweigh a negative curvature of the penalty least, and some are single weights.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [-1.0]]), np.array([0.0, 1.0]))
    >>> found = non_convexity(Problem(data, MODELS["linear"](), LOSSES["welsch"](), PENALTIES["none"](), 0.0))
    >>> found.middle > found.mean
    True
    >>> non_convexity(Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 1.0)) is None
    True
    """
    rng, p = np.random.default_rng(0), problem.size
    pairs = min(PAIRS, max(FEWEST, CELLS // (3 * problem.n * sum(layer.width for layer in problem.network.layers))))
    middle = rng.normal(size=(pairs, p)) * _scales(rng, pairs)
    even = rng.random(pairs) < 0.5  # all weights of one size, so that none is at a kink or on a plateau
    middle[even] = np.sign(middle[even]) * _scales(rng, pairs)[even]
    biases = np.flatnonzero(problem.network.penalised == 0)  # a bias of another size may put all examples on one side of a loss
    middle[::3, biases] = rng.normal(size=(len(middle[::3]), biases.size)) * _scales(rng, pairs)[::3]
    direction = rng.normal(size=(pairs, p))
    direction[::4] = np.eye(p)[rng.integers(0, p, len(direction[::4]))]
    direction[1::4] = _flattest(problem, rng, len(direction[1::4]))
    direction *= 1.0 / np.linalg.norm(direction, axis=1, keepdims=True)
    size = np.abs(middle).max(axis=1, keepdims=True)
    within = rng.choice([0.1, 0.3, 0.9], (pairs, 1)) * size  # no weight changes its sign along a single axis
    step = direction * np.where(rng.random((pairs, 1)) < 0.7, within, _scales(rng, pairs))
    a, b = middle - step, middle + step
    with np.errstate(over="ignore", invalid="ignore"):
        low, high, halfway = (problem.costs(W).total for W in (a, b, middle))
        mean = 0.5 * (low + high)
        above = (halfway - mean) / (np.abs(low) + np.abs(high) + np.abs(halfway))
    above = np.where(np.isfinite(above), above, -1.0)
    worst = int(np.argmax(above))
    if above[worst] <= CLEAR:
        return None
    return NonConvexity(a[worst], b[worst], float(halfway[worst]), float(mean[worst]))


def _scales(rng: np.random.Generator, count: int) -> Array:
    """Scales (count, 1) from 1e-3 to 3e2, uniform in their logarithm."""
    return 10.0 ** rng.uniform(-3.0, 2.5, (count, 1))


def _flattest(problem: Problem, rng: np.random.Generator, count: int) -> Array:
    """Directions in which the inputs of the first layer vary little, (count, p): mixtures of the last few principal ones."""
    layer, design = problem.network.layers[0], problem.network.design
    _, vectors = np.linalg.eigh(design.T @ design)
    few = vectors[:, : min(3, vectors.shape[1])]
    chosen = rng.normal(size=(count, layer.width, few.shape[1])) * rng.choice(
        [0.0, 1.0], (count, 1, few.shape[1]), p=[0.3, 0.7]
    )
    found = np.zeros((count, problem.size))
    layer.block(found)[...] = (chosen @ few.T).swapaxes(1, 2)
    still = ~found.any(axis=1)
    layer.block(found)[still, :, 0] = few[:, 0]
    return found
