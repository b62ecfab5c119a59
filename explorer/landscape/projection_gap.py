"""How far the cost of a run is from the cost that a slice shows for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
ROUNDING = 1e-9
"""Costs no farther apart than this share of the largest are the same."""


@dataclass(frozen=True)
class ProjectionGap:
    """How far apart two costs of a run are over its steps.

    ``apart`` is the largest distance, ``above`` how far the true cost rises above the shown one at most, and ``same`` whether
    they are equal but for rounding at every step.
    """

    apart: float
    above: float
    same: bool


def projection_gap(total: Array, shown: Array) -> ProjectionGap:
    """The gap between the true cost (m,) of a run and the cost (m,) shown for it; steps where one is not finite are left out.

    >>> projection_gap(np.array([3.0, 2.0]), np.array([2.5, 2.0]))
    ProjectionGap(apart=0.5, above=0.5, same=False)
    """
    finite = np.concatenate([values[np.isfinite(values)] for values in (total, shown)])
    gaps = (total - shown)[np.isfinite(total - shown)]
    apart = float(np.abs(gaps).max(initial=0.0))
    scale = float(np.abs(finite).max(initial=0.0))
    return ProjectionGap(apart, float(gaps.max(initial=0.0)), bool(gaps.size == len(total) and apart <= ROUNDING * scale))
