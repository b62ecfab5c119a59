"""scikit-learn's estimators are refitted: their minimum is that of our cost."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Lasso, SGDClassifier
from sklearn.linear_model._huber import _huber_loss_and_gradient

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, regularization_path
from explorer.experiment.export.translate import translations
from tests.helpers.exported import centred, exact, refitted

FITTED = [
    ("diabetes", "squared", "l2", {}, 0.05, ("Ridge",)),
    ("diabetes", "squared", "l1", {}, 0.2, ("Lasso", "ElasticNet")),
    ("diabetes", "squared", "elastic_net", {"penalty.ratio": 0.3}, 0.1, ("ElasticNet",)),
    ("diabetes", "squared", "elastic_net", {"penalty.ratio": 0.0}, 0.1, ("Ridge",)),
    ("diabetes", "barron", "l2", {"loss.alpha": 2.0, "loss.c": 1.7}, 0.05, ("Ridge",)),
    ("diabetes", "barron", "elastic_net", {"loss.alpha": 2.0, "loss.c": 1.7}, 0.05, ("ElasticNet",)),
    ("breast_cancer", "logistic", "l2", {}, 0.02, ("LogisticRegression",)),
    ("breast_cancer", "logistic", "l1", {}, 0.05, ("LogisticRegression",)),
    ("breast_cancer", "logistic", "elastic_net", {"penalty.ratio": 0.3}, 0.1, ("LogisticRegression",)),
    ("penguins", "cross_entropy", "l2", {}, 0.02, ("LogisticRegression",)),
    ("penguins", "cross_entropy", "l1", {}, 0.02, ("LogisticRegression",)),
    ("penguins", "cross_entropy", "elastic_net", {}, 0.05, ("LogisticRegression",)),
    ("doctor_visits", "poisson", "l2", {}, 0.1, ("PoissonRegressor",)),
    ("wages", "gamma", "l2", {}, 0.1, ("GammaRegressor",)),
    ("wages", "tweedie", "l2", {"loss.power": 1.3}, 0.1, ("TweedieRegressor",)),
]
KINKED = [
    ("diabetes", "quantile", "l1", {"loss.tau": 0.8}, 0.02, "QuantileRegressor"),
    ("diabetes", "absolute", "l1", {}, 0.02, "QuantileRegressor"),
    ("diabetes", "absolute", "l2", {}, 0.05, "SVR"),
    ("diabetes", "epsilon_insensitive", "l2", {"loss.epsilon": 0.3}, 0.05, "SVR"),
    ("breast_cancer", "hinge", "l2", {}, 0.02, "SVC"),
]


def named(rows):
    return [pytest.param(*row, id="-".join(map(str, (row[1], row[2], *row[3].values())))) for row in rows]


@pytest.mark.parametrize(("dataset", "loss", "penalty", "params", "strength", "estimators"), named(FITTED))
def test_refitting_in_scikit_learn_gives_the_minimum_of_our_cost(dataset, loss, penalty, params, strength, estimators):
    problem = Experiment(dataset=dataset, loss=loss, penalty=penalty, strength=strength, params=params).problem()
    ours = centred(problem, regularization_path(problem, [strength]).weights[0])
    found = exact(problem)
    assert tuple(t.estimator for t in found) == estimators
    for t in found:
        np.testing.assert_allclose(centred(problem, refitted(problem, t)), ours, atol=1e-6, rtol=0)


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_what_several_classes_leave_open_is_a_shift_of_all_biases_and_is_said(penalty):
    problem = Experiment(dataset="penguins", penalty=penalty, strength=0.05).problem()
    (t,) = exact(problem)
    w, layer = refitted(problem, t), problem.network.layers[0]
    moved = w.copy()
    moved[layer.bias :] += 0.7
    assert problem.cost(moved).total == pytest.approx(problem.cost(w).total, rel=1e-12)
    ours = regularization_path(problem, [0.05]).weights[0]
    np.testing.assert_allclose(ours[: layer.bias], w[: layer.bias], atol=1e-6)  # the weights themselves are not left open
    assert np.ptp((ours - w)[layer.bias :]) < 1e-6
    for found in translations(problem):
        said = "all biases move by the same amount" in found.note
        assert said == (found.library != "PyTorch")
    binary = Experiment(dataset="breast_cancer", penalty=penalty).problem()
    assert not any("all biases" in found.note for found in translations(binary))


def test_with_an_even_number_of_classes_l1_may_leave_weights_open_too():
    rng = np.random.default_rng(0)
    for classes, penalty, open_too in ((4, "l1", True), (3, "l1", False), (4, "l2", False), (4, "elastic_net", False)):
        y = np.arange(40) % classes
        data = Dataset(rng.normal(size=(40, 1)), y, task="multiclass", classes=tuple("abcd"[:classes]))
        problem = Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES[penalty](), 0.1)
        w = np.append(np.array([-2.0, -1.0, 1.0, 2.0])[:classes], np.zeros(classes))
        moved = w + np.append(np.full(classes, 0.3), np.zeros(classes))
        same = problem.cost(moved).total == pytest.approx(problem.cost(w).total, rel=1e-12)
        assert same == open_too
        notes = [t.note for t in translations(problem) if t.library != "PyTorch"]
        assert notes
        assert all(("even number of classes" in note) == open_too for note in notes)


def test_where_an_estimator_had_better_not_be_fitted_with_0_its_note_says_so():
    for penalty, estimator in (("l1", "Lasso"), ("l1", "ElasticNet"), ("elastic_net", "ElasticNet")):
        problem = Experiment(dataset="diabetes", penalty=penalty).problem()
        (t,) = [t for t in translations(problem, 0.0) if t.estimator == estimator]
        with pytest.warns(UserWarning, match="alpha=0"):
            Lasso(alpha=t.value).fit(problem.network.features, problem.data.y)
        assert "LinearRegression" in t.note
        assert not t.exact
        assert "LinearRegression" not in next(t for t in translations(problem, 0.1) if t.estimator == estimator).note
    problem = Experiment(dataset="breast_cancer", penalty="l2").problem()
    (t,) = [t for t in translations(problem, 0.0) if t.estimator == "SGDClassifier"]
    with pytest.raises(ValueError, match="alpha must be > 0"):
        SGDClassifier(alpha=t.value).fit(problem.network.features, problem.data.y)
    assert "invscaling" in t.note
    SGDClassifier(alpha=t.value, learning_rate="invscaling", eta0=0.1).fit(problem.network.features, problem.data.y)


@pytest.mark.parametrize(("dataset", "loss", "penalty", "params", "strength", "estimator"), named(KINKED))
def test_a_loss_with_a_kink_costs_more_anywhere_else_than_at_the_refit(dataset, loss, penalty, params, strength, estimator):
    problem = Experiment(dataset=dataset, loss=loss, penalty=penalty, strength=strength, params=params).problem()
    (t,) = exact(problem)
    assert t.estimator == estimator
    w = refitted(problem, t)
    rng = np.random.default_rng(3)
    ways = rng.normal(size=(4000, problem.size)) * 10.0 ** rng.uniform(-5, 0, size=(4000, 1))
    ways[: 2 * problem.size] = np.concatenate([np.eye(problem.size), -np.eye(problem.size)]) * 1e-3
    others = problem.costs(np.concatenate([w + ways, [np.zeros(problem.size)]])).total
    assert others.min() >= problem.cost(w).total - 1e-7
    half = problem.at(0.5 * strength)  # the cost does tell strengths apart: half of it is another minimum
    assert np.abs(refitted(half, exact(half)[0]) - w).max() > 1e-3


@pytest.mark.parametrize(("delta", "strength"), [(0.7, 0.05), (1.35, 0.5), (3.0, 0.01)])
def test_the_cost_of_a_huber_regressor_has_our_minimum(delta, strength):
    """Its own gradient is zero there, the spread's part included; its solver alone stops some digits earlier."""
    problem = Experiment(dataset="diabetes", loss="huber", strength=strength, params={"loss.delta": delta}).problem()
    t = next(t for t in translations(problem) if t.estimator == "HuberRegressor")
    w, others = regularization_path(problem, [strength]).weights[0], dict(t.others)
    unknowns = np.append(w, delta / others["epsilon"])
    arguments = (problem.network.features, problem.data.y, others["epsilon"])
    gradient = _huber_loss_and_gradient(unknowns, *arguments, t.value, np.ones(problem.n))[1]
    assert np.abs(gradient).max() < 1e-8
    wrong = _huber_loss_and_gradient(unknowns, *arguments, 1.01 * t.value, np.ones(problem.n))[1]
    assert np.abs(wrong).max() > 1e-4
    np.testing.assert_allclose(refitted(problem, t), w, atol=2e-5)
    assert not t.exact


def test_a_loss_that_smooths_its_labels_has_no_exact_estimator():
    smoothed = Experiment(dataset="penguins", params={"loss.smoothing": 0.1}).problem()
    assert not exact(smoothed)
