"""What every solver does: from weights, gradient and state to the next weights and state."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from explorer.core.params import param
from explorer.core.registry import Entry

Array = np.ndarray
State = tuple[Array, ...]
Prox = Callable[[Array, Any], Array]


def rate_param() -> Any:
    """The learning rate, declared once for solvers and experiments."""
    return param(
        "auto", 1e-9, 1000.0,
        "How long a step is for a given slope. auto: a safe rate, where one is known.",
        label="Learning rate", symbol="η", log=True, also={"auto": "auto"},
    )  # fmt: skip


@dataclass(frozen=True)
class Solver(Entry, ABC):
    """A rule for one step. ``rate`` is the learning rate, or ``"auto"`` for 1/L of the problem."""

    adaptive: ClassVar[bool] = False
    """Whether each weight has a step length of its own, about the rate itself whatever the slope."""
    monotone: ClassVar[bool] = False
    """Whether the cost of a smooth problem never rises at a stable rate."""
    decoupled: ClassVar[bool] = False
    """Whether the slope of a smooth penalty comes to it as ``decay``, apart from the data's gradient."""

    longest: ClassVar[float] = math.inf
    """The largest rate that ``"auto"`` chooses, whatever the problem."""

    limits: ClassVar[str]
    """What it cannot do, in one sentence."""
    on_decay: ClassVar[str] = ""
    """How it treats a smooth penalty such as L2, where that is unexpected."""

    rate: float | str = rate_param()

    @property
    def gain(self) -> float:
        """How many times the rate a steady gradient moves the weights in the long run: 1, unless moves are kept."""
        return 1.0

    def never_above(self, convex: bool) -> bool:
        """Whether the cost is surely never above its start at a rate of 1/L, from rest and with all examples in every step.

        L bounds the curvature of the smooth part; ``convex`` says that the whole cost is convex. Where the answer is no,
        `explorer.training.step_size.auto_rate` tries the rate out.
        """
        return False

    @abstractmethod
    def start(self, w: Array) -> State:
        """The state before the first step, for weights w (p,)."""

    def ahead(self, w: Array, state: State) -> Array:
        """The weights (p,) at which the next gradient is taken: w itself, unless the solver looks ahead."""
        return w

    @abstractmethod
    def step(
        self, w: Array, gradient: Array, state: State, rate: float, prox: Prox | None, decay: Array | None = None
    ) -> tuple[Array, State]:
        """One step: new weights (p,) and new state; nothing given is written to.

        ``gradient`` (p,) is taken at `ahead`. It includes the slope of a smooth penalty, except where the solver is
        `decoupled`: there it comes as ``decay`` (p,). Any other penalty comes as ``prox(v, t)`` with t the step length, a
        number or one per weight.
        """

    @abstractmethod
    def stable_rate(self, curvature: float) -> float | None:
        """The largest rate that is stable where the cost's curvature is at most this; None where there is no such bound."""

    def refusal(self, separable: bool) -> str:
        """Why it cannot take a penalty that is separable, or is not; empty where it can."""
        if separable or self.decoupled or not self.adaptive:
            return ""
        return (
            f"{self.name} gives each weight a step length of its own; a penalty on groups needs one for all weights of a group."
        )
