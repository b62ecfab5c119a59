"""The features that a model computes from the inputs before any weight is applied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

Array = np.ndarray


class Basis:
    """Inputs to features. This one passes them on."""

    identity: ClassVar[bool] = True
    """Whether the features are the inputs themselves, so that a weight belongs to an input."""

    def __call__(self, X: Array) -> Array:
        """Inputs (n, d) -> features (n, q)."""
        return np.asarray(X, dtype=float)

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """A name for each of the q features."""
        return tuple(features)
