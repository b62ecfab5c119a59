"""Models that are linear in their weights: the linear model and polynomials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb
from typing import ClassVar

import numpy as np

from explorer.core.columns import unit_scale
from explorer.core.params import FieldError, param
from explorer.models.base import Model
from explorer.models.basis import Array, Basis
from explorer.models.layer import Layer

MOST_FEATURES = 500


def _intercept() -> bool:
    """The declaration of whether there is a bias."""
    help = "Whether there is a bias. Without one, predictions are 0 where all features are 0, in their own units."
    declared: bool = param(True, help=help, label="Bias (intercept)", terse=True)
    return declared


@dataclass(frozen=True)
class Linear(Model):
    """A weighted sum of the features, plus a bias: z = x w + b.

    Weights are the d weights then the bias; for K classes (d, K) row by row, then K biases. Without an ``intercept`` there
    are no biases.

    >>> Linear().bind(np.array([[1.0, 2.0]])).predict(np.array([3.0, 4.0, 0.5]))
    array([11.5])
    >>> Linear(intercept=False).bind(np.array([[1.0, 2.0]])).predict(np.array([3.0, 4.0]))
    array([11.])
    """

    id: ClassVar[str] = "linear"
    name: ClassVar[str] = "Linear"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "A weighted sum of the features, plus a bias."

    intercept: bool = _intercept()

    def layers(self, inputs: int, outputs: int | None) -> tuple[Layer, ...]:
        """One layer."""
        return (Layer(0, inputs, outputs, biased=self.intercept),)


class Monomials(Basis):
    """All products of the inputs up to a total degree, standardised by the mean and standard deviation of the fitting data.

    Where they are not ``centred`` they are divided by the standard deviation alone, so that they stay 0 where the inputs are.
    """

    identity: ClassVar[bool] = False

    def __init__(self, X: Array, degree: int, centred: bool = True) -> None:
        self.powers = [c for k in range(1, degree + 1) for c in combinations_with_replacement(range(X.shape[1]), k)]
        products = self._products(X)
        mean = products.mean(axis=0)
        self.mean = mean if centred else np.zeros(mean.size)
        self.scale = unit_scale(products.std(axis=0), mean)

    def _products(self, X: Array) -> Array:
        X = np.asarray(X, dtype=float)
        columns: dict[tuple[int, ...], Array] = {}
        for power in self.powers:
            last = X[:, power[-1]]
            columns[power] = columns[power[:-1]] * last if len(power) > 1 else last
        return np.stack([columns[p] for p in self.powers], axis=1)

    def __call__(self, X: Array) -> Array:
        """Inputs (n, d) -> standardised products (n, q)."""
        return (self._products(X) - self.mean) / self.scale

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """Names such as ``bmi²`` and ``bmi·s5``."""
        superscript = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
        return tuple(
            "·".join(
                features[i] + (str(count).translate(superscript) if count > 1 else "") for i, count in Counter(power).items()
            )
            for power in self.powers
        )


@dataclass(frozen=True)
class Polynomial(Model):
    """A linear model on all products of the features up to a degree.

    The products are standardised after the expansion, on the data the model is bound to, so that one rate suits all.
    Raises ``FieldError`` where there would be more than 500 of them.

    >>> Polynomial(degree=2).bind(np.arange(6.0).reshape(3, 2)).names(["a", "b"])
    ('a', 'b', 'a²', 'a·b', 'b²', 'bias')
    """

    id: ClassVar[str] = "polynomial"
    name: ClassVar[str] = "Polynomial"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "A linear model on powers and products of the features: it can bend."

    degree: int = param(3, 1, 10, "The highest total power of the features in one product.")
    intercept: bool = _intercept()

    def basis(self, X: Array) -> Basis:
        """The standardised products, fitted on X (n, d)."""
        inputs = X.shape[1]
        if comb(inputs + self.degree, self.degree) - 1 > MOST_FEATURES:
            fits = max((k for k in range(1, 11) if comb(inputs + k, k) - 1 <= MOST_FEATURES), default=None)
            count = comb(inputs + self.degree, self.degree) - 1
            reason = f"{inputs} features to degree {self.degree} make {count:,} products; the limit is {MOST_FEATURES}."
            if fits is None:
                raise FieldError(
                    "model", f"{reason} Allowed with so many features: linear, mlp.", {"model": "linear"}, "Use Linear"
                )
            reason += f" The highest degree here is {fits}."
            raise FieldError("model.degree", reason, {"model.degree": fits}, f"Use degree {fits}")
        return Monomials(X, self.degree, self.intercept)

    def layers(self, inputs: int, outputs: int | None) -> tuple[Layer, ...]:
        """One layer on the products."""
        return (Layer(0, inputs, outputs, biased=self.intercept),)
