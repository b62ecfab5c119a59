"""A layer of a model as a part of its flat weight vector, and the curves that layers apply to their units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.core.numerics import sigmoid

Array = np.ndarray


@dataclass(frozen=True)
class Activation:
    """A curve applied to each unit, and its two derivatives written in terms of the unit's output; 0 at a kink.

    ``smooth`` says whether its slope is continuous.
    """

    value: Callable[[Array], Array]
    slope_from_output: Callable[[Array], Array]
    curvature_from_output: Callable[[Array], Array]
    smooth: bool = True


ACTIVATIONS = {
    "tanh": Activation(np.tanh, lambda h: 1.0 - h * h, lambda h: -2.0 * h * (1.0 - h * h)),
    "relu": Activation(lambda x: np.maximum(x, 0.0), lambda h: (h > 0).astype(float), np.zeros_like, smooth=False),
    "sigmoid": Activation(sigmoid, lambda h: h * (1.0 - h), lambda h: h * (1.0 - h) * (1.0 - 2.0 * h)),
}


@dataclass(frozen=True)
class Layer:
    """Which part of the flat vector w (p,) belongs to one layer: weights (inputs, outputs) row by row, then the biases.

    ``start`` is the index of the first weight. ``outputs`` is None for a last layer with a single score; ``activation`` is a
    key of ``ACTIVATIONS`` or None; a layer that is not ``biased`` has no biases. `weights`, `biases` and `block` are views of a
    flat vector, or of many (..., p): what is written to them is written to it.

    >>> layer, w = Layer(start=0, inputs=2, outputs=3), np.arange(9.0)
    >>> layer.weights(w), layer.biases(w)
    (array([[0., 1., 2.],
           [3., 4., 5.]]), array([6., 7., 8.]))
    """

    start: int
    inputs: int
    outputs: int | None
    activation: str | None = None
    biased: bool = True

    @cached_property
    def width(self) -> int:
        """The number of units."""
        return 1 if self.outputs is None else self.outputs

    @cached_property
    def shape(self) -> tuple[int, int]:
        """The shape (inputs, width) of the weights."""
        return self.inputs, self.width

    @cached_property
    def rows(self) -> int:
        """The number of inputs, the 1 for the biases counted."""
        return self.inputs + self.biased

    @cached_property
    def stop(self) -> int:
        """One past the index of the last bias, or of the last weight where there is none."""
        return self.start + self.rows * self.width

    @cached_property
    def bias(self) -> int:
        """One past the index of the last weight, which is the index of the first bias."""
        return self.start + self.inputs * self.width

    def weights(self, w: Array) -> Array:
        """The weights (..., inputs, width) in flat vectors w (..., p), a view."""
        return w[..., self.start : self.bias].reshape(w.shape[:-1] + self.shape)

    def biases(self, w: Array) -> Array:
        """The biases (..., width), or (..., 0) where there are none, in flat vectors w (..., p), a view."""
        return w[..., self.bias : self.stop]

    def block(self, w: Array) -> Array:
        """Weights and below them the biases (..., rows, width) in flat vectors w (..., p), a view."""
        return w[..., self.start : self.stop].reshape((*w.shape[:-1], self.rows, self.width))

    def matrix(self, w: Array) -> Array:
        """The `block` (..., rows, outputs), or a vector (..., rows) for a single score."""
        return w[..., self.start : self.stop] if self.outputs is None else self.block(w)
