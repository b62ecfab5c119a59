"""What every penalty has: its value, its slope or its prox, and the facts it declares of itself."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from explorer.penalties.blocks import row_lengths
from explorer.penalties.facts import PenaltyFacts

Array = np.ndarray

FARTHEST = 2.0**40
"""How far from zero a ball is looked for, about 1e12."""
HALVINGS = 110
"""So often is that halved: to 1e-21, where the smallest ball of strength 1000 still has twelve figures."""


class Penalty(PenaltyFacts):
    """What a set of weights costs at a given strength. Biases never reach it.

    >>> from explorer import PENALTIES
    >>> l1, gradient = PENALTIES["l1"](), np.array([-0.5, 2.0])
    >>> l1.zeroing_strength(gradient)
    2.0
    >>> l1.prox(-gradient, 1.0, strength=2.0)
    array([0., 0.])
    """

    @abstractmethod
    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """What each weight costs, in the shape of w; the value is their sum.

        w is (..., inputs, outputs): a block whose rows are groups, or many of them; or (inputs,), each of which has one
        weight. A penalty on groups gives one term a row.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().terms(np.array([3.0, -4.0]), strength=0.5)
        array([1.5, 2. ])
        >>> PENALTIES["group_l1"]().terms(np.array([[3.0, 4.0], [0.0, 1.0]]))
        array([5., 1.])
        """

    @abstractmethod
    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """The v with the smallest (v - w)^2 / 2 + t value(v, strength); t is a number or one per weight.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().prox(np.array([3.0, -0.2]), 0.5), PENALTIES["l2"]().prox(np.array([3.0, -0.2]), 0.5)
        (array([2.5, 0. ]), array([ 2.        , -0.13333333]))
        """

    @property
    def base(self) -> Penalty:
        """The penalty without factors for single features; itself where it has none.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().base
        L1()
        """
        return self

    def of_inputs(self, inputs: Array) -> Penalty:
        """The penalty of the weights out of some inputs alone, by their indices.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().of_inputs(np.array([0, 2]))
        L1()
        """
        return self

    def value(self, w: Array, strength: float = 1.0) -> float:
        """The penalty of all weights together, strength included.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l2"]().value(np.array([0.1, 0.2, 0.3, 0.4]), strength=0.1)
        0.015
        """
        return float(self.terms(w, strength).sum())

    def is_zero(self, strength: float = 1.0) -> bool:
        """Whether weights of any size cost nothing at a strength.

        >>> from explorer import PENALTIES
        >>> PENALTIES["none"]().is_zero(), PENALTIES["l1"]().is_zero(), PENALTIES["l1"]().is_zero(strength=0.0)
        (True, False, True)
        """
        return self.value(np.ones(1), strength) == 0

    def slope(self, w: Array, strength: float = 1.0) -> Array:
        """The derivative for each weight, in the shape of w. Raises ``TypeError`` for a penalty that is not smooth.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l2"]().slope(np.array([3.0, -4.0]), strength=0.5)
        array([ 1.5, -2. ])
        """
        raise TypeError(f"{self.name} has a kink at zero, so it has no slope there: use prox")

    def subgradient(self, w: Array, against: Array, strength: float = 1.0) -> Array:
        """A subgradient (in the shape of w); at a kink the one that leaves the shortest sum with the gradient ``against`` it.

        Both are (..., inputs, outputs), or (inputs,). ``against`` is the data term's gradient: with this element of the
        subdifferential added, the negative sum is the direction of steepest descent, and it is 0 at a stationary point
        (Rockafellar, Convex Analysis, 1970, section 23; at its kink alike for a penalty that is not convex).

        >>> from explorer import PENALTIES
        >>> w, data = np.array([2.0, 0.0, 0.0]), np.array([-0.5, 0.25, -3.0])
        >>> data + PENALTIES["l1"]().subgradient(w, data)
        array([ 0.5,  0. , -2. ])
        """
        steepness, _ = self.rise(np.abs(w), strength)
        kink, _ = self.rise(np.zeros(()), strength)
        return np.where(w == 0, 0.0 - np.minimum(np.maximum(against, -kink), kink), np.sign(w) * steepness)

    def curvature_along(self, w: Array, v: Array, strength: float = 1.0) -> Array:
        """How the slope at w changes along v: the second derivative times v, in the shape of v; 0 for what sits on a kink.

        w is (inputs, outputs) or (inputs,); v is of the same shape, or many such, (..., inputs, outputs).

        >>> from explorer import PENALTIES
        >>> w, v = np.array([2.0, -0.5]), np.array([1.0, 3.0])
        >>> PENALTIES["l2"]().curvature_along(w, v, strength=0.5), PENALTIES["l1"]().curvature_along(w, v)
        (array([0.5, 1.5]), array([0., 0.]))
        """
        size = np.abs(w)
        _, curvature = self.rise(size, strength)
        return np.where(size == 0, np.maximum(curvature, 0.0), curvature) * v

    @property
    def concavity(self) -> float | None:
        """The largest negative curvature away from the kink, as a positive number; None where that is not known.

        The value with half so many squares of the weights added is convex.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().concavity, PENALTIES["mcp"](gamma=4.0).concavity
        (0.0, 0.25)
        """
        return 0.0 if self.convex else None

    def curvature_bound(self, strength: float = 1.0) -> float:
        """The largest curvature of the smooth part that enters a gradient step; 0 where all goes through the prox.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l2"]().curvature_bound(strength=0.5), PENALTIES["l1"]().curvature_bound(strength=0.5)
        (0.5, 0.0)
        """
        return 0.0

    def mixture(self, strength: float = 1.0) -> tuple[float, float] | None:
        """a and b where it is a |w| + b w^2 / 2 for each input's one weight; None where it is of another form.

        >>> from explorer import PENALTIES
        >>> PENALTIES["elastic_net"](ratio=0.25).mixture(strength=2.0), PENALTIES["mcp"]().mixture()
        ((0.5, 1.5), None)
        """
        return None

    def conjugate(self, u: Array, strength: float = 1.0) -> float:
        """The convex conjugate at u: the largest value of sum(u w) - value(w) over all weights w; inf where it has no bound.

        ``u`` is a block (inputs, outputs) or (inputs,). It gives a lower bound on the cost, since no weights exceed it
        (Rockafellar, Convex Analysis, 1970, section 12). Raises ``TypeError`` where it is not known.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l2"]().conjugate(np.array([1.0, 2.0]), strength=0.5)
        5.0
        >>> PENALTIES["l1"]().conjugate(np.array([1.0, 2.0]), 2.0), PENALTIES["l1"]().conjugate(np.array([1.0, 2.0]), 1.9)
        (0.0, inf)
        """
        parts = self.mixture(strength)
        if parts is None:
            raise TypeError(f"{self.name} does not say what its conjugate is")
        above = np.maximum(np.abs(u) - parts[0], 0.0)
        if not above.any():
            return 0.0
        return float((above * above).sum()) / (2.0 * parts[1]) if parts[1] > 0 else float("inf")

    def rise(self, size: Array, strength: float = 1.0) -> tuple[Array, Array]:
        """The slope and the curvature of the penalty of a weight in its size, each in the shape of size.

        For weights penalised one by one, of sizes from 0 up; at 0 the slope from the right. Raises ``TypeError`` where it
        is not known.

        >>> from explorer import PENALTIES
        >>> PENALTIES["elastic_net"](ratio=0.5).rise(np.array([0.0, 2.0]), strength=0.1)
        (array([0.05, 0.15]), array([0.05, 0.05]))
        """
        parts = self.mixture(strength)
        if parts is None:
            raise TypeError(f"{self.name} does not say how steeply it rises")
        return parts[0] + parts[1] * size, np.full(np.shape(size), parts[1])

    def zeroing_strength(self, gradient: Array) -> float | None:
        """The smallest strength at which weights of zero are a minimum, a local one at least; None where none is enough.

        ``gradient`` is the data term's at zero weights, a block (inputs, outputs) or (inputs,): where it is less steep
        than the penalty, all weights stay at zero.

        >>> from explorer import PENALTIES
        >>> gradient = np.array([-0.5, 2.0])
        >>> PENALTIES["l1"]().zeroing_strength(gradient), PENALTIES["l2"]().zeroing_strength(gradient)
        (2.0, None)
        """
        grouped = not self.separable and gradient.ndim > 1
        steepest = float((row_lengths(gradient) if grouped else np.abs(gradient)).max(initial=0.0))
        if steepest == 0:
            return 0.0
        enough = steepest / self.kink if self.kink else np.inf
        return enough if np.isfinite(enough) else None

    def ball(self, level: float = 1.0, strength: float = 1.0, points: int = 181) -> Array:
        """The curve (points, 2) on which two weights, of two different inputs, cost ``level`` (above 0) together.

        It starts and ends on the positive first axis, and has a point on every half axis where ``points - 1`` is a multiple
        of 4. A row is NaN where the cost never gets there in that direction. Found by bisection, since no penalty
        falls along a ray from zero.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().ball(points=5).round(6) + 0.0
        array([[ 1.,  0.],
               [ 0.,  1.],
               [-1.,  0.],
               [ 0., -1.],
               [ 1.,  0.]])
        """
        angles = np.linspace(0.0, 2.0 * np.pi, points)
        directions = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        directions[np.abs(directions) < 1e-12] = 0.0  # put corners exactly on their axes

        def reached(radius: Array) -> Array:
            rows = self.terms((radius[:, None] * directions)[..., None], strength)
            return rows.reshape(points, -1).sum(axis=1) >= level

        near, far = np.zeros(points), np.full(points, FARTHEST)
        never = ~reached(far)
        for _ in range(HALVINGS):
            middle = 0.5 * (near + far)
            enough = reached(middle)
            near, far = np.where(enough, near, middle), np.where(enough, middle, far)
        far[never] = np.nan
        return far[:, None] * directions
