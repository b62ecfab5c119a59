"""The shape of the cost in sentences: convexity, separable classes, flat directions, symmetries, kinks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.columns import constant_columns, rank
from explorer.core.text import three_figures
from explorer.cost.counting import counting
from explorer.cost.existence import minimum_exists
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.cost.separability import never_satisfied, separable
from explorer.landscape.shape.convexity import non_convexity, surely_convex
from explorer.landscape.shape.flat_directions import FlatDirections, flat_directions
from explorer.landscape.shape.symmetries import symmetries
from explorer.models.layer import ACTIVATIONS

Array = np.ndarray

FAR = 1e9
"""A weight so large that every penalty has reached its plateau, where it has one."""
NOTHING, LEVEL, RISES = "nothing", "level", "rises"
"""What a penalty does to large weights."""


@dataclass(frozen=True)
class Fact:
    """One thing that is true of the cost's shape.

    ``kind`` is ``"convexity"``, ``"flat"``, ``"copies"``, ``"kinks"`` or ``"separable"``; ``title`` says it in a few words,
    ``sentence`` in full, with the evidence.
    """

    kind: str
    title: str
    sentence: str


def shape_facts(problem: Problem) -> tuple[Fact, ...]:
    """What is known of the cost's shape, the most important first.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> x = np.array([0.0, 1.0, 3.0])
    >>> twice = Dataset(np.stack([x, 2.0 * x], axis=1), x)
    >>> for fact in shape_facts(Problem(twice, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)):
    ...     print(f"{fact.title}. {fact.sentence}")
    Convex. The loss and the penalty are convex and predictions are linear in the weights, so downhill always leads towards \
the lowest cost.
    1 flat direction. Along 1 direction the data loss never changes: some features are sums or multiples of others. The \
squares in the penalty rise along it, so only one set of weights can be best.
    """
    found = [_convexity(problem), _separable(problem), _flat(problem), _symmetries(problem), *_kinks(problem)]
    return tuple(fact for fact in found if fact is not None)


def _convexity(problem: Problem) -> Fact:
    penalty, counts = problem.penalty, _far_out(problem) != NOTHING
    if surely_convex(problem):
        if penalty.convex or not counts:
            convex = "The loss and the penalty are convex" if counts else "The loss is convex"
            why = f"{convex} and predictions are linear in the weights"
        else:
            why = f"{penalty.name} bends down, but the data loss bends up at least as sharply in every direction"
        return Fact("convexity", "Convex", f"{why}, so downhill always leads towards the lowest cost.")
    reasons = [
        *(["the model is not linear in its weights"] if not problem.network.linear else []),
        *(["the loss is not convex"] if not problem.loss.convex else []),
        *(["the penalty is not convex"] if problem.strength > 0 and not penalty.convex else []),  # also where it rounds to 0
    ]
    why = _listed(reasons)
    example = non_convexity(problem)
    if example is None:
        text = f"{why[0].upper()}{why[1:]}, so there may be more than one valley. A search found no proof of that."
        return Fact("convexity", "Not known to be convex", text)
    evidence = (
        f"half-way between two sets of weights the cost is {three_figures(example.middle - example.mean)} above the mean "
        f"of their costs, {three_figures(example.mean)}"
    )
    text = f"{why[0].upper()}{why[1:]}: {evidence}. So there may be more than one valley, and the start can decide."
    return Fact("convexity", "Not convex", text)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' if count != 1 else ''}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _far_out(problem: Problem) -> str:
    """What the penalty does to large weights, by its value at two of them."""
    penalty = problem.penalty.base
    near, far = (float(penalty.terms(np.array([[size]]), problem.strength).sum()) for size in (FAR, 2.0 * FAR))
    if far <= 0 or problem.penalty.is_zero(problem.strength):
        return NOTHING
    return LEVEL if far <= near else RISES


def runs_away(problem: Problem) -> bool:
    """Whether weights are known to grow without end: the classes are separable, and the penalty does not rise far out.

    >>> from explorer import Experiment
    >>> wide = Experiment(dataset="breast_cancer", loss="logistic", penalty="mcp")
    >>> runs_away(wide.problem()), runs_away(wide.change(penalty="l1").problem())
    (True, False)
    """
    endless = never_satisfied(problem.loss, problem.network.layers[-1].outputs or 2) and separable(problem)
    return bool(endless) and (_far_out(problem) != RISES or minimum_exists(problem).exists is False)


def _separable(problem: Problem) -> Fact | None:
    if not never_satisfied(problem.loss, problem.network.layers[-1].outputs or 2):
        return None
    apart = separable(problem)
    if apart:
        end = {
            NOTHING: "No penalty stops the weights, so they go on growing.",
            LEVEL: f"{problem.penalty.name} no longer rises for large weights, so they can grow without end.",
            RISES: "Only the penalty keeps the weights finite.",
        }[_far_out(problem)]
        if minimum_exists(problem).any_strength:
            end = "Features with a factor of 0 are enough for that, and no penalty stops their weights."
        text = "Some weights put every example on its right side, and the same ones made larger always cost less"
        return Fact("separable", "Classes told apart", f"{text}: the data loss alone has no minimum. {end}")
    if apart is None or not problem.loss.convex:
        return None
    text = "Whatever the border, some examples are on its wrong side, and large weights raise their loss"
    return Fact("separable", "Classes that overlap", f"{text}: the data loss has its minimum at finite weights.")


def _flat(problem: Problem) -> Fact | None:
    found = flat_directions(problem)
    if not found.total:
        return None
    reasons = [_why_features(problem, found)] if found.features else []
    if found.scores:
        reasons.append(
            "the loss depends on differences between scores alone, so adding the same to all of them changes nothing"
        )
    directions = _counted(found.total, "direction")
    least = "" if problem.network.linear else "at least "
    text = f"Along {least}{directions} the data loss never changes: {_listed(reasons)}."
    title = _counted(found.total, "flat direction")
    return Fact("flat", title, f"{text} {_along_flat(problem, found)}")


def _why_features(problem: Problem, found: FlatDirections) -> str:
    problem = counting(problem)
    features = problem.network.features
    count, biased = features.shape[1], problem.network.biased
    if problem.n <= count:
        return f"{_counted(problem.n, 'example')} cannot determine {_counted(count, 'weight')}{' and a bias' if biased else ''}"
    constant = int(constant_columns(features).sum()) if biased else 0
    if constant * problem.network.layers[0].width == found.features:
        which = "one feature is" if constant == 1 else f"{constant} features are"
        return f"{which} the same for all examples, as the bias's input is"
    return "some features are sums or multiples of others"


def _along_flat(problem: Problem, found: FlatDirections) -> str:
    """What the penalty does to directions along which the data loss is flat."""
    name, far = problem.penalty.name, _far_out(problem)
    mixture = problem.penalty.base.mixture(problem.strength)
    them, still = ("it", "it stays") if found.total == 1 else ("them", "they stay")
    alone = ""
    if found.unpenalised:
        them = "all but one of them"
        alone = " That one adds the same to every bias of the last layer, and biases are not penalised."
    if far == NOTHING:
        return "No penalty tells points along such a line apart, so no minimum is a single point."
    free = free_features(problem)
    if (
        free.any()
        and rank(problem.network.design[:, np.append(free, np.ones(int(problem.network.biased), dtype=bool))])
        < free.sum() + problem.network.biased
    ):
        return "Some lie among features with a factor of 0, which no penalty tells apart, so no minimum is a single point."
    if mixture is not None and mixture[1] > 0:
        one = ", so only one set of weights can be best" if surely_convex(problem) else ""
        one += ", apart from the biases" if one and alone else ""
        return f"The squares in the penalty rise along {them}{one}.{alone}"
    if far == LEVEL:
        return f"{name} no longer rises for large weights, so far out {still} flat."
    return f"{name} rises along {them} far out, but may be level before that: a minimum need not be a single point.{alone}"


def _symmetries(problem: Problem) -> Fact | None:
    found = symmetries(problem.network)
    sentences = []
    if found.number > 1:
        can = ["trade places"] if max(found.units) > 1 else []
        if found.mirrored:
            can.append(f"flip the signs of all their weights{', the biases behind making up for it' if found.offset else ''}")
        digits = len(str(found.number)) - 1
        written = f"{found.number:,}" if digits < 12 else f"more than 10^{digits}"
        sentences.append(
            f"Hidden units can {_listed(can)}: every minimum comes in up to {written} copies that predict the same."
        )
    if found.rescaled:
        sentences.append("A unit's weights can grow going in and shrink going out: along such curves the data loss is level.")
    return (
        Fact("copies", "Minima in copies" if found.number > 1 else "Level curves", " ".join(sentences)) if sentences else None
    )


def _kinks(problem: Problem) -> list[Fact]:
    found, penalty, loss = [], problem.penalty, problem.loss
    jump, own = penalty.base.kink * problem.strength, "" if penalty.factors is None else " times the feature's factor"
    if jump > 0 and penalty.kink > 0:
        where, zero = (
            ("a weight is zero", "that weight is") if penalty.separable else ("all weights of an input are zero", "they are")
        )
        text = (
            f"{penalty.name} has a kink wherever {where}. Where the data loss is less steep than {three_figures(jump)}{own} "
            f"there, a minimum can lie at the kink, and {zero} exactly zero."
        )
        found.append(Fact("kinks", "The penalty has a kink", text))
    if not loss.smooth and not loss.untrainable:
        text = f"The slope of {loss.name} jumps, so each of the {problem.n} examples can put a crease into the cost."
        found.append(Fact("kinks", "The loss has a kink", text))
    curves = [ACTIVATIONS[layer.activation] for layer in problem.network.layers if layer.activation is not None]
    if any(not curve.smooth for curve in curves):
        text = "A hidden unit has a kink where it switches on, so each example can put a crease into the cost for each unit."
        found.append(Fact("kinks", "The units have kinks", text))
    return found
