"""What is compared: a loss with a penalty each, what it is called, and why some cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.core.params import params_of
from explorer.core.text import setting
from explorer.cost.compatibility import fits, misfit, refused_target, untaken, unusable
from explorer.cost.problem import Problem
from explorer.datasets.base import Dataset
from explorer.losses.base import Loss
from explorer.models.base import Model
from explorer.path.methods.choice import path_refusal
from explorer.penalties.base import Penalty
from explorer.selection.comparing.metrics import metric_refusal
from explorer.selection.metrics import Metric


@dataclass(frozen=True)
class Candidate:
    """A loss with a penalty: one row of a comparison. ``name`` tells it from the others."""

    name: str
    loss: Loss
    penalty: Penalty


def candidates(losses: Sequence[Loss], penalties: Sequence[Penalty]) -> tuple[Candidate, ...]:
    """Every loss with every penalty, each named by no more than tells it from the others.

    Raises ``ValueError`` where there is none, or the same one twice.

    >>> from explorer import LOSSES, PENALTIES
    >>> made = candidates([LOSSES["huber"](), LOSSES["quantile"](tau=0.1), LOSSES["quantile"](tau=0.9)], [PENALTIES["l2"]()])
    >>> [one.name for one in made]
    ['Huber', 'Quantile, τ = 0.1', 'Quantile, τ = 0.9']
    """
    if not losses or not penalties:
        raise ValueError(f"{'penalty' if losses else 'losses'}: there is none to compare. Allowed: one or more.")
    for name, items in (("losses", losses), ("penalty", penalties)):
        if len(set(items)) < len(items):
            twice = next(item for i, item in enumerate(items) if item in items[:i])
            raise ValueError(f"{name}: {twice.name} stands there twice. Allowed: each once.")
    return tuple(
        Candidate(f"{_name(loss, losses)} with {_name(penalty, penalties)}" if len(penalties) > 1 else _name(loss, losses),
                  loss, penalty)
        for loss in losses for penalty in penalties
    )  # fmt: skip


def _name(one: Loss | Penalty, among: Sequence[Loss] | Sequence[Penalty]) -> str:
    """Its name, with its parameters where another has the same name."""
    if sum(other.name == one.name for other in among) == 1:
        return one.name
    values = [f"{p.symbol or p.label} = {setting(getattr(one, p.name))}" for p in params_of(type(one)).values()]
    return ", ".join([one.name, *values])


def candidate_refusal(candidate: Candidate, data: Dataset, model: Model, metric: Metric) -> str:
    """Why a candidate cannot be compared on these data by this metric, in a sentence; empty where it can.

    >>> from explorer import LOSSES, MODELS, PENALTIES
    >>> from explorer.selection.comparing.metrics import comparison_metric
    >>> one = Candidate("Tukey", LOSSES["tukey"](), PENALTIES["l2"]())
    >>> data = Dataset([[0.0], [1.0]], [0.0, 1.0])
    >>> candidate_refusal(one, data, MODELS["linear"](), comparison_metric("regression"))[:60]
    'Tukey biweight is not convex, so there may be several minima'
    """
    loss = candidate.loss
    if not fits(loss, data.task):
        return misfit(loss, data.task, data.target)
    if loss.untrainable:
        return unusable(loss, data.task)
    if (row := untaken(loss, data)) is not None:
        return refused_target(loss, data, row)
    if refusal := metric_refusal(metric, loss):
        return refusal
    return path_refusal(Problem(data, model, loss, candidate.penalty, 0.0))
