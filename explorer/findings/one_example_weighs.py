"""One example that makes a tenth of the data loss or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.findings.base import Finding, Press, Stretch, Told, spans

LEAST_EXAMPLES = 30
SHARE = 0.1
BOUNDED = {"squared": "huber", "logistic": "smoothed_hinge", "exponential": "logistic"}
"""A loss under which a far-off example pulls less."""


@dataclass(frozen=True)
class OneExampleWeighs(Finding):
    """A single example makes at least a tenth of what all training examples cost."""

    id: ClassVar[str] = "costly"
    name: ClassVar[str] = "One costly example"
    rank: ClassVar[int] = 30
    lesson: ClassVar[str] = "outliers"
    summary: ClassVar[str] = "Under a steep loss one example far off can outweigh many others; it may be an error in the data."

    def told(self, stretch: Stretch) -> list[Told]:
        """While it is one and the same example."""
        problem = stretch.problem
        if problem.n < LEAST_EXAMPLES:
            return []
        rows = stretch.looked_at
        least = problem.loss.least(problem.data.y, max(len(problem.data.classes), 2))
        which, share = np.empty(len(rows), dtype=int), np.empty(len(rows))
        for i, row in enumerate(rows):
            excess = np.maximum(problem.loss.value(problem.data.y, problem.network.predict(stretch.weights[row])) - least, 0.0)
            which[i] = np.argmax(excess)
            whole = excess.sum()
            share[i] = excess[which[i]] / whole if np.isfinite(whole) and whole > 0 else 0.0
        calmer = BOUNDED.get(stretch.experiment.loss)
        presses = () if calmer is None else (Press("Try a loss that lets it pull less", {"loss": calmer}),)
        found = []
        for example in np.unique(which[share >= SHARE]):
            for first, last in spans((which == example) & (share >= SHARE)):
                least_share = np.floor(100 * share[first : last + 1].min())
                sentence = f"One example of {problem.n} makes at least {least_share:.0f} % of the data loss."
                found.append(stretch.told_at(first, last, sentence, presses))
        return sorted(found, key=lambda told: told.first)
