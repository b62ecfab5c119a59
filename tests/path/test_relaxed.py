"""The relaxed path, against least squares and unpenalised regressions of scikit-learn on the features in use."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, PoissonRegressor

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.path import regularization_path
from explorer.path.relaxed import relaxed_refusal, relaxed_weights

RNG = np.random.default_rng(8)
N, D = 80, 5
X = RNG.normal(size=(N, D))
SCORE = X @ np.array([1.0, -0.7, 0.4, 0.0, 0.0])
DATA = {
    "squared": Dataset(X, SCORE + RNG.normal(size=N)),
    "logistic": Dataset(X, np.where(SCORE + RNG.logistic(size=N) > 0, 1.0, -1.0), task="binary"),
    "poisson": Dataset(X, RNG.poisson(np.exp(0.5 * SCORE)).astype(float), task="count"),
    "cross_entropy": Dataset(
        X, (SCORE + RNG.logistic(size=N) > 0).astype(int) + (RNG.normal(size=N) + X[:, 1] > 0.8), task="multiclass"
    ),
}


def oracle(loss: str, A: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (d, K) and intercepts without a penalty."""
    if loss == "squared":
        w = np.linalg.lstsq(np.column_stack([A, np.ones(len(A))]), y, rcond=None)[0]
        return w[:-1, None], w[-1:]
    if loss == "poisson":
        fit = PoissonRegressor(alpha=0, tol=1e-12, max_iter=10_000).fit(A, y)
        return fit.coef_[:, None], np.array([fit.intercept_])
    fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(A, y)
    return fit.coef_.T, fit.intercept_


@pytest.mark.parametrize("loss", list(DATA))
def test_each_set_of_features_is_fitted_as_if_there_were_no_others(loss: str) -> None:
    factors = (1.0, 2.0, 1.0, 0.0, 1.0)
    for each in (None, factors):
        problem = Problem(DATA[loss], MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), 0.0, factors=each)
        path = regularization_path(problem, [0.35, 0.12, 0.02])
        relaxed = relaxed_weights(problem, path.weights)
        layer = problem.network.layers[0]
        seen = set()
        for w, r in zip(path.weights, relaxed, strict=True):
            used = layer.weights(w).any(axis=1)
            seen.add(int(used.sum()))
            if not used.any():
                continue
            coefficients, intercept = oracle(loss, X[:, used], DATA[loss].y)
            found, bias = layer.weights(r)[used], layer.biases(r)
            if loss == "cross_entropy":  # the same for all classes changes nothing
                found, bias = found - found.mean(axis=1, keepdims=True), bias - bias.mean()
                coefficients, intercept = coefficients - coefficients.mean(axis=1, keepdims=True), intercept - intercept.mean()
            assert found == pytest.approx(coefficients, abs=1e-6 if loss != "cross_entropy" else 2e-6)
            assert bias == pytest.approx(intercept, abs=1e-6 if loss != "cross_entropy" else 2e-6)
            assert not layer.weights(r)[~used].any()
        assert len(seen) > 1


def test_where_the_features_left_tell_the_classes_apart_there_is_nothing_to_show() -> None:
    apart = Dataset(
        np.array([[-1.0, 0.2], [-2.0, -1.0], [1.0, 0.1], [2.0, 0.7]]), np.array([-1.0, -1.0, 1.0, 1.0]), task="binary"
    )
    problem = Problem(apart, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l1"](), 0.0)
    path = regularization_path(problem, [10.0, 0.1])
    relaxed = relaxed_weights(problem, path.weights)
    assert np.isfinite(relaxed[0]).all()
    assert np.isnan(relaxed[1]).all()


def test_what_has_no_relaxed_path_says_so() -> None:
    assert "every feature in" in relaxed_refusal(Experiment(penalty="l2").problem())
    assert "no penalty" in relaxed_refusal(Experiment(penalty="none").problem())
    assert "takes long" in relaxed_refusal(Experiment(dataset="penguins", loss="weston_watkins", penalty="l1").problem())
    assert relaxed_refusal(Experiment(penalty="l1", loss="absolute").problem()) == ""


@pytest.mark.parametrize("loss", list(DATA))
@pytest.mark.parametrize("biased", [True, False])
def test_a_weight_of_an_example_is_that_many_copies_of_it(loss: str, biased: bool) -> None:
    """Also with factors, by which the path goes another way, and without an intercept."""
    counts = RNG.integers(0, 4, size=N)
    data, model = DATA[loss], MODELS["linear"](intercept=biased)
    weighted = Dataset(data.X, data.y, task=data.task, example_weights=counts.astype(float))
    repeated = Dataset(np.repeat(data.X, counts, axis=0), np.repeat(data.y, counts), task=data.task)
    for each in (None, (1.0, 2.0, 1.0, 0.0, 1.0)):
        one, other = (Problem(d, model, LOSSES[loss](), PENALTIES["l1"](), 0.0, factors=each) for d in (weighted, repeated))
        paths = [regularization_path(problem, [0.12, 0.02]).weights for problem in (one, other)]
        relaxed = [relaxed_weights(problem, W) for problem, W in zip((one, other), paths, strict=True)]
        layer = one.network.layers[0]
        for first, second in (paths, relaxed):
            for block in [layer.weights, layer.biases] if biased else [layer.weights]:
                found, wanted = block(first), block(second)
                if loss == "cross_entropy":  # the same for all classes changes nothing where no penalty holds it
                    free = np.ones(found.shape[1:-1], dtype=bool)
                    if block == layer.weights and first is paths[0]:
                        free = np.zeros(D, dtype=bool) if each is None else np.array(each) == 0
                    found, wanted = (np.where(free[..., None], v - v.mean(axis=-1, keepdims=True), v) for v in (found, wanted))
                assert found == pytest.approx(wanted, abs=2e-6)


def test_what_takes_too_long_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(DATA["logistic"], MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l1"](), 0.0)
    path = regularization_path(problem, [0.12, 0.02])
    assert np.isfinite(relaxed_weights(problem, path.weights)).all()
    monkeypatch.setattr("explorer.core.effort.MOST", 1.0)
    assert np.isnan(relaxed_weights(problem, path.weights)).all()
