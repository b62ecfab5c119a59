"""The nearest settings that have a regularization path, for an experiment that has none."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from explorer.core.params import FieldError
from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.path.methods.choice import path_refusal


def without_strength(settings: Experiment) -> Problem:
    """The problem at strength 0: the same object for all strengths, so that their path is found once."""
    return settings.change(strength=0.0).problem()


def nearest_with_path(settings: Experiment) -> dict[str, str] | None:
    """The fewest of penalty, loss and model that, set to the usual ones, give these settings a path; None where none do.

    >>> nearest_with_path(Experiment(loss="tukey"))
    {'loss': 'squared'}
    """
    usual = {"penalty": Experiment().penalty, "loss": next(iter(settings.losses())), "model": Experiment().model}
    other = {menu: i for menu, i in usual.items() if i != getattr(settings, menu)}
    for count in range(1, len(other) + 1):
        for menus in combinations(other, count):
            changes = {menu: other[menu] for menu in menus}
            if _has_path(settings, changes):
                return changes
    return None


def _has_path(settings: Experiment, changes: dict[str, Any]) -> bool:
    try:
        return not path_refusal(without_strength(settings.change(**changes)))
    except (FieldError, ValueError):
        return False
