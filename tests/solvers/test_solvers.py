"""Every solver against its paper's recurrence in plain floats, its bounds, and the solutions of other libraries."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.linear_model import Lasso, LogisticRegression

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.datasets.preparation import prepare
from explorer.solvers.base import Solver
from explorer.training.step_size import auto_rate, stable_rate

X = ((1.0, -0.5), (0.3, 2.0), (-1.2, 0.4), (0.8, 0.9))
Y = (1.5, -2.0, 0.7, 0.1)
START = (0.2, -0.3, 0.1)
STEPS = 25
"""RMSprop swings chaotically where it has arrived, and rounding then grows sixfold a step."""


def linear(data, penalty="none", strength=0.0, loss="squared", **params):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](**params), strength)


def gradient(w, ridge=0.0):
    """Of mean (x'w + b - y)^2 + ridge |w|^2 / 2, the bias left alone, in plain floats."""
    rows = [(a, b, 1.0) for a, b in X]
    residuals = [sum(x * v for x, v in zip(row, w, strict=True)) - y for row, y in zip(rows, Y, strict=True)]
    g = [sum(2 * r * row[j] for r, row in zip(residuals, rows, strict=True)) / len(Y) for j in range(3)]
    return [g[0] + ridge * w[0], g[1] + ridge * w[1], g[2]]


def shrunk(v, t):
    """Soft-thresholding, t for each weight; the bias is left alone."""
    soft = [math.copysign(max(abs(a) - s, 0.0), a) for a, s in zip(v, t, strict=True)]
    return [soft[0], soft[1], v[2]]


def papers_nesterov(rate, ridge, l1, beta=0.9):
    """Nesterov (2004), scheme 2.2.11 with a constant beta: it goes on from y, and y is what it keeps."""
    w, y, path = list(START), list(START), []
    for _ in range(STEPS):
        new = shrunk([a - rate * g for a, g in zip(y, gradient(y, ridge), strict=True)], [rate * l1] * 3)
        y = [a + beta * (a - b) for a, b in zip(new, w, strict=True)]
        w = new
        path.append(w)
    return path


def papers_fista(rate, ridge, l1):
    """Beck and Teboulle (2009), steps 4.1 to 4.3, in their order."""
    w, y, t, path = list(START), list(START), 1.0, []
    for _ in range(STEPS):
        new = shrunk([a - rate * g for a, g in zip(y, gradient(y, ridge), strict=True)], [rate * l1] * 3)
        grown = (1 + math.sqrt(1 + 4 * t**2)) / 2
        y = [a + (t - 1) / grown * (a - b) for a, b in zip(new, w, strict=True)]
        w, t = new, grown
        path.append(w)
    return path


def papers_adagrad(rate, ridge, l1, epsilon=1e-10):
    """Duchi, Hazan and Singer (2011), figure 1 with a diagonal matrix and composite mirror descent (their section 5.1)."""
    w, total, path = list(START), [0.0] * 3, []
    for _ in range(STEPS):
        g = gradient(w, ridge)
        total = [a + b**2 for a, b in zip(total, g, strict=True)]
        h = [rate / (math.sqrt(a) + epsilon) for a in total]
        w = shrunk([w[j] - h[j] * g[j] for j in range(3)], [a * l1 for a in h])
        path.append(w)
    return path


def papers_rmsprop(rate, ridge, l1, rho=0.9, epsilon=1e-8):
    """Tieleman and Hinton (2012): MeanSquare = 0.9 MeanSquare + 0.1 gradient^2; the gradient is divided by its root."""
    w, mean, path = list(START), [0.0] * 3, []
    for _ in range(STEPS):
        g = gradient(w, ridge)
        mean = [rho * a + (1 - rho) * b**2 for a, b in zip(mean, g, strict=True)]
        h = [rate / (math.sqrt(a) + epsilon) for a in mean]
        w = shrunk([w[j] - h[j] * g[j] for j in range(3)], [a * l1 for a in h])
        path.append(w)
    return path


PAPERS = [
    ("nesterov", {}, papers_nesterov),
    ("nesterov", {"beta": 0.4}, papers_nesterov),
    ("fista", {"restart": False}, papers_fista),
    ("adagrad", {}, papers_adagrad),
    ("adagrad", {"epsilon": 0.3}, papers_adagrad),
    ("rmsprop", {}, papers_rmsprop),
    ("rmsprop", {"rho": 0.5, "epsilon": 1e-3}, papers_rmsprop),
]


@pytest.mark.parametrize(("penalty", "strength"), [("none", 0.0), ("l2", 0.7), ("l1", 0.4)])
@pytest.mark.parametrize(("solver", "params", "paper"), PAPERS, ids=lambda p: str(p) if isinstance(p, (str, dict)) else "")
def test_a_solver_is_its_papers_recurrence(solver, params, paper, penalty, strength):
    problem = linear(Dataset(np.array(X), np.array(Y)), penalty, strength)
    history = train(problem, SOLVERS[solver](rate=0.05, **params), steps=STEPS, start=np.array(START))
    ridge, l1 = strength * (penalty == "l2"), strength * (penalty == "l1")
    theirs = paper(0.05, ridge, l1, **{k: v for k, v in params.items() if k != "restart"})
    assert np.abs(history.weights[1:] - theirs).max() < 1e-12


@pytest.mark.parametrize("solver", ["nesterov", "fista"])
def test_costs_are_those_of_the_weights_and_not_of_the_point_ahead(solver, regression_data):
    problem = linear(regression_data, "l2", 0.1)
    history = train(problem, SOLVERS[solver](), steps=250)
    for k in (0, 1, 7, 99, 100, 101, 250):
        cost = problem.cost(history.weights[k])
        assert (history.data[k], history.total[k]) == pytest.approx((cost.data, cost.total), rel=1e-12)


def test_only_those_two_look_ahead():
    w, before = np.array([1.0, 2.0]), np.array([0.0, 0.0])
    ahead = {name for name, cls in SOLVERS.items() if cls.ahead is not Solver.ahead}
    assert ahead == {"nesterov", "fista"}
    assert SOLVERS["nesterov"](beta=0.5).ahead(w, (before,)) == pytest.approx([1.5, 3.0])
    assert SOLVERS["gd"]().ahead(w, ()) is w


SMOOTH = [name for name, cls in SOLVERS.items() if not cls.adaptive]


@pytest.mark.parametrize("solver", SMOOTH)
def test_the_lasso_is_found_to_nine_digits(solver, regression_data):
    """mean r^2 + s |w|_1  =  2 (sum r^2 / 2n + (s / 2) |w|_1): scikit-learn's Lasso has alpha = s / 2."""
    theirs = Lasso(alpha=0.3, tol=1e-15, max_iter=1_000_000).fit(regression_data.X, regression_data.y)
    w = train(linear(regression_data, "l1", 0.6), SOLVERS[solver](), steps=5000).weights[-1]
    assert np.abs(w - np.append(theirs.coef_, theirs.intercept_)).max() < 1e-8
    assert np.array_equal(w[:-1] == 0, theirs.coef_ == 0)
    assert 0 < (theirs.coef_ == 0).sum() < 5


@pytest.mark.parametrize("solver", ["nesterov", "fista"])
def test_logistic_regression_is_found(solver, binary_data):
    s = 0.05
    w = train(linear(binary_data, "l2", s, "logistic"), SOLVERS[solver](), steps=3000).weights[-1]
    theirs = LogisticRegression(C=1 / (binary_data.n * s), tol=1e-12, max_iter=10000).fit(binary_data.X, binary_data.y)
    assert w == pytest.approx(np.append(theirs.coef_[0], theirs.intercept_[0]), abs=1e-6)


@pytest.fixture(scope="module")
def narrow():
    """200 examples, 20 features that go along with each other: the cost bends 400 times as much one way as another."""
    rng = np.random.default_rng(7)
    inputs = np.sqrt(0.9) * rng.normal(size=(200, 1)) + np.sqrt(0.1) * rng.normal(size=(200, 20))
    truth = np.where(np.arange(20) < 5, 1.0, 0.0) * rng.normal(size=20)
    return Dataset(inputs, inputs @ truth + 0.3 * rng.normal(size=200))


def lowest(problem):
    """The minimum and where it is, by scikit-learn."""
    fit = Lasso(alpha=problem.strength / 2, tol=1e-15, max_iter=1_000_000).fit(problem.data.X, problem.data.y)
    w = np.append(fit.coef_, fit.intercept_)
    return w, problem.cost(w).total


def test_without_restarts_fista_keeps_its_promise_at_every_step(narrow):
    """F(w_k) - F(w*) <= 2 L |w_0 - w*|^2 / (k + 1)^2 (Beck and Teboulle, 2009, theorem 4.4), from three starts."""
    problem = linear(narrow, "l1", 0.02)
    best, least = lowest(problem)
    k = np.arange(1, 1501)
    for start in (np.zeros(21), np.ones(21), np.linspace(-3, 3, 21)):
        total = train(problem, SOLVERS["fista"](restart=False), steps=1500, start=start).total[1:]
        bound = 2 * problem.curvature() * ((start - best) ** 2).sum() / (k + 1) ** 2
        assert (total - least <= bound + 1e-12).all()


def test_gradient_descent_does_not_keep_that_promise():
    """On a chain of differences, the quadratic on which Nesterov (2004, section 2.1.2) shows how slow a method can be."""
    chain = np.eye(60) - np.eye(60, k=-1)
    problem = linear(Dataset(chain, np.append(1.0, np.zeros(59))))
    best = np.linalg.lstsq(problem.network.design, problem.data.y, rcond=None)[0]
    least = problem.cost(best).total
    bound = 2 * problem.curvature() * (best @ best) / np.arange(2, 402) ** 2
    gap = {
        name: train(problem, SOLVERS[name](**params), steps=400).total[1:] - least
        for name, params in [("fista", {"restart": False}), ("gd", {})]
    }
    assert (gap["fista"] <= bound + 1e-12).all()
    assert (gap["gd"] > bound).any()


def steps_to(problem, solver, least, gap=1e-8, steps=20000):
    """How many steps it takes until the cost stays within a gap of the minimum, relative to the start."""
    history = train(problem, solver, steps=steps)
    outside = history.total - least > gap * (history.total[0] - least)
    return int(history.steps[np.flatnonzero(outside)[-1]])


@pytest.mark.thorough
def test_on_a_narrow_valley_each_is_faster_than_the_last(narrow):
    problem = linear(narrow, "l1", 0.02)
    _, least = lowest(problem)
    taken = [
        steps_to(problem, SOLVERS[name](**params), least)
        for name, params in [("fista", {}), ("fista", {"restart": False}), ("gd", {})]
    ]
    assert taken[0] < 0.7 * taken[1] < 0.7 * 0.7 * taken[2]
    assert steps_to(problem, SOLVERS["nesterov"](), least) < 0.3 * taken[2]


def test_nesterov_has_the_best_rate_of_its_beta_on_a_quadratic():
    """With beta = (1 - q) / (1 + q), q = sqrt(mu / L), the gap falls at least by 1 - q a step (Nesterov, 2004, 2.2.3)."""
    data = Dataset(np.diag([1.0, 20.0]) * math.sqrt(2), np.array([1.0, 1.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5)
    design = problem.network.design
    values = np.linalg.eigvalsh(2 * design.T @ design / problem.n + 0.5 * np.diag([1.0, 1.0, 0.0]))
    mu, L = values[0], values[-1]
    q = math.sqrt(mu / L)
    start = np.array([5.0, 5.0, 5.0])
    exact = np.linalg.solve(2 * design.T @ design / 2 + 0.5 * np.diag([1.0, 1.0, 0.0]), 2 * design.T @ data.y / 2)
    least = problem.cost(exact).total
    history = train(problem, SOLVERS["nesterov"](rate=1 / L, beta=(1 - q) / (1 + q)), steps=300, start=start)
    k = np.arange(301)
    first = history.total[0] - least + 0.5 * mu * ((start - exact) ** 2).sum()
    assert (history.total - least <= first * (1 - q) ** k + 1e-12 * history.total[0]).all()
    plain = train(problem, SOLVERS["gd"](rate=1 / L), steps=300, start=start)
    assert history.total[300] - least < 2e-3 * (plain.total[300] - least)


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.999])
def test_nesterovs_bound_is_where_its_iteration_matrix_leaves_the_unit_circle(beta, narrow):
    problem = linear(narrow)
    bound = stable_rate(problem, SOLVERS["nesterov"](beta=beta))
    design = problem.network.design
    H, eye = 2 * design.T @ design / problem.n, np.eye(21)

    def radius(rate):
        M = eye - rate * H
        return np.abs(np.linalg.eigvals(np.block([[(1 + beta) * M, -beta * M], [eye, 0 * eye]]))).max()

    assert radius(0.9999 * bound) < 1 < radius(1.0001 * bound)
    assert train(problem, SOLVERS["nesterov"](beta=beta, rate=0.98 * bound), steps=400).status == "finished"
    assert train(problem, SOLVERS["nesterov"](beta=beta, rate=1.1 * bound), steps=400).status == "diverged"


@pytest.mark.thorough
@pytest.mark.parametrize("restart", [True, False])
@pytest.mark.parametrize(("penalty", "strength"), [("none", 0.0), ("l1", 0.02)])
def test_fista_bears_a_third_more_than_it_is_promised_and_no_more(restart, penalty, strength, narrow):
    problem = linear(narrow, penalty, strength)
    solver = SOLVERS["fista"](restart=restart)
    bound = stable_rate(problem, solver)
    assert bound == pytest.approx(4 / 3 / problem.curvature())
    below = train(problem, SOLVERS["fista"](restart=restart, rate=0.97 * bound), steps=4000)
    assert below.status == "finished"
    assert below.total[-1] == pytest.approx(train(problem, SOLVERS["fista"](), steps=4000).total[-1], rel=1e-6)
    if penalty == "none":  # weights that L1 holds at zero take part of the curvature with them
        above = train(problem, SOLVERS["fista"](restart=restart, rate=1.05 * bound), steps=4000)
        assert above.status == "diverged"


def test_fista_restarts_where_the_step_from_ahead_goes_against_the_last_move(narrow):
    """O'Donoghue and Candes (2015), section 3.2: from the path alone, at the steps where t is 1 again."""
    problem = linear(narrow, "l1", 0.02)
    history = train(problem, SOLVERS["fista"](), steps=400)
    W, t, y, restarts = history.weights, 1.0, history.weights[0], 0
    for k in range(1, 401):
        against = (y - W[k]) @ (W[k] - W[k - 1]) > 0
        grown = (1 + math.sqrt(1 + 4 * t * t)) / 2
        y, t = (W[k], 1.0) if against else (W[k] + (t - 1) / grown * (W[k] - W[k - 1]), grown)
        restarts += against
        _, state = history.state_at(k)
        assert state[1][0] == pytest.approx(t, rel=1e-12)
    assert restarts > 2


def test_nesterov_swings_less_than_the_heavy_ball():
    """Both with beta = 0.9 at 1/L on the diabetes data: how far the cost rises in all."""
    problem = linear(prepare(DATASETS["diabetes"]().load(), 0.25, 0, True).train)
    risen = {
        name: np.maximum(np.diff(train(problem, SOLVERS[name](), steps=400).total), 0).sum()
        for name in ("momentum", "nesterov")
    }
    assert risen["momentum"] > 0.01
    assert risen["nesterov"] < 0.2 * risen["momentum"]


@pytest.mark.parametrize("solver", [name for name, cls in SOLVERS.items() if cls.adaptive and not cls.decoupled])
def test_the_size_of_the_loss_does_not_change_an_adaptive_step(solver):
    data = Dataset(np.array(X), np.array(Y))
    large = Dataset(np.array(X), 1000 * np.array(Y))
    first = [train(linear(d), SOLVERS[solver](rate=0.1), steps=1, start="zero").weights[1] for d in (data, large)]
    assert first[0] == pytest.approx(first[1], rel=1e-6)


def test_adagrads_travel_is_bounded_by_the_root_of_the_steps():
    """Under a constant slope: rate (1 + 1/sqrt 2 + ... + 1/sqrt k), and RMSprop's grows to the rate a step."""
    g = np.array([3.0, -0.1])
    for name, expected in [
        ("adagrad", [0.1 / math.sqrt(k) for k in range(1, 51)]),
        ("rmsprop", [0.1 / math.sqrt(1 - 0.9**k) for k in range(1, 51)]),
    ]:
        solver = SOLVERS[name](rate=0.1)
        w, state = np.zeros(2), solver.start(np.zeros(2))
        for length in expected:
            new, state = solver.step(w, g, state, 0.1, None)
            assert w - new == pytest.approx([length, -length], rel=1e-6)
            w = new


@pytest.mark.thorough
@pytest.mark.parametrize("solver", list(SOLVERS))
@pytest.mark.parametrize("dataset", list(DATASETS))
def test_a_default_run_soon_stands_below_its_start(solver, dataset):
    cls = DATASETS[dataset]
    loss = next(loss for loss in LOSSES.values() if loss.task == cls.task and not loss.untrainable)
    data = prepare(cls().load(), 0.25, 0, True).train
    problem = Problem(data, MODELS["linear"](), loss(), PENALTIES["l2"](), 0.02)
    history = train(problem, SOLVERS[solver](), steps=60)
    what = history.data if SOLVERS[solver].decoupled else history.total
    assert history.status == "finished"
    assert what[-1] < what[0]
    assert what.max() < 2 * what[0]


def test_auto_is_one_over_l_for_those_that_follow_the_slope_and_small_for_the_others(narrow):
    problem = linear(narrow, "l2", 0.1)
    steep = problem.curvature()
    for name, cls in SOLVERS.items():
        rate = auto_rate(problem, cls(), np.zeros(21))
        assert (
            rate == pytest.approx(1 / steep) if not cls.adaptive else rate <= {"adagrad": 0.2, "rmsprop": 0.01}.get(name, 0.1)
        )
    flat = linear(Dataset(0.01 * np.array(X), np.array(Y)))
    assert {n: auto_rate(flat, SOLVERS[n](), np.zeros(3)) for n in ("adagrad", "rmsprop", "adam")} == {
        "adagrad": 0.2, "rmsprop": 0.01, "adam": 0.1,
    }  # fmt: skip


PROMISING = [
    SOLVERS["gd"](),
    SOLVERS["nesterov"](),
    SOLVERS["fista"](),
    SOLVERS["fista"](restart=False),
    SOLVERS["momentum"](beta=0.5),
]


def highest(solver, penalty, loss, seed):
    """The highest cost at 1/L as a multiple of that at the start, which is random and far away."""
    rng = np.random.default_rng(seed)
    problem = linear(Dataset(rng.normal(size=(12, 3)), rng.normal(size=12)), penalty, 0.3, loss)
    start = rng.normal(size=4) * 10.0 ** rng.uniform(-1, 1)
    totals = train(problem, type(solver)(**vars(solver) | {"rate": 1.0 / problem.curvature()}), steps=80, start=start).total
    return totals.max() / totals[0]


@pytest.mark.parametrize("solver", PROMISING, ids=lambda s: s.id)
def test_who_promises_never_to_be_above_the_start_is_not(solver):
    convex = solver.never_above(convex=True)
    kinds = [(penalty, loss) for penalty in ("none", "l1", "l2", "group_l1") for loss in ("squared", "huber", "log_cosh")]
    assert convex
    assert max(highest(solver, *kind, seed) for kind in kinds for seed in range(2)) <= 1 + 1e-12
    assert not solver.never_above(convex=False) or max(highest(solver, "mcp", "tukey", seed) for seed in range(8)) <= 1 + 1e-12


def test_who_promises_nothing_may_be_above_the_start():
    """The heavy ball along one direction at 1/L, from 1: next to 0, then to about as far on the other side, and so on."""
    problem = linear(Dataset(np.array([[1.0], [-1.0]]), np.zeros(2)))
    solver = SOLVERS["momentum"](beta=0.999, rate=0.85 / problem.curvature())
    assert not solver.never_above(convex=True)
    assert not any(SOLVERS[name]().never_above(convex=True) for name in SOLVERS if SOLVERS[name].adaptive)
    totals = train(problem, solver, steps=60, start=[1.0, 0.0]).total
    assert totals.max() > totals[0]


NO_BOUND = [("exponential", "binary"), ("poisson", "count"), ("gamma", "positive")]


@pytest.mark.parametrize("solver", SMOOTH)
@pytest.mark.parametrize(("loss", "task"), NO_BOUND)
def test_auto_is_safe_for_small_batches_where_no_l_is_known(solver, loss, task, data_for):
    problem = linear(data_for(LOSSES[loss]()), "l2", 0.01, loss)
    for batch in (3, 10):
        history = train(problem, SOLVERS[solver](), steps=600, batch=batch)
        assert history.status == "finished"
        assert history.total[-1] < history.total[0]


@pytest.mark.parametrize("solver", list(SOLVERS))
def test_a_solver_says_what_it_is_and_in_one_sentence_what_it_cannot_do(solver):
    cls = SOLVERS[solver]
    assert cls.limits.endswith(".")
    assert ". " not in cls.limits
    assert 40 < len(cls.limits) < 200
    assert "Source:" in cls.__doc__
    assert 20 < len(cls.summary) < 130
