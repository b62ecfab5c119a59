"""Step safety: what is stable, what is noticed, and that the remedy works."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.datasets.preparation import prepare
from explorer.solvers.schedules import SCHEDULES, Constant
from explorer.training.convergence import convergence_sign, judge, safe_rate
from explorer.training.cost_summary import CostSummary
from explorer.training.step_size import stable_rate
from explorer.training.steps import Run
from tests.helpers.problems import problem_of


@pytest.fixture(scope="module")
def data():
    return prepare(DATASETS["diabetes"]().load(), 0.0, 0, True).train


def minimised(history):
    """What a run brings down: the total; under a decoupled solver, which does not minimise that, the data loss."""
    return history.data if history.run.solver.decoupled else history.total


def hessian(problem):
    design = problem.network.design
    ridge = problem.strength * np.diag(problem.network.penalised) if problem.penalty.id == "l2" else 0
    return 2 * design.T @ design / problem.n + ridge


@pytest.mark.parametrize("loss", ["squared", "huber"])
@pytest.mark.parametrize("share", [0.5, 1.0, 1.98])
def test_up_to_two_over_l_the_cost_never_rises(loss, share, data):
    problem = problem_of(data, loss)
    rate = share / problem.curvature()
    history = train(problem, SOLVERS["gd"](rate=rate), steps=1500)
    assert history.status == "finished"
    assert (np.diff(history.total) <= 1e-12 * history.total[0]).all()


@pytest.mark.parametrize(("penalty", "above"), [("l2", 1.02), ("none", 1.02), ("l1", 1.1)])
def test_just_above_two_over_l_squared_loss_diverges_and_is_caught(penalty, above, data):
    """The true bound is 2 / the largest eigenvalue of the Hessian (without the prox's part).

    Weights that L1 holds at zero take part of the Hessian with them, so that the bound is a little higher there.
    """
    problem = problem_of(data, penalty=penalty)
    bound = 2 / np.linalg.eigvalsh(hessian(problem))[-1]
    assert train(problem, SOLVERS["gd"](rate=0.99 * bound), steps=1500).status == "finished"
    history = train(problem, SOLVERS["gd"](rate=above * bound), steps=1500)
    assert history.status == "diverged"
    assert np.isfinite(history.total).all()
    assert np.isfinite(history.weights).all()
    assert history.total.max() <= 1e6 * history.total[0]


def test_a_slow_divergence_is_noticed_by_three_rises_before_it_explodes(data):
    problem = problem_of(data, strength=0.0, penalty="none")
    history = train(problem, SOLVERS["gd"](rate=2.02 / problem.curvature()), steps=250)
    assert history.steps[-1] == 250
    assert history.status == "diverged"
    assert "rose 3 steps in a row" in history.message


def test_momentum_is_stable_up_to_its_own_larger_bound(data):
    """2 (1 + beta) / L, against the spectral radius of the heavy ball's iteration matrix."""
    problem = problem_of(data, penalty="none", strength=0.0)
    solver = SOLVERS["momentum"](beta=0.5)
    bound = stable_rate(problem, solver)
    H = hessian(problem)
    eye = np.eye(len(H))
    radius = lambda rate: np.abs(np.linalg.eigvals(np.block([[1.5 * eye - rate * H, -0.5 * eye], [eye, 0 * eye]]))).max()
    assert radius(0.999 * bound) < 1 < radius(1.001 * bound)
    assert train(problem, SOLVERS["momentum"](beta=0.5, rate=0.98 * bound), steps=500).status == "finished"
    assert train(problem, SOLVERS["momentum"](beta=0.5, rate=1.1 * bound), steps=500).status == "diverged"


@pytest.mark.parametrize("factor", [4.0, 10.0])
def test_a_loss_with_a_bounded_slope_oscillates_without_end_and_is_caught(factor, data):
    problem = problem_of(data, "huber")
    history = train(problem, SOLVERS["gd"](rate=factor / problem.curvature()), steps=600)
    assert history.status == "oscillating"
    assert np.isfinite(history.total).all()
    assert history.remedy < 2 / problem.curvature()


def test_a_loss_with_a_kink_ends_in_a_band_and_says_so():
    data = prepare(DATASETS["stackloss"]().load(), 0.0, 0, True).train
    problem = problem_of(data, "absolute")
    history = train(problem, SOLVERS["gd"](), steps=800)
    assert history.status == "band"
    assert "kink" in history.message
    narrower = train(problem, SOLVERS["gd"](rate=history.remedy), steps=8000)
    width = lambda h: np.ptp(h.total[-50:])
    assert width(narrower) < 0.5 * width(history)


@pytest.mark.parametrize(
    ("loss", "solver", "rate"),
    [("absolute", "gd", 10.0), ("absolute", "momentum", 10.0), ("huber", "momentum", 10.0), ("huber", "adam", 1000.0)],
)
def test_a_run_that_ends_above_its_start_is_never_called_well(loss, solver, rate, data):
    problem = problem_of(data, loss)
    history = train(problem, SOLVERS[solver](rate=rate), steps=300)
    assert history.total[-1] > history.total[0]
    assert history.status == "diverged"
    cured = train(problem, SOLVERS[solver](rate=history.remedy), steps=300)
    assert cured.total[-1] < cured.total[0]


@pytest.mark.thorough
@pytest.mark.parametrize("solver", list(SOLVERS))
@pytest.mark.parametrize(
    ("loss", "model", "rate"),
    [("squared", "linear", 3.0), ("squared", "linear", 1000.0), ("squared", "mlp", 30.0), ("huber", "mlp", 500.0)],
)
def test_the_remedy_that_is_offered_works(solver, loss, model, rate, data):
    problem = problem_of(data, loss, model=model)
    history = train(problem, SOLVERS[solver](rate=rate), steps=300)
    if history.remedy is None:
        assert history.status == "finished"
        assert minimised(history)[-1] < minimised(history)[0]
        return
    assert f"{history.remedy:.3g}"[:4] in history.message
    cured = train(problem, SOLVERS[solver](rate=history.remedy), steps=300)
    assert cured.status == "finished"
    assert minimised(cured)[-1] < minimised(cured)[0]


def test_healthy_momentum_and_adam_are_not_called_names(data):
    problem = problem_of(data, penalty="none", strength=0.0)
    for solver in ("momentum", "adam"):
        history = train(problem, SOLVERS[solver](), steps=500)
        assert (np.diff(history.total) > 0).mean() > 0.02
        assert history.status == "finished"


def test_a_step_that_blows_up_keeps_the_last_finite_one(data):
    history = train(problem_of(data), SOLVERS["gd"](rate=1000.0), steps=300)
    assert history.status == "diverged"
    assert history.steps[-1] == 0
    assert "step 1:" in history.message
    assert "above 0.24" in history.message


def test_the_steps_to_overflow_match_the_forecast(data):
    """log(1e6 / a) / (2 log rho) with rho = |1 - rate L|, a the share of the start in the top eigenvector."""
    problem = problem_of(data, penalty="none", strength=0.0)
    values, vectors = np.linalg.eigh(hessian(problem))
    rate = 1.05 * 2 / values[-1]
    optimum = np.linalg.lstsq(problem.network.design, data.y, rcond=None)[0]
    share = 0.5 * values[-1] * (vectors[:, -1] @ optimum) ** 2
    start = problem.cost(np.zeros(problem.size)).total
    forecast = np.log(1e6 * start / share) / (2 * np.log(rate * values[-1] - 1))
    history = train(problem, SOLVERS["gd"](rate=rate), steps=2000)
    assert history.steps[-1] == pytest.approx(forecast, abs=2)


def test_a_strong_ridge_makes_a_rate_unstable_that_the_loss_alone_would_bear(data):
    """2/L must count the strength: 1000 x 0.01 > 2."""
    history = train(problem_of(data, strength=1000.0), SOLVERS["gd"](rate=0.01), steps=200)
    assert history.status == "diverged"
    assert "0.00198" in history.message


def test_separable_classes_without_a_penalty_are_said_to_have_no_lowest_cost():
    x = np.linspace(-2, 2, 30)[:, None]
    data = Dataset(x, np.sign(x[:, 0]), task="binary")
    for loss, penalty, strength, endless in [
        ("logistic", "none", 0.0, True),
        ("logistic", "l2", 0.0, True),
        ("logistic", "l2", 0.1, False),
        ("hinge", "none", 0.0, False),
    ]:
        history = train(problem_of(data, loss, penalty, strength), SOLVERS["gd"](), steps=300)
        assert history.status == "finished"
        assert ("no lowest cost" in history.message) is endless
    mixed = Dataset(x, np.where(np.arange(30) == 25, -1.0, data.y), task="binary")
    assert train(problem_of(mixed, "logistic", "none", 0.0), SOLVERS["gd"](), steps=300).message == ""


def test_more_weights_than_the_data_pin_down_are_said_to_have_many_solutions():
    X = np.random.default_rng(0).normal(size=(5, 20))
    data = Dataset(X, X[:, 0])
    free = train(problem_of(data, strength=0.0), SOLVERS["gd"](), steps=100)
    assert "determine 5 of the 21 weights and biases" in free.message
    assert train(problem_of(data, strength=0.1), SOLVERS["gd"](), steps=100).message == ""


def test_a_run_without_a_lowest_cost_says_so_where_classes_touch():
    data = Dataset(np.array([[0.0], [1.0], [1.0], [2.0]]), np.array([-1.0, -1.0, 1.0, 1.0]), task="binary")
    for strength, penalty in ((0.0, "l2"), (0.1, "none")):
        history = train(problem_of(data, "logistic", penalty, strength), SOLVERS["gd"](rate=1.0), steps=200)
        assert history.message.startswith(
            "There is no lowest cost without a penalty: some weights put no example on a wrong side"
        )
    assert train(problem_of(data, "logistic", "l2", 0.1), SOLVERS["gd"](rate=1.0), steps=200).message == ""


@pytest.mark.thorough
@pytest.mark.parametrize(("labels", "converged"), [((-1.0, -1.0, 1.0, 1.0), False), ((-1.0, 1.0, -1.0, -1.0), True)])
def test_where_classes_touch_a_flat_cost_is_not_called_converged(labels, converged):
    """x = 0, 1, 1, 2: with labels -, -, +, + the cost falls for ever towards what the two in the middle cost."""
    data = Dataset(np.array([[0.0], [1.0], [1.0], [2.0]]), np.array(labels), task="binary")
    problem = Problem(data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["none"](), 0.0)
    history = train(problem, SOLVERS["fista"](rate=2.0), steps=100_000)
    assert history.converged.startswith("Converged") is converged
    if history.converged and not converged:
        assert "no lowest cost" in history.converged.lower()


@pytest.mark.parametrize(
    ("name", "loss", "steps", "rate", "at", "strength"),
    [("engel", "squared", 35, 1.0, 15, 30.0), ("breast_cancer", "hinge", 27, "auto", 21, 1.0)],
)
def test_a_rate_called_safe_after_a_change_bears_the_moves_kept_from_before_it(name, loss, steps, rate, at, strength):
    e = Experiment(
        dataset=name, loss=loss, penalty="l2", strength=0.001, solver="momentum", steps=steps, rate=rate,
        params={"solver.beta": 0.99},
    ).change(at=at, strength=strength)  # fmt: skip
    history = e.train()
    assert history.status == "diverged"
    if history.remedy is None:
        assert "moves kept from before the change" in history.message
    else:
        assert e.change(at=at, rate=history.remedy).train().status != "diverged"


def test_a_rate_called_safe_is_safe_over_the_few_steps_that_are_left():
    """Sixteen steps are too few to come down again from where the moves kept from before the change have led."""
    e = Experiment(
        dataset="circles", loss="tangent", penalty="l1", strength=0.02, solver="adam", steps=50, seed=36, validation=0.25,
        standardise=False, params={"dataset.noise": 0.15},
    ).change(at=34, penalty="l2")  # fmt: skip
    history = e.train()
    assert history.status == "diverged"
    assert history.remedy is not None
    again = e.change(at=34, rate=history.remedy).train()
    assert again.total[-1] <= again.total[34] * (1 + 1e-9)


@pytest.mark.parametrize(("factor", "stiff"), [(1e15, True), (1.0, False)])
def test_a_rate_held_down_by_one_direction_is_said_to_stand_still(factor, stiff):
    """Two weights, one of which pays 1e15 times as much: the other one moves by 1e-15 of its way at each step."""
    X = np.random.default_rng(0).normal(size=(40, 2))
    data = Dataset(X, X @ np.array([1.0, 2.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5, factors=(factor, 1.0))
    history = train(problem, SOLVERS["gd"](), steps=2000)
    assert ("along the steepest direction" in history.converged) is stiff
    assert history.converged.startswith("Converged") is not stiff
    lowest = np.linalg.solve(
        np.cov(X.T, bias=True) * 2 + 0.5 * np.diag([factor, 1.0]), 2 * np.cov(X.T, data.y, bias=True)[:2, 2]
    )
    assert bool(np.abs(history.weights[-1][:2] - lowest).max() > 0.1) is stiff


def parabola(loss="squared", penalty="none", strength=0.0, model="linear", y=(1.0, 1.0)):
    """(w - 1)^2 of one weight and no bias: L is 2, a rate of 1/2 leads to the minimum, one above 1 away from it."""
    model = MODELS["linear"](intercept=False) if model == "linear" else MODELS[model](hidden=1)
    data = Dataset(np.array([[1.0], [1.0]]), np.array(y), task="count" if loss == "poisson" else "regression")
    return Problem(data, model, LOSSES[loss](), PENALTIES[penalty](), strength)


def run_of(problem, rate=0.5, solver="gd", batch=None, schedule=None):
    return Run(problem, SOLVERS[solver](), rate, batch, 0, schedule or Constant())


def summed_up(costs, first=0, opening=1.0):
    return CostSummary.begin(first, float(costs[0]), opening).after(np.array(costs[1:], dtype=float))


def level(seen=51, size=1.0, width=0.0):
    """So many costs of one size, one of them lower by a width."""
    costs = np.full(seen, size)
    costs[seen // 2] -= width
    return summed_up(costs)


MINIMUM = np.ones(1)
DONE = "Converged: the cost has settled. In the last 50 steps it changed by less than a ten-billionth of itself."


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (level(10), ""),
        (level(50), ""),
        (level(51), DONE),
        (level(51, 1.0, 0.9e-10), DONE),
        (level(51, 1.0, 1.1e-10), ""),
        (level(51, 1e3, 0.9e-7), DONE),
        (level(51, 1e3, 1.1e-7), ""),
        (level(51, -1e3, 0.9e-7), DONE),
        (level(51, -1e3, 1.1e-7), ""),
    ],
)
def test_fifty_steps_that_change_the_cost_by_hardly_anything_are_convergence(summary, said):
    assert convergence_sign(run_of(parabola()), summary, MINIMUM) == said


STALLED = "It stopped: the learning rate is down to {}, too small to get any further."


@pytest.mark.parametrize(
    ("rate", "width", "said"),
    [
        (0.6e-5, 0.0, DONE),  # 1.2e-5 of 1/L
        (0.4e-5, 0.0, STALLED.format("4e-6")),  # 0.8e-5 of it
        (0.25, 0.4e-10, DONE),  # half of 1/L: the cost may change by half as much
        (0.25, 0.6e-10, STALLED.format("0.25")),
        (0.9, 0.9e-10, DONE),  # above 1/L the rate itself is what is usable
    ],
)
def test_a_level_cost_is_no_convergence_where_steps_are_far_too_short(rate, width, said):
    assert convergence_sign(run_of(parabola(), rate), level(51, 1.0, width), MINIMUM) == said


def test_how_short_steps_have_become_counts_against_the_rate_they_began_with():
    """At step 49 a rate that halves after one step, and so on, is a fiftieth; the last step taken is the 49th from 0."""
    schedule = SCHEDULES["inverse_time"](length=1)
    assert convergence_sign(run_of(parabola(), 0.5, schedule=schedule), level(51, 1.0, 0.9e-10 / 50), MINIMUM) == DONE
    said = convergence_sign(run_of(parabola(), 0.5, schedule=schedule), level(51, 1.0, 1.1e-10 / 50), MINIMUM)
    assert said == STALLED.format("0.01")
    for problem, solver in ((parabola(), "adam"), (parabola("absolute"), "gd")):  # the usable rate is the run's own
        assert convergence_sign(run_of(problem, 1e-7, solver), level(51, 1.0, 0.9e-10), MINIMUM) == DONE


@pytest.mark.parametrize(
    ("problem", "solver", "rate", "batch", "said"),
    [
        (parabola(), "gd", 0.0501, None, "It stopped: along the steepest direction no rate much above 0.0501 is safe, and that "
         "is too small to get any further along the others."),
        (parabola(), "gd", 0.05, None, "along the steepest direction"),  # a tenth of 1/L
        (parabola(), "gd", 0.0499, None, ""),
        (parabola(), "gd", 0.5, 1, DONE),  # the gradient of a batch says little
        (parabola(), "gd", 0.5, 2, "along the steepest direction"),
        (parabola(), "adam", 0.1, None, ""),
        (parabola(), "adamw", 0.1, None, DONE),  # it does not go to where the gradient is 0
        (parabola("absolute"), "gd", 0.1, None, DONE),
        (parabola("poisson", y=(1.0, 2.0)), "gd", 0.1, None, ""),  # no bound on the curvature
    ],
)  # fmt: skip
def test_a_level_cost_is_no_convergence_where_the_gradient_is_not_small(problem, solver, rate, batch, said):
    """At w = 2, as steep as at the start."""
    sign = convergence_sign(run_of(problem, rate, solver, batch), level(), np.full(1, 2.0))
    assert said in sign if said else sign == ""


def judged(run, costs, first=0, opening=1.0, last=MINIMUM, exploded=False):
    begun = np.zeros(last.size)
    return judge(
        run, summed_up(costs, first, opening), (begun, run.solver.start(begun)), last, exploded, first + len(costs) + 100
    )


def zigzag(rises, steps=50):
    """Costs that fall by 2 and rise by 1 so often, every rise followed by a fall."""
    moves = np.full(steps, -1.0)
    moves[1 : 2 * rises : 2] = 1.0
    return np.concatenate([[200.0], 200.0 + np.cumsum(moves)])


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ([10, 1, 2, 3, 4, 4], "The cost rose 3 steps in a row from step 1 and did not come back"),
        ([10, 1, 2, 3, 4, 1], ""),
        ([10, 1, 2, 3, 2.5, 4], ""),
        ([10, 8, 6, 5, 6, 7, 8, 4.5], ""),
        ([10, 5, 6, 11, 11, 11], ""),
        ([1, 2, 2], "The cost ended above where it began"),
        ([1, 2, 1], ""),
        ([1, 1 + 5e-13], ""),
        ([1, 1 + 2e-12], "The cost ended above where it began"),
        (zigzag(15), "The cost goes up and down, by 20 in the last 50 steps"),
        (zigzag(14), ""),
        (zigzag(20, 49), ""),
    ],
)
def test_the_costs_of_plain_descent_say_whether_it_is_in_trouble(costs, said):
    verdict = judged(run_of(parabola(), 1.5), costs)
    assert verdict.status == ({"The cost goes": "oscillating"}.get(said[:13], "diverged") if said else "finished")
    assert verdict.message == (
        f"{said}: the learning rate 1.5 is above 1, the largest rate that is stable here. 0.5 is safe." if said else ""
    )
    assert verdict.remedy == (0.5 if said else None)


@pytest.mark.parametrize("costs", [[10, 1, 2, 3, 4, 4], zigzag(20)])
@pytest.mark.parametrize(("solver", "batch"), [("momentum", None), ("adam", None), ("gd", 1)])
def test_rises_on_the_way_are_no_trouble_for_other_solvers_nor_for_batches(costs, solver, batch):
    assert judged(run_of(parabola(), 0.1, solver, batch), costs).status == "finished"


def test_a_run_that_exploded_names_the_step_after_its_last():
    verdict = judged(run_of(parabola(), 1.5), [1, 2, 3], first=7, exploded=True)
    assert verdict.message.startswith("The cost blew up at step 10: the learning rate 1.5 is above 1")
    assert (verdict.status, verdict.remedy) == ("diverged", 0.5)


@pytest.mark.parametrize(
    ("problem", "solver", "batch", "end", "status"),
    [
        (parabola(), "gd", None, 0.9, "diverged"),  # it never rises, wherever it begins
        (parabola(), "gd", 1, 0.9, "finished"),
        (parabola("absolute"), "gd", None, 0.9, "finished"),
        (parabola(), "momentum", None, 0.9, "finished"),  # below 1, which is where a new run starts
        (parabola(), "momentum", None, 1.1, "diverged"),
        (parabola(), "adamw", None, 1.1, "diverged"),
    ],
)
def test_after_a_change_a_run_may_end_as_high_as_a_new_one_starts(problem, solver, batch, end, status):
    """The stage begins at step 10 at a cost of 1/2."""
    last = np.array([1.0 - np.sqrt(1.2)])
    assert judged(run_of(problem, 0.1, solver, batch), [0.5, end, end], 10, 0.5, last).status == status
    assert judged(run_of(problem, 0.1, solver, batch), [0.5, end, end], 0, 0.5, last).status == "diverged"


def test_a_decoupled_solver_may_give_data_loss_for_a_lower_penalty():
    """The data loss ends above its start of 0; the whole cost at the end, 0.36 + 2 x 0.16 / 2 = 0.52, is what counts."""
    run, last = run_of(parabola(penalty="l2", strength=2.0), 0.1, "adamw"), np.array([0.4])
    assert judged(run, [0.0, 0.36], opening=1.0, last=last).status == "finished"
    assert judged(run, [0.0, 0.36], opening=0.53, last=last).status == "finished"
    assert judged(run, [0.0, 0.36], opening=0.51, last=last).status == "diverged"


def test_a_decoupled_solver_is_measured_against_the_data_loss_of_a_new_run():
    """A network starts at random, and L2 has its share of that cost."""
    problem = parabola(penalty="l2", strength=20.0, model="mlp", y=(1.0, -1.0))
    start = problem.cost(problem.network.start("normal", 0))
    assert start.total > start.data + 0.1
    for solver, above in (("adamw", start.data), ("adam", start.total)):
        for end, status in ((above - 0.01, "finished"), (above + 0.01, "diverged")):
            costs = [0.0, end, end]
            verdict = judged(run_of(problem, 0.1, solver), costs, 10, 0.0, np.full(4, 0.5))
            assert verdict.status == status, (solver, end)


BAND = "The absolute loss has a kink, a corner, so steps of one length never settle: they "


def test_under_a_kink_swings_are_a_band_that_a_shorter_rate_narrows():
    verdict = judged(run_of(parabola("absolute"), 0.1234), zigzag(15))
    assert (verdict.status, verdict.remedy) == ("band", 0.0123)
    assert verdict.message == (
        f"{BAND}end in a band around the minimum. In the last 50 steps the cost moved within 20. A shorter step, or a schedule "
        "that shrinks it, narrows the band."
    )
    shrunk = judged(run_of(parabola("absolute"), 0.1, schedule=SCHEDULES["inverse_time"](length=1)), zigzag(15))
    assert (shrunk.status, shrunk.remedy) == ("band", None)
    assert shrunk.message == (
        f"{BAND}would end in a band around the minimum. Your schedule has shortened them, from a rate of 0.1 to 0.002, and so "
        "narrowed the band. In the last 50 steps the cost moved within 20."
    )


def test_a_saddle_is_named_where_every_step_sees_all_examples():
    problem = Problem(
        Dataset(np.array([[1.0], [-1.0]]), np.array([1.0, -1.0])),
        MODELS["mlp"](hidden=1),
        LOSSES["squared"](),
        PENALTIES["none"](),
        0.0,
    )
    for batch, status in ((None, "saddle"), (2, "saddle"), (1, "finished")):
        verdict = judged(run_of(problem, 0.1, batch=batch), [1, 1], last=np.zeros(4))
        assert (verdict.status, verdict.remedy) == (status, None)


@pytest.mark.parametrize(
    ("rate", "begun", "expected"),
    [
        (1.5, 0.0, 0.5),  # auto, 1/L
        (0.3, 0.0, 0.075),  # auto is no lower: a quarter of the rate in use
        (0.5, 0.0, 0.125),
        (4e-9, 0.0, 1e-9),  # the shortest rate that can be set
        (1e-9, 0.0, None),
    ],
)
def test_a_safe_rate_is_auto_or_a_quarter_of_the_rate_in_use(rate, begun, expected):
    assert safe_rate(run_of(parabola(), rate), (np.full(1, begun), ()), 0, 100) == expected


def test_a_safe_rate_has_three_figures():
    """1/L is 1/4.5."""
    problem = Problem(
        Dataset(np.array([[1.5], [1.5]]), np.ones(2)),
        MODELS["linear"](intercept=False),
        LOSSES["squared"](),
        PENALTIES["none"](),
        0.0,
    )
    assert safe_rate(run_of(problem, 9.0), (np.zeros(1), ()), 0, 100) == 0.222


def separable(strength=0.0, loss="logistic"):
    """Classes on both sides of 0: with w > 0 and no bias, every example is on its right side."""
    data = Dataset(np.array([[-1.0], [-2.0], [1.0], [3.0]]), np.array([-1.0, -1.0, 1.0, 1.0]), task="binary")
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), strength)


RIGHT = (
    "Every training example is on its right side and there is no penalty, so there is no lowest cost: "
    "the weights go on growing, "
)


@pytest.mark.parametrize(
    ("problem", "solver", "schedule", "last", "said"),
    [
        (separable(), "gd", None, [1.0, 0.0], RIGHT + "ever more slowly, like the logarithm of the step."),
        (separable(), "momentum", None, [1e-9, 0.0], RIGHT + "ever more slowly, like the logarithm of the step."),
        (separable(), "adam", None, [1.0, 0.0], RIGHT + "ever more slowly. "),
        (separable(), "gd", "inverse_time", [1.0, 0.0], RIGHT + "ever more slowly. "),
        (separable(), "gd", None, [1.0, 1.0], "There is no lowest cost without a penalty"),  # one right on the border
        (separable(), "gd", None, [1.0, 2.0], "There is no lowest cost without a penalty"),
        (separable(0.1), "gd", None, [1.0, 0.0], ""),
        (separable(0.0, "hinge"), "gd", None, [1.0, 0.0], ""),
    ],
)
def test_a_run_towards_no_minimum_says_how_its_weights_grow(problem, solver, schedule, last, said):
    run = run_of(problem, 0.1, solver, schedule=SCHEDULES[schedule]() if schedule else None)
    verdict = judged(run, [1.0, 0.9], last=np.array(last))
    assert (verdict.status, verdict.remedy) == ("finished", None)
    assert verdict.message.startswith(said) if said else verdict.message == ""


@pytest.mark.parametrize(
    ("intercept", "strength", "said"),
    [
        (True, 0.0, "These examples determine 2 of the 4 weights and biases, so many sets of weights share the lowest cost"),
        (False, 0.0, "These examples determine 2 of the 3 weights, so many sets of weights share the lowest cost"),
        (True, 0.1, ""),
    ],
)
def test_weights_that_the_examples_do_not_determine_are_counted(intercept, strength, said):
    data = Dataset(np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 1.0]]), np.array([1.0, 2.0]))
    problem = Problem(data, MODELS["linear"](intercept=intercept), LOSSES["squared"](), PENALTIES["l2"](), strength)
    verdict = judged(run_of(problem, 0.01), [1.0, 0.9], last=np.zeros(3 + intercept))
    assert (verdict.status, verdict.remedy) == ("finished", None)
    assert verdict.message.startswith(said) if said else verdict.message == ""


def test_as_many_examples_as_weights_determine_them():
    data = Dataset(np.array([[1.0], [2.0]]), np.array([1.0, 2.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert judged(run_of(problem, 0.01), [1.0, 0.9], last=np.zeros(2)).message == ""


@pytest.mark.parametrize(
    ("solver", "first", "why"),
    [
        ("momentum", 0, "the run may begin where the cost is lowest already"),
        ("momentum", 1, "moves kept from before the change continue"),
        ("gd", 1, "the run may begin where the cost is lowest already"),
    ],
)
def test_where_no_shorter_rate_can_be_set_there_is_no_remedy(solver, first, why):
    verdict = judged(run_of(parabola(), 1e-9, solver), [1, 2, 3], first, exploded=True)
    assert (verdict.status, verdict.remedy) == ("diverged", None)
    end = f"No shorter one that was tried keeps the cost from rising: {why}."
    assert verdict.message == f"The cost blew up at step {first + 3}. {end}"


@pytest.mark.parametrize(("length", "expected"), [(1, 0.5), (2, 0.125), (4, 0.0312), (5, 0.00781)])
def test_a_safe_rate_is_the_first_of_quarters_that_bears_the_moves_kept(length, expected):
    """At 0, moving by 1/2 a step, of which 0.9 is kept: the heavy ball's recursion, for the stage's own length and for 500."""

    def bears(rate, steps):
        w, before, costs = 0.0, -0.5, [1.0]
        for _ in range(steps):
            w, before = w - rate * 2 * (w - 1) + 0.9 * (w - before), w
            costs.append((w - 1) ** 2)
        return max(costs) <= 6 and max(costs[len(costs) // 2 :]) <= 1

    rates = [float(f"{0.5 / 4**k:.3g}") for k in range(12)]
    assert next(rate for rate in rates if bears(rate, length) and bears(rate, 500)) == expected
    kept = (np.array([-0.5]),)
    assert safe_rate(run_of(parabola(), 2.0, "momentum"), (np.zeros(1), kept), 10, length) == expected
    verdict = judge(run_of(parabola(), 2.0, "momentum"), summed_up([1, 2], 6), (np.zeros(1), kept), MINIMUM, True, 6 + length)
    assert verdict.remedy == expected  # a stage from step 6 on
