"""Gradient descent, plain and with momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.params import param
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
    summary: ClassVar[str] = "Steps straight downhill. It crawls along narrow valleys."
    monotone: ClassVar[bool] = True

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


@dataclass(frozen=True)
class Momentum(Solver):
    """The heavy ball: w <- prox(w - rate g + beta (w - previous w), rate).

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964); with a prox, Ochs et al.,
    "iPiano" (2014). The prox stands around the whole step: behind a velocity buffer it would find the lasso of another
    strength.

    >>> import numpy as np
    >>> before, now = np.array([1.0]), np.array([2.0])
    >>> Momentum(beta=0.5).step(now, np.array([0.0]), (before,), 0.25, None)[0]
    array([2.5])
    """

    id: ClassVar[str] = "momentum"
    name: ClassVar[str] = "Momentum"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "A heavy ball: it keeps some of its last move. Fast along valleys, but it can overshoot."

    beta: float = param(0.9, 0.0, 0.999, "How much of the last move is kept.", symbol="β")

    @property
    def gain(self) -> float:
        """1 / (1 - beta): the sum of all that is kept."""
        return 1.0 / (1.0 - self.beta)

    def start(self, w: Array) -> State:
        """The previous weights: at the start, the same ones."""
        return (w,)

    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """The gradient step, plus beta times the last move, then the prox."""
        v = w - rate * gradient + self.beta * (w - state[0])
        return (v if prox is None else prox(v, rate)), (w,)

    def stable_rate(self, curvature: float) -> float | None:
        """2 (1 + beta) / L (Polyak, 1964)."""
        return 2.0 * (1.0 + self.beta) / curvature
