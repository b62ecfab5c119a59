"""How far moved examples change the fit: the run with them, and the same run without."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.numerics import exp_or_inf
from explorer.experiment.experiment import Experiment
from explorer.experiment.run_length import FAILED
from explorer.losses import LOSSES


def influence_of_edits(experiment: Experiment, checkpoint: Checkpoint = no_checkpoint) -> float | None:
    """How far the edits moved the final predictions on average; None where one of the two runs went wrong.

    In original units; for classes, whose losses have scores on scales of their own, in percent of the mean size of a score.

    >>> influence_of_edits(Experiment(dataset="stackloss", steps=20))
    0.0
    """
    before = experiment.change(edits=())
    runs = [one.train(checkpoint=checkpoint) for one in (before, experiment)]
    examples = before.problem().examples
    first, second = (examples.scores(examples.network.predict(run.weights[-1])) for run in runs)
    if LOSSES[experiment.loss].link == "log":
        first, second = exp_or_inf(first), exp_or_inf(second)
    if any(run.status in FAILED for run in runs) or not np.isfinite([first, second]).all():
        return None
    moved = float(np.abs(second - first).mean())
    if before.prepared().train.classes:
        return 100.0 * moved / max(float(np.abs(first).mean()), 1e-300)
    return moved * before.prepared().scaling.y_scale


def comparable_losses(experiment: Experiment) -> list[str]:
    """The other losses of these data that are drawn on the same axis: for the same kind of target, under the same link."""
    own = LOSSES[experiment.loss]
    return [
        name
        for name, loss in experiment.losses().items()
        if name != experiment.loss and loss.link == own.link and (own.link == "log" or loss.task == own.task)
    ]
