"""The promises of a history: what it keeps, exact states at any step, and what a longer run takes over."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import SOLVERS, train
from explorer.datasets.preparation import prepare
from explorer.training.history import MOST_KEPT, Stage, inherited_state, shared_steps, stride_of
from explorer.training.loop import train_stages
from tests.helpers.problems import linear


@pytest.mark.thorough
@pytest.mark.parametrize("solver", list(SOLVERS))
@pytest.mark.parametrize("batch", [None, 7])
def test_state_at_any_step_is_exact_to_the_bit(solver, batch, regression_data):
    problem = linear(regression_data, "huber", "l1", 0.05)
    history = train(problem, SOLVERS[solver](), steps=730, seed=5, batch=batch)
    for k in (0, 1, 99, 100, 101, 517, 730):
        w, _ = history.state_at(k)
        assert np.array_equal(w, history.weights[k])
    with pytest.raises(ValueError, match="step: 731"):
        history.state_at(731)


def test_a_history_keeps_every_step_up_to_two_thousand_and_its_parts_add_up(regression_data):
    prepared = prepare(regression_data, 0.25, 0, True)
    problem = linear(prepared.train, "squared", "l2", 0.1)
    history = train(problem, SOLVERS["gd"](), steps=2000, validation=problem.hold(prepared.validation))
    assert np.array_equal(history.steps, np.arange(2001))
    assert np.array_equal(history.total, history.data + history.penalty)
    k = 1234
    cost = problem.cost(history.weights[k])
    assert (history.data[k], history.penalty[k]) == pytest.approx((cost.data, cost.penalty), rel=1e-12)
    z = prepared.validation.X @ history.weights[k][:-1] + history.weights[k][-1]
    assert history.validation[k] == pytest.approx(((z - prepared.validation.y) ** 2).mean(), rel=1e-12)
    with pytest.raises(ValueError, match="read-only"):
        history.weights[0] = 1


def test_a_long_run_is_thinned_not_shortened(regression_data):
    problem = linear(regression_data, "squared", "l2", 0.1)
    history = train(problem, SOLVERS["gd"](), steps=7001)
    assert history.steps[0] == 0
    assert history.steps[-1] == 7001
    assert len(history.steps) <= 2002
    assert np.array_equal(history.weights[5], train(problem, SOLVERS["gd"](), steps=int(history.steps[5])).weights[-1])
    w, _ = history.state_at(6999)
    assert np.array_equal(w, train(problem, SOLVERS["gd"](), steps=6999).weights[-1])


def test_states_that_are_handed_out_cannot_change_the_run(regression_data):
    history = train(linear(regression_data, "squared", "l2", 0.1), SOLVERS["momentum"](), steps=120)
    for step in (0, 50, 100):
        w, _ = history.state_at(step)
        with pytest.raises(ValueError, match="read-only"):
            w[0] = 99


@pytest.mark.parametrize("steps", [1, 1999, 2000, 2001, 4000, 4001, 100_000])
def test_of_so_many_steps_one_is_kept_as_leaves_two_thousand_at_most(steps):
    stride = next(s for s in (2**k for k in range(20)) if np.ceil(steps / s) <= 2000)
    assert MOST_KEPT == 2000
    assert stride_of(steps) == stride


def leg(data, at=0, key="a", strength=0.1):
    return Stage(at, linear(data, "squared", "l2", strength), SOLVERS["gd"](rate=0.01), None, 0, None, key=key)


def test_legs_are_the_same_where_they_begin_together_and_share_a_key(regression_data):
    assert leg(regression_data).same(leg(regression_data))
    assert not leg(regression_data).same(leg(regression_data, at=1))
    assert not leg(regression_data).same(leg(regression_data, key="b"))
    nameless = leg(regression_data, key=None)
    assert nameless.same(nameless)
    assert not nameless.same(leg(regression_data, key=None))


def test_a_run_is_taken_over_up_to_where_the_two_part(regression_data):
    first, other = leg(regression_data), leg(regression_data, 40, "b", 1.0)
    before = train_stages([first], np.zeros(6), 130)
    assert shared_steps(before, [leg(regression_data)], 230) == 130
    assert shared_steps(before, [first, other], 230) == 40
    assert shared_steps(before, [first], 50) == 0  # its end is not where a leg begins
    assert shared_steps(before, [leg(regression_data, key="c")], 230) == 0
    assert shared_steps(before, [first], 2001) == 130
    changed = train_stages([first, other], np.zeros(6), 130)
    assert shared_steps(changed, [first], 130) == 0
    assert shared_steps(changed, [first, leg(regression_data, 40, "c", 2.0)], 130) == 40
    assert shared_steps(changed, [first, other, leg(regression_data, 90, "d")], 130) == 90
    thinned = train_stages([first], np.zeros(6), 2001)
    assert shared_steps(thinned, [first], 2000) == 0  # every second step is too few for a run that keeps all


def test_stages_and_breaks_are_known_by_step(regression_data):
    same_cost = leg(regression_data)
    again = Stage(10, same_cost.problem, SOLVERS["gd"](rate=0.02), None, 0, None, key="again")
    history = train_stages([same_cost, again, leg(regression_data, 20, "b", 1.0)], np.zeros(6), 30)
    steps = np.array([0, 9, 10, 11, 20, 21, 30])
    assert history.stage_of(steps).tolist() == [0, 0, 0, 1, 1, 2, 2]
    assert history.stage_after(steps).tolist() == [0, 0, 1, 1, 2, 2, 2]
    assert history.breaks == (20,)
    assert [run.rate for run in history.runs] == [0.01, 0.02, 0.01]
    assert (history.run, history.rate) == (history.runs[-1], 0.01)


def test_a_state_goes_on_while_the_solver_stays_of_its_kind():
    w, state = np.ones(2), (np.array([3.0, 4.0]),)
    gd, momentum = SOLVERS["gd"](), SOLVERS["momentum"]
    assert inherited_state(momentum(beta=0.9), momentum(beta=0.5), w, state) is state
    fresh, known = inherited_state(gd, momentum(), w, ()), momentum().start(w)
    assert [a.tolist() for a in fresh] == [a.tolist() for a in known]
