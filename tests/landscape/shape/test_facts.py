"""What is said of the cost's shape, case by case, against data made so that the truth is known."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, train
from explorer.cost.hessian import hessian
from explorer.landscape.shape.facts import runs_away, shape_facts
from explorer.solvers import SOLVERS

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 3))


def problem_on(A, loss="squared", penalty="none", strength=0.5, y=None, model="linear", **parameters):
    loss = LOSSES[loss]()
    task = loss.task if loss.task in ("binary", "multiclass") else "regression"
    own = {"binary": np.where(A[:, 0] > 0, 1.0, -1.0), "multiclass": np.arange(len(A)) % 3, "regression": A[:, 0]}
    data = Dataset(A, own[task] if y is None else y, task=task)
    return Problem(data, MODELS[model](**parameters), loss, PENALTIES[penalty](), strength)


def told(problem, kind):
    return " ".join(f"{fact.title}: {fact.sentence}" for fact in shape_facts(problem) if fact.kind == kind)


def test_duplicated_columns_are_one_flat_direction_each_and_the_penalty_says_what_it_does():
    A = np.column_stack([X, X[:, 0], 2 * X[:, 1]])
    text = told(problem_on(A), "flat")
    assert text.startswith("2 flat directions: Along 2 directions the data loss never changes: some features are sums or mult")
    assert text.endswith("No penalty tells points along such a line apart, so no minimum is a single point.")
    assert "squares in the penalty rise along them, so only one set of weights can be best." in told(
        problem_on(A, penalty="l2"), "flat"
    )
    assert "squares in the penalty rise along them" in told(problem_on(A, penalty="elastic_net"), "flat")
    assert "L1 rises along them far out, but may be level before that" in told(problem_on(A, penalty="l1"), "flat")
    assert "MCP no longer rises for large weights, so far out they stay flat." in told(problem_on(A, penalty="mcp"), "flat")
    assert "No penalty tells" in told(problem_on(A, penalty="l2", strength=0.0), "flat")
    assert told(problem_on(X), "flat") == ""


def test_what_l1_and_l2_do_to_the_flat_direction_of_a_repeated_column():
    """w1 + w2 is all that counts: L1 is level between (2, 0) and (0, 2), L2 lowest half-way, MCP level far out."""
    A = np.column_stack([X[:, 0], X[:, 0]])
    walk = np.array([[2.0 + t, -t, 0.0] for t in (-2.0, -1.0, 0.0, 5.0, 500.0, 1000.0)])
    total = {name: problem_on(A, penalty=name).costs(walk).total for name in ("none", "l1", "l2", "mcp")}
    assert np.ptp(total["none"]) < 1e-9
    assert total["l1"][0] == pytest.approx(total["l1"][1]) == pytest.approx(total["l1"][2])
    assert total["l1"][3] < total["l1"][4]
    assert total["l2"][1] < total["l2"][0] == pytest.approx(total["l2"][2])
    assert total["mcp"][4] == pytest.approx(total["mcp"][5])


@pytest.mark.parametrize(
    ("A", "why"),
    [
        (np.column_stack([X, np.full(40, 7.0)]), "one feature is the same for all examples, as the bias's input is"),
        (np.column_stack([X, np.full(40, 7.0), np.zeros(40)]), "2 features are the same for all examples"),
        (X[:3], "3 examples cannot determine 3 weights and a bias"),
        (X[:1, :1], "1 example cannot determine 1 weight and a bias"),
    ],
)
def test_why_there_are_flat_directions(A, why):
    assert why in told(problem_on(A), "flat")


def test_class_scores_leave_one_direction_that_no_penalty_sees():
    text = told(problem_on(X, "cross_entropy", "l2"), "flat")
    assert text.startswith("4 flat directions: Along 4 directions the data loss never changes: the loss depends on differences")
    assert "rise along all but one of them, so only one set of weights can be best, apart from the biases. That one" in text
    H = hessian(problem_on(X, "cross_entropy", "l2"), RNG.normal(size=12))
    assert (np.linalg.eigvalsh(H) < 1e-12).sum() == 1


def test_convexity_is_told_with_its_reasons_and_its_evidence():
    convex = "so downhill always leads towards the lowest cost."
    assert told(problem_on(X, penalty="l2"), "convexity") == (
        f"Convex: The loss and the penalty are convex and predictions are linear in the weights, {convex}"
    )
    assert "The loss is convex and predictions" in told(problem_on(X), "convexity")
    assert "The loss is convex and predictions" in told(problem_on(X, penalty="mcp", strength=0.0), "convexity")
    assert "MCP bends down, but the data loss bends up at least as sharply" in told(problem_on(X, penalty="mcp"), "convexity")
    text = told(problem_on(X, "welsch", "mcp", model="mlp", hidden=2), "convexity")
    assert text.startswith(
        "Not convex: The model is not linear in its weights, the loss is not convex and the penalty is not convex: half-way "
    )
    above, mean = map(float, re.search(r"the cost is ([0-9.]+) above the mean of their costs, ([0-9.]+)\.", text).groups())
    assert above > 0
    assert mean > 0


def test_what_is_neither_proved_nor_disproved_is_said_to_be_unknown():
    class Modest(LOSSES["squared"]):
        """Convex, though it does not say so."""

        convex = False

    problem = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), Modest(), PENALTIES["l2"](), 0.1)
    assert told(problem, "convexity") == (
        "Not known to be convex: The loss is not convex, so there may be more than one valley. A search found no proof of that."
    )


def test_classes_told_apart_and_what_stops_the_weights():
    apart = lambda penalty, loss="logistic", strength=0.5: told(problem_on(X, loss, penalty, strength), "separable")
    assert "the same ones made larger always cost less: the data loss alone has no minimum." in apart("none")
    assert apart("none").endswith("No penalty stops the weights, so they go on growing.")
    assert apart("l2", strength=0.0).endswith("No penalty stops the weights, so they go on growing.")
    assert apart("l2").endswith("Only the penalty keeps the weights finite.")
    assert apart("group_l1").endswith("Only the penalty keeps the weights finite.")
    assert apart("scad").endswith("SCAD no longer rises for large weights, so they can grow without end.")
    assert apart("none", "hinge") == apart("none", "tangent") == ""
    mixed = problem_on(X, "logistic", y=RNG.choice([-1.0, 1.0], 40))
    assert told(mixed, "separable").startswith("Classes that overlap: Whatever the border")
    assert told(problem_on(X, "brier", y=mixed.data.y), "separable") == ""
    assert told(problem_on(X, "logistic", model="mlp"), "separable") == ""


def test_weights_run_away_where_classes_are_told_apart_and_nothing_pulls_back():
    away = lambda penalty, loss="logistic", strength=0.5, **more: runs_away(problem_on(X, loss, penalty, strength, **more))
    assert away("none")
    assert away("l2", strength=0.0)
    assert away("mcp")
    assert away("scad")
    assert not away("l1")
    assert not away("mcp", "hinge")
    assert not away("mcp", y=RNG.choice([-1.0, 1.0], 40))


def test_on_separable_classes_longer_weights_do_cost_less_and_a_run_goes_on():
    problem = problem_on(X, "logistic")
    history = train(problem, SOLVERS["gd"](rate=1.0), steps=400)
    lengths = np.linalg.norm(history.weights[:, :3], axis=1)
    assert (np.diff(lengths) > 0).all()
    w = history.weights[-1]
    assert (problem.data.y * problem.network.predict(w) > 0).all()
    costs = problem.costs(np.stack([w, 2 * w, 8 * w])).total
    assert costs[0] > costs[1] > costs[2]


def test_kinks_of_penalty_loss_and_units():
    text = told(problem_on(X, "absolute", "l1", model="mlp", hidden=2, activation="relu"), "kinks")
    assert "The penalty has a kink: L1 has a kink wherever a weight is zero. Where the data loss is less steep than 0.5" in text
    assert "The loss has a kink: The slope of Absolute jumps, so each of the 40 examples can put a crease" in text
    assert "The units have kinks" in text
    grouped = told(problem_on(X, "cross_entropy", "group_l1"), "kinks")
    assert "wherever all weights of an input are zero" in grouped
    assert grouped.endswith("they are exactly zero.")
    for none in (problem_on(X, penalty="l2"), problem_on(X, penalty="l1", strength=0.0), problem_on(X, "zero_one")):
        assert told(none, "kinks") == ""


def test_copies_are_told_of_networks_alone():
    assert told(problem_on(X), "copies") == ""
    text = lambda **parameters: told(problem_on(X, model="mlp", **parameters), "copies")
    assert text(hidden=8) == (
        "Minima in copies: Hidden units can trade places and flip the signs of all their weights: every minimum comes in up to "
        "10,321,920 copies that predict the same."
    )
    assert "Hidden units can flip the signs of all their weights: every minimum comes in up to 2 copies" in text(hidden=1)
    assert "making up for it: every minimum comes in up to 8 copies" in text(hidden=2, activation="sigmoid")
    assert text(hidden=1, activation="relu").startswith("Level curves: A unit's weights can grow")
    size = math.floor(math.log10(math.factorial(64)) + 64 * math.log10(2))
    assert f"more than 10^{size} copies" in text(hidden=64)


@pytest.mark.thorough
@pytest.mark.parametrize("penalty", list(PENALTIES))
@pytest.mark.parametrize("loss", list(LOSSES))
def test_every_loss_and_penalty_is_told_in_whole_sentences(loss, penalty, data_for):
    loss = LOSSES[loss]()
    problem = Problem(data_for(loss).rows(np.arange(15)), MODELS["linear"](), loss, PENALTIES[penalty](), 0.2)
    facts = shape_facts(problem)
    assert facts[0].kind == "convexity"
    for fact in facts:
        assert re.fullmatch(r"[A-Z0-9][^!{}]*\.", fact.sentence)
        assert fact.title
        assert not fact.title.endswith(".")
        assert "None " not in fact.sentence


def test_the_default_experiment_is_told_to_be_convex():
    assert shape_facts(Experiment().problem())[0].title == "Convex"


@pytest.mark.parametrize("name", list(PENALTIES))
@pytest.mark.parametrize("loss", ["squared", "expectile", "absolute", "welsch"])
def test_a_penalty_whose_factors_are_all_zero_is_told_as_none(name, loss):
    """Nothing is said of its kinks, its dents or what it does far out, whatever penalty it would be."""
    data = Dataset(X, X[:, 0] + RNG.normal(size=40), task="regression")
    model, none = MODELS["linear"](), PENALTIES["none"]()
    free = Problem(data, model, LOSSES[loss](), PENALTIES[name](), 0.5, factors=(0.0, 0.0, 0.0))
    assert shape_facts(free) == shape_facts(Problem(data, model, LOSSES[loss](), none, 0.0))


@pytest.mark.parametrize("name", list(PENALTIES))
@pytest.mark.parametrize("loss", ["squared", "absolute", "welsch"])
@pytest.mark.parametrize("strength", [5e-324, 1e-310, 1e-160])
def test_a_strength_so_small_that_its_penalty_rounds_to_nothing_is_told_all_the_same(name, loss, strength):
    data = Dataset(X, X[:, 0] + RNG.normal(size=40), task="regression")
    told = shape_facts(Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[name](), strength))
    assert all(fact.sentence.endswith(".") and "nan" not in fact.sentence for fact in told)
