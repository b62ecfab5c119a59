"""A weight that had one sign and now has the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.findings.base import Finding, Press, Stretch, Told

CLEAR = 0.05
"""A weight has a sign where its size is at least this share of the largest weight of the run."""
SHOWN = 0.1
"""For how large a share of the stretch's steps it is told."""


@dataclass(frozen=True)
class WeightChangesSign(Finding):
    """A weight was clearly on one side of zero, and is clearly on the other now."""

    id: ClassVar[str] = "sign"
    name: ClassVar[str] = "A weight changed sign"
    rank: ClassVar[int] = 70
    summary: ClassVar[str] = "Early on, a weight also does the work of features correlated with its own. Later these take over."

    def told(self, stretch: Stretch) -> list[Told]:
        """The first change of each weight, from where it is clear, for a tenth of the steps."""
        network = stretch.problem.network
        if not network.linear:
            return []
        columns = np.flatnonzero(network.penalised > 0)
        W = stretch.weights[:, columns]
        with np.errstate(invalid="ignore"):
            clear = np.where(np.abs(W) >= CLEAR * np.nanmax(np.abs(W), initial=0.0), np.sign(W), 0.0)
        found = []
        for column, signs in zip(columns, clear.T, strict=True):
            rows = np.flatnonzero(signs)
            turned = np.flatnonzero(np.diff(signs[rows])) + 1
            if not turned.size:
                continue
            row = rows[turned[0]]
            crossed = int(stretch.steps[np.flatnonzero(np.sign(W[:row, columns == column][:, 0]) != signs[row])[-1] + 1])
            shown = max(10.0, SHOWN * float(stretch.steps[-1] - stretch.steps[0]))
            last = int(stretch.steps[min(np.searchsorted(stretch.steps, stretch.steps[row] + shown), len(stretch.steps) - 1)])
            sentence = f"The weight of {stretch.problem.names[column]} changed sign at step {crossed:,}."
            found.append(Told(int(stretch.steps[row]), last, sentence, (Press("See its path", page="shrinkage"),)))
        return sorted(found, key=lambda told: told.first)
