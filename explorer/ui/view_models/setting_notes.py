"""Sentences next to the controls: what the chosen settings mean for these data."""

from __future__ import annotations

from explorer.core.domains import NONNEGATIVE
from explorer.core.text import setting, three_figures
from explorer.experiment import Experiment
from explorer.experiment.menus import MENUS
from explorer.experiment.robust_scale import RobustScale
from explorer.losses import LOSSES
from explorer.path.zeroing import zeroing_strength
from explorer.ui.markdown import literal


def corruption_note(experiment: Experiment) -> str:
    """What corruption of the data does, and which class is the first one."""
    note = "Make the training examples harder to learn from. The held-out ones stay as they are."
    train = experiment.prepared().train
    if not train.classes:
        return note
    first = train.classes[1 if train.task == "binary" else 0]
    return f"{note} The first class is {literal(first)}."


def cost_note(experiment: Experiment) -> str:
    """The cost as a formula, and the strength from which no weight is left."""
    penalty, strength = experiment.make("penalty"), setting(experiment.strength)
    if experiment.penalty == "none":
        return "Cost = data loss"
    priced = f"{strength} × ${penalty.formula}$" if penalty.scaled else f"${penalty.formula}$ with $\\lambda = {strength}$"
    note = zeroing_note(experiment)
    return f"Cost = data loss + {priced}" + (f"  \n{note}" if note else "")


def zeroing_note(experiment: Experiment) -> str:
    """From which strength on no weight is left, in a sentence; empty where there is none, or the solver does not get there."""
    zeroing = zeroing_strength(experiment.problem())
    if zeroing is None or experiment.make("solver").decoupled:
        return ""
    if experiment.make("penalty").convex:
        return f"From strength {three_figures(zeroing)} on all weights are zero."
    return f"From strength {three_figures(zeroing)} on weights of zero are a minimum, though perhaps not the lowest."


def decay_note(experiment: Experiment) -> str:
    """What the solver makes of the penalty, where that is not what one expects."""
    penalty, solver = experiment.make("penalty"), experiment.make("solver")
    decays = not penalty.is_zero(experiment.strength) if solver.decoupled else penalty.curvature_bound(experiment.strength) > 0
    return solver.on_decay if decays else ""


def intercept_note(experiment: Experiment) -> str:
    """What it means that the model has no intercept; empty where it has one.

    >>> intercept_note(Experiment(dataset="diabetes", params={"model.intercept": False}, standardise=False))
    'No intercept: the prediction is 0 where all features are 0, in their own units. The target is scaled, but not centred.'
    """
    problem = experiment.problem()
    if experiment.make("model").intercept:
        return ""
    there, border = "the prediction is 0", ""
    if problem.network.layers[-1].outputs is not None:
        there = "all scores are 0"
    elif problem.data.task == "binary":
        there, border = "the score is 0", ", so the border between the classes runs through there"
    elif problem.loss.link == "log":
        there = "the prediction is exp(0) = 1"
    note = f"No intercept: {there} where all features are 0, in their own units{border}."
    target = problem.data.task == "regression"
    if experiment.standardise:
        return f"{note} Features{' and the target' if target else ''} are scaled, but not centred."
    return f"{note} The target is scaled, but not centred." if target else note


def scale_note(experiment: Experiment, scale: RobustScale) -> str:
    """Where the scale of a robust loss comes from: the data, its fixed default, or the visitor.

    >>> e = Experiment(loss="huber", params={"loss.delta": 0.99})
    >>> from explorer.experiment.robust_scale import robust_scale
    >>> scale_note(e, robust_scale(e))
    "δ = 0.99: 1.345 times the residuals' robust spread (0.737) in a first least-absolute fit (Holland and Welsch, Robust \
regression using iteratively reweighted least-squares, 1977)."
    """
    value, declared = experiment.params[scale.field], experiment.declared()[scale.field]
    name = declared.symbol or declared.label
    if value == scale.value:
        return f"{name} = {setting(scale.value)}: {scale.words} ({scale.source})."
    kind = "the fixed default" if value == scale.fixed else "your own choice"
    return f"{name} is {kind}. {setting(scale.value)} would be {scale.words}."


def target_note(experiment: Experiment) -> str:
    """How the target is read where it is not of the kind that the loss takes."""
    source = MENUS["dataset"][experiment.dataset]
    if source.task == "multiclass" and MENUS["loss"][experiment.loss].task == "binary":
        first = experiment.prepared().train.classes[1]
        return f"One class against the rest: {literal(first)} is +1, all others are -1. "
    if source.task in NONNEGATIVE.tasks:
        log = LOSSES[experiment.loss].link == "log"
        return "The target stays in its own units here. " + ("The link is the log: the prediction is exp(z)." if log else "")
    return ""
