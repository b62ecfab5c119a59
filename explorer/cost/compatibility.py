"""Which losses fit which targets, and what to use instead of one that does not."""

from __future__ import annotations

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.core.text import number
from explorer.datasets.base import Dataset
from explorer.losses import LOSSES, Loss


def fits(loss: Loss | type[Loss], task: str) -> bool:
    """Whether a loss is defined for every target of this task: its own, and any other whose targets lie in its domain.

    A regression loss takes any number, so also counts and positive targets.

    >>> fits(LOSSES["squared"], "count"), fits(LOSSES["gamma"], "count")
    (True, False)
    """
    return task in loss.domain.tasks


def losses_for(task: str) -> dict[str, type[Loss]]:
    """The losses that fit a data set of this task, its own first. Several classes also take a binary loss: the first class
    against the rest. Some can be looked at alone (`Loss.untrainable`).

    >>> next(iter(losses_for("count"))), "hinge" in losses_for("multiclass")
    ('poisson', True)
    """
    found = {name: loss for name, loss in LOSSES.items() if fits(loss, task)}
    if task == "multiclass":
        found |= {name: loss for name, loss in LOSSES.items() if fits(loss, "binary")}
    return dict(sorted(found.items(), key=lambda item: item[1].task != task))


def suggested_loss(task: str) -> type[Loss]:
    """The loss to offer where another cannot be had: the first of this task in the menu that can be trained with.

    >>> suggested_loss("positive").id, suggested_loss("amount").id
    ('gamma', 'tweedie')
    """
    usable = [loss for loss in LOSSES.values() if fits(loss, task) and not loss.untrainable]
    return min(usable, key=lambda loss: loss.task != task)  # its own task's before others that fit as well


def misfit(loss: Loss | type[Loss], task: str, target: str) -> str:
    """Why a loss is not for a target of this task, which ``target`` names, and one that is.

    >>> misfit(LOSSES["poisson"], "regression", "Diabetes")
    'Poisson is for a count, amount or positive target; Diabetes has a regression one. Squared ("squared") fits.'
    """
    best, (*others, last) = suggested_loss(task), loss.domain.tasks
    tasks = f"{', '.join(others)} or {last}" if others else last
    return f'{loss.name} is for a {tasks} target; {target} has a {task} one. {best.name} ("{best.id}") fits.'


def takers(task: str, value: float) -> list[type[Loss]]:
    """The losses for a target of this task that take a value and can be trained with, the narrowest domain first.

    >>> [loss.id for loss in takers("positive", 0.0)][:3]
    ['tweedie', 'poisson', 'squared']
    """
    y = np.array([value])
    found = [loss for loss in losses_for(task).values() if loss.domain.holds(y).all() and not loss.untrainable]
    return sorted(found, key=lambda loss: (len(loss.domain.tasks), DOMAINS[loss.task].whole))


def untaken(loss: Loss | type[Loss], data: Dataset) -> int | None:
    """The first example whose target the loss does not take; None where it takes all.

    >>> untaken(LOSSES["gamma"], Dataset(np.eye(3), np.array([1.0, 0.0, 2.0])))
    1
    """
    bad = np.flatnonzero(~loss.domain.holds(data.y))
    return int(bad[0]) if bad.size else None


def refused_target(loss: Loss | type[Loss], data: Dataset, row: int) -> str:
    """Why a loss refuses the target of an example, and which losses take it.

    >>> refused_target(LOSSES["gamma"], Dataset(np.eye(2), np.array([1.0, 0.0]), task="amount"), 1)[:88]
    'target of row 1 is 0; Gamma takes targets above 0. These take it: Tweedie ("tweedie"), P'
    """
    value = float(data.y[row])
    named = ", ".join(f'{other.name} ("{other.id}")' for other in takers(data.task, value))
    return (
        f"{data.target} of row {row} is {number(value)}; {loss.name} takes targets {loss.domain.words}. These take it: {named}."
    )


def unusable(loss: Loss | type[Loss], task: str) -> str:
    """Why a loss that cannot be trained with is refused, and one that can be.

    >>> unusable(LOSSES["zero_one"], "binary").split(". ")[-1]
    'Train with Logistic ("logistic") instead.'
    """
    best = suggested_loss(task)
    return f'{loss.name} can be looked at, not trained with: {loss.untrainable}. Train with {best.name} ("{best.id}") instead.'
