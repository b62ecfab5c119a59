"""Penalties that stop rising: small weights become zero, large ones are left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.formulas import Piece, cases
from explorer.core.params import param
from explorer.core.text import latex
from explorer.penalties.base import Array, Penalty
from explorer.penalties.blocks import soft_threshold


@dataclass(frozen=True)
class MCP(Penalty):
    """Rises like L1 at zero, ever less steeply, and no further from gamma times the strength on.

    Source: Zhang, "Nearly unbiased variable selection under minimax concave penalty" (2010). Its slope falls in a straight
    line from the strength to 0. It is not convex, so where a run ends can depend on where it starts.

    >>> penalty, w = MCP(gamma=3.0), np.array([0.9, 2.0, 3.0])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([0.765     , 1.33333333, 1.5       ]), array([0. , 1.5, 3. ]))
    """

    id: ClassVar[str] = "mcp"
    name: ClassVar[str] = "MCP"
    rank: ClassVar[int] = 60
    summary: ClassVar[str] = "Weak weights become zero and strong ones do not shrink at all."
    measure: ClassVar[str] = "price of the weights"
    scaled: ClassVar[bool] = False
    symbols: ClassVar[str] = "$w_j$ is the weight of input j, λ is the strength."
    use: ClassVar[str] = "Only a few features matter, and their weights should not be shrunk as L1 does."
    avoid: ClassVar[str] = "You need the one best fit: the cost can have several minima, and the start decides."
    source: ClassVar[str] = "Zhang, Nearly unbiased variable selection under minimax concave penalty, 2010"

    gamma: float = param(
        3.0, 1.01, 100.0, "A weight above this many times the strength no longer shrinks.", symbol="γ", log=True
    )

    smooth = False
    convex = False
    kink = 1.0
    shape = "a star: its tips lie on the axes and its sides are dented, since only small weights pay more as they grow"

    @property
    def formula(self) -> str:
        """The two branches, with gamma's value."""
        return rf"\sum_j {cases(*self._pieces())}"

    def _pieces(self) -> tuple[Piece, Piece]:
        g, half, double = latex(self.gamma), latex(round(self.gamma / 2, 9)), latex(round(2 * self.gamma, 9))
        return (
            Piece(rf"\lambda |w_j| - w_j^2 / {double}", rf"|w_j| \le {g} \lambda"),
            Piece(rf"{half}\, \lambda^2", rf"|w_j| > {g} \lambda"),
        )

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """The rise up to gamma strength, the level beyond."""
        return self._pieces()[abs(w) > self.gamma * strength]

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """strength |w| - w^2 / (2 gamma) for each weight up to gamma strength, gamma strength^2 / 2 beyond."""
        size = np.minimum(np.abs(w), self.gamma * strength)
        return size * (strength - size / (2.0 * self.gamma))

    @property
    def concavity(self) -> float:
        """1 / gamma, from zero to where it is level."""
        return 1.0 / self.gamma

    def rise(self, size: Array, strength: float = 1.0) -> tuple[Array, Array]:
        """strength - size / gamma, which falls in a straight line, and 0 from gamma x strength on."""
        falls = size < self.gamma * strength
        return np.where(falls, strength - size / self.gamma, 0.0), np.where(falls, -1.0 / self.gamma, 0.0)

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """For t below gamma the firm threshold: zero up to t x strength, w from gamma x strength on, a line between.

        For a longer t the cost of a weight has two valleys, at zero and at w: w beyond strength sqrt(t gamma), zero up to it.
        """
        return _below_or_from(self.gamma, self._firm, self._hard, w, t, strength)

    def _firm(self, size: Array, t: float | Array, strength: float) -> Array:
        return np.minimum(np.maximum((size - t * strength) * (self.gamma / (self.gamma - t)), 0.0), size)

    def _hard(self, size: Array, t: float | Array, strength: float) -> Array:
        return np.where(size > strength * np.sqrt(t * self.gamma), size, 0.0)


@dataclass(frozen=True)
class SCAD(Penalty):
    """L1 for small weights, then ever less steep, and no further from a times the strength on.

    Source: Fan and Li, "Variable selection via nonconcave penalized likelihood and its oracle properties" (2001), who
    advise a = 3.7. It is not convex, so where a run ends can depend on where it starts.

    >>> penalty, w = SCAD(a=3.7), np.array([0.9, 1.5, 4.0])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([0.9      , 1.4537037, 2.35     ]), array([0. , 0.5, 4. ]))
    """

    id: ClassVar[str] = "scad"
    name: ClassVar[str] = "SCAD"
    rank: ClassVar[int] = 70
    summary: ClassVar[str] = "L1 for small weights; large ones do not shrink at all."
    measure: ClassVar[str] = "price of the weights"
    scaled: ClassVar[bool] = False
    symbols: ClassVar[str] = "$w_j$ is the weight of input j, λ is the strength."
    use: ClassVar[str] = "As MCP: a few strong features; it treats small weights exactly as L1 does."
    avoid: ClassVar[str] = "You need the one best fit: the cost can have several minima, and the start decides."
    source: ClassVar[str] = "Fan and Li, Variable selection via nonconcave penalized likelihood and its oracle properties, 2001"

    a: float = param(3.7, 2.01, 100.0, "A weight above this many times the strength no longer shrinks.", symbol="a", log=True)

    smooth = False
    convex = False
    kink = 1.0
    shape = "a diamond while it is small, then a star: its sides are dented, since only small weights pay more as they grow"

    @property
    def formula(self) -> str:
        """The three branches, with the value of a."""
        return rf"\sum_j {cases(*self._pieces())}"

    def _pieces(self) -> tuple[Piece, Piece, Piece]:
        a, double = latex(self.a), latex(round(2 * self.a, 9))
        width, top = latex(round(2 * (self.a - 1), 9)), latex(round((self.a + 1) / 2, 9))
        return (
            Piece(r"\lambda |w_j|", r"|w_j| \le \lambda"),
            Piece(rf"({double} \lambda |w_j| - w_j^2 - \lambda^2) / {width}", rf"\lambda < |w_j| \le {a} \lambda"),
            Piece(rf"{top}\, \lambda^2", rf"|w_j| > {a} \lambda"),
        )

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """L1 up to the strength, the parabola up to a times it, the level beyond."""
        return self._pieces()[(abs(w) > strength) + (abs(w) > self.a * strength)]

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """strength |w| for each weight up to the strength, then a parabola that is level from a x strength on."""
        size = np.minimum(np.abs(w), self.a * strength)
        over = np.maximum(size - strength, 0.0)
        return strength * size - over * over / (2.0 * (self.a - 1.0))

    @property
    def concavity(self) -> float:
        """1 / (a - 1), on the parabola."""
        return 1.0 / (self.a - 1.0)

    def rise(self, size: Array, strength: float = 1.0) -> tuple[Array, Array]:
        """The strength up to a size of the strength, then a straight line down to 0 at a x strength."""
        falls = (size > strength) & (size < self.a * strength)
        line = np.where(size <= strength, strength, 0.0)
        return np.where(falls, (self.a * strength - size) / (self.a - 1.0), line), np.where(falls, -1.0 / (self.a - 1.0), 0.0)

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """For t below a - 1: soft threshold up to (1 + t) strength, w from a x strength on, a line between.

        For a longer t the cost of a weight has two valleys, at the soft threshold and at w, and the lower one is taken.
        """
        return _below_or_from(self.a - 1.0, self._between, self._lower, w, t, strength)

    def _between(self, size: Array, t: float | Array, strength: float) -> Array:
        line = size + (size - self.a * strength) * (t / (self.a - 1.0 - t))
        return np.minimum(np.maximum(soft_threshold(size, t * strength), line), size)

    def _lower(self, size: Array, t: float | Array, strength: float) -> Array:
        top = self.a + 1.0
        even = strength * np.where(np.less(t, top), 0.5 * (top + t), np.sqrt(top * t))
        return np.where(size > even, size, soft_threshold(size, t * strength))


Rule = Callable[[Array, float | Array, float], Array]


def _below_or_from(turn: float, below: Rule, above: Rule, w: Array, t: float | Array, strength: float) -> Array:
    """A prox by one rule for the size of a weight where t is below the turn, by another from there on."""
    size = np.abs(w)
    if isinstance(t, np.ndarray):
        short = t < turn
        kept = np.where(short, below(size, np.where(short, t, 0.0), strength), above(size, t, strength))
    else:
        kept = below(size, t, strength) if t < turn else above(size, t, strength)
    return np.copysign(kept, w) + 0.0  # a zero has no sign
