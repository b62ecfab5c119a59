"""The data as they were before examples were moved, or corrupted, in mid-run: what a picture shows at an earlier step."""

from __future__ import annotations

from itertools import pairwise

from explorer.core.cached import cached
from explorer.core.params import FieldError
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Prepared
from explorer.experiment import Experiment

OF_THE_DATA = ("edits", "noise", "flips")
"""The settings that move examples and leave every one in its row."""
MOST = 12
"""Of more changes than so many the latest count: each is a picture of its own."""


@cached(24)
def earlier_data(experiment: Experiment) -> tuple[tuple[int, Problem, Prepared], ...]:
    """The data before each change of them: the step at which it was changed, the problem and the data until then, in order.

    The problem is the one at the end of the run, on the data of that time. Data that the loss at the end does not take are
    left out: until their step the next ones are shown.
    """
    found = []
    for (_, before), (step, after) in pairwise(experiment.phases):
        then = {name: getattr(before, name) for name in OF_THE_DATA}
        if then != {name: getattr(after, name) for name in OF_THE_DATA}:
            try:
                settings = experiment.now.change(**then)
                found.append((step, settings.problem(), settings.prepared()))
            except FieldError:
                continue
    return tuple(found[-MOST:])
