"""Solvers with a step length of its own for each weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.params import param
from explorer.solvers.base import Array, Prox, Solver, State


@dataclass(frozen=True)
class Adam(Solver):
    """Steps divided by the running size of each weight's gradient.

    Source: Kingma and Ba, "Adam: a method for stochastic optimization" (2015). A penalty with a prox gets one t per
    weight, that weight's own step length, as in Yun, Lozano and Yang, "Adaptive proximal gradient methods" (2021).
    """

    id: ClassVar[str] = "adam"
    name: ClassVar[str] = "Adam"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "Every weight moves at much the same pace. At a constant rate it hovers around the minimum."

    adaptive: ClassVar[bool] = True

    beta1: float = param(0.9, 0.0, 0.999, "How long the gradient is averaged.", symbol="β₁")
    beta2: float = param(0.999, 0.0, 0.9999, "How long its square is averaged.", symbol="β₂")
    epsilon: float = param(1e-8, 1e-12, 1.0, "Keeps the division finite.", symbol="ε", log=True)

    def start(self, w: Array) -> State:
        """Averages of the gradient and its square, and beta1^k and beta2^k."""
        return np.zeros_like(w), np.zeros_like(w), np.ones(2)

    def step(self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None) -> tuple[Array, State]:
        """w - rate m / (sqrt(v) + epsilon) with bias-corrected m and v, then the prox."""
        mean = self.beta1 * state[0] + (1.0 - self.beta1) * gradient
        square = self.beta2 * state[1] + (1.0 - self.beta2) * (gradient * gradient)
        decay = state[2] * (self.beta1, self.beta2)
        length = rate / (np.sqrt(square / (1.0 - decay[1])) + self.epsilon)
        v = w - length * mean / (1.0 - decay[0])
        return (v if prox is None else prox(v, length)), (mean, square, decay)

    def stable_rate(self, curvature: float) -> float | None:
        """None: the step length does not follow the curvature."""
        return None
