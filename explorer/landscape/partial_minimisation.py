"""Many minima at once, each with some of the weights held: accelerated proximal gradient steps."""

from __future__ import annotations

from copy import copy

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem
from explorer.path.algorithms.accelerated_gradient import AcceleratedGradient
from explorer.path.algorithms.objective import RidgedLoss

Array = np.ndarray
CHECK_EVERY = 10
"""So many steps are taken before the rows that have converged drop out."""
DECAY = 0.97
"""What the curvature is multiplied by after each step where the loss's own has no bound."""


def minimise_free_weights(
    problem: Problem,
    W: Array,
    free: Array,
    strengths: Array | None = None,
    tolerance: float = 1e-10,
    most: int = 5000,
    checkpoint: Checkpoint = no_checkpoint,
) -> tuple[Array, Array]:
    """The free weights of each row of W (m, p) moved to where the cost is smallest, and which rows have converged (m,).

    ``free`` (p,) are bools: the other weights stay as they are. For a model linear in its weights, a smooth convex loss, and a
    convex penalty that takes each weight by itself, or whose rows have one weight. ``strengths`` (m,) are one a row, the
    problem's own unless given. Converged is where the generalised gradient, measured in units of each feature, is at most
    ``tolerance`` times the largest it could be for slopes of the loss as at the start.

    By `AcceleratedGradient`. A smooth penalty enters through its slope, and then steps are measured by a bound on the whole
    Hessian (Böhning and Lindsay, 1988), so that it does not matter how alike the features are; any other through its prox,
    and then each weight has a step length after its feature. Where a loss's curvature has no bound, each row finds its own.
    """
    W, converged = np.array(W, dtype=float), np.zeros(len(W), dtype=bool)
    strengths = np.full(len(W), problem.strength) if strengths is None else np.asarray(strengths, dtype=float)
    parts = _Rows(problem, np.asarray(free, dtype=bool), strengths)
    block = parts.mean.rows_at_once
    with np.errstate(over="ignore", invalid="ignore"):
        for i in range(0, len(W), block):
            rows = np.arange(i, min(i + block, len(W)))
            W[rows], converged[rows] = _minimised(parts.of(rows), W[rows], tolerance, most, checkpoint)
    return W, converged


def _minimised(parts: _Rows, W: Array, tolerance: float, most: int, checkpoint: Checkpoint) -> tuple[Array, Array]:
    """The same for as many rows as are worked on at once."""
    found, converged, rows = W.copy(), np.zeros(len(W), dtype=bool), np.arange(len(W))
    mean = parts.mean
    slope = mean.loss.slope(mean.y, mean.predictions(W)).reshape(len(W), -1)
    allowed = tolerance * np.sqrt((slope * slope).sum(axis=1) / mean.n) + 1e-300
    bound = mean.loss.curvature_bound
    steps = AcceleratedGradient(parts, W, np.full(len(W), 1.0 if bound is None or parts.smooth else bound), DECAY)
    for count in range(1, most + 1):
        steps.step()
        if count % CHECK_EVERY and count < most:
            continue
        checkpoint()
        done = (np.abs(steps.generalised) / parts.lengths).max(axis=1) <= allowed[rows]
        finite = np.isfinite(steps.generalised).all(axis=1)  # some are so far out that the cost is too large for a number
        found[rows[finite]], converged[rows[done]] = steps.x[finite], True
        going = finite & ~done
        if not going.any():
            break
        if not going.all():
            rows, parts = rows[going], parts.of(going)
            steps.keep(going, parts)
    return found, converged


class _Rows:
    """The parts of the cost as `AcceleratedGradient` needs them, for rows of flat weights (m, p), each with its strength."""

    def __init__(self, problem: Problem, free: Array, strengths: Array) -> None:
        self.problem, self.free, self.strengths, self.mean = problem, free.astype(float), strengths, RidgedLoss(problem)
        design, layer, n = problem.examples.rooted_design, self.mean.layer, problem.n
        own = np.sqrt(np.einsum("ij,ij->j", design, design) / n)
        self.lengths = np.repeat(np.where(own > 0, own, 1.0), layer.width)
        self.bound = problem.loss.curvature_bound
        self.bounded = self.bound is not None
        l1, self.l2 = problem.penalty.base.mixture(1.0) or (np.nan, 0.0)
        self.smooth = problem.penalty.smooth and l1 == 0 and not self.mean.several
        self.prices = prices(problem)
        self.ridge = self._ridges(strengths)
        self.gram = design.T @ design / n
        self.quadratic = self.bound * self.gram if problem.loss.quadratic and self.bound is not None else None
        self.correlation = design.T @ problem.examples.rooted_targets / n
        self.inverses = self._inverses() if self.smooth else {}
        self.squares = np.zeros(0) if self.smooth else self._squares()

    def of(self, rows: Array) -> _Rows:
        """Some of the rows alone."""
        other = copy(self)
        other.strengths, other.ridge = self.strengths[rows], self.ridge[rows]
        return other

    def _ridges(self, strengths: Array) -> Array:
        """What a smooth penalty adds to the second derivatives (m, p)."""
        l2 = self.l2 if self.smooth else 0.0
        return l2 * strengths[:, None] * self.prices

    def _inverses(self) -> dict[float, Array]:
        """For each strength the inverse (p, p) of the bound on the Hessian in the free weights; 0 elsewhere."""
        scale, own = 1.0 if self.bound is None else self.bound, np.flatnonzero(self.free)
        found = {}
        for strength in np.unique(self.strengths):
            H = scale * self.gram + np.diag(self._ridges(np.array([strength]))[0])
            unit = np.sqrt(np.maximum(np.diag(H)[own], 1e-300))
            part, out = H[np.ix_(own, own)] / np.outer(unit, unit), np.zeros_like(H)
            out[np.ix_(own, own)] = np.linalg.pinv(part, rcond=1e-12, hermitian=True) / np.outer(unit, unit)
            found[float(strength)] = out
        return found

    def _squares(self) -> Array:
        """For each weight (p,) a bound on the mean loss's curvature, under a loss of curvature 1."""
        unit = np.sqrt(np.diag(self.gram))
        unit = np.where(unit > 0, unit, 1.0)
        used = self.free.reshape(-1, self.mean.layer.width).any(axis=1)
        largest = np.linalg.eigvalsh((self.gram / np.outer(unit, unit))[np.ix_(used, used)])[-1] if used.any() else 1.0
        return float(largest) * self.lengths**2

    def gradient(self, x: Array) -> Array:
        """Of the smooth part: the mean loss, and the penalty where it is smooth; 0 for held weights."""
        if self.quadratic is None:
            return self.mean.gradient(x, self.ridge) * self.free
        assert self.bound is not None
        return (x @ self.quadratic - self.bound * self.correlation + self.ridge * x) * self.free

    def value(self, x: Array) -> Array:
        """The smooth part of the cost (m,)."""
        return self.mean.value(x, self.ridge)

    def step(self, x: Array, gradient: Array, curvature: Array) -> tuple[Array, Array]:
        """The next weights (m, p) from x, and the generalised gradient (m, p) there."""
        if self.smooth:
            if len(self.inverses) == 1:
                step = gradient @ next(iter(self.inverses.values()))
            else:
                step = np.stack([g @ self.inverses[float(s)] for g, s in zip(gradient, self.strengths, strict=True)])
            return x - step / curvature[:, None], gradient
        sizes = curvature[:, None] * self.squares
        new = np.where(self.free > 0, self._prox(x - gradient / sizes, 1.0 / sizes), x)
        return new, sizes * (x - new)

    def _prox(self, V: Array, t: Array) -> Array:
        """The prox of the penalty for steps t (m, p), a row's strength in it; biases as they were."""
        layer, penalty = self.mean.layer, self.problem.penalty
        times = layer.weights(t) * (self.strengths[:, None, None] if penalty.scaled else 1.0)
        strength = 1.0 if penalty.scaled else self.problem.strength
        out = V.copy()
        layer.weights(out)[...] = penalty.prox(layer.weights(V), times, strength)
        return out
