"""Many minima at once, each with some of the weights held: accelerated proximal gradient steps."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import CELLS_AT_ONCE, Problem

Array = np.ndarray
LOOK_EVERY = 10
"""So many steps are taken before the rows that have settled drop out."""
GROWTH = 2.0


def settle(
    problem: Problem,
    W: Array,
    free: Array,
    strengths: Array | None = None,
    tolerance: float = 1e-10,
    most: int = 5000,
    checkpoint: Checkpoint = no_checkpoint,
) -> tuple[Array, Array]:
    """The free weights of each row of W (m, p) moved to where the cost is lowest, and which rows have settled there (m,).

    ``free`` (p,) are bools: the other weights stay as they are. For a model linear in its weights, a smooth convex loss, and a
    convex penalty that takes each weight by itself, or whose rows have one weight. ``strengths`` (m,) are one a row, the
    problem's own unless given. Settled is where the generalised gradient, measured in units of each feature, is at most
    ``tolerance`` times the largest it could be for slopes of the loss as at the start.

    Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009), restarted for each row by itself where it
    would lead uphill (O'Donoghue and Candes, 2015). A smooth penalty enters through its slope, and then steps are
    measured by a bound on the whole Hessian (Böhning and Lindsay, 1988), so that it does not matter how alike the features
    are; any other through its prox, and then each weight has a step length after its feature. Where a loss's curvature has
    no bound, each row finds its own.
    """
    W, settled = np.array(W, dtype=float), np.zeros(len(W), dtype=bool)
    steps = _Steps(problem, np.asarray(free, dtype=bool))
    strengths = np.full(len(W), problem.strength) if strengths is None else np.asarray(strengths, dtype=float)
    block = max(1, CELLS_AT_ONCE // problem.network.design.shape[0] // problem.network.layers[0].width)
    with np.errstate(over="ignore", invalid="ignore"):
        for i in range(0, len(W), block):
            part = slice(i, i + block)
            W[part], settled[part] = _settle(steps, W[part], strengths[part], tolerance, most, checkpoint)
    return W, settled


class _Steps:
    """The cost's gradient, and what a step makes of it, for rows of weights (m, p)."""

    def __init__(self, problem: Problem, free: Array) -> None:
        self.problem, self.free, self.n = problem, free.astype(float), problem.n
        self.design, self.layer, self.loss = problem.network.design, problem.network.layers[0], problem.loss
        own = np.sqrt(np.einsum("ij,ij->j", self.design, self.design) / self.n)
        self.lengths = np.repeat(np.where(own > 0, own, 1.0), self.layer.width)
        self.bound = self.loss.curvature_bound
        parts = problem.penalty.mixture(1.0)
        self.smooth = problem.penalty.smooth and parts is not None and parts[0] == 0 and self.layer.outputs is None
        self.ridge = parts[1] if self.smooth and parts is not None else 0.0
        gram = self.design.T @ self.design / self.n
        if self.smooth:
            self.metric = gram
        else:
            unit = np.sqrt(np.diag(gram))
            unit = np.where(unit > 0, unit, 1.0)
            used = self.free.reshape(-1, self.layer.width).any(axis=1)
            largest = np.linalg.eigvalsh((gram / np.outer(unit, unit))[np.ix_(used, used)])[-1] if used.any() else 1.0
            self.squares = float(largest) * self.lengths**2
        self.quadratic = self.bound * gram if self.loss.quadratic and self.bound is not None else None
        self.pull = self.design.T @ problem.data.y / self.n

    def scores(self, W: Array) -> Array:
        """Raw predictions (m, n) or (m, n, K)."""
        if self.layer.outputs is None:
            return W @ self.design.T
        return np.matmul(self.design, self.layer.matrix(W))

    def gradient(self, W: Array, ridge: Array) -> Array:
        """Of the smooth part: the mean loss, and the penalty where it is smooth; 0 for held weights."""
        if self.quadratic is not None:
            assert self.bound is not None
            g = W @ self.quadratic - self.bound * self.pull
        else:
            slope = self.loss.slope(self.problem.data.y, self.scores(W)) / self.n
            flat = self.layer.outputs is None
            g = slope @ self.design if flat else np.matmul(self.design.T, slope).reshape(len(W), -1)
        if self.smooth:
            g += ridge[:, None] * (self.problem.network.penalised * W)
        return g * self.free

    def value(self, W: Array, ridge: Array) -> Array:
        """The smooth part of the cost (m,)."""
        data = self.loss.value(self.problem.data.y, self.scores(W)).mean(axis=-1)
        return data + 0.5 * ridge * ((W * W) @ self.problem.network.penalised)

    def inverse(self, ridge: float) -> Array:
        """The inverse (p, p) of the bound on the Hessian in the free weights; 0 elsewhere."""
        scale = 1.0 if self.bound is None else self.bound
        H = scale * self.metric + np.diag(ridge * self.problem.network.penalised)
        own = np.flatnonzero(self.free)
        out = np.zeros_like(H)
        unit = np.sqrt(np.maximum(np.diag(H)[own], 1e-300))
        part = H[np.ix_(own, own)] / np.outer(unit, unit)
        out[np.ix_(own, own)] = np.linalg.pinv(part, rcond=1e-12, hermitian=True) / np.outer(unit, unit)
        return out

    def shrunk(self, V: Array, t: Array, strengths: Array) -> Array:
        """The prox of the penalty for steps t (m, p), a row's strength in it; held weights and biases as they were."""
        layer, penalty = self.layer, self.problem.penalty
        times = layer.weights(t) * (strengths[:, None, None] if penalty.scaled else 1.0)
        strength = 1.0 if penalty.scaled else self.problem.strength
        out = V.copy()
        layer.weights(out)[...] = penalty.prox(layer.weights(V), times, strength)
        return out


def _settle(
    steps: _Steps, W: Array, strengths: Array, tolerance: float, most: int, checkpoint: Checkpoint
) -> tuple[Array, Array]:
    """The same for as many rows as are worked on at once."""
    found, settled, rows = W.copy(), np.zeros(len(W), dtype=bool), np.arange(len(W))
    ridge = steps.ridge * strengths
    inverses = {float(r): steps.inverse(float(r)) for r in np.unique(ridge)} if steps.smooth else {}
    slope = steps.loss.slope(steps.problem.data.y, steps.scores(W)).reshape(len(W), -1)
    allowed = tolerance * np.sqrt((slope * slope).sum(axis=1) / steps.n) + 1e-300
    curvature = np.full(len(W), 1.0 if steps.bound is None or steps.smooth else steps.bound)
    w, y, t = W.copy(), W.copy(), np.ones(len(W))
    for count in range(most):
        g = steps.gradient(y, ridge[rows])
        new, general = _step(steps, y, g, curvature, ridge[rows], strengths[rows], inverses)
        if steps.bound is None:
            here = steps.value(y, ridge[rows])
            lost = ~(np.isfinite(here) & np.isfinite(general).all(axis=1))
            if lost.any():  # so far out that the cost is too large for a number
                keep = ~lost
                rows, w, y, t, curvature, g, here = (v[keep] for v in (rows, w, y, t, curvature, g, here))
                if not keep.any():
                    break
                new, general = _step(steps, y, g, curvature, ridge[rows], strengths[rows], inverses)
            for _ in range(60):
                move = new - y
                half = general if steps.smooth else curvature[:, None] * steps.squares * -move
                model = here + (g * move).sum(axis=1) - 0.5 * (half * move).sum(axis=1)
                over = ~(steps.value(new, ridge[rows]) <= model + 1e-13 * np.abs(here))
                if not over.any():
                    break
                curvature = np.where(over, GROWTH * curvature, curvature)
                new, general = _step(steps, y, g, curvature, ridge[rows], strengths[rows], inverses)
            curvature = curvature * 0.97  # so that a stretch of steep ground is forgotten
        uphill = (general * (new - w)).sum(axis=1) > 0
        grown = 0.5 * (1.0 + np.sqrt(1.0 + 4.0 * t * t))
        ahead = np.where(uphill, 0.0, (t - 1.0) / grown)
        y, t = new + ahead[:, None] * (new - w), np.where(uphill, 1.0, grown)
        w = new
        if (count + 1) % LOOK_EVERY and count + 1 < most:
            continue
        checkpoint()
        done = (np.abs(general) / steps.lengths).max(axis=1) <= allowed[rows]
        found[rows], settled[rows[done]] = w, True
        keep = ~done
        if not keep.any():
            break
        rows, w, y, t, curvature = rows[keep], w[keep], y[keep], t[keep], curvature[keep]
    return found, settled


def _step(
    steps: _Steps, y: Array, g: Array, curvature: Array, ridge: Array, strengths: Array, inverses: dict[float, Array]
) -> tuple[Array, Array]:
    """The next weights (m, p) from y, and the generalised gradient (m, p) there."""
    if steps.smooth:
        if len(inverses) == 1:
            way = g @ next(iter(inverses.values()))
        else:
            way = np.stack([row @ inverses[float(r)] for row, r in zip(g, ridge, strict=True)])
        return y - way / curvature[:, None], g
    sizes = curvature[:, None] * steps.squares
    moved = steps.shrunk(y - g / sizes, 1.0 / sizes, strengths)
    new = np.where(steps.free > 0, moved, y)
    return new, sizes * (y - new)
