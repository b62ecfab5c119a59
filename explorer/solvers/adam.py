"""Adam and AdamW: a running average of the gradient, divided by the gradient's running size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import param
from explorer.solvers.adaptive import Adaptive
from explorer.solvers.base import Array, State


@dataclass(frozen=True)
class Moments(Adaptive):
    """Keeps a running average of the gradient and of its square, and divides the one by the root of the other."""

    beta1: float = param(0.9, 0.0, 0.999, "How long the gradient is averaged.", symbol="β₁")
    beta2: float = param(0.999, 0.0, 0.9999, "How long its square is averaged.", symbol="β₂")
    epsilon: float = param(1e-8, 1e-12, 1.0, "A small number that keeps the division finite.", symbol="ε", log=True)

    def start(self, w: Array) -> State:
        """Averages of the gradient and its square, and beta1^k and beta2^k."""
        return np.zeros_like(w), np.zeros_like(w), np.ones(2)

    def move(self, gradient: Array, state: State, rate: float) -> tuple[Array, Array, State]:
        """How far to go against the gradient (p,), the step length (p,) rate / (sqrt(v) + epsilon), and the new state.

        The move is that length times m; m and v are the averages of the gradient and its square, corrected for their start
        at zero.
        """
        mean = self.beta1 * state[0] + (1.0 - self.beta1) * gradient
        square = self.beta2 * state[1] + (1.0 - self.beta2) * (gradient * gradient)
        powers = state[2] * (self.beta1, self.beta2)
        length = rate / (np.sqrt(square / (1.0 - powers[1])) + self.epsilon)
        return length * mean / (1.0 - powers[0]), length, (mean, square, powers)


@dataclass(frozen=True)
class Adam(Moments):
    """Steps divided by the running size of each weight's gradient.

    Source: Kingma and Ba, "Adam: a method for stochastic optimization" (2015). A penalty with a prox gets one t per
    weight, that weight's own step length, as in Yun, Lozano and Yang, "Adaptive proximal gradient methods" (2021). Convex
    problems on which it does not converge: Reddi, Kale and Kumar, "On the convergence of Adam and beyond" (2018).

    >>> adam, w = Adam(rate=0.1), np.array([1.0, 1.0])
    >>> adam.step(w, np.array([50.0, -4.0]), adam.start(w), 0.1, None)[0]
    array([0.9, 1.1])
    """

    id: ClassVar[str] = "adam"
    name: ClassVar[str] = "Adam"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "All weights move at about the same pace, along their recent slopes."
    limits: ClassVar[str] = (
        "At a constant rate it stays near the minimum without settling, and on some simple problems it never gets there."
    )
    on_decay: ClassVar[str] = (
        "Adam adds the penalty's slope to the gradient and divides both by the recent size of the gradient. So "
        "during the run weights with large gradients shrink least. Compare AdamW."
    )


@dataclass(frozen=True)
class AdamW(Moments):
    """Adam with a separate penalty step: only the data term's gradient is divided by its running size.

    It does not minimise data loss + strength x penalty. The penalty is not divided by the gradient's running size, so
    weights with large gradients are held back as much as others; under Adam, L2 is weakest on the weights with the largest
    gradients. With all examples in every step, L2 here is a fence: where it settles, the data loss is the lowest with no
    penalised weight beyond 1 / strength (Xie and Li, "Implicit bias of AdamW", 2024).

    Source: Loshchilov and Hutter, "Decoupled weight decay regularization" (2019), in the order and scale of PyTorch:
    w <- w - rate x strength x w, then Adam's step. Their lambda is rate x strength. A penalty with a prox gets it after
    Adam's step, with the rate as the one t for all weights.

    >>> adamw, w = AdamW(rate=0.1), np.array([1.0, 1.0])
    >>> adamw.step(w, np.array([50.0, -4.0]), adamw.start(w), 0.1, None, decay=2.0 * w)[0]
    array([0.7, 0.9])
    """

    id: ClassVar[str] = "adamw"
    name: ClassVar[str] = "AdamW"
    rank: ClassVar[int] = 35
    summary: ClassVar[str] = "Adam with weight decay: all weights shrink at one pace, however large their gradients."
    limits: ClassVar[str] = "It does not minimise the cost above, and at a constant rate it does not settle."
    on_decay: ClassVar[str] = (
        "AdamW applies the penalty separately from the gradient, at one pace for all weights: with L2 it takes rate × "
        "strength × weight off each, which is weight decay. It does not minimise the cost above, which can rise while the data "
        "loss falls. Compare Adam."
    )

    decoupled: ClassVar[bool] = True
