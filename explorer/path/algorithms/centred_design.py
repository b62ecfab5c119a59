"""A linear model's features about their means: so that neither an offset nor a unit costs digits, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.core.columns import constant
from explorer.cost.problem import Problem

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class CentredDesign:
    """Features minus their means, so that the bias is separate: the best one is the mean target minus w mean.

    Without a bias there is nothing to separate: features stay as they are, ``mean`` is 0, and ``std`` their root mean square.

    ``deviations`` (n, d) are x - mean, ``mean`` and ``std`` (d,). A constant column is 0, its ``std`` is 1. With
    weights v of the ``features`` (n, d), which are deviations / std, the weights of the features as given are
    w = v / std, and a penalty a |w| is a / std |v|. Where examples have ``shares`` (n,), means, spreads and products are
    weighted.
    """

    deviations: Array
    mean: Array
    shares: Array | None = None
    biased: bool = True

    @staticmethod
    def of(problem: Problem) -> CentredDesign:
        """The features (n, d) of a problem whose model is linear in its weights."""
        design, n = problem.network.design, problem.n
        shares = problem.examples.shares
        if not problem.network.biased:
            return CentredDesign(design, np.zeros(design.shape[1]), shares, biased=False)
        ones = np.ones(n) if shares is None else shares
        mean = (ones @ design)[:-1] / n
        A = design[:, :-1] - mean
        rest = ones @ A / n  # the mean itself is rounded: its error would couple the bias to the weights
        A -= rest
        mean += rest
        found = CentredDesign(A, mean, shares)
        flat = found.constant | constant(found.std, mean)
        if flat.any():
            A[:, flat] = 0.0
            found = CentredDesign(A, mean, shares)
        return found

    def rooted(self) -> CentredDesign:
        """Each row times the root of its share, so that the products are the same with all rows alike."""
        return self if self.shares is None else CentredDesign(self._rooted(self.deviations), self.mean, biased=self.biased)

    def _rooted(self, A: Array) -> Array:
        return A if self.shares is None else A * np.sqrt(self.shares)[:, None]

    @cached_property
    def _squares(self) -> tuple[Array, Array]:
        """The standard deviations (d,), 1 for constants, and which columns are constant, or 0 where there is no bias."""
        A = self.deviations
        n, d = A.shape
        A = A if d <= n else self._rooted(A)
        squares = self.products.diagonal() if d <= n else np.einsum("ij,ij->j", A, A) / n
        std = np.sqrt(squares)
        constant = std == 0
        std[constant] = 1.0
        return std, constant

    @cached_property
    def products(self) -> Array:
        """The mean products (d, d) of the deviations: their covariances."""
        A = self._rooted(self.deviations)
        return A.T @ A / len(A)

    @property
    def std(self) -> Array:
        """The standard deviations (d,), and 1 for constants."""
        return self._squares[0]

    @property
    def constant(self) -> Array:
        """Which columns (d,) are the same in every example."""
        return self._squares[1]

    @cached_property
    def features(self) -> Array:
        """The deviations in units of their standard deviation (n, d)."""
        std = self.std
        return self.deviations / std

    @cached_property
    def gram(self) -> Array:
        """The mean products (d, d) of the features: their correlations, with 1 on the diagonal, or 0 for constants."""
        std = self.std
        return self.products / std / std[:, None]

    def widest(self, scaled: bool = False) -> float:
        """The largest mean square of the deviations along any direction of length 1; of the ``features`` where ``scaled``.

        It is the largest eigenvalue of their mean products, and of those of the examples, which are fewer where n < d.
        """
        A = self.features if scaled else self.deviations
        n, d = A.shape
        A = A if d <= n else self._rooted(A)
        squares = (self.gram if scaled else self.products) if d <= n else A @ A.T / n
        return float(np.linalg.eigvalsh(squares)[-1])

    def block(self, w: Array, several: bool = False) -> Array:
        """The weights of the scaled features and below them the biases, (rows,) or for ``several`` scores (rows, K), for flat
        weights w (p,) of the features as given. There are d + 1 rows, or d without a bias."""
        d = self.mean.size
        V = np.array(w.reshape(d + self.biased, -1), dtype=float)
        V[d:] += self.mean @ V[:d]
        V[:d] *= self.std[:, None]
        return V if several else V[:, 0]

    def flat(self, V: Array) -> Array:
        """The flat weights (p,) of the features as given that belong to such a `block`."""
        W, d = V.reshape(len(V), -1).copy(), self.mean.size
        W[:d] /= self.std[:, None]
        W[d:] -= self.mean @ W[:d]
        return W.ravel()

    def weights(self, V: Array, bias: Array) -> Array:
        """The flat weights (k, p) of the features as given, for weights V (k, d) of the scaled ones and biases (k, 1) here, or
        (k, 0) without any."""
        d = self.mean.size
        out = np.empty((len(V), d + self.biased))
        np.divide(V, self.std, out=out[:, :d])
        out[:, d:] = bias - (out[:, :d] @ self.mean)[:, None]
        return out
