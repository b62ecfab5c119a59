"""A slice of the cost: its values, its minimum and its curvature over a plane through weight space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.hessian import MOST_WEIGHTS, hessian, hessian_vectors
from explorer.cost.problem import Problem
from explorer.landscape.minimum import Minimum, minimise_on, value_seconds
from explorer.landscape.other_weights import minimum_weights, sampled_rows
from explorer.landscape.planes import Plane
from explorer.landscape.profile import affine, profile, profile_weights
from explorer.landscape.shape.kinks import at_kink, kink_directions
from explorer.landscape.shape.valley import condition
from explorer.landscape.surface import sample
from explorer.landscape.window import Window

Array = np.ndarray

SLOWEST_VALUE = 2e-4
"""Seconds for one value of the cost, above which its minimum is not computed."""
ROWS = 256
"""The cost is evaluated for so many rows of a path at a time."""


@dataclass(frozen=True, eq=False)
class Slice:
    """A plane through weight space and the cost on it.

    ``rest`` says where the weights off the axes are: a key of `RESTS`, or "" where the plane moves all of them. ``caption``
    says it in a sentence, and ``refusal`` why it is not as chosen; empty where it is.
    """

    problem: Problem
    plane: Plane
    rest: str
    caption: str
    refusal: str = ""

    def grid(self, xs: Array, ys: Array, checkpoint: Checkpoint = no_checkpoint) -> tuple[Array, Array]:
        """Mean loss and strength x penalty (b, a) at the coordinates ``xs`` (a,) and ``ys`` (b,)."""
        if self._profiled is None:
            return sample(self.problem, self.plane, xs, ys, checkpoint)
        return profile(self.problem, *self._profiled, xs, ys, checkpoint)

    def costs_along(
        self, W: Array, problem: Problem | None = None, checkpoint: Checkpoint = no_checkpoint
    ) -> tuple[Array, Array]:
        """Mean loss and strength x penalty (m,) at the places of the plane that are nearest to weights W (m, p).

        ``problem`` is another cost of the same weights, for a run whose settings were changed on the way. Where every place
        takes a minimisation, some rows are computed and those between them interpolated.
        """
        problem, blocks = problem or self.problem, range(0, len(W), ROWS)
        if self._profiled is None or affine(self.problem):
            parts = []
            for i in blocks:
                checkpoint()
                parts.append(problem.costs(self._nearest(W[i : i + ROWS])))
            return np.concatenate([costs.data for costs in parts]), np.concatenate([costs.penalty for costs in parts])
        every, rows = np.arange(len(W)), sampled_rows(len(W))
        found = self._nearest(W[rows], checkpoint)
        there = np.isfinite(found).all(axis=1)
        if not there.any():
            return np.full(len(W), np.nan), np.full(len(W), np.nan)
        costs = problem.costs(found[there])
        return np.interp(every, rows[there], costs.data), np.interp(every, rows[there], costs.penalty)

    def weights_at(self, place: tuple[float, float]) -> Array:
        """The weights (p,) at a place of the plane; NaN where the best other weights are not found there."""
        return self._nearest(self.plane.lift(np.array([place])))[0]

    def _nearest(self, W: Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
        """The weights (m, p) of the slice that are shown for weights W (m, p)."""
        if self._profiled is None:
            return self.plane.lift(self.plane.project(W))
        return profile_weights(self.problem, *self._profiled, W, checkpoint)

    def hessian_at(self, place: tuple[float, float]) -> Array | None:
        """The second derivatives (2, 2) of the cost on the plane at a place; None where there are too many other weights.

        Where the others are re-optimised it is what they leave of the curvature, the Schur complement (Boyd and Vandenberghe,
        Convex Optimization, 2004, section A.5.5); weights that the penalty holds at zero stay there. Kinks count as 0.
        """
        w, along = self.weights_at(place), self.plane.along
        if self._profiled is None:
            return along.T @ hessian_vectors(self.problem, w, np.ascontiguousarray(along.T)).T
        if w.size > MOST_WEIGHTS:
            return None
        H, own = hessian(self.problem, w), np.array(self._profiled)
        others = np.setdiff1d(np.flatnonzero(~at_kink(self.problem, w)), own)
        within, across = H[np.ix_(others, others)], H[np.ix_(own, others)]
        return H[np.ix_(own, own)] - across @ np.linalg.lstsq(within, across.T, rcond=None)[0]

    def shape_at(self, place: tuple[float, float]) -> str:
        """What the cost on the plane looks like around its minimum, in words; empty where that is not known.

        Second derivatives describe it only where there is no kink.
        """
        if not self.problem.loss.smooth:
            return "full of creases, since the loss has a kink, so curvature does not show the cost's shape"
        w = self.weights_at(place)
        if not np.isfinite(w).all():
            return ""
        across = kink_directions(self.problem, self.plane.along, w)
        if len(across) == 2:
            return "pointed: the penalty makes it rise at once every way"
        if len(across) == 1:
            return "creased by the penalty: it rises at once to both sides of the crease, and bends smoothly along it alone"
        H = self.hessian_at(place)
        return "" if H is None else condition(H)[1]

    def minimum(self, part: str, window: Window, checkpoint: Checkpoint = no_checkpoint) -> Minimum | None:
        """The minimum in a window of one part of the cost, by its name in `explorer.landscape.minimum.PARTS`.

        None where that can only be searched for on a grid or would take seconds, and for the parts of a profile, whose
        minimum belongs to their sum.
        """
        if self._profiled is not None:
            best = minimum_weights(self.problem, checkpoint) if part == "total" else None
            if best is None:
                return None
            x, y = place = best[list(self._profiled)]
            if not (window.x0 < x < window.x1 and window.y0 < y < window.y1):
                return Minimum(None, None, True, "The lowest cost is not in this window.")
            return Minimum(place, self.problem.cost(best).total, exact=True)
        if not self.convex or value_seconds(self.problem) > SLOWEST_VALUE:
            return None
        return minimise_on(self.problem, self.plane, part, window, checkpoint)

    @property
    def convex(self) -> bool:
        """Whether every part of the cost is convex on the plane, so that a local minimum is the minimum."""
        problem = self.problem
        return problem.network.linear and problem.loss.convex and problem.penalty.convex

    @property
    def _profiled(self) -> tuple[int, int] | None:
        """The two weights on the axes where all others are re-optimised at every place; None elsewhere."""
        return self.plane.axes if self.rest == "profile" else None
