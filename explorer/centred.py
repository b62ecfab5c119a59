"""A linear model's features made comparable: mean 0 and spread 1, with the way back to the weights as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.problem import Problem

Array = np.ndarray
CONSTANT = 1e-13
"""A spread below this share of a column's mean is what rounding leaves of a constant."""


@dataclass(frozen=True, eq=False)
class Centred:
    """Features with mean 0 and spread 1, so that neither an offset nor a unit costs digits, and the bias stands by itself.

    ``features`` (n, d) are z = (x - mean) / spread; a constant column is all 0 and has spread 1. With weights v of these,
    the weights of the features as given are w = v / spread, and a penalty a |w| is a / spread |v|.
    """

    features: Array
    mean: Array
    spread: Array

    @staticmethod
    def of(problem: Problem) -> Centred:
        """The features (n, d) of a problem whose model is linear in its weights."""
        X = problem.network.features
        mean = X.mean(axis=0)
        A = X - mean
        rest = A.mean(axis=0)  # the mean itself is rounded: what it left over would tie the bias to the weights
        A -= rest
        spread = np.sqrt(np.einsum("ij,ij->j", A, A) / len(A))
        constant = spread <= CONSTANT * np.abs(mean)
        spread[constant] = 1.0
        A /= spread
        A[:, constant] = 0.0
        return Centred(A, mean + rest, spread)

    def weights(self, V: Array, bias: Array) -> Array:
        """The flat weights (k, p) of the features as given, for weights V (k, d) or (k, d, K) and biases (k,) or (k, K) here."""
        if V.ndim == 2:
            out = np.empty((len(V), V.shape[1] + 1))
            np.divide(V, self.spread, out=out[:, :-1])
            out[:, -1] = bias - out[:, :-1] @ self.mean
            return out
        W = V / self.spread[:, None]
        biases = bias - np.einsum("j,kjc->kc", self.mean, W)
        return np.concatenate([W.reshape(len(W), -1), biases], axis=1)
