"""Solvers with a step length of its own for each weight: what they share, and the two that divide by the size of the slope."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import param
from explorer.solvers.base import Array, Prox, Solver, State


@dataclass(frozen=True)
class Adaptive(Solver):
    """Divides each weight's step by the size that its gradient has had so far.

    A penalty with a prox gets one t per weight, that weight's own step length. Where the solver is `decoupled`, the penalty
    is not divided: its slope comes as decay, its prox gets the rate for all weights.
    """

    adaptive: ClassVar[bool] = True
    longest: ClassVar[float] = 0.1

    @abstractmethod
    def move(self, gradient: Array, state: State, rate: float) -> tuple[Array, Array, State]:
        """How far to go against the gradient (p,), the step length (p,), and the new state."""

    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """w - rate decay - move, then the prox."""
        move, length, state = self.move(gradient, state, rate)
        v = (w if decay is None else w - rate * decay) - move
        return (v if prox is None else prox(v, rate if self.decoupled else length)), state

    def stable_rate(self, curvature: float) -> float | None:
        """None: the step length does not follow the curvature."""
        return None


@dataclass(frozen=True)
class Adagrad(Adaptive):
    """Steps divided by the root of the sum of all squared gradients so far.

    Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization" (2011),
    with a diagonal matrix; the prox is their composite mirror descent.

    >>> solver, w = Adagrad(rate=0.5), np.array([1.0, 1.0])
    >>> w, state = solver.step(w, np.array([3.0, -0.2]), solver.start(w), 0.5, None)
    >>> w
    array([0.5, 1.5])
    >>> solver.step(w, np.array([4.0, 0.0]), state, 0.5, None)[0]
    array([0.1, 1.5])
    """

    id: ClassVar[str] = "adagrad"
    name: ClassVar[str] = "AdaGrad"
    rank: ClassVar[int] = 26
    longest: ClassVar[float] = 0.2
    summary: ClassVar[str] = (
        "Weights with small slopes so far take long steps, others short ones. All steps get shorter with time."
    )
    limits: ClassVar[str] = (
        "Its steps only get shorter, so a long run becomes slow, and so does a run that you change on its way."
    )
    on_decay: ClassVar[str] = (
        "AdaGrad adds the penalty's slope to the gradient and divides both by the size of all gradients so far. So "
        "during the run weights with large gradients shrink least."
    )

    epsilon: float = param(1e-10, 1e-12, 1.0, "A small number that keeps the division finite.", symbol="ε", log=True)

    def start(self, w: Array) -> State:
        """The sum of squared gradients, so far 0."""
        return (np.zeros_like(w),)

    def move(self, gradient: Array, state: State, rate: float) -> tuple[Array, Array, State]:
        """Step length rate / (sqrt(sum of squares) + epsilon), times the gradient."""
        total = state[0] + gradient * gradient
        length = rate / (np.sqrt(total) + self.epsilon)
        return length * gradient, length, (total,)


@dataclass(frozen=True)
class RMSprop(Adaptive):
    """Steps divided by the root of a running mean of the squared gradient.

    Source: Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5 (2012). The mean starts at zero and is
    not corrected for it, as in the lecture: the first step is rate / sqrt(1 - rho) long.

    >>> solver, w = RMSprop(rate=0.1, rho=0.75), np.array([1.0, 1.0])
    >>> solver.step(w, np.array([50.0, -4.0]), solver.start(w), 0.1, None)[0]
    array([0.8, 1.2])
    """

    id: ClassVar[str] = "rmsprop"
    name: ClassVar[str] = "RMSprop"
    rank: ClassVar[int] = 28
    longest: ClassVar[float] = 0.01
    summary: ClassVar[str] = "AdaGrad with a short memory: it divides by the recent size of the slope."
    limits: ClassVar[str] = (
        "At a constant rate it does not settle: its steps stay long where the cost is flat, and the first are longest."
    )
    on_decay: ClassVar[str] = (
        "RMSprop adds the penalty's slope to the gradient and divides both by the recent size of the gradient. So "
        "during the run weights with large gradients shrink least."
    )

    rho: float = param(0.9, 0.0, 0.9999, "How long the squared slope is averaged.", symbol="ρ")
    epsilon: float = param(1e-8, 1e-12, 1.0, "A small number that keeps the division finite.", symbol="ε", log=True)

    def start(self, w: Array) -> State:
        """The mean of squared gradients, so far 0."""
        return (np.zeros_like(w),)

    def move(self, gradient: Array, state: State, rate: float) -> tuple[Array, Array, State]:
        """Step length rate / (sqrt(mean of squares) + epsilon), times the gradient."""
        mean = self.rho * state[0] + (1.0 - self.rho) * (gradient * gradient)
        length = rate / (np.sqrt(mean) + self.epsilon)
        return length * gradient, length, (mean,)
