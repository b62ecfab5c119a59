"""Underfitting: the run has settled, and predicts hardly better than a constant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.findings.base import Finding, Press, Stretch, Told, spans
from explorer.findings.strengths import less_strength
from explorer.path.zeroing import best_bias

LITTLE = 0.1
"""The share of the constant's loss that a model has to save at least."""
SETTLED = 1e-3
WINDOW = 50


@dataclass(frozen=True)
class ExplainsLittle(Finding):
    """The cost has settled, and the training loss is nearly that of the best constant prediction."""

    id: ClassVar[str] = "underfitting"
    name: ClassVar[str] = "Underfitting"
    rank: ClassVar[int] = 35
    summary: ClassVar[str] = "The model is too simple to follow the data, or the penalty is too strong."

    def told(self, stretch: Stretch) -> list[Told]:
        """Where the cost fell by less than a thousandth of the constant's loss in the last fifty kept steps."""
        problem = stretch.problem
        bias = best_bias(stretch.experiment.change(model="linear").problem())
        if bias is None or len(stretch.total) <= WINDOW:
            return []
        y, loss = problem.data.y, problem.loss
        z = np.tile(bias, (problem.n, 1)) if problem.network.layers[-1].outputs is not None else np.full(problem.n, bias[0])
        least = float(loss.least(y, max(len(problem.data.classes), 2)).mean())
        constant = float(loss.value(y, z).mean()) - least
        if not np.isfinite(constant) or constant <= 0:
            return []
        saved = 1.0 - (stretch.data - least) / constant
        holds = np.zeros(len(saved), dtype=bool)
        settled = np.abs(stretch.total[WINDOW:] - stretch.total[:-WINDOW]) <= SETTLED * constant
        holds[WINDOW:] = settled & (saved[WINDOW:] < LITTLE)
        presses = less_strength(stretch.experiment)
        if not presses and problem.network.linear and problem.network.basis.identity:
            presses = (Press("Use a polynomial", {"model": "polynomial"}),)
        return [
            stretch.told(
                first,
                last,
                f"Underfitting: the model is less than {_above(saved[first : last + 1])} % better than a constant prediction.",
                presses,
            )
            for first, last in spans(holds)
        ]


def _above(saved: np.ndarray) -> int:
    """The smallest whole number of per cent that some shares (m,) are all below.

    >>> _above(np.array([0.071, 0.079])), _above(np.array([-0.2, 0.0]))
    (8, 1)
    """
    return int(np.floor(100 * max(float(saved.max()), 0.0))) + 1
