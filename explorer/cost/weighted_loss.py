"""A loss whose examples count differently, and whose predictions have a part that no weight of the model decides."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.formulas import Piece
from explorer.core.registry import Entry
from explorer.losses.base import Loss
from explorer.losses.facts import Minimiser

Array = np.ndarray
FACTS = (*Entry.__annotations__, *Loss.__annotations__)
"""What a loss declares of itself as a class."""


def weighted(loss: Loss, shares: Array | None, offset: Array | None) -> Loss:
    """A loss for n examples with their ``shares`` (n,) and offsets (n,); the loss itself where both are None.

    >>> from explorer import LOSSES
    >>> twice = weighted(LOSSES["squared"](), np.array([0.5, 1.5]), None)
    >>> twice.value(np.zeros(2), np.array([2.0, 2.0])), twice.slope(np.zeros(2), np.array([2.0, 2.0]))
    (array([2., 6.]), array([2., 6.]))
    """
    return loss if shares is None and offset is None else WeightedLoss(loss, shares, offset)


def of_rows(loss: Loss, rows: Array | slice) -> Loss:
    """The loss for some of its examples: those of an index, a mask or a slice."""
    return loss.rows(rows) if isinstance(loss, WeightedLoss) else loss


class WeightedLoss(Loss):
    """share x loss(y, z + offset) of each of n examples: its mean is the weighted mean of the losses.

    ``shares`` (n,) are weights with mean 1, ``offset`` (n,) is added to the predictions of one score; None for no such thing.
    Targets and predictions are those of these n examples, in their order. ``curvature_bound`` and whether it is convex, smooth
    and quadratic are facts of the loss within; with the bound go products of features that are weighted likewise.
    """

    def __init__(self, loss: Loss, shares: Array | None, offset: Array | None = None) -> None:
        self.loss, self.shares, self.offset = loss, shares, offset
        self._several = loss.task == "multiclass"
        vars(self).update({name: getattr(loss, name) for name in FACTS if hasattr(loss, name)})

    def __getattr__(self, name: str) -> Any:
        if name == "loss":  # not there yet while a copy is made
            raise AttributeError(name)
        return getattr(self.loss, name)

    def rows(self, rows: Array | slice) -> WeightedLoss:
        """The same for some of the examples, each with the share that it has among all."""
        shares, offset = (None if part is None else part[rows] for part in (self.shares, self.offset))
        return WeightedLoss(self.loss, shares, offset)

    def with_loss(self, loss: Loss) -> WeightedLoss:
        """The same shares and offsets around another loss."""
        return WeightedLoss(loss, self.shares, self.offset)

    def unweighted(self, slopes: Array) -> Array:
        """Slopes (n,) or (n, K) as the loss within has them; 0 for examples that do not count."""
        if self.shares is None:
            return slopes
        share = self.shares[:, None] if self._several else self.shares
        return np.divide(slopes, share, out=np.zeros_like(slopes), where=share > 0)

    def _at(self, z: Array) -> Array:
        return z if self.offset is None else z + self.offset

    def _times(self, values: Array, scores: bool = False) -> Array:
        if self.shares is None:
            return values
        product: Array = values * (self.shares[:, None] if scores and self._several else self.shares)
        return product

    def value(self, y: Array, z: Array) -> Array:
        """Share x loss."""
        return self._times(self.loss.value(y, self._at(z)))

    def slope(self, y: Array, z: Array) -> Array:
        """Share x slope."""
        return self._times(self.loss.slope(y, self._at(z)), scores=True)

    def curvature(self, y: Array, z: Array) -> Array:
        """Share x curvature."""
        return self._times(self.loss.curvature(y, self._at(z)), scores=True)

    def value_and_slope(self, y: Array, z: Array) -> tuple[Array, Array]:
        """Both times the share."""
        value, slope = self.loss.value_and_slope(y, self._at(z))
        return self._times(value), self._times(slope, scores=True)

    def curvature_along(self, y: Array, z: Array, v: Array) -> Array:
        """Share x the second derivative along v."""
        return self._times(self.loss.curvature_along(y, self._at(z), v), scores=True)

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """The prox with a step share x t for each example; one that does not count stays where it is."""
        found = self.loss.prox(y, self._at(z), t if self.shares is None else t * self.shares)
        return found if self.offset is None else found - self.offset

    def least(self, y: Array, classes: int = 2) -> Array:
        """Share x the smallest possible loss."""
        return self._times(self.loss.least(y, classes))

    @property
    def formula(self) -> str:
        """Of the loss within."""
        return self.loss.formula

    @property
    def convex(self) -> bool:
        """As the loss within."""
        return self.loss.convex

    @property
    def smooth(self) -> bool:
        """As the loss within."""
        return self.loss.smooth

    @property
    def curvature_bound(self) -> float | None:
        """Of the loss within, for a share of 1."""
        return self.loss.curvature_bound

    @property
    def quadratic(self) -> bool:
        """As the loss within."""
        return self.loss.quadratic

    @property
    def likelihood(self) -> str:
        """As the loss within."""
        return self.loss.likelihood

    @property
    def minimiser(self) -> Minimiser:
        """Of the loss within."""
        return self.loss.minimiser

    def piece(self, y: float, z: float) -> Piece:
        """Of the loss within."""
        return self.loss.piece(y, z)

    @property
    def label(self) -> str:
        """Of the loss within."""
        return self.loss.label
