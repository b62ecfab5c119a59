"""Rates that shrink: in steps, along half a cosine, or as one over the time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from explorer.core.params import param
from explorer.solvers.schedules.base import Schedule


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplied by ``drop`` every ``every`` steps.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.3.1; as by hand in Krizhevsky, Sutskever and
    Hinton, "ImageNet classification with deep convolutional neural networks" (2012).

    >>> [StepDecay(drop=0.5, every=10).factor(k) for k in (0, 9, 10, 25)]
    [1.0, 1.0, 0.5, 0.25]
    """

    id: ClassVar[str] = "step"
    name: ClassVar[str] = "Steps"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "The rate drops every so many steps. See what each rate reaches."

    drop: float = param(0.5, 0.01, 1.0, "What is left of the rate after each drop.")
    every: int = param(100, 1, 20000, "How many steps there are from one drop to the next.", label="Steps to a drop", log=True)

    def factor(self, step: int) -> float:
        """drop^floor(step / every)."""
        return self.drop ** (step // self.every)


@dataclass(frozen=True)
class Cosine(Schedule):
    """Down half a cosine from 1 to ``floor`` in ``length`` steps, and constant from there.

    Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017), equation 5, without the
    restarts.

    >>> [Cosine(floor=0.0, length=100).factor(k) for k in (0, 50, 100, 200)]
    [1.0, 0.5, 0.0, 0.0]
    """

    id: ClassVar[str] = "cosine"
    name: ClassVar[str] = "Cosine"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "The rate stays high for long, then falls smoothly. For runs of a known length."

    floor: float = param(0.01, 0.0, 1.0, "The share of the rate that is left in the end. At 0 the run stops there.")
    length: int = param(500, 1, 20000, "How many steps it takes to get down.", label="Steps to the floor", log=True)

    def factor(self, step: int) -> float:
        """floor + (1 - floor) (1 + cos(pi step / length)) / 2."""
        done = min(step / self.length, 1.0)
        return self.floor + (1.0 - self.floor) * 0.5 * (1.0 + math.cos(math.pi * done))


@dataclass(frozen=True)
class InverseTime(Schedule):
    """1 / (1 + k / length): the steps add up to as long a way as need be, and yet their noise dies out.

    Source: Robbins and Monro, "A stochastic approximation method" (1951).

    >>> [InverseTime(length=100).factor(k) for k in (0, 100, 300)]
    [1.0, 0.5, 0.25]
    """

    id: ClassVar[str] = "inverse_time"
    name: ClassVar[str] = "One over time"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "The rate falls like 1 / step, so that mini-batches and losses with a kink settle in the end."

    length: int = param(50, 1, 20000, "After how many steps half of the rate is left.", label="Steps to half", log=True)

    def factor(self, step: int) -> float:
        """1 / (1 + step / length)."""
        return 1.0 / (1.0 + step / self.length)
