"""Where steps end, on costs whose gradients and curvatures are known by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import fsolve

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.training.stationarity import NOTHING, SETTLED, leftover, saddle, settled, uphill
from tests.claims import oracles

X = np.array([[1.0], [-1.0]])


def problem_of(penalty="none", strength=0.0, model="linear", y=(2.0, 0.0), **params):
    return Problem(Dataset(X, np.array(y)), MODELS[model](**params), LOSSES["squared"](), PENALTIES[penalty](), strength)


def test_what_is_left_of_a_parabola_is_its_slope():
    """The mean of (w + b - 2)^2 and (-w + b)^2 is (w - 1)^2 + (b - 1)^2."""
    assert leftover(problem_of(), np.array([1.0, 1.0])) == pytest.approx(0.0, abs=1e-12)
    assert leftover(problem_of(), np.array([4.0, -3.0])) == pytest.approx(2 * 5.0)
    assert leftover(problem_of("l2", 2.0), np.array([4.0, -3.0])) == pytest.approx(np.hypot(2 * 3 + 2 * 4, 2 * 4))


def test_under_l1_nothing_is_left_where_the_weight_rests_at_zero():
    strong = problem_of("l1", 3.0)
    assert leftover(strong, np.array([0.0, 1.0])) == 0.0
    assert leftover(problem_of("l1", 1.0), np.array([0.0, 1.0])) == pytest.approx(1.0)  # 2 down, 1 held by the penalty


@pytest.mark.parametrize(("share", "expected"), [(0.5, True), (2.0, False)])
def test_the_line_is_a_share_of_the_slope_at_the_start(share, expected):
    problem = problem_of()
    w = np.array([1.0 + share * SETTLED * np.sqrt(2.0), 1.0])
    assert settled(problem, w, 0) is expected


def test_zero_weights_of_a_network_are_a_saddle_and_its_minimum_is_none():
    problem = problem_of(model="mlp", y=(1.0, -1.0), hidden=2)
    assert saddle(problem, np.zeros(problem.size), 0)
    found = train(problem, SOLVERS["gd"](rate=0.1), steps=20000, seed=1)
    assert found.total[-1] < 1e-12
    assert not saddle(problem, found.weights[-1], 0)


def test_zero_weights_of_a_network_whose_targets_are_alike_are_a_minimum():
    problem = problem_of(model="mlp", y=(0.0, 0.0), hidden=2)
    assert not saddle(problem, np.zeros(problem.size), 0)


def test_a_plateau_is_not_called_converged():
    """All units are saturated: the cost hardly changes, and the gradient is large beside what it is there."""
    problem = problem_of(model="mlp", y=(1.0, -1.0), hidden=1)
    flat = train(problem, SOLVERS["gd"](rate=1e-9), steps=200, seed=1)
    assert "Converged" not in flat.converged
    done = train(problem, SOLVERS["gd"](rate=0.1), steps=20000, seed=1)
    assert done.converged.startswith("Converged")


def test_a_plateau_with_hardly_any_gradient_is_not_called_converged():
    """Raw features saturate the units: the gradient is as small as at a minimum, and a little down the slope the cost falls."""
    e = Experiment.from_query({"dataset": "stackloss", "model": "mlp", "loss": "expectile", "loss.tau": "0.75",
                               "penalty": "none", "standardise": "off", "validation": "0.25", "seed": "11"})[0]  # fmt: skip
    flat = e.change(steps=500).train()
    problem, w = flat.run.problem, flat.weights[-1]
    assert np.ptp(flat.total[-50:]) < 1e-10 * flat.total[-1]
    assert leftover(problem, w) < 1e-6 * leftover(problem, flat.weights[0])
    lower = oracles.lowest_near(problem, w)
    assert lower < 0.5 * flat.total[-1]
    assert not settled(problem, w, e.seed)
    assert "Converged" not in flat.converged


def test_a_run_that_ends_on_a_saddle_says_so():
    e = Experiment(dataset="circles", model="mlp", penalty="l1", strength=0.3, steps=900)
    assert e.change(at=600, strength=0.0).train().status == "saddle"
    assert e.train().status == "finished"  # under L1 all weights zero are a minimum


def test_weights_of_zero_are_a_saddle_under_a_loss_with_a_kink_too():
    """At predictions of 0 the hinge is a straight line; a run that L2 has brought there cannot leave when it is let go."""
    fields = {"dataset": "xor", "model": "mlp", "loss": "hinge", "solver": "nesterov", "rate": "auto", "steps": 500}
    e = Experiment(**fields, penalty="l2", strength=3.0)
    held, let_go = e.train(), e.change(at=361, strength=0.05).train()
    assert held.status != "saddle"
    assert let_go.status == "saddle"
    assert let_go.converged == ""
    nudged = let_go.run.problem
    start = let_go.weights[-1] + 0.1 * np.random.default_rng(0).normal(size=nudged.size)
    assert train(nudged, let_go.run.solver, steps=500, start=start).total[-1] < let_go.total[-1] - 0.1


def test_under_a_kink_it_is_how_far_a_step_and_the_prox_move():
    """L is 2, so a step goes half of the gradient's way, and L1 of strength 3 then takes 3/2 off: from 4 to 1, and to 0."""
    assert uphill(problem_of("l1", 3.0), np.array([4.0, -3.0])) == pytest.approx([4.0 / 0.5, 2 * (-3.0 - 1.0)], rel=1e-12)
    assert uphill(problem_of("l1", 1.0), np.array([4.0, 1.0])) == pytest.approx([6.0 + 1.0, 0.0], abs=1e-12)


def unit(y=(1.0, -1.0), loss="squared", penalty="none", strength=0.0, x=(1.0, -1.0), activation="tanh"):
    """One unit between one feature and the target: weights (u, c, v, b), prediction v tanh(u x + c) + b.

    At c = b = 0 and targets 1, -1 the squared loss costs (v tanh(u) - 1)^2, and its slopes in c and b are 0.
    """
    model = MODELS["mlp"](hidden=1, activation=activation)
    data = Dataset(np.array(x)[:, None], np.array(y), task="binary" if loss == "hinge" else "regression")
    return Problem(data, model, LOSSES[loss](), PENALTIES[penalty](), strength)


def slopes(u, v):
    """The slopes of (v tanh(u) - 1)^2 in u and in v."""
    residual = 2 * (v * np.tanh(u) - 1)
    return residual * v / np.cosh(u) ** 2, residual * np.tanh(u)


@pytest.mark.parametrize("strength", [0.3, 1.1, 1.3])
def test_where_no_curvature_is_known_the_step_has_length_one(strength):
    """A step leads to u = 1.04 and v = 1.24, from which L1 takes its strength."""
    u, v = 0.6, 0.4
    du, dv = slopes(u, v)
    kept = [max(a - strength, 0.0) for a in (u - du, v - dv)]
    expected = [u - kept[0], 0.0, v - kept[1], 0.0]
    assert uphill(unit(penalty="l1", strength=strength), np.array([u, 0.0, v, 0.0])) == pytest.approx(expected, abs=1e-12)


def test_every_place_is_settled_where_a_run_starts_without_a_gradient():
    """A feature of zeros and targets 1, -1: at w = b = 0 the slope is 0, and at b = 1 it is 2."""
    data = Dataset(np.zeros((2, 1)), np.array([1.0, -1.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert settled(problem, np.array([3.0, 1.0]), 0)


def test_of_a_straight_line_the_gradient_alone_decides():
    """The second feature is a millionth of the first: its weight has a million to go, and hardly any slope."""
    data = Dataset(np.array([[1.0, 0.0], [0.0, 1e-6]]), np.array([1.0, 1.0]))
    problem = Problem(data, MODELS["linear"](intercept=False), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert settled(problem, np.array([1.0, 3e6]), 0)


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
@pytest.mark.parametrize(("share", "expected"), [(0.5, True), (2.0, False)])
def test_a_gradient_that_is_small_beside_the_start_of_a_network_is_settled_at_its_minimum(share, expected, seed):
    """Beside the minimum v tanh(u) = 1, where hardly anything is to be gained; the gradient decides."""
    problem = unit()
    u, _, v, _ = problem.network.start("normal", seed)
    usual = np.hypot(*slopes(u, v))
    off = np.tanh(1.0) ** 2 + 1 / (np.tanh(1.0) ** 2 * np.cosh(1.0) ** 4)  # gradient = 2 residual sqrt(off)
    residual = share * SETTLED * usual / (2 * np.sqrt(off))
    w = np.array([1.0, 0.0, (1 + residual) / np.tanh(1.0), 0.0])
    assert settled(problem, w, seed) is expected


def test_a_unit_that_never_answers_is_settled():
    """A dead rectifier: its gradient is 0 to the bit, so there is no slope to look down."""
    assert settled(unit(activation="relu"), np.array([0.0, -2.0, 1.0, 0.0]), 0)


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("target", [1.0, np.tanh(0.5**0.5) * 0.5**0.5])
def test_a_plateau_beside_a_saddle_is_not_settled(sign, target):
    """At u = v = 1e-6 the gradient is a millionth. A step of length 1 down it leads to a prediction of tanh(0.71) 0.71 = 0.43:
    from a cost of 1 to 0.32, or to the minimum itself."""
    assert not settled(unit((target, -target)), sign * np.array([1e-6, 0.0, 1e-6, 0.0]), 0)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize(("share", "expected"), [(0.4, True), (2.5, False)])
def test_what_is_to_be_gained_down_the_slope_counts_beside_what_the_start_costs(share, expected, seed):
    """At u = 0, c = 10 the unit is saturated and b cancels it out: cost 1, and hardly any gradient, but in u.

    As far down it as the weights are long, at u = 10, one example leaves the plateau: the cost is 1 - v + v^2 / 2 there.
    """
    problem = unit()
    u, _, v, _ = problem.network.start("normal", seed)
    gain = share * SETTLED * abs((v * np.tanh(u) - 1) ** 2 - 1.0)
    assert settled(problem, np.array([0.0, 10.0, gain, -gain * np.tanh(10.0)]), seed) is expected


def test_no_place_is_a_saddle_that_a_gradient_leads_away_from():
    """On u = -v the gradient is 2 sqrt(2) |u|, though the cost bends down along u = v."""
    problem = unit()
    u, _, v, _ = problem.network.start("normal", 0)
    nearest = NOTHING * np.hypot(*slopes(u, v)) / np.sqrt(8)
    away = np.array([1.0, 0.0, -1.0, 0.0])
    assert saddle(problem, 0.5 * nearest * away, 0)
    assert not saddle(problem, 2.0 * nearest * away, 0)
    assert not saddle(problem, 0.1 * away, 0)


@pytest.mark.parametrize(
    ("penalty", "strength", "expected"),
    [("l1", 0.0, True), ("l1", 1e-9, False), ("l1", 0.3, False), ("l2", 0.3, True), ("l2", 3.0, False)],
)
def test_l1_holds_weights_of_zero_and_l2_has_to_outweigh_the_bend(penalty, strength, expected):
    """At zero the cost is 1 - 2 u v + ...: it bends down by 2 along u = v, which L2 of strength 2 makes level."""
    assert saddle(unit(penalty=penalty, strength=strength), np.zeros(4), 0) is expected


@pytest.mark.parametrize(("inputs", "known"), [(197, True), (198, False)])
def test_up_to_200_weights_are_asked(inputs, known):
    data = Dataset(np.outer([1.0, -1.0], np.eye(inputs)[0]), np.array([1.0, -1.0]))
    problem = Problem(data, MODELS["mlp"](hidden=1), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert problem.size == inputs + 3
    assert saddle(problem, np.zeros(problem.size), 0) is known


def test_under_a_kink_a_saddle_is_tried_out():
    """At zero the cost of targets t, -t is t - u v: lower beside it. A third example on its kink, further out, pays more."""
    assert saddle(unit((1e-4, -1e-4), "absolute"), np.zeros(4), 0)
    assert saddle(unit((1.0, -1.0), "hinge"), np.zeros(4), 0)
    assert not saddle(unit((1.0, -1.0, 0.0), "absolute", x=(1.0, -1.0, 3.0)), np.zeros(4), 0)


def test_how_far_aside_it_is_tried_grows_with_the_weights():
    """Targets a million and 0.1 million to either side: a step of a thousandth is lost in rounding, of a million too long."""
    problem = unit((1.1e6, 0.9e6), "absolute")
    assert saddle(problem, np.array([0.0, 0.0, 0.0, 1e6]), 0)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_pass_under_l1_between_zero_and_the_minimum_is_a_saddle(sign):
    """Where L1 and the loss are in balance at u and v above zero: along u = v the cost has a top there."""
    u, v = fsolve(lambda a: np.array(slopes(*a)) + 0.3, [0.3, 0.3], xtol=1e-14)
    problem = unit(penalty="l1", strength=0.3)
    assert 0.1 < min(u, v) <= max(u, v) < 0.2
    assert saddle(problem, sign * np.array([u, 0.0, v, 0.0]), 0)


@pytest.mark.parametrize(("short", "expected"), [(1e-5, True), (1e-6, False)])
def test_a_bend_counts_from_a_millionth_of_the_largest(short, expected):
    """Under L2 the curvatures along u = v and u = -v are strength - 2 and strength + 2, which is 4 here."""
    assert saddle(unit(penalty="l2", strength=2.0 - short), np.zeros(4), 0) is expected


@pytest.mark.parametrize(("target", "expected"), [(3.0, True), (0.5, False)])
def test_a_bias_of_zero_is_not_held_by_l1(target, expected):
    """Between targets t and -t, Cauchy's loss of the bias alone bends down where t is above its scale of 1."""
    assert saddle(unit((target, -target), "cauchy", "l1", 3.0), np.zeros(4), 0) is expected


@pytest.mark.parametrize("label", [1.0, -1.0])
def test_under_a_kink_both_sides_are_tried(label):
    """A third example lies right at its margin: where v has its sign it costs nothing, and on the other side it costs v / 2.

    The other two pay u v / 4 less each, as the unit's sigmoid has slope 1/4.
    """
    data = Dataset(np.array([[1.0], [-1.0], [0.0]]), np.array([1.0, -1.0, label]), task="binary",
                   offset=np.array([0.0, 0.0, label]))  # fmt: skip
    problem = Problem(data, MODELS["mlp"](hidden=1, activation="sigmoid"), LOSSES["hinge"](), PENALTIES["none"](), 0.0)
    assert saddle(problem, np.zeros(4), 0)


def test_where_all_is_level_there_is_no_saddle():
    """Biases so far apart that each class is certain leave rounding for a gradient and for the curvatures alike."""
    problem = Experiment(dataset="penguins", model="mlp", loss="multiclass_brier", penalty="l1", strength=0.5).problem()
    w = np.zeros(problem.size)
    w[-3:] = 44.0, -22.0, 0.5
    assert leftover(problem, w) < 1e-15
    assert not saddle(problem, w, 0)
