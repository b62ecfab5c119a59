"""One example far off drags a fitted line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.openings.base import Opening

AT = 120
TARGET = -8.0


@dataclass(frozen=True)
class Outlier(Opening):
    """A line that fits, until the target of the example at its right end drops."""

    id: ClassVar[str] = "outlier"
    name: ClassVar[str] = "An outlier drags the line"
    rank: ClassVar[int] = 10
    says: ClassVar[str] = f"At step {AT} one example drops far down, and the line follows it. Next, try Absolute loss."

    @property
    def start(self) -> Experiment:
        """Forty examples near a line, and in mid-run one of them moves."""
        params = {"dataset.size": 40, "dataset.outliers": 0.0}
        line = Experiment(dataset="line", strength=0.0, rate=0.02, steps=300, params=params)
        data = line.prepared()
        farthest = int(data.rows[data.train.X[:, 0].argmax()])
        return line.change(at=AT, edits=((farthest, 1, TARGET),))
