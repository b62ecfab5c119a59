"""Plain gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.solvers.base import Array, Prox, Solver, State


@dataclass(frozen=True)
class GradientDescent(Solver):
    """A step against the gradient, the prox of the penalty behind it: w <- prox(w - rate g, rate).

    Source: Cauchy (1847); with a prox, Combettes and Wajs, "Signal recovery by proximal forward-backward splitting"
    (2005). On a smooth cost of curvature L it is stable below 2/L.

    >>> import numpy as np
    >>> GradientDescent().step(np.array([1.0, 2.0]), np.array([4.0, -4.0]), (), 0.25, None)[0]
    array([0., 3.])
    """

    id: ClassVar[str] = "gd"
    name: ClassVar[str] = "Gradient descent"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "Steps straight downhill: the steeper the slope, the longer the step."
    limits: ClassVar[str] = "Slow in narrow valleys: a rate safe for steep directions is tiny for flat ones."
    monotone: ClassVar[bool] = True

    def never_above(self, convex: bool) -> bool:
        """Always: each step goes to the minimum of a bound that touches the cost, whatever its shape and its penalty.

        Source: Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009), lemma 2.3 at x = y.
        """
        return True

    def start(self, w: Array) -> State:
        """Nothing to remember."""
        return ()

    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """w - rate g, then the prox."""
        v = w - rate * gradient
        return (v if prox is None else prox(v, rate)), state

    def stable_rate(self, curvature: float) -> float | None:
        """2/L (Nesterov, Introductory Lectures on Convex Optimization, 2004, section 1.2.3)."""
        return 2.0 / curvature
