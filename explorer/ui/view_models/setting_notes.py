"""Sentences next to the controls: what the chosen settings mean for these data."""

from __future__ import annotations

from explorer.core.cached import cached
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
from explorer.words import sidebar as words


def corruption_note(experiment: Experiment) -> str:
    """What corruption of the data does, and which class it can make rare."""
    train = experiment.prepared().train
    if not train.classes:
        return words.CORRUPTION
    first = train.classes[1 if train.task == "binary" else 0]
    return words.CORRUPTION + words.can_be_rare(literal(first))


def cost_note(experiment: Experiment) -> str:
    """The cost as a formula, and the strength from which no weight is left."""
    penalty, strength = experiment.problem().penalty, setting(experiment.strength)
    if experiment.penalty == "none":
        return words.COST_ALONE
    priced = f"{strength} × ${penalty.formula}$" if penalty.scaled else f"${penalty.formula}$ with $\\lambda = {strength}$"
    notes = [note for note in (_factors_note(experiment), zeroing_note(experiment)) if note]
    return "  \n".join([words.cost(priced), *notes])


def has_factors(experiment: Experiment) -> bool:
    """Whether factors of single features mean something: there is a penalty, on a model that is linear in its weights."""
    return experiment.penalty != "none" and experiment.problem().network.linear


def _factors_note(experiment: Experiment) -> str:
    """What the factors in the formula are; empty where there are none."""
    factors = experiment.problem().penalty.factors
    if factors is None:
        return ""
    if experiment.adaptive:
        return words.factors_between(three_figures(min(factors)), three_figures(max(factors)))
    return words.factors_named(literal(in_words(experiment.factors)))


def adaptive_note(experiment: Experiment) -> str:
    """Which first fit the adaptive factors come from."""
    if not experiment.adaptive:
        return ""
    return words.adaptive(_first_fit_is_free(experiment.problem()), setting(experiment.adaptive))


@cached(16)
def _first_fit_is_free(problem: Problem) -> bool:
    return first_fit(problem)[1]


def zeroing_note(experiment: Experiment) -> str:
    """From which strength on no weight is left, in a sentence; empty where there is none, or the solver does not get there."""
    zeroing = zeroing_strength(experiment.problem())
    if zeroing is None or experiment.make("solver").decoupled:
        return ""
    if experiment.make("penalty").convex:
        return words.zeroing(three_figures(zeroing), bool(free_features(experiment.problem()).any()))
    return words.zeroing_local(three_figures(zeroing))


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
    there, border = words.PREDICTION_0, False
    if problem.network.layers[-1].outputs is not None:
        there = words.SCORES_0
    elif problem.data.task == "binary":
        there, border = words.SCORE_0, True
    elif problem.loss.link == "log":
        there = words.PREDICTION_1
    target = problem.data.task == "regression"
    if experiment.standardise:
        return words.no_intercept(there, border, words.BOTH_SCALED if target else words.FEATURES_SCALED)
    return words.no_intercept(there, border, words.TARGET_SCALED if target else "")


def scale_note(experiment: Experiment, scale: RobustScale) -> str:
    """Where the scale of a robust loss comes from: the data, its fixed default, or the visitor.

    >>> e = Experiment(loss="huber", params={"loss.delta": 0.99})
    >>> from explorer.experiment.robust_scale import robust_scale
    >>> scale_note(e, robust_scale(e))
    'δ = 0.99: 1.345 times the robust spread of the residuals (0.737) after a first fit with absolute loss (Holland and \
Welsch, Robust regression using iteratively reweighted least-squares, 1977).'
    """
    value, declared = experiment.params[scale.field], experiment.declared()[scale.field]
    name = declared.symbol or declared.label
    if value == scale.value:
        return words.scale_followed(name, setting(scale.value), scale.words, scale.source)
    return words.scale_chosen(name, value == scale.fixed, setting(scale.value), scale.words)


def target_note(experiment: Experiment) -> str:
    """How the target is read where it is not of the kind that the loss takes."""
    source = experiment.source
    if source.task == "multiclass" and MENUS["loss"][experiment.loss].task == "binary":
        first = experiment.prepared().train.classes[1]
        return words.one_against_rest(literal(first))
    if source.task in NONNEGATIVE.tasks:
        log = LOSSES[experiment.loss].link == "log"
        return words.OWN_UNITS + (words.LOG_LINK if log else "")
    return ""
