"""Ridge at every strength from one decomposition: each principal direction shrinks by a factor of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.cost.problem import CELLS_AT_ONCE
from explorer.path.algorithms.centred_design import CentredDesign

Array = np.ndarray

RANK = 1e-26
"""A direction counts as one in which all examples are equal below this share of the largest squared singular value."""
SAFE = 1e-7
"""Squares that are all above this share of the largest have enough digits from the Gram matrix."""
EVEN = 1e-3
"""Squares that are all above this share of the largest leave no digit to be gained by refinement."""
REFINEMENTS = 3
ENOUGH = 1e-12
"""The gradient as a share of what it is made of from which on no digit is left to gain."""


@dataclass(frozen=True, eq=False)
class Principal:
    """How ridge shrinks: along each principal direction of the features the coefficient is multiplied by a factor.

    ``singular_values`` (r,) are those of the centred features (n, q), falling: d; ``directions`` (r, q) the unit vectors that
    belong to them; ``least_squares`` (r,) the coefficients along them without a penalty; ``factors`` (k, r) the factors by
    which each strength multiplies them: d^2 / (d^2 + n strength / 2) for squared loss.

    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition, 2009, section 3.4.1.
    """

    singular_values: Array
    directions: Array
    least_squares: Array
    factors: Array


class Ridge:
    """Squared loss with L2, decomposed once; then each strength costs a product.

    ``shares`` (k,) below are n x strength / (the loss's curvature): what is added to every squared singular value.
    """

    def __init__(self, centred: CentredDesign, y: Array) -> None:
        self.A, self.y, self.constant, self.biased = centred.deviations, y, centred.constant, centred.biased
        n, q = self.A.shape
        self.correlation, self.products = self.y @ self.A, centred.products
        # The Gram matrix is quicker to take apart, but its small squares are what rounding of the largest leaves.
        squares, V = np.linalg.eigh(self.products) if q <= n else (np.zeros(1), np.zeros((1, 1)))
        self.safe, self.even = bool(squares[0] > SAFE * squares[-1]), bool(squares[0] > EVEN * squares[-1])
        if self.safe:
            self.squares, self.basis, self.along = n * squares[::-1], V.T[::-1].copy(), (self.correlation @ V)[::-1]
        else:
            U, d, self.basis = np.linalg.svd(self.A, full_matrices=False)
            self.squares, self.along = d * d, d * (self.y @ U)
        self.size = q

    @cached_property
    def alive(self) -> Array:
        """The directions (r,) in which the examples differ."""
        return self.squares > RANK * self.squares[0]

    @property
    def full_rank(self) -> bool:
        """Whether the examples differ in every direction, constant columns left out: else some columns make up others."""
        return self.even or np.count_nonzero(self.alive) == self.size - np.count_nonzero(self.constant)

    def weights(self, shares: Array) -> Array:
        """The weights (k, q) of the features as given; at a share of 0 the shortest of those that fit best."""
        if self.even:
            return (self.along / (self.squares + shares[:, None])) @ self.basis
        with np.errstate(divide="ignore", invalid="ignore"):
            inverse = 1.0 / (self.squares + shares[:, None])
        inverse[(shares == 0)[:, None] & ~self.alive] = 0.0
        W = (self.along * inverse) @ self.basis
        n, scale = len(self.y), float(np.abs(self.correlation).max(initial=0.0))
        for _ in range(REFINEMENTS):
            fitted = n * (W @ self.products) if self.safe else self._fitted(W)
            residual = self.correlation - fitted - shares[:, None] * W
            if np.abs(residual).max(initial=0.0) <= ENOUGH * scale:
                break
            W = W + ((residual @ self.basis.T) * inverse) @ self.basis
        return W

    def _fitted(self, W: Array) -> Array:
        """The products (k, q) of the features with what weights (k, q) predict, a few rows at a time."""
        block = max(1, CELLS_AT_ONCE // len(self.A))
        return np.concatenate([W[i : i + block] @ self.A.T @ self.A for i in range(0, len(W), block)])

    def freedom(self, shares: Array) -> Array:
        """The effective degrees of freedom (k,): the trace of the matrix that turns targets into fits, 1 for the bias."""
        return float(self.biased) + self.factors(shares).sum(axis=1)

    def factors(self, shares: Array) -> Array:
        """The shrinkage factors (k, r) of the directions with a singular value above 0, in the order of `principal`."""
        squares = self.squares[self.alive]
        return squares / (squares + shares[:, None])

    def principal(self, shares: Array) -> Principal:
        """The principal directions, their singular values and their shrinkage factors."""
        squares, alive = self.squares[self.alive], self.alive
        return Principal(np.sqrt(squares), self.basis[alive], self.along[alive] / squares, self.factors(shares))
