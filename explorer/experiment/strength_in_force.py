"""The strength that holds at each step of a run whose settings were changed on the way."""

from __future__ import annotations

import numpy as np

from explorer.experiment.experiment import Experiment

Array = np.ndarray


def strength_in_force(experiment: Experiment, steps: Array) -> Array:
    """The strength (m,) that holds from each of the steps (m,) on.

    >>> e = Experiment(strength=0.1).change(at=30, strength=1.0)
    >>> strength_in_force(e, np.array([0, 29, 30, 500]))
    array([0.1, 0.1, 1. , 1. ])
    """
    starts = [at for at, _ in experiment.phases]
    strengths = np.array([phase.strength for _, phase in experiment.phases])
    held: Array = strengths[np.searchsorted(starts, steps, side="right") - 1]
    return held
