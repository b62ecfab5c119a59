"""Presses that change the strength: a clearly larger or smaller one, from the slider's own positions."""

from __future__ import annotations

from explorer.core.params import params_of
from explorer.core.text import setting
from explorer.experiment.experiment import Experiment
from explorer.experiment.settings import Settings
from explorer.findings.base import Press

FACTOR = 5.0
FIRST = 0.05
"""The strength offered where there was none."""


def more_strength(experiment: Experiment) -> tuple[Press, ...]:
    """A press that raises the strength about fivefold; L2 where there is no penalty; none where it is the largest."""
    grid = _grid()
    wanted = max(FIRST, FACTOR * experiment.strength)
    larger = min((s for s in grid if s >= wanted * 0.999), default=grid[-1])
    if larger <= experiment.strength:
        return ()
    if experiment.make("penalty").is_zero():
        return (Press(f"Add L2 at {setting(larger)}", {"penalty": "l2", "strength": larger}),)
    return (Press(f"Raise the strength to {setting(larger)}", {"strength": larger}),)


def less_strength(experiment: Experiment) -> tuple[Press, ...]:
    """A press that lowers the strength about fivefold, small ones to 0; none where nothing is penalised."""
    if experiment.make("penalty").is_zero(experiment.strength):
        return ()
    smaller = max(s for s in _grid() if s <= experiment.strength / FACTOR)
    return (Press(f"Lower the strength to {setting(smaller)}", {"strength": smaller}),)


def _grid() -> tuple[float, ...]:
    return tuple(float(s) for s in params_of(Settings)["strength"].grid())
