"""From which side a cost is seen: which plane, which weights on its axes, and where all other weights are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.cost.problem import Problem
from explorer.landscape.surface import by_movement

Array = np.ndarray


@dataclass(frozen=True)
class Viewpoint:
    """The choices that decide a slice of a run's cost.

    ``slice`` is a key of `explorer.landscape.slice_kinds.SLICE_KINDS`. ``plane_x`` and ``plane_y`` are the indices of the
    weights on the axes, or ``"auto"``; ``rest`` is a key of `explorer.landscape.other_weights.RESTS`; ``plane_seed`` chooses
    among random directions.
    """

    slice: str = "weights"
    plane_x: int | str = "auto"
    plane_y: int | str = "auto"
    rest: str = "auto"
    plane_seed: int = 0

    def axes(self, problem: Problem, path: Array) -> tuple[int, int]:
        """The indices of the two weights on the axes.

        ``"auto"`` takes those that move most along the run's ``path`` (m, p), biases last: through the end of the run no plane
        of two weights holds more of the path's squared distance from there. Two chosen so stand in the order of their indices.
        Where there is one weight alone it is on both, and there is no plane.
        """
        if problem.size == 1:
            return 0, 0
        order = by_movement(problem, path)
        if self.plane_x == self.plane_y == "auto":
            x, y = sorted(order[:2])
            return x, y
        x = self.plane_x if isinstance(self.plane_x, int) else next(i for i in order if i != self.plane_y)
        y = self.plane_y if isinstance(self.plane_y, int) else next(i for i in order if i != x)
        return x, y
