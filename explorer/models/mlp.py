"""A neural network with one hidden layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.core.params import param
from explorer.models.base import Model
from explorer.models.layer import ACTIVATIONS, Layer


@dataclass(frozen=True)
class MLP(Model):
    """A multilayer perceptron with one hidden layer.

    Weights: (d, hidden) row by row, the hidden biases, (hidden, K) row by row, the output biases. It has no start at
    zero: there all hidden units are the same and stay so. Source: Rumelhart, Hinton and Williams (1986).

    >>> MLP(hidden=3).bind(__import__("numpy").zeros((5, 2))).size
    13
    """

    id: ClassVar[str] = "mlp"
    name: ClassVar[str] = "Neural network"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "One hidden layer of units, each a bent weighted sum: it learns its own features."
    starts: ClassVar[tuple[str, ...]] = ("normal",)

    hidden: int = param(8, 1, 64, "How many units the hidden layer has.", label="Hidden units")
    activation: str = param("tanh", choices=tuple(ACTIVATIONS), help="The curve that bends each unit.")

    def layers(self, inputs: int, outputs: int | None) -> tuple[Layer, ...]:
        """The hidden layer and the output layer."""
        hidden = Layer(0, inputs, self.hidden, self.activation)
        return (hidden, Layer(hidden.stop, self.hidden, outputs))
