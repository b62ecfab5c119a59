"""A costly example is told while it makes a tenth of the data loss."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.one_example_weighs import OneExampleWeighs


def of(e):
    history = e.train()
    return OneExampleWeighs().told(next(stretches(e, history))), history


def test_the_share_is_the_least_of_the_steps_at_which_it_is_told():
    e = Experiment(dataset="line", steps=200)
    found, history = of(e)
    problem = e.problem()
    stretch = next(stretches(e, history))
    losses = np.array([(problem.network.predict(history.weights[row]) - problem.data.y) ** 2 for row in stretch.looked_at])
    shares, steps = losses.max(axis=1) / losses.sum(axis=1), history.steps[stretch.looked_at]
    assert found[-1].last == 200
    for one in found:
        told = shares[(steps >= one.first) & (steps <= one.last)]
        assert told.min() > 0.1
        least = np.floor(100 * told.min())
        assert one.sentence == f"One example of {problem.n} makes at least {least:.0f} % of the data loss."
    assert found[-1].presses[0].settings == {"loss": "huber"}


def test_huber_is_offered_since_it_makes_the_share_smaller():
    shares = []
    for loss in ("squared", "huber"):
        e = Experiment(dataset="engel", loss=loss, steps=300)
        problem = e.problem()
        losses = problem.loss.value(problem.data.y, problem.network.predict(e.train().weights[-1]))
        shares.append(losses.max() / losses.sum())
    assert shares[1] < shares[0]


def test_not_where_all_cost_alike_nor_on_a_handful_of_examples():
    assert of(Experiment())[0] == []
    assert of(Experiment(dataset="stackloss", steps=50))[0] == []


def test_what_is_left_of_a_loss_that_starts_below_zero_is_counted_from_its_least_value():
    e = Experiment(dataset="doctor_visits", loss="poisson", steps=50)
    found, history = of(e)
    problem = e.problem()
    z = problem.network.predict(history.weights[-1])
    own = problem.loss.value(problem.data.y, z) - problem.loss.least(problem.data.y, 2)
    assert any(one.last == 50 for one in found) == bool(np.max(own) / own.sum() >= 0.1)
