"""Which losses fit which targets, and what to use instead of one that does not."""

from __future__ import annotations

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

    >>> suggested_loss("positive").id
    'gamma'
    """
    usable = [loss for loss in LOSSES.values() if fits(loss, task) and not loss.untrainable]
    return min(usable, key=lambda loss: loss.task != task)  # its own task's before others that fit as well


def misfit(loss: Loss | type[Loss], task: str, target: str) -> str:
    """Why a loss is not for a target of this task, which ``target`` names, and one that is.

    >>> misfit(LOSSES["poisson"], "regression", "Diabetes")
    'Poisson is for a count or positive target; Diabetes has a regression one. Squared ("squared") fits.'
    """
    best, (*others, last) = suggested_loss(task), loss.domain.tasks
    tasks = f"{', '.join(others)} or {last}" if others else last
    return f'{loss.name} is for a {tasks} target; {target} has a {task} one. {best.name} ("{best.id}") fits.'


def unusable(loss: Loss | type[Loss], task: str) -> str:
    """Why a loss that cannot be trained with is refused, and one that can be.

    >>> unusable(LOSSES["zero_one"], "binary").split(". ")[-1]
    'Train with Logistic ("logistic") instead.'
    """
    best = suggested_loss(task)
    return f'{loss.name} can be looked at, not trained with: {loss.untrainable}. Train with {best.name} ("{best.id}") instead.'
