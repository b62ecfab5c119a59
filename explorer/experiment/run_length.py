"""How far a run goes when it is made longer, and why it need not or cannot go on."""

from __future__ import annotations

from explorer.core.params import FieldError, params_of
from explorer.experiment.experiment import Experiment
from explorer.training.history import History

EXTENSION = 1000
FAILED = ("diverged", "oscillating")
"""The statuses of a run whose steps did not settle."""


def longer(steps: int) -> int:
    """The number of steps of a run that is made longer: twice as many and a thousand more at least, within what is allowed.

    >>> longer(500), longer(5000), longer(900_000)
    (1500, 10000, 1000000)
    """
    declared = params_of(Experiment)["steps"]
    return max(steps + 1, min(max(2 * steps, steps + EXTENSION), int(declared.bounds[1])))


def reason_to_stop(experiment: Experiment, history: History) -> str:
    """Why a run need not, or cannot, go on past its end, in a sentence; empty where it can."""
    if history.status in (*FAILED, "saddle"):
        return history.message
    if history.converged:
        return history.converged
    try:
        experiment.change(steps=longer(experiment.steps))
    except FieldError as error:
        return f"This run cannot go further: {error.reason}"
    return ""
