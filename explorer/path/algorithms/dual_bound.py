"""A lower bound on a convex cost, from any slopes of the losses: its dual."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.effort import Effort, newton_work
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.objective import ROUNDING

Array = np.ndarray
SPAN = 1e-9
"""A direction in which the slopes of constant predictions reach no further than this share of the farthest is none."""
BENEATH = 1.0 - 1e-14
"""So far inside its range a gradient is put, so that rounding does not leave it outside."""
CLOSE, ROUNDS, FALL = 1e-5, 60, 0.9
"""Slopes whose sums miss by less than this share of their terms are corrected, so often at most, and while each time they miss
by no more than so much of what they did."""
APART = 1e-7
"""So far apart, as a share of the predictions, the prox is compared to see whether it stays on a kink."""
FARTHEST = 1e3
"""Weights that nothing holds, of features with a factor of 0, are looked at as far as this many times the targets' size moves
a prediction over one standard deviation: so what rounding leaves of their gradient does not cost the bound."""
MOST_FREE, MOST_CELLS = 2000, 1_000_000
"""With more slopes free to move than that, or a larger system to solve for them, none is corrected."""


class DualBound:
    """The dual of mean loss + penalty for a model linear in its weights, a convex loss and a convex penalty.

    If each u_i is a slope that the loss of example i has at some prediction v_i, it lies above the line
    loss(v_i) + u_i (z - v_i) everywhere. The mean of these lines has a minimum over all weights and biases together with
    the penalty where the slopes add up to 0, so that no bias lowers it, and the penalty outweighs their gradient in the
    weights (Fenchel's duality: Rockafellar, Convex Analysis, 1970, section 31). Slopes that do not are mixed with others
    that do: lines stay below the loss where they are mixed. Without a bias slopes may add up to anything. So nothing has to be
    known of the loss but its prox.
    """

    def __init__(self, problem: Problem, centred: CentredDesign) -> None:
        self.problem, self.centred = problem, centred
        self.layer = problem.network.layers[0]
        examples, classes = problem.examples, len(problem.data.classes)
        y, loss = examples.y, examples.loss
        self.y, self.n, self.loss, self.single = y, problem.n, loss, self.layer.outputs is None
        # Classes are no lengths, targets are.
        farthest = np.abs(y).max() + (0.0 if examples.offset is None else np.abs(examples.offset).max())
        self.size = (float(farthest) if self.single else 0.0) or 1.0
        far = 4.0 * self.size + self._width()
        self.free = free_features(problem)
        self.farthest = FARTHEST * self.size / centred.std[self.free, None]
        self.least = loss.least(y, max(classes, 2))
        # Lines that are steep at predictions far out on every side: mixed in, they make up for any sum of slopes.
        sides = [np.full(self.n, side * far) for side in (1.0, -1.0)]
        if not self.single:
            sides = [np.tile(far * row, (self.n, 1)) for row in np.eye(self.layer.width)]
        self.slopes = np.array([self.shaped(loss.slope(y, z)) for z in sides])
        self.heights = np.array([self.height(z, u) for z, u in zip(sides, self.slopes, strict=True)])
        self.sums = self.slopes.mean(axis=1).T
        self.steepest = float(np.abs(self.slopes).max()) or 1.0
        self.level = np.abs(np.linalg.svd(self.sums)[2][-1])

    def _width(self) -> float:
        """How far from its target a loss may be curved."""
        return 4.0 * max((abs(float(v)) for v in vars(self.problem.loss).values()), default=0.0)

    def shaped(self, u: Array) -> Array:
        """Slopes or predictions as (n, width), also where there is one score."""
        return u[:, None] if self.single else u

    def height(self, z: Array, u: Array) -> Array:
        """Where the line of slope u (n, width) that touches the loss at z meets z = 0, (n,)."""
        return self.loss.value(self.y, z) - (self.shaped(z) * u).sum(axis=-1)

    def of(self, z: Array, slopes: Array, strength: float) -> float:
        """The bound that predictions z near the best and ``slopes`` near theirs give, both (n,) or (n, width).

        The prox turns them into slopes that the loss has for certain.
        """
        t = self._step(z)
        v, u = self._slopes_at(self._ahead(z, slopes, t), t)
        return self._minimum(*self._balanced(u, self.height(v, u)), strength)

    def corrected(
        self,
        z: Array,
        slopes: Array,
        strength: float,
        w: Array,
        above: float,
        checkpoint: Checkpoint = no_checkpoint,
        effort: Effort | None = None,
    ) -> float:
        """A bound as `of`, for slopes that are nearly the best ones beside flat weights w (p,); -inf where they are not near.

        A second try does as if the strength were 0, unless the first is ``above`` a value: where the strength is hardly more
        than rounding, which weights are zero is not known well enough to say how the penalty pulls. ``checkpoint`` is called at
        each round, whose work is noted in ``effort``, which ends them.
        """
        effort = effort or Effort()
        found = self._corrected(z, slopes, strength, self.layer.weights(w), checkpoint, effort)
        return found if found >= above else max(found, self._corrected(z, slopes, strength, None, checkpoint, effort))

    def _corrected(
        self, z: Array, slopes: Array, strength: float, weights: Array | None, checkpoint: Checkpoint, effort: Effort
    ) -> float:
        """A bound for slopes whose gradient is the opposite of the penalty's at these weights (d, width), or 0 without them.

        At the minimum the slopes' gradient and the penalty's cancel. What is missing is made up by the examples on a kink of
        the loss, whose slopes are free to move a little; what is left then is no more than rounding, and is taken off. Without
        that the bound would be lost where the strength is 0: there no weight may have any gradient.
        """
        t, penalty = self._step(z), self.problem.penalty
        ahead = self._ahead(z, slopes, t)
        before = np.inf
        for _ in range(ROUNDS):
            checkpoint()
            _, u = self._slopes_at(ahead, t)
            gradient = self.design.T @ u / self.n
            missing = gradient.copy()
            if weights is not None:
                own = slice(self.layer.inputs)
                missing[own] += penalty.subgradient(weights, gradient[own], strength)
            share = self._share(missing, u)
            if share > CLOSE:
                return -np.inf
            if share <= 0.1 * ROUNDING or share > FALL * before or not effort.left:
                break
            move, before = self._free_moves(ahead, t, missing, effort), share
            if move is None:
                break
            ahead = ahead + t * (move[:, 0] if self.single else move)
        v, u = self._slopes_at(ahead, t)
        return self._minimum(*self._balanced(u, self.height(v, u)), strength, rounding=True)

    def _terms(self, u: Array) -> Array:
        """How large the terms are that the gradient of slopes u (n, width) is made of, (d + 1, 1): those of all scores."""
        terms: Array = (self.sizes.T @ np.abs(u)).sum(axis=1, keepdims=True) / self.n
        return terms

    def _share(self, missing: Array, u: Array) -> float:
        """How large what is missing is, as a share of its terms; inf where it has none."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(np.where(missing == 0, 0.0, np.abs(missing) / self._terms(u)).max())

    def _free_moves(self, ahead: Array, t: float, missing: Array, effort: Effort) -> Array | None:
        """The least change (n, width) of slopes that are free to move whose gradient is -missing (d + 1, width)."""
        h = APART * max(self.size, float(np.abs(ahead).max()))
        width = missing.shape[1]
        free = np.empty((self.n, width, width))
        for k in range(width):
            side = h if self.single else h * np.eye(width)[k]
            moved = self.loss.prox(self.y, ahead + side, t) - self.loss.prox(self.y, ahead - side, t)
            free[:, :, k] = np.eye(width)[k] - self.shaped(moved) / (2.0 * h)
        rows = np.flatnonzero(np.abs(free).max(axis=(1, 2)) > 0.25)
        if not 0 < rows.size <= MOST_FREE or rows.size * missing.size * width > MOST_CELLS:
            return None
        effort.spend(newton_work(rows.size * width, missing.size))
        # Column (i, k): what a move of slope k of example i, as far as it is free, does to the gradient.
        effect = np.einsum("ia,ibk->abik", self.design[rows], free[rows]).reshape(missing.size, -1) / self.n
        std = self.centred.std
        unit = np.repeat(np.append(std, 1.0) if self.centred.biased else std, width)
        found = np.linalg.lstsq(effect / unit[:, None], -missing.ravel() / unit, rcond=SPAN)[0].reshape(rows.size, width)
        move = np.zeros((self.n, width))
        move[rows] = np.einsum("ibk,ik->ib", free[rows], found)
        return move

    @cached_property
    def design(self) -> Array:
        """The features about their means, and a column of ones (n, d + 1); without a bias the features (n, d)."""
        deviations = self.centred.deviations
        return np.column_stack([deviations, np.ones(self.n)]) if self.centred.biased else deviations

    @cached_property
    def sizes(self) -> Array:
        """The sizes of the entries of `design`."""
        return np.abs(self.design)

    def _step(self, z: Array) -> float:
        return max(self.size, float(np.abs(z).max())) / self.steepest

    def _ahead(self, z: Array, slopes: Array, t: float) -> Array:
        return z + t * np.clip(slopes, -2.0 * self.steepest, 2.0 * self.steepest)

    def _slopes_at(self, ahead: Array, t: float) -> tuple[Array, Array]:
        """Predictions, and slopes (n, width) that the loss has there for certain."""
        v = self.loss.prox(self.y, ahead, t)
        return v, self.shaped((ahead - v) / t)

    def _balanced(self, u: Array, height: Array) -> tuple[Array, Array]:
        """Slopes that add up to 0, and their lines' heights: steep lines are mixed in until they do; not without a bias."""
        if not self.centred.biased:
            return u, height
        short = -u.mean(axis=0)
        share = np.linalg.lstsq(self.sums, short, rcond=SPAN)[0]
        share = share + max(float((-share / np.maximum(self.level, 1e-12)).max()), 0.0) * self.level
        total = 1.0 + share.sum()
        return (u + np.tensordot(share, self.slopes, 1)) / total, (height + share @ self.heights) / total

    def _minimum(self, u: Array, height: Array, strength: float, rounding: bool = False) -> float:
        """The minimum of the mean of the lines and the penalty: as they are, or made less steep until there is one.

        With ``rounding``, what rounding leaves of the terms of a gradient is taken off first.
        """
        A, penalty = self.centred.deviations, self.problem.penalty
        gradient = A.T @ u / self.n
        if rounding:
            gradient = np.sign(gradient) * np.maximum(np.abs(gradient) - ROUNDING * self._terms(u)[: self.layer.inputs], 0.0)
        low = float(height.mean())
        if self.free.any():
            low -= float((np.abs(gradient[self.free]) * self.farthest).sum())
            gradient = np.where(self.free[:, None], 0.0, gradient)
        # Lines without a slope, at the least that each target allows, always have a minimum.
        best = max(low - penalty.conjugate(gradient, strength), float(self.least.mean()))
        needed = penalty.zeroing_strength(gradient)
        share = 1.0 if needed is None or needed <= strength else BENEATH * strength / needed
        if share < 1.0:
            flat = share * low + (1.0 - share) * float(self.least.mean())
            best = max(best, flat - penalty.conjugate(share * gradient, strength))
        return best
