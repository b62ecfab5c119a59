"""Which choices of an experiment go together: each may be allowed by itself and refused beside the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.params import FieldError, params_of
from explorer.core.text import number
from explorer.cost.compatibility import instead, misfit, unusable
from explorer.datasets import DATASETS, Source
from explorer.datasets.corruption import fallen_back
from explorer.experiment.starting_weights import refuse as refuse_start
from explorer.losses import LOSSES
from explorer.models import MODELS
from explorer.penalties import PENALTIES
from explorer.solvers import SOLVERS

if TYPE_CHECKING:
    from explorer.experiment.experiment import Experiment

LONGEST_SECONDS = 5.0
STEP_SECONDS, CELL_SECONDS = 3e-5, 2e-9
"""What one step takes at most: so much, and so much again for each example and weight (measured on one slow core)."""
SCORES_SECONDS = 1.5e-4
"""And so much more where there is a score for each of several classes."""


def check_together(e: Experiment) -> None:
    """Raise a `FieldError` with a way out where the choices of an experiment do not go together."""
    _check_disturbance(e)
    _check_loss(e)
    _check_solver(e)
    _check_start(e)
    _check_classes(e)
    _check_starting_weights(e)
    _check_cost(e)
    _check_length(e)
    _check_plane(e)


def _check_disturbance(e: Experiment) -> None:
    """Noise is for numbers, wrong labels and rare classes are for classes."""
    source: type[Source] = DATASETS[e.dataset]
    for name, default in fallen_back(source.task).items():
        if getattr(e, name) != default:
            label = params_of(type(e))[name].label
            reason = f'"{label}" is not for a {source.task} target, which {source.name} has. Allowed here: {number(default)}.'
            raise FieldError(name, reason, {name: default}, f'Leave out "{label}"')


def _check_loss(e: Experiment) -> None:
    source: type[Source] = DATASETS[e.dataset]
    loss = LOSSES[e.loss]
    best = instead(source.task)
    allowed = f"Allowed: {', '.join(name for name, other in e.losses().items() if not other.untrainable)}."
    if e.loss not in e.losses():
        reason = f"{misfit(loss, source.task, source.name)} {allowed}"
        raise FieldError("loss", reason, {"loss": best.id}, f"Use {best.name}")
    if loss.untrainable:
        reason = f"{unusable(loss, source.task)} You can compare the two on the page Loss & cost. {allowed}"
        raise FieldError("loss", reason, {"loss": best.id}, f"Train with {best.name}")


def _check_solver(e: Experiment) -> None:
    """A penalty on groups needs one step length for all weights of a group."""
    separable = PENALTIES[e.penalty].separable
    if reason := e.make("solver").refusal(separable):
        allowed = [name for name, solver in SOLVERS.items() if not solver().refusal(separable)]
        raise FieldError(
            "penalty", f"{reason} Allowed with {PENALTIES[e.penalty].name}: {', '.join(allowed)}.",
            {"solver": allowed[0], "penalty": e.penalty}, f"Use {SOLVERS[allowed[0]].name}",
        )  # fmt: skip


def _check_start(e: Experiment) -> None:
    starts = MODELS[e.model].starts
    if e.start != "auto" and e.start not in starts:
        reason = f"at {e.start} all hidden units are the same and stay so. Allowed: auto, {', '.join(starts)}."
        raise FieldError("start", reason, {"start": "auto"}, "Start at a seeded normal")


def _check_classes(e: Experiment) -> None:
    train = e.prepared().train
    if not train.classes or len(np.unique(train.y)) > 1:
        return
    one_class = f"one class of {train.target} alone in the training part; a classifier needs 2."
    if e.flips:
        replace(e, flips=0.0)  # where the edits alone leave one class, this refuses them
        raise FieldError("flips", f"{number(e.flips)} leaves {one_class}", {"flips": 0.0}, "Flip none")
    raise FieldError("edits", f"they leave {one_class}", {"edits": ()}, "Put everything back")


def _check_starting_weights(e: Experiment) -> None:
    given, needed = len(e.starting_weights), e.problem().size
    if given and given != needed:
        raise refuse_start(f"{given} numbers for a model with {needed} weights and biases. Allowed here: {needed} of them.")


def _check_cost(e: Experiment) -> None:
    """There must be a cost to descend from: exp(z) of a point moved far away may be too large for a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        finite = np.isfinite(e.problem().cost(e.starts_from()).total)
    if finite:
        return
    if e.starting_weights:
        raise refuse_start("the cost there is too large for a number.")
    if e.edits:
        raise FieldError("edits", "with these the cost is too large for a number.", {"edits": ()}, "Put everything back")
    raise FieldError(
        "start", "the cost there is too large for a number. Allowed: auto, zero.", {"start": "auto"}, "Start at zero"
    )


def seconds(e: Experiment) -> float:
    """How long training it may take at most."""
    problem = e.problem()
    per_step = STEP_SECONDS + CELL_SECONDS * problem.n * problem.size
    return e.steps * (per_step + (SCORES_SECONDS if problem.loss.task == "multiclass" else 0.0))


def _check_length(e: Experiment) -> None:
    """Each setting is allowed, but all together might keep a host busy for too long."""
    per_step = seconds(e) / e.steps
    longest = int(float(f"{LONGEST_SECONDS / per_step:.2g}"))
    if e.steps > longest:
        reason = (
            f"{e.steps} steps of this model on these data may take {e.steps * per_step:.1f} s; the limit is "
            f"{LONGEST_SECONDS:g} s. Allowed here: whole numbers 10 to {longest}."
        )
        raise FieldError("steps", reason, {"steps": longest}, f"Take {longest} steps")


def _check_plane(e: Experiment) -> None:
    last = e.problem().size - 1
    for name in ("plane_x", "plane_y"):
        index = getattr(e, name)
        if isinstance(index, int) and index > last:
            reason = f"{index} is above {last}. Allowed: 0 to {last} or auto."
            raise FieldError(name, reason, {name: "auto"}, "Choose for me")
    if e.plane_x != "auto" and e.plane_x == e.plane_y:
        reason = f"{e.plane_y} is the weight of plane_x already. Allowed: another one."
        raise FieldError("plane_y", reason, {"plane_y": "auto"})
