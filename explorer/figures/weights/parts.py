"""What the views of the weights share: the axis of values, and what else is known of each weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.cost.original_units import weights_in_original_units
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling
from explorer.experiment import Experiment
from explorer.figures.base.picture import padded
from explorer.training.history import History
from explorer.words.train_weights import bias_zero

Array = np.ndarray
BIASES = 4
"""One place in so many may be a bias's."""
SMALLEST_SPAN = 0.02
"""Of the weights' axis, so that rounding does not look like movement."""
REACH = 1.5
"""How many spans of the run an unregularised value may lie beyond it and still be drawn."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The weights of a run with what is known of them.

    ``reference`` (p,) are the unregularised values, where known; ``scaling`` is what was taken out of the data, so that
    a weight can be given in original units as well; ``experiment`` says where settings were changed.
    """

    problem: Problem
    history: History
    reference: Array | None
    scaling: Scaling | None
    experiment: Experiment | None = None

    @property
    def last(self) -> Array:
        """The weights (p,) at the end."""
        return self.history.weights[-1]

    @property
    def penalised(self) -> Array:
        """Which of them (p,) are weights; the others are biases."""
        return self.problem.network.penalised > 0

    @property
    def title(self) -> str:
        """The title of their axis."""
        return "weight (standardised units)" if self.original() else "weight"

    @property
    def at_zero(self) -> str:
        """What a bias of 0 means where a linear model's features and target are standardised; empty where that says nothing."""
        network, scaling = self.problem.network, self.scaling
        plain = network.linear and network.basis.identity and network.biased
        if not plain or scaling is None or scaling.y_mean == 0.0 or not scaling.x_mean.any():
            return ""
        return bias_zero(self.problem.data.target)

    def original(self) -> dict[int, str]:
        """The final weights of a linear model in original units, as words for each index; none where nothing was scaled."""
        data = self.problem.data
        per_unit = None if self.scaling is None else weights_in_original_units(self.problem, self.scaling, self.last)
        if per_unit is None:
            return {}
        target = "score" if self.problem.loss.task == "binary" else data.target_unit or data.target
        return {
            j: f"At the end {value:.3g} {target} per {unit or 'unit'}, in original units."
            for j, (value, unit) in enumerate(zip(per_unit, data.units, strict=True))
        }

    def notes(self) -> list[str | None]:
        """What else is known of each weight, for the one under the pointer."""
        original = self.original()
        free = self.reference
        sentences = [
            " ".join([
                *([] if free is None else [f"With no penalty {free[i]:.3g}."]),
                *([original[i]] if i in original else []),
            ])
            for i in range(self.problem.size)
        ]  # fmt: skip
        return [note or None for note in sentences]

    def foremost(self, most: int) -> Array:
        """The indices of the weights and biases to be drawn or named where there is room for ``most``, the largest first.

        Biases, which may outgrow all weights since no penalty counts them, have a quarter of the places at most, as long
        as there are weights for the others.
        """
        order = np.argsort(-np.abs(self.last), kind="stable")
        bias = ~self.penalised[order]
        places = max(most // BIASES, most - int(self.penalised.sum()))
        return order[~bias | (np.cumsum(bias) <= places)][:most]

    def largest(self, most: int = 3) -> str:
        """The largest at the end with their values, in words."""
        order = np.argsort(-np.abs(self.last), kind="stable")[:most]
        return ", ".join(f"{self.problem.names[i]} {self.last[i]:.3g}" for i in order)


@dataclass(frozen=True, eq=False)
class Axis:
    """The range of values over the whole run, and the indices of the unregularised values that fit on it.

    ``outside`` is how many do not.
    """

    low: float
    high: float
    drawn: Array
    outside: int

    @property
    def range(self) -> list[float]:
        """The range with some room at both ends."""
        low, high = self.low, self.high
        if high - low < SMALLEST_SPAN:
            low, high = low - SMALLEST_SPAN / 2, high + SMALLEST_SPAN / 2
        return padded(low, high)


def value_axis(weights: Array, reference: Array | None, indices: Array) -> Axis:
    """The axis for some of the weights (m, p), with zero on it. It is fixed for a run, so that nothing jumps."""
    shown = weights[:, indices]
    low, high = float(min(shown.min(), 0)), float(max(shown.max(), 0))
    if reference is None:
        return Axis(low, high, np.zeros(0, dtype=int), 0)
    span = high - low or 1.0
    free = reference[indices]
    near = (free > low - REACH * span) & (free < high + REACH * span)
    if near.any():
        low, high = min(low, float(free[near].min())), max(high, float(free[near].max()))
    return Axis(low, high, indices[near], int((~near).sum()))
