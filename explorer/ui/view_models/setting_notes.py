"""Sentences next to the controls: what the chosen settings mean for these data."""

from __future__ import annotations

from functools import lru_cache

from explorer.core.domains import NONNEGATIVE
from explorer.core.text import setting, three_figures
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.experiment import Experiment
from explorer.experiment.feature_factors import in_words
from explorer.experiment.menus import MENUS
from explorer.experiment.robust_scale import RobustScale
from explorer.losses import LOSSES
from explorer.path.first_fit import first_fit
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
    penalty, strength = experiment.problem().penalty, setting(experiment.strength)
    if experiment.penalty == "none":
        return "Cost = data loss"
    priced = f"{strength} × ${penalty.formula}$" if penalty.scaled else f"${penalty.formula}$ with $\\lambda = {strength}$"
    notes = [note for note in (_factors_note(experiment), zeroing_note(experiment)) if note]
    return "  \n".join([f"Cost = data loss + {priced}", *notes])


def has_factors(experiment: Experiment) -> bool:
    """Whether factors of single features mean something: there is a penalty, on a model that is linear in its weights."""
    return experiment.penalty != "none" and experiment.problem().network.linear


def _factors_note(experiment: Experiment) -> str:
    """What the factors in the formula are; empty where there are none."""
    factors = experiment.problem().penalty.factors
    if factors is None:
        return ""
    if experiment.adaptive:
        return f"Factors $f_j$ from {three_figures(min(factors))} to {three_figures(max(factors))}, not rescaled."
    return f"Factors $f_j$: {literal(in_words(experiment.factors))}, all others 1; not rescaled."


def adaptive_note(experiment: Experiment) -> str:
    """Which first fit the adaptive factors come from."""
    if not experiment.adaptive:
        return ""
    free = _first_fit_is_free(experiment.problem())
    fit = "without a penalty" if free else "with a little L2, since without a penalty no single fit is the best"
    return (
        f"The first fit is {fit}. Each factor is 1 / |w|^{setting(experiment.adaptive)}, times the one in the table. They come "
        "from all training examples and stay the same in every fold of a cross-validation."
    )


@lru_cache(maxsize=16)
def _first_fit_is_free(problem: Problem) -> bool:
    return first_fit(problem)[1]


def zeroing_note(experiment: Experiment) -> str:
    """From which strength on no weight is left, in a sentence; empty where there is none, or the solver does not get there."""
    zeroing = zeroing_strength(experiment.problem())
    if zeroing is None or experiment.make("solver").decoupled:
        return ""
    if experiment.make("penalty").convex:
        free = free_features(experiment.problem()).any()
        which = "all weights with a factor above 0" if free else "all weights"
        return f"From strength {three_figures(zeroing)} on {which} are zero."
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
