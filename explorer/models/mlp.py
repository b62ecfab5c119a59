"""A neural network with up to four hidden layers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import ClassVar

from explorer.core.params import param
from explorer.models.base import Model
from explorer.models.basis import Array, Basis
from explorer.models.expansion import EXPANSIONS, expanded
from explorer.models.layer import ACTIVATIONS, Layer

CURVES = tuple(ACTIVATIONS)
BENDS = "The curve that bends each unit of this layer."


def _units(number: str) -> int:
    """The declaration of a further layer's size."""
    help = f"How many units the {number} hidden layer has; 0 leaves it out."
    return param(0, 0, 32, help, label=f"Units in the {number} hidden layer")


@dataclass(frozen=True)
class MLP(Model):
    """A multilayer perceptron with one to four hidden layers.

    Layers come in order up to the first one without units. Weights: (d, hidden) row by row, the hidden biases, and so on
    layer by layer, last (hidden, K) row by row and the output biases. It has no start at zero: there all hidden units are
    the same and stay so. Source: Rumelhart, Hinton and Williams (1986).

    >>> X = __import__("numpy").zeros((5, 2))
    >>> MLP(hidden=3).bind(X).size, MLP(hidden=3, hidden2=2, hidden4=9).bind(X).size
    (13, 20)
    """

    id: ClassVar[str] = "mlp"
    name: ClassVar[str] = "Neural network"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "One to four hidden layers. Each unit bends a weighted sum, so the model learns its own features."
    starts: ClassVar[tuple[str, ...]] = ("normal",)

    hidden: int = param(8, 1, 64, "How many units the hidden layer has.", label="Hidden units")
    activation: str = param("tanh", choices=CURVES, help="The curve that bends each unit.")
    hidden2: int = _units("second")
    activation2: str = param("tanh", choices=CURVES, help=BENDS, label="Activation of the second layer")
    hidden3: int = _units("third")
    activation3: str = param("tanh", choices=CURVES, help=BENDS, label="Activation of the third layer")
    hidden4: int = _units("fourth")
    activation4: str = param("tanh", choices=CURVES, help=BENDS, label="Activation of the fourth layer")
    inputs: str = param("plain", choices=EXPANSIONS, help="What the first layer sees of the features.", label="Inputs")

    @property
    def further(self) -> tuple[tuple[int, str], ...]:
        """Units and activation of each hidden layer after the first."""
        declared = ((self.hidden2, self.activation2), (self.hidden3, self.activation3), (self.hidden4, self.activation4))
        return tuple(takewhile(lambda layer: layer[0] > 0, declared))

    @property
    def unused(self) -> frozenset[str]:
        """The activations of layers without units, and the sizes of layers after such a one."""
        last = 1 + len(self.further)
        return frozenset([f"activation{k}" for k in range(last + 1, 5)] + [f"hidden{k}" for k in range(last + 2, 5)])

    def basis(self, X: Array) -> Basis:
        """The inputs themselves, or with squares, products or sines of them, fitted on X (n, d)."""
        return expanded(X, self.inputs)

    def layers(self, inputs: int, outputs: int | None) -> tuple[Layer, ...]:
        """The hidden layers and the output layer."""
        found: list[Layer] = []
        start, below = 0, inputs
        for units, activation in ((self.hidden, self.activation), *self.further):
            found.append(Layer(start, below, units, activation))
            start, below = found[-1].stop, units
        return (*found, Layer(start, below, outputs))
