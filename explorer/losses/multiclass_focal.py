"""The focal loss for several classes, from p = softmax(z)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.numerics import Softmax, softmax
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.binary_focal import Focal
from explorer.losses.facts import Minimiser
from explorer.losses.multiclass import MulticlassLoss, own, put_own
from explorer.losses.multiclass_probability import LOG_SHARES, PROBABILITIES, SOFTMAX, probability_covariance


def _focal_parts(gamma: float, p: Array, q: Array, surprise: Array) -> tuple[Array, Array]:
    """-g' and q^2 g'', g being q^gamma surprise as a function of log p."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(q > 0, surprise / q, 1.0)
    power = q**gamma
    first = power * (gamma * p * ratio + 1.0)
    second = gamma * p * power * (q * (2.0 - surprise) + (gamma - 1.0) * p * surprise)
    return first, second


@dataclass(frozen=True)
class MulticlassFocal(MulticlassLoss):
    """Cross-entropy turned down for examples that are right already: -(1 - p_y)^gamma log p_y. Source: Lin et al. (2017).

    >>> loss, y, z = MulticlassFocal(gamma=2.0), np.array([0]), np.zeros((1, 2))
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.1732868]), array([[-0.2982868,  0.2982868]]), array([[0.3991434, 0.3991434]]))
    """

    id: ClassVar[str] = "multiclass_focal"
    name: ClassVar[str] = "Focal, several classes"
    rank: ClassVar[int] = 30
    symbols: ClassVar[str] = PROBABILITIES
    summary: ClassVar[str] = "Cross-entropy, but weaker where the model is right already, so hard examples count more."
    use: ClassVar[str] = "Rare classes are lost among many easy examples of common ones."
    avoid: ClassVar[str] = "You need calibrated probabilities: it is not a proper score."
    source: ClassVar[str] = "Lin et al., Focal loss for dense object detection, 2017"
    elsewhere: ClassVar[str] = "Keras' CategoricalFocalCrossentropy multiplies every class by a quarter."
    probability: ClassVar[float | None] = 1.0

    gamma: float = param(2.0, 0.0, 10.0, "How much less easy examples count; 0 is cross-entropy.", symbol="γ")

    smooth = True

    @property
    def convex(self) -> bool:
        """Only at gamma = 0."""
        return self.gamma == 0

    @property
    def curvature_bound(self) -> float:
        """Twice the binary loss's, reached where one wrong class has all the probability that the true one leaves.

        With b = f'' and s = |f'| of the binary loss f at the same p, and the wrong classes' shares of the rest m, the
        Hessian's form is b (v_y - E_m v)^2 + s var_m v. So no more than two wrong classes need to share the rest, and
        with shares t and 1 - t the largest eigenvalue is highest at t = 0, where it is 2 b, or at t = 1/2, where it is at
        most max(3/2 b, s / 2). s / 2 never exceeds the largest 2 b.
        """
        return 2.0 * Focal(self.gamma).curvature_bound

    @property
    def minimiser(self) -> Minimiser:
        """The log shares at gamma = 0; otherwise others, usually more even."""
        if self.gamma == 0:
            return LOG_SHARES
        return Minimiser(
            "not the class shares, usually more even: it is not a proper score",
            r"\sum_i \nabla \ell(y_i, c_0) = 0",
            symbols="$c_0$ are those K scores, and ∇ℓ is the slope in each of them",
        )

    @property
    def formula(self) -> str:
        """The product, with gamma's value."""
        return rf"-(1 - p_y)^{{{latex(self.gamma)}}} \log p_y,\; {SOFTMAX}"

    def value(self, y: Array, z: Array) -> Array:
        """(1 - p_y)^gamma (-log p_y)."""
        parts = softmax(z)
        return own(parts.rest, y) ** self.gamma * own(parts.surprise, y)

    def slope(self, y: Array, z: Array) -> Array:
        """A (p - Y) with A = q^gamma + gamma p q^(gamma - 1) (-log p), p and q those of the true class."""
        parts = softmax(z)
        q = own(parts.rest, y)
        first, _ = _focal_parts(self.gamma, own(parts.p, y), q, own(parts.surprise, y))
        return put_own(first[..., None] * parts.p, y, -first * q)

    def _second_order(self, y: Array, parts: Softmax) -> tuple[Array, Array, Array]:
        """-g' and q^2 g'' of `_focal_parts` (..., n), and s of `hessian` (..., n, K): shares of 1 - p_y, -1 for y itself."""
        q = own(parts.rest, y)
        first, second = _focal_parts(self.gamma, own(parts.p, y), q, own(parts.surprise, y))
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(q[..., None] > 0, parts.p / q[..., None], 0.0)
        return first, second, put_own(share, y, -np.ones(q.shape))

    def curvature(self, y: Array, z: Array) -> Array:
        """The diagonal of the Hessian."""
        parts = softmax(z)
        first, second, share = self._second_order(y, parts)
        return second[..., None] * share**2 + first[..., None] * (parts.p * parts.rest)

    def hessian(self, y: Array, z: Array) -> Array:
        """q^2 g'' s s' - g' (diag(p) - p p') with g the loss as a function of log p_y and s = (p - Y) / q."""
        parts = softmax(z)
        first, second, share = self._second_order(y, parts)
        outer = share[..., :, None] * share[..., None, :]
        return second[..., None, None] * outer + first[..., None, None] * probability_covariance(parts)
