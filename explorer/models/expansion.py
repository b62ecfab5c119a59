"""Inputs of a neural network beside the features: their squares, products and sines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import ClassVar

import numpy as np

from explorer.core.columns import unit_scale
from explorer.core.params import FieldError
from explorer.models.basis import Array, Basis

EXPANSIONS = ("plain", "squares", "sines", "all")
"""The features alone; with their squares and products; with their sines; with all of these."""
MOST_INPUTS = 500


class Expansion(Basis):
    """The features as they are; then squares and products, standardised; then sines, whose period is two standard deviations.

    Means and standard deviations are those of the data on which it is fitted.
    """

    identity: ClassVar[bool] = False

    def __init__(self, X: Array, squares: bool, sines: bool) -> None:
        d = X.shape[1]
        self.squares, self.sines = squares, sines
        self.pairs = [(i, i) for i in range(d)] + list(combinations(range(d), 2)) if squares else []
        self.mean = X.mean(axis=0)
        self.scale = unit_scale(X.std(axis=0), self.mean)
        products = self._products(X)
        self.product_mean = products.mean(axis=0)
        self.product_scale = unit_scale(products.std(axis=0), self.product_mean)

    def _products(self, X: Array) -> Array:
        return np.stack([X[:, i] * X[:, j] for i, j in self.pairs], axis=1) if self.pairs else np.empty((len(X), 0))

    def __call__(self, X: Array) -> Array:
        """Inputs (n, d) -> features (n, q)."""
        X = np.asarray(X, dtype=float)
        parts = [X, (self._products(X) - self.product_mean) / self.product_scale]
        if self.sines:
            parts.append(np.sin(np.pi * (X - self.mean) / self.scale))
        return np.concatenate(parts, axis=1)

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """Names such as ``x1``, ``x1²``, ``x1·x2`` and ``sin x1``."""
        products = [f"{features[i]}²" if i == j else f"{features[i]}·{features[j]}" for i, j in self.pairs]
        return (*features, *products, *([f"sin {name}" for name in features] if self.sines else []))


def expanded(X: Array, kind: str) -> Basis:
    """The basis of a kind of `EXPANSIONS`, fitted on X (n, d). Raises ``FieldError`` for more than 500 inputs.

    >>> expanded(np.eye(2), "all").names(["a", "b"])
    ('a', 'b', 'a²', 'b²', 'a·b', 'sin a', 'sin b')
    """
    if kind == "plain":
        return Basis()
    squares, sines = kind in ("squares", "all"), kind in ("sines", "all")
    d = X.shape[1]
    count = d + (d * (d + 1) // 2 if squares else 0) + (d if sines else 0)
    if count > MOST_INPUTS:
        reason = f'{d} features make {count:,} inputs with "{kind}"; the limit is {MOST_INPUTS}. Allowed here: plain, sines.'
        raise FieldError("model.inputs", reason, {"model.inputs": "plain"}, "Use the features alone")
    return Expansion(X, squares, sines)
