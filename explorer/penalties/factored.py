"""A penalty with a factor for each feature: how much of it that feature's weights pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from explorer.core.formulas import Piece
from explorer.penalties.base import Array, Penalty
from explorer.penalties.blocks import row_lengths
from explorer.penalties.norms import NoPenalty

DECLARED = ("id", "name", "rank", "task", "summary", "separable", "scaled", "use", "avoid", "source")


@dataclass(frozen=True)
class Factored(Penalty):
    """The sum over the features of factor x penalty of their weights; a factor of 0 leaves a feature's weights free.

    ``each`` are the factors, one from 0 up for each input, and hold for all weights that leave it. They are taken as they
    are and not rescaled to a mean of 1, as glmnet does with its penalty.factor. Under MCP and SCAD the whole price of a weight
    is multiplied, at the same knots; ncvreg multiplies the strength in it instead. Weights are as `Penalty` takes them, with
    the inputs in the first axis of a vector, else in the last but one.

    >>> from explorer import PENALTIES
    >>> penalty, w = Factored(PENALTIES["l1"](), (2.0, 0.0)), np.array([3.0, -0.5])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([6., 0.]), array([ 1. , -0.5]))
    """

    of: Penalty = field(default_factory=NoPenalty)
    each: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for name in DECLARED:
            object.__setattr__(self, name, getattr(self.of, name))
        if self.of.measure:
            object.__setattr__(self, "measure", f"{self.of.measure}, each times its factor")
        else:
            object.__setattr__(self, "measure", "")
        object.__setattr__(self, "symbols", f"{self.of.symbols} $f_j$ is the factor of input j.")

    @property
    def base(self) -> Penalty:
        """The penalty without the factors."""
        return self.of

    @property
    def factors(self) -> tuple[float, ...]:
        """The factor of each input.

        >>> Factored(each=(2.0, 0.0)).factors
        (2.0, 0.0)
        """
        return self.each

    @property
    def _each(self) -> Array:
        return np.array(self.each)

    def _like(self, w: Array) -> Array:
        """The factors in a shape that multiplies weights: (inputs,) or (inputs, 1)."""
        return self._each if w.ndim < 2 else self._each[:, None]

    @property
    def largest(self) -> float:
        """The largest factor.

        >>> Factored(each=(2.0, 0.0)).largest
        2.0
        """
        return max(self.each, default=0.0)

    @property
    def smooth(self) -> bool:
        """As without factors."""
        return self.of.smooth

    @property
    def convex(self) -> bool:
        """As without factors; with factors of 0 alone there is no penalty."""
        return self.of.convex or self.largest == 0

    @property
    def kink(self) -> float:
        """How steeply the dearest weight's price rises from zero."""
        return self.of.kink * self.largest

    @property
    def formula(self) -> str:
        """The same sum with a factor in each term."""
        return self.of.formula.replace(r"\sum_j", r"\sum_j f_j\,")

    @property
    def shape(self) -> str:
        """As without factors; stretched where they differ, and without an end along a weight whose factor is 0."""
        plain, colon, rest = self.of.shape.partition(":")
        if len(set(self.each)) == 1:
            return self.of.shape if self.largest else "the whole plane: no weight costs anything"
        if len(self.each) == 2 and 0.0 in self.each:
            return "a strip: it has no end along the weight with a factor of 0"
        return f"{plain}, stretched along weights with a smaller factor{colon}{rest}"

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """That of a weight with a factor of 1."""
        return self.of.piece(w, strength)

    def of_inputs(self, inputs: Array) -> Penalty:
        """The same for some inputs alone, by their indices."""
        return Factored(self.of, tuple(self._each[inputs].tolist()))

    def kinks(self, inputs: int) -> Array:
        """Each input's own."""
        return self.of.kink * self._each

    def is_zero(self, strength: float = 1.0) -> bool:
        """Whether no weight costs anything."""
        return self.largest == 0 or self.of.is_zero(strength)

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """factor x penalty, of each weight or row."""
        found = self.of.terms(w, strength)
        return found * (self._like(w) if self.separable else self._each)

    def slope(self, w: Array, strength: float = 1.0) -> Array:
        """factor x slope."""
        return self._like(w) * self.of.slope(w, strength)

    def subgradient(self, w: Array, against: Array, strength: float = 1.0) -> Array:
        """factor x the subgradient against as much as one factor's share of ``against``."""
        factors = np.broadcast_to(self._like(w), w.shape)
        share = np.divide(against, factors, out=np.zeros(w.shape), where=factors > 0)
        found: Array = factors * self.of.subgradient(w, share, strength) + 0.0
        return found

    def curvature_along(self, w: Array, v: Array, strength: float = 1.0) -> Array:
        """factor x curvature."""
        return self._like(w) * self.of.curvature_along(w, v, strength)

    @property
    def concavity(self) -> float | None:
        """That of the largest factor."""
        bend = self.of.concavity
        return None if bend is None else self.largest * bend

    def curvature_bound(self, strength: float = 1.0) -> float:
        """That of the largest factor."""
        return self.largest * self.of.curvature_bound(strength)

    def rise(self, size: Array, strength: float = 1.0) -> tuple[Array, Array]:
        """factor x slope and factor x curvature."""
        slope, curvature = self.of.rise(size, strength)
        factors = self._like(size)
        return factors * slope, factors * curvature

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """The prox of the penalty with a step factor x t long."""
        return self.of.prox(w, self._like(w) * t, strength)

    def conjugate(self, u: Array, strength: float = 1.0) -> float:
        """The sum of those of the inputs; inf where one with a factor of 0 has any slope.

        For penalties of which the part of an input is a size + b size^2 / 2.
        """
        parts = self.of.mixture(strength)
        if parts is None:
            return super().conjugate(u, strength)
        sizes = np.abs(u) if self.separable or u.ndim == 1 else row_lengths(u)[:, None]
        factors = np.broadcast_to(self._like(sizes), sizes.shape)
        above = np.maximum(sizes - factors * parts[0], 0.0)
        if not above.any():
            return 0.0
        bend = parts[1] * factors
        if (bend[above > 0] == 0).any():
            return float("inf")
        return float((above[above > 0] ** 2 / bend[above > 0]).sum()) / 2.0

    def zeroing_strength(self, gradient: Array) -> float | None:
        """The smallest strength at which all weights with a factor above 0 are zero; the others have to be at their best.

        ``gradient`` is the data term's where they are: what it has for inputs with a factor of 0 is not looked at.
        """
        factors = self._like(gradient)
        held = self._each > 0
        return self.of.zeroing_strength((gradient[held] / factors[held]) if held.any() else gradient[:0])


def with_factors(penalty: Penalty, factors: Sequence[float] | Array | None, features: int, linear: bool) -> Penalty:
    """The penalty with a factor for each of so many features; itself where there are none, or all are 1.

    Raises ``ValueError`` where the model is not ``linear`` in its weights, there is another number of features, or a factor
    is not a number from 0 up.

    >>> from explorer import PENALTIES
    >>> with_factors(PENALTIES["l1"](), [1, 1], 2, True), with_factors(PENALTIES["l1"](), [0, 1], 2, True)
    (L1(), Factored(of=L1(), each=(0.0, 1.0)))
    """
    if factors is None:
        return penalty
    each = np.asarray(factors, dtype=float)
    if not linear:
        raise ValueError("factors are for models that are linear in their weights; this one has hidden layers")
    if each.shape != (features,):
        raise ValueError(f"{each.size} factors for {features} features; one for each is needed")
    if not (np.isfinite(each) & (each >= 0)).all():
        raise ValueError("a factor has to be a number from 0 up")
    return penalty if (each == 1.0).all() else Factored(penalty.base, tuple(each.tolist()))
