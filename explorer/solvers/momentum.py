"""Solvers that keep some of their last move: the heavy ball, and Nesterov's, which looks ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.core.params import param
from explorer.solvers.base import Array, Prox, Solver, State


@dataclass(frozen=True)
class Inertia(Solver):
    """Keeps a constant share of its last move. Its state is the previous weights (p,)."""

    beta: float = param(0.9, 0.0, 0.999, "How much of the last move is kept.", symbol="β")

    @property
    def gain(self) -> float:
        """1 / (1 - beta): the sum of all that is kept."""
        return 1.0 / (1.0 - self.beta)

    def start(self, w: Array) -> State:
        """The previous weights: at the start, the same ones."""
        return (w,)

    def extrapolated(self, w: Array, state: State) -> Array:
        """Where the kept share of the last move alone would lead: w + beta (w - previous w)."""
        return w + self.beta * (w - state[0])


@dataclass(frozen=True)
class Momentum(Inertia):
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
    summary: ClassVar[str] = "It keeps part of its last move, like a heavy ball, so it is fast along valleys."
    limits: ClassVar[str] = "It overshoots: it runs past the minimum and comes back, so the cost rises at times."

    def never_above(self, convex: bool) -> bool:
        """On a convex cost where at most half of a move is kept: at a rate up to 2 (1 - beta) / L (Ochs et al., 2014)."""
        return convex and self.beta <= 0.5

    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """The gradient step, plus beta times the last move, then the prox."""
        v = w - rate * gradient + self.beta * (w - state[0])
        return (v if prox is None else prox(v, rate)), (w,)

    def stable_rate(self, curvature: float) -> float | None:
        """2 (1 + beta) / L (Polyak, 1964)."""
        return 2.0 * (1.0 + self.beta) / curvature


@dataclass(frozen=True)
class Nesterov(Inertia):
    """Momentum that looks first: w <- prox(y - rate g(y), rate) with y = w + beta (w - previous w).

    Source: Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k^2)" (1983), in the
    form with a constant beta (Nesterov, 2004, scheme 2.2.11; Sutskever et al., "On the importance of initialization and
    momentum in deep learning", 2013).

    >>> import numpy as np
    >>> before, now, solver = np.array([1.0]), np.array([2.0]), Nesterov(beta=0.5)
    >>> solver.ahead(now, (before,))
    array([2.5])
    >>> solver.step(now, np.array([4.0]), (before,), 0.25, None)[0]
    array([1.5])
    """

    id: ClassVar[str] = "nesterov"
    name: ClassVar[str] = "Nesterov momentum"
    rank: ClassVar[int] = 22
    summary: ClassVar[str] = "Momentum that looks at the slope ahead, so it overshoots less."
    limits: ClassVar[str] = "You have to choose β: too small is slow, too large overshoots."

    def never_above(self, convex: bool) -> bool:
        """On a convex cost: cost + |last move|^2 / (2 rate) never rises.

        Source: Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009), lemma 2.3 at x = w and y ahead.
        """
        return convex

    def ahead(self, w: Array, state: State) -> Array:
        """Where the kept share of the last move alone would lead."""
        return self.extrapolated(w, state)

    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """The gradient step from the point ahead, then the prox."""
        v = self.extrapolated(w, state) - rate * gradient
        return (v if prox is None else prox(v, rate)), (w,)

    def stable_rate(self, curvature: float) -> float | None:
        """(2 + 2 beta) / ((1 + 2 beta) L): where a root of z^2 - (1 - rate L) ((1 + beta) z - beta) leaves the unit circle.

        Source: O'Donoghue and Candes, "Adaptive restart for accelerated gradient schemes" (2015), section 4, whose
        iteration on a quadratic this is.
        """
        return (2.0 + 2.0 * self.beta) / ((1.0 + 2.0 * self.beta) * curvature)
