"""Factors of the adaptive lasso: from least squares where it is there, from a little L2 where it is not."""

import numpy as np
import pytest
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.core.params import FieldError
from explorer.path.first_fit import LIGHT, SMALLEST, adaptive_factors, adaptive_refusal, first_fit
from explorer.path.methods.choice import path_method
from tests.claims import oracles

RNG = np.random.default_rng(11)
X = RNG.normal(size=(60, 4))
Y = X @ np.array([2.0, -0.5, 0.1, 0.0]) + RNG.normal(size=60)


def problem(data: Dataset, loss: str = "squared", penalty: str = "l1") -> Problem:
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.3)


@pytest.mark.parametrize("gamma", [0.5, 1.0, 2.0])
def test_they_are_one_over_the_least_squares_weights(gamma: float) -> None:
    least = LinearRegression().fit(X, Y).coef_
    assert adaptive_factors(problem(Dataset(X, Y)), gamma) == pytest.approx(np.abs(least) ** -gamma, rel=1e-5)


def test_the_adaptive_lasso_is_the_lasso_of_columns_times_their_least_squares_weights() -> None:
    """Zou (2006), section 3.5."""
    e = Experiment(dataset="diabetes", penalty="l1", strength=0.02, adaptive=1.0)
    features, y = e.problem().network.features, e.problem().data.y
    unit = np.abs(LinearRegression().fit(features, y).coef_)
    theirs = Lasso(alpha=0.01, tol=1e-13, max_iter=10**6).fit(features * unit, y).coef_ * unit
    assert e.path([0.02]).weights[0, :-1] == pytest.approx(theirs, abs=2e-6)  # factors have six figures


def test_a_logistic_fit_and_several_classes_have_their_own_first_fit() -> None:
    labels = np.where(Y + RNG.logistic(size=60) > 0, 1.0, -1.0)
    own = problem(Dataset(X, labels, task="binary"), "logistic")
    free = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X, labels).coef_[0]
    assert adaptive_factors(own, 1.0) == pytest.approx(1 / np.abs(free), rel=1e-5)
    classes = (Y > 0).astype(int) + (RNG.normal(size=60) > 0.5)
    several = problem(Dataset(X, classes, task="multiclass"), "cross_entropy")
    assert not first_fit(several)[1]
    strength = LIGHT * path_method(problem(several.data, "cross_entropy", "l2")).largest_strength
    theirs = LogisticRegression(C=1 / (60 * strength), tol=1e-10, max_iter=10_000).fit(X, classes).coef_
    assert adaptive_factors(several, 1.0) == pytest.approx(1 / np.linalg.norm(theirs, axis=0), rel=1e-4)


def test_where_least_squares_has_no_single_answer_a_little_l2_gives_one() -> None:
    twice = Dataset(np.column_stack([X[:, 0], X[:, 0], np.zeros(60)]), Y)
    w, without = first_fit(problem(twice))
    assert not without
    assert w[0] == pytest.approx(w[1], rel=1e-9)
    factors = adaptive_factors(problem(twice), 1.0)
    assert np.isfinite(factors).all()
    assert factors[2] == pytest.approx(factors[0] / SMALLEST, rel=1e-5)
    apart = Dataset(X, np.where(X[:, 0] > 0, 1.0, -1.0), task="binary")
    assert not first_fit(problem(apart, "logistic"))[1]
    assert adaptive_factors(problem(Dataset(X, np.ones(60))), 1.0).tolist() == [1.0] * 4


def test_what_has_no_first_fit_is_refused_in_words() -> None:
    for changes, words in (
        ({"loss": "tukey"}, "not convex"),
        ({"dataset": "penguins", "loss": "weston_watkins"}, "takes long"),
    ):
        with pytest.raises(FieldError, match=words) as refused:
            Experiment(**{"dataset": "diabetes", "penalty": "l1", **changes}, adaptive=1.0)
        assert refused.value.remedy == {"adaptive": 0.0}
    assert "hidden layers" in adaptive_refusal(Experiment(model="mlp").problem())
    with pytest.raises(ValueError, match="hidden layers"):
        first_fit(Experiment(model="mlp").problem())


@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "group_l1"])
@pytest.mark.parametrize("loss", ["modified_huber", "smoothed_hinge", "logistic"])
def test_factors_of_very_different_sizes_leave_the_path_exact(loss, penalty):
    """With a power of 4 they run from 1e-8 to 500, and strengths far above the data's slopes matter."""
    e = Experiment(dataset="breast_cancer", loss=loss, penalty=penalty, adaptive=4.0)
    top = e.path([1.0]).zeroing
    assert top is not None
    strengths = top * np.array([0.7, 0.1, 0.003])
    path = e.path(strengths)
    assert "zero weights" in path.kkt_unit
    assert path.kkt is not None
    assert path.kkt.max() < 1e-7
    for s, w, total in zip(strengths, path.weights, path.total, strict=True):
        assert total == pytest.approx(float(e.path([s]).total[0]), rel=1e-8)
        assert total <= oracles.lowest_near(e.problem().at(float(s)), w) * (1 + 1e-6)
