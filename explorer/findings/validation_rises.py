"""Overfitting: the loss on held-out examples was lower before, while that of the training examples still falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import params_of
from explorer.experiment.settings import Settings
from explorer.findings.base import Finding, Press, Stretch, Told, spans
from explorer.findings.strengths import more_strength

SHORTEST = params_of(Settings)["steps"].bounds[0]
RISEN = 0.05
"""Validation has risen where it is above its lowest value by this share of what the training loss has fallen."""
LEARNT = 0.1
"""The training loss has fallen by this share of all that it can fall, at least: before that there is nothing to overfit."""
SINCE = 5
"""So many rows behind its lowest value at least: what goes up and down from step to step is no overfitting."""


@dataclass(frozen=True)
class ValidationRises(Finding):
    """Validation was lowest at an earlier step, and the training loss has fallen on since."""

    id: ClassVar[str] = "overfitting"
    name: ClassVar[str] = "Overfitting"
    rank: ClassVar[int] = 20
    lesson: ClassVar[str] = "overfit-and-fix"
    summary: ClassVar[str] = "The model now fits what is peculiar to the training examples, which is no help on new ones."

    def told(self, stretch: Stretch) -> list[Told]:
        """One sentence for each lowest step. None where examples were moved: what those do to validation is no overfitting."""
        validation, data = stretch.validation, stretch.data
        if not validation.size or stretch.experiment.edits:
            return []
        rows = np.arange(len(validation))
        lowest = np.maximum.accumulate(np.where(validation <= np.minimum.accumulate(validation), rows, 0))
        fallen, problem = data[0] - data, stretch.problem
        leasts = problem.loss.least(problem.data.y, max(len(problem.data.classes), 2))
        least = float(np.average(leasts, weights=problem.examples.shares))
        holds = (data < data[lowest]) & (validation - validation[lowest] > RISEN * fallen)
        holds &= (fallen > 0) & (fallen >= LEARNT * (data[0] - least))
        holds &= rows - lowest >= SINCE
        found = []
        for first, last in spans(holds):
            for row in np.unique(lowest[first : last + 1]):
                own = np.flatnonzero(lowest[first : last + 1] == row) + first
                best = int(stretch.steps[row])
                stop = (Press(f"Stop at step {best:,}", {"steps": best}),) if best >= SHORTEST and stretch.whole else ()
                found.append(
                    stretch.told(
                        own[0],
                        own[-1],
                        f"Overfitting: validation was lowest at step {best:,} and has risen since.",
                        (*stop, *more_strength(stretch.experiment)),
                    )
                )
        return found
