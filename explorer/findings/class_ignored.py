"""A class that the model predicts for no example, though it has many fewer examples than its share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.findings.base import Finding, Press, Stretch, Told, spans

RARE = 0.5
"""A class is rare below this share of what it would have were all classes as large."""


@dataclass(frozen=True)
class ClassIgnored(Finding):
    """No training example is put into a rare class, and most of the others are right for that very reason."""

    id: ClassVar[str] = "imbalance"
    name: ClassVar[str] = "A class ignored"
    rank: ClassVar[int] = 25
    lesson: ClassVar[str] = "imbalance"
    summary: ClassVar[str] = "Each example counts the same, so the few of a rare class hardly move the border."

    def told(self, stretch: Stretch) -> list[Told]:
        """While the model puts no example into the class, from its first step on."""
        problem = stretch.problem
        classes = problem.data.classes
        if not classes:
            return []
        labels = np.unique(problem.data.y)
        shares = np.array([np.mean(problem.data.y == label) for label in labels])
        rows = stretch.looked_at
        ignored = np.zeros((len(rows), len(labels)), dtype=bool)
        for i, row in enumerate(rows):
            z = problem.network.predict(stretch.weights[row])
            decided = labels[z.argmax(axis=-1)] if problem.loss.task == "multiclass" else np.sign(z)
            ignored[i] = [stretch.steps[row] > 0 and not np.any(decided == label) for label in labels]
        balanced = stretch.experiment.class_weight == "balanced"
        presses = () if balanced else (Press("Balance the classes", {"class_weight": "balanced"}),)
        found = []
        for k in np.flatnonzero(shares < RARE / len(labels)).tolist():
            for first, last in spans(ignored[:, k]):
                name = classes[k]
                sentence = f"No example is predicted as {name}, although {100 * shares[k]:.0f} % of them are."
                found.append(stretch.told_at(first, last, sentence, presses))
        return found
