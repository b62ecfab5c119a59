"""What all losses for several classes share."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from explorer.core.domains import CLASSES, Domain
from explorer.losses.base import Array, Loss


class MulticlassLoss(Loss):
    """A loss for the number of a class, y in 0 ... K - 1 (n,), and one score for each class, z (..., n, K).

    >>> from explorer import LOSSES
    >>> LOSSES["cross_entropy"]().value(np.array([0, 2]), np.zeros((2, 3))).round(6)
    array([1.098612, 1.098612])
    """

    task: ClassVar[str] = "multiclass"
    domain: ClassVar[Domain] = CLASSES
    symbols: ClassVar[str] = "y is the true class and $z_k$ the score of class k; there are K classes."

    @abstractmethod
    def hessian(self, y: Array, z: Array) -> Array:
        """All second derivatives in the scores, (..., n, K, K); its diagonal is the `curvature`. 0 at a kink.

        >>> from explorer import LOSSES
        >>> LOSSES["cross_entropy"]().hessian(np.array([0]), np.zeros((1, 2)))
        array([[[ 0.25, -0.25],
                [-0.25,  0.25]]])
        """

    def curvature_along(self, y: Array, z: Array, v: Array) -> Array:
        """The Hessian of each example times its row of v."""
        return np.matmul(self.hessian(y, z), v[..., None])[..., 0]


def own(a: Array, y: Array) -> Array:
    """The entries (..., n) of a (..., n, K) that belong to the true classes y (n,).

    >>> own(np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 7.0]]), np.array([0, 1]))
    array([3., 5.])
    """
    return a[..., np.arange(len(y)), y]


def lead(z: Array, y: Array) -> Array:
    """How far the true classes' scores are ahead of the best others (..., n), for scores (..., n, K).

    >>> lead(np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 7.0]]), np.array([0, 1]))
    array([ 1., -2.])
    """
    others = put_own(np.array(z, dtype=float), y, -np.inf)
    return own(z, y) - others.max(axis=-1)


def with_diagonal(a: Array, diagonal: Array) -> Array:
    """Write a diagonal (..., n, K) into matrices (..., n, K, K); gives them back.

    >>> with_diagonal(np.ones((1, 2, 2)), np.array([[5.0, 7.0]]))
    array([[[5., 1.],
            [1., 7.]]])
    """
    every = np.arange(a.shape[-1])
    a[..., every, every] = diagonal
    return a


def put_own(a: Array, y: Array, values: Array | float) -> Array:
    """Write values (..., n), or one for all, where the true classes y (n,) stand in a (..., n, K); gives back a.

    >>> put_own(np.ones((2, 3)), np.array([0, 2]), 0.0)
    array([[0., 1., 1.],
           [1., 1., 0.]])
    """
    a[..., np.arange(len(y)), y] = values
    return a
