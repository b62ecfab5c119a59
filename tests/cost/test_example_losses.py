"""Every example's place, loss and pull, against the problem's own gradient and finite differences."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.cost.example_losses import axis_positions, evaluate_examples, shares, stacked
from explorer.losses.multiclass import lead

CASES = [
    Experiment(dataset="diabetes", loss="huber", steps=20),
    Experiment(dataset="doctor_visits", loss="poisson", steps=20),
    Experiment(dataset="wages", loss="gamma", steps=20),
    Experiment(dataset="breast_cancer", loss="logistic", steps=20),
    Experiment(dataset="penguins", loss="cross_entropy", steps=20),
    Experiment(dataset="moons", loss="hinge", model="mlp", steps=20),
    Experiment(dataset="penguins", loss="weston_watkins", model="mlp", steps=20),
]


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.loss}-{e.model}")
def test_the_mean_of_the_losses_is_the_data_loss(e):
    history = e.train()
    seen = evaluate_examples(e.problem(), history.weights)
    assert seen.loss.mean(axis=1) == pytest.approx(history.data, rel=1e-12)
    assert (seen.excess >= 0).all()


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.loss}-{e.model}")
def test_a_pull_is_the_length_of_the_gradient_of_one_example_alone(e):
    problem, w = e.problem(), e.train().weights[-1]
    pull = evaluate_examples(problem, w[None]).gradient_norm[0]
    for i in (0, 7, problem.n - 1):
        network = problem.network.rows(np.array([i]))
        z, back = network.forward(w)
        alone = back(problem.loss.slope(problem.data.y[i : i + 1], z))
        assert pull[i] == pytest.approx(np.linalg.norm(alone), rel=1e-10)


def test_places_are_residuals_predictions_margins_and_leads():
    y, z = np.array([1.0, -2.0]), np.array([1.5, 0.5])
    assert axis_positions(LOSSES["huber"](), y, z).tolist() == [0.5, 2.5]
    assert axis_positions(LOSSES["poisson"](), np.array([1.0, 3.0]), np.log([4.0, 5.0])) == pytest.approx([4.0, 5.0])
    assert axis_positions(LOSSES["hinge"](), np.array([1.0, -1.0]), z).tolist() == [1.5, -0.5]
    scores = np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 7.0]])
    assert axis_positions(LOSSES["cross_entropy"](), np.array([0, 1]), scores).tolist() == [1.0, -2.0]


def test_leads_of_many_sets_of_scores_are_those_of_each():
    rng = np.random.default_rng(0)
    z, y = rng.normal(size=(5, 7, 4)), rng.integers(0, 4, 7)
    by_hand = [[row[i, k] - max(v for j, v in enumerate(row[i]) if j != k) for i, k in enumerate(y)] for row in z]
    assert lead(z, y) == pytest.approx(np.array(by_hand), abs=0)


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.loss}-{e.model}")
def test_the_slope_is_that_of_the_loss_along_its_axis(e):
    """Moving one raw prediction by h moves the loss by slope x h; for several classes the true class's own score."""
    problem, w = e.problem(), e.train().weights[-1]
    if not problem.loss.smooth:
        pytest.skip("the slope of a loss with a kink jumps")
    y, h = problem.data.y, 1e-6
    z = problem.network.predict(w)
    step = np.zeros_like(z)
    if z.ndim == 2:
        step[np.arange(len(y)), y] = h
    else:
        step += h * (y if problem.loss.task == "binary" else 1.0)
    d = (problem.loss.value(y, z + step) - problem.loss.value(y, z - step)) / (2 * h)
    assert evaluate_examples(problem, w[None]).slope[0] == pytest.approx(d, rel=1e-6, abs=1e-8)


def test_shares_add_up_to_one_or_to_nothing():
    amounts = np.array([[2.0, 6.0, 0.0], [0.0, 0.0, 0.0]])
    assert shares(amounts).tolist() == [[0.25, 0.75, 0.0], [0.0, 0.0, 0.0]]


def test_an_outlier_takes_most_of_squared_and_little_of_absolute():
    x = np.linspace(-1, 1, 50)
    y = x.copy()
    y[10] = 100.0
    data = Dataset(x[:, None], y)
    taken = {}
    for loss in ("squared", "absolute"):
        problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["none"](), 0.0)
        seen = evaluate_examples(problem, np.array([[1.0, 0.0]]))
        taken[loss] = shares(seen.gradient_norm)[0, 10]
    assert taken["squared"] == pytest.approx(1.0)
    assert taken["absolute"] == pytest.approx(1.0)
    noisy = Dataset(x[:, None], y + 0.1 * np.sin(40 * x))
    for loss in ("squared", "absolute"):
        problem = Problem(noisy, MODELS["linear"](), LOSSES[loss](), PENALTIES["none"](), 0.0)
        taken[loss] = shares(evaluate_examples(problem, np.array([[1.0, 0.0]])).gradient_norm)[0, 10]
    assert taken["squared"] > 0.9
    assert taken["absolute"] < 0.05


def test_stretches_of_a_run_with_losses_of_their_own_are_one_run_of_examples():
    """Under Poisson a perfect prediction costs y - y log y, under Squared nothing."""
    e = Experiment(dataset="doctor_visits", steps=30)
    w = e.train().weights
    poisson, squared = e.problem(), e.change(loss="squared").problem()
    joined = stacked([evaluate_examples(poisson, w[:11]), evaluate_examples(squared, w[11:])])
    y = poisson.data.y
    least = np.where(y > 0, y - y * np.log(np.where(y > 0, y, 1.0)), 0.0)
    (first, before), (after, then) = joined.least_since(np.arange(31))
    assert (first, after) == (-1, 10)
    assert np.array(before) == pytest.approx(least)
    assert not np.any(then)
    z = poisson.network.predict(w)
    assert joined.loss[:11] == pytest.approx(np.exp(z[:11]) - y * z[:11])
    assert joined.excess[11:] == pytest.approx((z[11:] - y) ** 2)
    assert joined.at(np.arange(31) > 10).loss == pytest.approx(joined.loss[11:])
    assert stacked([evaluate_examples(squared, w[:3]), evaluate_examples(squared, w[3:])]).least.shape == y.shape


def test_losses_too_large_for_a_number_share_the_whole():
    rows = np.array([[1.0, np.inf, 3.0, np.inf], [1.0, 1.0, 2.0, 0.0], [np.nan, 1.0, 1.0, 1.0]])
    np.testing.assert_allclose(shares(rows), [[0.0, 0.5, 0.0, 0.5], [0.25, 0.25, 0.5, 0.0], [1.0, 0.0, 0.0, 0.0]])
