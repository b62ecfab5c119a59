"""A smooth loss near one with kinks, so that Newton's steps can be taken; as sharp as is wanted."""

from __future__ import annotations

import numpy as np

from explorer.cost.weighted_loss import WeightedLoss
from explorer.losses.base import Loss

Array = np.ndarray
APART, RELATIVE = 1e-7, 1e-12
"""So far apart the prox is compared to see whether it stays on a kink: as a share of how far predictions are from
the targets, and of the predictions' own size, which is rounded."""


class MoreauEnvelope:
    """The minimum of loss(v) + (v - z - t u)^2 / 2 t over all v, less t u^2 / 2: the loss with its kinks smoothed over t.

    ``slopes`` u, in the shape of the predictions, are guesses of the slopes at the minimum that is looked for. Where they are
    right, the loss and its envelope have the same minimum, whatever t; where not, the slopes of the envelope at its own
    minimum are better ones (the method of multipliers: Hestenes, 1969; Powell, 1969; as steps of a prox: Rockafellar,
    "Augmented Lagrangians and applications of the proximal point algorithm in convex programming", 1976). For u = 0 it is
    Moreau's envelope: of the absolute loss, Huber's. Of a loss with shares of examples each has the width t / share: then it is
    the share times what the envelope of width t would be.

    >>> from explorer import LOSSES
    >>> smooth = MoreauEnvelope(LOSSES["absolute"](), 1.0, np.zeros(3))
    >>> smooth.value(np.zeros(3), np.array([-3.0, 0.5, 1.0])), smooth.slope(np.zeros(3), np.array([-3.0, 0.5, 1.0]))
    (array([2.5  , 0.125, 0.5  ]), array([-1. ,  0.5,  1. ]))
    """

    def __init__(self, loss: Loss, t: float, slopes: Array) -> None:
        self.loss, self.t, self.slopes = loss, t, slopes
        self.several = loss.task == "multiclass"
        shares = loss.shares if isinstance(loss, WeightedLoss) else None
        self._own_t: float | Array = t
        if shares is not None:
            self._own_t = np.divide(t, shares, out=np.full(shares.size, t), where=shares > 0)
        self._t = self._own_t[:, None] if self.several and isinstance(self._own_t, np.ndarray) else self._own_t

    @property
    def curvature_bound(self) -> float:
        """1 / t, for a share of 1: the smaller t, the sharper."""
        return 1.0 / self.t

    def value(self, y: Array, z: Array) -> Array:
        """The smoothed loss (n,) of each example."""
        ahead = z + self._t * self.slopes
        v = self.loss.prox(y, ahead, self._own_t)
        squares = (ahead - v) ** 2 / (2.0 * self._t) - 0.5 * self._t * self.slopes**2
        return self.loss.value(y, v) + (squares.sum(axis=-1) if self.several else squares)

    def slope(self, y: Array, z: Array) -> Array:
        """Its slopes, in the shape of z: each one that the loss has, or allows at a kink."""
        ahead = z + self._t * self.slopes
        return (ahead - self.loss.prox(y, ahead, self._own_t)) / self._t

    def curvature(self, y: Array, z: Array) -> Array:
        """1 / t where the prox stays on a kink, what the loss has elsewhere; one score."""
        ahead = z + self._t * self.slopes
        h = APART * float(np.abs(ahead - y).max()) + RELATIVE * float(np.abs(ahead).max()) or APART
        moved = (self.loss.prox(y, ahead + h, self._own_t) - self.loss.prox(y, ahead - h, self._own_t)) / (2.0 * h)
        return np.minimum(np.maximum(1.0 - moved, 0.0), 1.0) / self._t
