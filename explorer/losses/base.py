"""What every loss has: its value, its slope and the facts about it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from explorer.formulas import Piece
from explorer.losses.facts import Domain, Minimiser
from explorer.params import params_of
from explorer.registry import Entry
from explorer.text import setting

Array = np.ndarray


class Loss(Entry, ABC):
    """The loss of single examples, as a function of the target y and the raw prediction z.

    Shapes: y is (n,), z is (n,) or any shape that broadcasts against it, (m, n) for m sets of predictions at once; the
    result has the broadcast shape. Losses for several classes take y as ints (n,) and z as (..., n, K), and return values
    (..., n), slopes and curvatures (..., n, K). Binary labels are -1 and +1. Nothing is raised for extreme values: a loss
    too large for a float is inf.
    """

    symbols: ClassVar[str]
    """What the letters of the formula stand for, in one sentence."""
    domain: ClassVar[Domain]
    """The targets it is defined for."""
    link: ClassVar[str] = "identity"
    """What the raw prediction is of the predicted target: ``"identity"``, or ``"log"``, so that the target is exp(z)."""
    noise: ClassVar[str] = ""
    """The noise model whose negative log-likelihood it is, up to a constant; empty where there is none."""
    use: ClassVar[str]
    """When to choose it, in one sentence."""
    avoid: ClassVar[str]
    """When not to, in one sentence."""
    source: ClassVar[str]
    """The paper or book it comes from."""
    elsewhere: ClassVar[str] = ""
    """What other libraries call it, and where they scale it differently."""
    probability: ClassVar[float | None] = None
    """What scores are multiplied with before sigma, or softmax, makes them probabilities; None where they are none."""
    margin: ClassVar[float | None] = None
    """The lead of the right score from which an example costs nothing; None where there is none, or it is 0."""
    untrainable: ClassVar[str] = ""
    """Why gradient descent cannot train with it; empty where it can."""

    @abstractmethod
    def value(self, y: Array, z: Array) -> Array:
        """The loss of each example."""

    @abstractmethod
    def slope(self, y: Array, z: Array) -> Array:
        """Its derivative in z; at a kink, one chosen subgradient."""

    @abstractmethod
    def curvature(self, y: Array, z: Array) -> Array:
        """Its second derivative in z where that exists, and 0 at a kink; for several classes the diagonal."""

    @property
    @abstractmethod
    def formula(self) -> str:
        """The loss in LaTeX, with y, z and the current values of its parameters."""

    @property
    @abstractmethod
    def convex(self) -> bool:
        """Whether it is convex in z."""

    @property
    @abstractmethod
    def smooth(self) -> bool:
        """Whether its slope is continuous."""

    @property
    @abstractmethod
    def curvature_bound(self) -> float | None:
        """The largest absolute curvature, in any direction of z; None where there is none (a kink, or growth without bound)."""

    @property
    @abstractmethod
    def minimiser(self) -> Minimiser:
        """The constant prediction with the smallest expected loss."""

    def piece(self, y: float, z: float) -> Piece:
        """The part of the formula that holds for one example: one branch where it has several."""
        return Piece(self.formula)

    @property
    def quadratic(self) -> bool:
        """Whether it is half its `curvature_bound` times (z - y)^2, so that the cost of a linear model has a closed form."""
        return False

    def least(self, y: Array, classes: int = 2) -> Array:
        """The lowest loss that each target (n,) allows, whatever the prediction: 0 for most losses."""
        return np.zeros(np.shape(y))

    @property
    def label(self) -> str:
        """Its name with the current values of its parameters, for a chart."""
        values = [f"{p.symbol or p.label} = {setting(getattr(self, p.name))}" for p in params_of(type(self)).values()]
        return ", ".join([self.name, *values])
