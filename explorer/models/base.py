"""The base class of models: the features computed from the inputs, and the layers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from explorer.core.registry import Entry
from explorer.models.basis import Array, Basis
from explorer.models.layer import Layer
from explorer.models.network import Network, design_of


class Model(Entry, ABC):
    """A basis and layers of weights on it. Final classes give those two; everything else follows."""

    starts: ClassVar[tuple[str, ...]] = ("zero", "normal")
    """How a run may start, the default first."""
    intercept: bool = True
    """Whether its predictions have a bias of their own, so that nothing is lost where features and targets are centred."""

    def basis(self, X: Array) -> Basis:
        """The features, fitted on the inputs X (n, d) where they need fitting."""
        return Basis()

    @abstractmethod
    def layers(self, inputs: int, outputs: int | None) -> tuple[Layer, ...]:
        """The layers for so many features and scores (None: one score, not wrapped in an axis of its own)."""

    def bind(self, X: Array, outputs: int | None = None, fitted_on: Array | None = None) -> Network:
        """The model bound to its data X (n, d). ``outputs`` is the number of classes, or None for a single score.

        Features that need fitting are fitted on X, or on ``fitted_on`` (n', d) where that is given.
        """
        basis = self.basis(X if fitted_on is None else fitted_on)
        features = basis(X)
        layers = self.layers(features.shape[1], outputs)
        return Network(basis, design_of(features, layers), layers)
