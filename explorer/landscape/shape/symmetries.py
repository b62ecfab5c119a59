"""Symmetries of a network: its hidden units can be exchanged, mirrored or rescaled without changing a prediction."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from explorer.models.layer import ACTIVATIONS
from explorer.models.network import Network

INPUTS = np.linspace(0.05, 4.0, 40)
"""Where activations are evaluated to find out which symmetries they have."""


class Symmetries(NamedTuple):
    """What can be done to the hidden units of a network without changing a prediction.

    ``units`` in each hidden layer can trade places; where ``mirrored``, each can also flip the signs of all its weights,
    the biases behind it making up for a constant where ``offset``; where ``rescaled``, what goes in can grow as what goes
    out shrinks.
    """

    units: tuple[int, ...]
    mirrored: bool
    offset: bool
    rescaled: bool

    @property
    def number(self) -> int:
        """How many weight vectors, this one included, make the same predictions by trading and mirroring alone."""
        return math.prod(math.factorial(h) * (2**h if self.mirrored else 1) for h in self.units)


def symmetries(network: Network) -> Symmetries:
    """The symmetries of a network's hidden units; none for a model without any.

    Source: Chen, Lu and Hecht-Nielsen, "On the geometry of feedforward neural network error surfaces" (1993); rescaling:
    Dinh et al., "Sharp minima can generalize for deep nets" (2017). Which of them an activation has is read off its values.

    >>> from explorer import MODELS
    >>> symmetries(MODELS["mlp"](hidden=3).bind(np.eye(2))).number  # 2^3 x 3!
    48
    """
    hidden = [layer for layer in network.layers if layer.activation is not None]
    curves = [ACTIVATIONS[layer.activation].value for layer in hidden if layer.activation is not None]
    both = [f(INPUTS) + f(-INPUTS) for f in curves]
    mirrored = bool(curves) and all(np.ptp(sums) < 1e-12 for sums in both)
    rescaled = bool(curves) and all(np.allclose(f(3.0 * x), 3.0 * f(x), rtol=1e-12) for f in curves for x in (INPUTS, -INPUTS))
    offset = mirrored and any(np.abs(sums).max() > 1e-12 for sums in both)
    return Symmetries(tuple(layer.width for layer in hidden), mirrored, offset, rescaled)
