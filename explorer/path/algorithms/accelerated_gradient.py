"""Accelerated proximal gradient steps with restarts, for many problems at once."""

from __future__ import annotations

from typing import Protocol

import numpy as np

Array = np.ndarray
GROWTH = 2.0
"""By how much the curvature grows where the parabola of a step does not lie above the function."""
ROUNDING = 1e-13
DOUBLINGS = 60


class Composite(Protocol):
    """m costs of p variables, each the sum of a smooth part and one that is known by its prox."""

    bounded: bool
    """Whether the curvature that steps are taken with is known to be enough."""

    def gradient(self, x: Array) -> Array:
        """The gradient (m, p) of the smooth parts at x (m, p)."""

    def value(self, x: Array) -> Array:
        """The smooth parts (m,) at x (m, p); asked for only where the curvature is not bounded."""

    def step(self, x: Array, gradient: Array, curvature: Array) -> tuple[Array, Array]:
        """The minimum (m, p) of a parabola about x and the other part, for parabolas of this ``curvature`` (m,), and the
        generalised gradient (m, p): the parabola's second derivatives times what the step moved."""


class AcceleratedGradient:
    """Where the steps for m problems stand.

    Each `step` sets ``x`` (m, p), the weights; ``origin`` (m, p), where it was taken from; ``gradient`` (m, p) there; and
    ``generalised`` (m, p), which is 0 exactly at a minimum. ``curvature`` (m,) scales the steps: it grows where the
    cost's own is not bounded and a step would not be safe, and falls by ``decay`` after each step.

    Source: Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009), restarted for each problem by itself
    where it would lead uphill (O'Donoghue and Candes, "Adaptive restart for accelerated gradient schemes", 2015).
    """

    def __init__(self, parts: Composite, start: Array, curvature: Array, decay: float = 1.0) -> None:
        self.parts, self.curvature, self.decay = parts, curvature, decay
        self.gradient = self.generalised = np.full(start.shape, np.nan)
        self.restart(start)

    def restart(self, x: Array) -> None:
        """Go on from x (m, p) without momentum."""
        self.x = self.origin = self._ahead = x
        self._momentum = np.ones(len(x))

    def keep(self, rows: Array, parts: Composite) -> None:
        """Go on with some of the problems alone: ``rows`` (m,) says which, ``parts`` are their costs."""
        self.parts, self.curvature, self._momentum = parts, self.curvature[rows], self._momentum[rows]
        self.x, self.origin, self._ahead = self.x[rows], self.origin[rows], self._ahead[rows]
        self.gradient, self.generalised = self.gradient[rows], self.generalised[rows]

    def step(self) -> None:
        """One step for each problem."""
        y = self._ahead
        g = self.parts.gradient(y)
        new, general = self.parts.step(y, g, self.curvature)
        if not self.parts.bounded:
            new, general = self._safe(y, g, new, general)
        moved = new - self.x
        uphill = np.einsum("mi,mi->m", general, moved) > 0
        grown = 0.5 * (1.0 + np.sqrt(1.0 + 4.0 * self._momentum * self._momentum))
        share = np.where(uphill, 0.0, (self._momentum - 1.0) / grown)
        self._ahead, self._momentum = new + share[:, None] * moved, np.where(uphill, 1.0, grown)
        self.x, self.origin, self.gradient, self.generalised = new, y, g, general

    def _safe(self, y: Array, g: Array, new: Array, general: Array) -> tuple[Array, Array]:
        """The step again with more curvature wherever its parabola does not lie above the smooth part at its end."""
        here = self.parts.value(y)
        slack, finite = ROUNDING * np.abs(here), np.isfinite(here)
        for _ in range(DOUBLINGS):
            move = new - y
            parabola = here + np.einsum("mi,mi->m", g - 0.5 * general, move)
            over = finite & ~(self.parts.value(new) <= parabola + slack)
            if not over.any():
                break
            self.curvature = np.where(over, GROWTH * self.curvature, self.curvature)
            new, general = self.parts.step(y, g, self.curvature)
        self.curvature = self.curvature * self.decay  # so that a steep stretch is forgotten
        return new, general
