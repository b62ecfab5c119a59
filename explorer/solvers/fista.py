"""FISTA: momentum that grows by itself, and starts afresh where it would lead uphill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import param
from explorer.solvers.base import Array, Prox, Solver, State


@dataclass(frozen=True)
class Fista(Solver):
    """A gradient step and the prox from a point ahead, y, which is the farther ahead the longer all goes well.

    w <- prox(y - rate g(y), rate), then y = w + (t - 1) / t' (w - previous w) with t' = (1 + sqrt(1 + 4 t^2)) / 2, from t = 1.
    At a rate of 1/L or less the cost of a smooth convex loss plus a convex penalty is at most 2 |w0 - w*|^2 / (rate (k + 1)^2)
    above its minimum after k steps, without restarts. With them, t goes back to 1 and y to w where the step against the
    generalised gradient, y - w, has a part along the last move: (y - w)'(w - previous w) > 0.

    Its state is y (p,) and t (1,).

    Source: Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm for linear inverse problems" (2009),
    theorem 4.4; O'Donoghue and Candes, "Adaptive restart for accelerated gradient schemes" (2015), the gradient scheme.

    >>> solver, w = Fista(), np.array([4.0])
    >>> one, state = solver.step(w, np.array([4.0]), solver.start(w), 0.25, None)
    >>> one, state
    (array([3.]), (array([3.]), array([1.61803399])))
    >>> two, state = solver.step(one, np.array([3.0]), state, 0.25, None)
    >>> float(two[0]), float(solver.ahead(two, state)[0])
    (2.25, 2.0386849)
    """

    id: ClassVar[str] = "fista"
    name: ClassVar[str] = "FISTA"
    rank: ClassVar[int] = 24
    summary: ClassVar[str] = (
        "Nesterov momentum that keeps more and more of its last move, and starts anew where that leads uphill."
    )
    limits: ClassVar[str] = (
        "No guarantee with mini-batches (it adds up their noise), with a kink in the loss, or with hidden layers."
    )

    restart: bool = param(True, help="Drop the kept moves where they lead uphill. Without it the cost goes up and down.")

    @property
    def gain(self) -> float:
        """10, as momentum at beta = 0.9: measured, the noise of small batches restarts it at t of 5 to 15 for the most part.

        Without restarts it grows like a third of the number of steps, and 100 stands for some hundreds of them.
        """
        return 10.0 if self.restart else 100.0

    def never_above(self, convex: bool) -> bool:
        """On a convex cost, as Nesterov momentum: no share that is kept is above 1."""
        return convex

    def start(self, w: Array) -> State:
        """The weights themselves, and t = 1."""
        return w, np.ones(1)

    def ahead(self, w: Array, state: State) -> Array:
        """y, where the kept moves lead."""
        return state[0]

    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """The gradient step from y, then the prox; the next y and t for the state."""
        y, t = state[0], float(state[1][0])
        v = y - rate * gradient
        new = v if prox is None else prox(v, rate)
        if self.restart and float((y - new) @ (new - w)) > 0.0:
            return new, (new, np.ones(1))
        grown = 0.5 * (1.0 + (1.0 + 4.0 * t * t) ** 0.5)
        return new, (new + (t - 1.0) / grown * (new - w), np.array([grown]))

    def stable_rate(self, curvature: float) -> float | None:
        """4 / (3 L): on a quadratic, the limit of Nesterov's bound as all of a move is kept. Guaranteed is 1/L."""
        return 4.0 / (3.0 * curvature)
