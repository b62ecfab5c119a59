"""The two weights on the axes of a surface stay those that are shown, where a change of settings would suggest others."""

from __future__ import annotations

from explorer.experiment import Experiment
from explorer.experiment.settings import AXES
from explorer.ui import visit
from explorer.ui.view_models.trained_run import trained


def with_axes_kept(before: Experiment, after: Experiment) -> Experiment:
    """The run ``after`` a change, over the two weights that are shown of the run ``before`` it.

    Axes that nobody chose are the two weights that move most, and that may be others after each change. A picture whose axes
    change by themselves is read wrongly, so from then on these two are named, in the link as well. Other weights, or none to
    choose from, leave the run as it is.

    >>> run = Experiment(steps=60)
    >>> other = run.change(rate=0.5)
    >>> trained(run).plane, trained(other).plane, trained(with_axes_kept(run, other)).plane
    ((2, 8), (7, 8), (2, 8))
    """
    if any(getattr(run, axis) != "auto" for run in (before, after) for axis in AXES):
        return after
    if before.now.problem().names != after.now.problem().names:
        return after
    shown = trained(before).plane
    return after if trained(after).plane == shown else after.change(**dict(zip(AXES, shown, strict=True)))


def settle() -> None:
    """Keep the axes of the run that a change has replaced. In the script's body, since the new run has to be trained for it."""
    now = visit.current()
    if now.axes_of is not None:
        visit.update(experiment=with_axes_kept(now.axes_of, now.experiment), axes_of=None)
