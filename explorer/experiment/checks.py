"""Which settings go together: each may be allowed by itself and refused in combination with others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.core.params import FieldError, params_of
from explorer.core.text import number
from explorer.cost.compatibility import misfit, refused_target, suggested_loss, takers, untaken, unusable
from explorer.datasets.corruption import default_corruptions
from explorer.experiment.build import factors_of, prepared_of, problem_of, raw_of, start_of
from explorer.experiment.settings import Settings
from explorer.experiment.starting_weights import refuse as refuse_start
from explorer.losses import LOSSES
from explorer.models import MODELS
from explorer.penalties import PENALTIES
from explorer.solvers import SOLVERS

LONGEST_SECONDS = 10.0
STEP_SECONDS, BATCH_SECONDS, SCORES_SECONDS = 5e-5, 5e-5, 1.5e-4
"""What a step takes whatever the data (measured on one slow core): the solver's part, more to pick a mini-batch, and more where
there is a score for each of several classes."""
LOSS_SECONDS, HIDDEN_SECONDS, CELL_SECONDS = 1.2e-7, 6e-8, 8e-10
"""And for each example: per score, per hidden unit, per weight. A step that sees a few examples is no quicker than one that
sees all, since the cost after it is that of all."""


def check_together(s: Settings) -> None:
    """Raise a `FieldError` with a remedy where settings do not go together."""
    _check_disturbance(s)
    _check_loss(s)
    _check_weighting(s)
    _check_targets(s)
    _check_solver(s)
    _check_start(s)
    _check_classes(s)
    factors_of(s)
    _check_starting_weights(s)
    _check_cost(s)
    check_view(s)


def check_view(s: Settings) -> None:
    """The same for the view alone, of settings that go together otherwise."""
    _check_length(s)
    _check_plane(s)


def _check_disturbance(s: Settings) -> None:
    """Noise is for numbers, wrong labels and rare classes are for classes."""
    source = s.source
    for name, default in default_corruptions(source.task).items():
        if getattr(s, name) != default:
            label = params_of(Settings)[name].label
            reason = f'"{label}" is not for a {source.task} target, which {source.name} has. Allowed here: {number(default)}.'
            raise FieldError(name, reason, {name: default}, f'Leave out "{label}"')


def _check_loss(s: Settings) -> None:
    source = s.source
    loss = LOSSES[s.loss]
    best = suggested_loss(source.task)
    allowed = f"Allowed: {', '.join(name for name, other in s.losses().items() if not other.untrainable)}."
    if s.loss not in s.losses():
        reason = f"{misfit(loss, source.task, source.name)} {allowed}"
        raise FieldError("loss", reason, {"loss": best.id}, f"Use {best.name}")
    if loss.untrainable:
        reason = f"{unusable(loss, source.task)} You can compare the two on the page Loss & cost. {allowed}"
        raise FieldError("loss", reason, {"loss": best.id}, f"Train with {best.name}")


def _check_weighting(s: Settings) -> None:
    """Weights of classes are for classes, an exposure is for a log link; the data must have what is named."""
    source = s.source
    loss = LOSSES[s.loss]
    if s.exposure_column and loss.link != "log":
        allowed = ", ".join(name for name, other in s.losses().items() if other.link == "log")
        reason = f"{loss.name} has no log link, under which an exposure multiplies the prediction."
        with_it = f"Allowed with: {allowed}." if allowed else f"No loss for a {source.task} target has one, so none is allowed."
        raise FieldError("exposure_column", f"{reason} {with_it}", {"exposure_column": ""}, "Take no exposure")
    if s.weight_column and s.weight_column == s.exposure_column:
        reason = f'"{s.weight_column}" is the exposure already. Allowed: another column.'
        raise FieldError("weight_column", reason, {"weight_column": ""}, "Take no column")
    prepared_of(s)  # refuses what these columns and classes do not allow


def _check_targets(s: Settings) -> None:
    """A target that was moved must be one that the loss in force takes; held-out ones too, since they are judged by it."""
    data, loss = raw_of(s), LOSSES[s.loss]
    row = None if data.classes else untaken(loss, data)
    if row is not None:
        best = takers(data.task, float(data.y[row]))[0]
        raise FieldError("edits", refused_target(loss, data, row), {"loss": best.id}, f"Use {best.name}")


def _check_solver(s: Settings) -> None:
    """A penalty on groups needs one step length for all weights of a group."""
    separable = PENALTIES[s.penalty].separable
    if reason := s.make("solver").refusal(separable):
        allowed = [name for name, solver in SOLVERS.items() if not solver().refusal(separable)]
        raise FieldError(
            "penalty", f"{reason} Allowed with {PENALTIES[s.penalty].name}: {', '.join(allowed)}.",
            {"solver": allowed[0], "penalty": s.penalty}, f"Use {SOLVERS[allowed[0]].name}",
        )  # fmt: skip


def _check_start(s: Settings) -> None:
    starts = MODELS[s.model].starts
    if s.start != "auto" and s.start not in starts:
        reason = f"at {s.start} all hidden units are the same and stay so. Allowed: auto, {', '.join(starts)}."
        raise FieldError("start", reason, {"start": "auto"}, "Start at a seeded normal")


def _check_classes(s: Settings) -> None:
    train = prepared_of(s).train
    counting = train.y if train.example_weights is None else train.y[train.example_weights > 0]
    if not train.classes or len(np.unique(counting)) > 1:
        return
    if len(np.unique(train.y)) > 1:
        reason = f"one class of {train.target} alone counts in the training part; a classifier needs 2."
        raise FieldError("weight_column", reason, {"weight_column": "", "class_weight": ""}, "Let all examples count alike")
    one_class = f"one class of {train.target} alone in the training part; a classifier needs 2."
    if s.flips:
        check_together(replace(s, flips=0.0))  # where the edits alone leave one class, this refuses them
        raise FieldError("flips", f"{number(s.flips)} leaves {one_class}", {"flips": 0.0}, "Flip none")
    raise FieldError("edits", f"they leave {one_class}", {"edits": ()}, "Put everything back")


def _check_starting_weights(s: Settings) -> None:
    problem, given = problem_of(s), len(s.starting_weights)
    needed, of = problem.size, "weights and biases" if problem.network.biased else "weights"
    if given and given != needed:
        raise refuse_start(f"{given} numbers for a model with {needed} {of}. Allowed here: {needed} of them.")


def _check_cost(s: Settings) -> None:
    """There must be a cost to descend from: exp(z) of a point moved far away may be too large for a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        finite = np.isfinite(problem_of(s).cost(start_of(s)).total)
    if finite:
        return
    if s.starting_weights:
        raise refuse_start("the cost there is too large for a number.")
    if s.edits:
        raise FieldError("edits", "with these the cost is too large for a number.", {"edits": ()}, "Put everything back")
    raise FieldError(
        "start", "the cost there is too large for a number. Allowed: auto, zero.", {"start": "auto"}, "Start at zero"
    )


def seconds(s: Settings) -> float:
    """About how long training it takes."""
    problem = problem_of(s)
    *hidden, scores = (layer.width for layer in problem.network.layers)
    per_example = LOSS_SECONDS * scores + HIDDEN_SECONDS * sum(hidden) + CELL_SECONDS * problem.size
    few = s.batch is not None and s.batch < problem.n
    per_step = STEP_SECONDS + BATCH_SECONDS * few + SCORES_SECONDS * (scores > 1) + problem.n * per_example
    return s.steps * per_step


def longest(s: Settings) -> int:
    """How many steps such a run may take, to two figures: it may not keep a host busy for too long."""
    return int(float(f"{LONGEST_SECONDS * s.steps / seconds(s):.2g}"))


def _check_length(s: Settings) -> None:
    """Each setting is allowed, but all together might take too long."""
    per_step, most = seconds(s) / s.steps, longest(s)
    if s.steps > most:
        reason = (
            f"{s.steps} steps of this model on these data may take about {s.steps * per_step:.3g} s; the limit is "
            f"{LONGEST_SECONDS:g} s. Allowed here: whole numbers 10 to {most}."
        )
        raise FieldError("steps", reason, {"steps": most}, f"Take {most} steps")


def _check_plane(s: Settings) -> None:
    last = problem_of(s).size - 1
    for name in ("plane_x", "plane_y"):
        index = getattr(s, name)
        if isinstance(index, int) and index > last:
            reason = f"{index} is above {last}. Allowed: 0 to {last} or auto."
            raise FieldError(name, reason, {name: "auto"}, "Choose for me")
    if s.plane_x != "auto" and s.plane_x == s.plane_y:
        reason = f"{s.plane_y} is the weight of plane_x already. Allowed: another one."
        raise FieldError("plane_y", reason, {"plane_y": "auto"})
