"""What becomes of the learning rate where the problem changes: one from advice goes with its problem, one chosen stays."""

from __future__ import annotations

from collections.abc import Collection

from explorer.core.text import setting
from explorer.experiment import Experiment
from explorer.training.step_size import too_high
from explorer.words.sidebar import rate_again_auto, rate_stays

OF_THE_PROBLEM = ("dataset", "model", "loss", "solver", "standardise")
"""The settings, or the menus of parameters, for which a rate was computed that was offered as the one that helps."""


def suited(wanted: Experiment, new: Collection[str], advised: float | None) -> tuple[Experiment, str]:
    """Settings with a rate that goes with them, and a sentence where there is something to say of it.

    ``new`` are the names of what differs from the settings before, ``advised`` is the rate that the page offered and the
    visitor took, None where that was not so. Such a rate was computed for the problem before: for another one it is ``"auto"``
    again. One that the visitor chose stays, with a warning where it is above what is stable now.

    >>> suited(Experiment(dataset="engel", rate=0.121), ["dataset"], advised=0.121)[0].rate
    'auto'
    >>> suited(Experiment(dataset="engel", rate=0.121), ["dataset"], advised=None)[0].rate
    0.121
    """
    rate = wanted.rate
    if isinstance(rate, str) or "rate" in new or not any(name.split(".")[0] in OF_THE_PROBLEM for name in new):
        return wanted, ""
    if rate == advised:
        return wanted.change(rate="auto"), rate_again_auto(setting(rate))
    above = too_high(wanted.problem(), wanted.make("solver"), rate, wanted.batch)
    return wanted, rate_stays(setting(rate), above) if above else ""
