"""Choosing the strength: scikit-learn's errors on the same folds, standard errors by hand, and what must not leak."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import ElasticNet, Lasso, LassoCV, LogisticRegression, PoissonRegressor, Ridge
from sklearn.metrics import make_scorer
from sklearn.model_selection import PredefinedSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, regularization_path
from explorer.core.params import FieldError
from explorer.path.strength_grid import default_strengths, suitable_strengths
from explorer.selection.cross_validation import begin, cross_validate

STRENGTHS = np.array([1.0, 0.1, 0.01])


def problem_of(data, loss="squared", penalty="l2", model="linear", model_params=None, **params):
    return Problem(data, MODELS[model](**(model_params or {})), LOSSES[loss](), PENALTIES[penalty](**params), 0.3)


def drawn(n=60, d=4, task="regression"):
    rng = np.random.default_rng(5)
    X = 10.0 * rng.normal(size=(n, d)) * 3.0 ** np.arange(d) + 50.0
    signal = ((X - 50.0) / 10.0) @ (0.6 / 3.0 ** np.arange(d))
    y = {
        "regression": 7.0 + 20.0 * signal + 9.0 * rng.normal(size=n),
        "binary": np.where(signal + rng.normal(size=n) > 0, 1.0, -1.0),
        "count": rng.poisson(np.exp(0.5 * signal)).astype(float),
        "multiclass": np.digitize(signal + 0.5 * rng.normal(size=n), (-0.4, 0.4)),
    }[task]
    return Dataset(X, y, task=task)


def theirs(chosen, data, make, score):
    """The held-out errors (folds, k) that scikit-learn's own machinery gets on the same folds."""
    split = PredefinedSplit(chosen.folds)
    return np.stack(
        [-cross_val_score(make(s), data.X, data.y, cv=split, scoring=score) for s in chosen.strengths], axis=1
    )  # fmt: skip


def trained_on(chosen, fold):
    return int((chosen.folds != fold).sum())


@pytest.mark.parametrize(
    ("penalty", "params", "make"),
    [
        ("l2", {}, lambda s: Ridge(alpha=50 * s / 2)),
        ("l1", {}, lambda s: Lasso(alpha=s / 2, tol=1e-12, max_iter=100_000)),
        ("elastic_net", {"ratio": 0.3}, lambda s: ElasticNet(alpha=s / 2, l1_ratio=0.3, tol=1e-12, max_iter=100_000)),
    ],
)
def test_errors_are_those_of_scikit_learn_with_everything_standardised_inside_the_fold(penalty, params, make):
    data = drawn()
    chosen = cross_validate(problem_of(data, penalty=penalty, **params), STRENGTHS, folds=6, seed=2)
    errors, rmse = np.empty((6, 3)), np.empty((6, 3))
    for fold in range(6):
        own = chosen.folds == fold
        assert (~own).sum() == 50  # so that one Ridge alpha serves all folds
        scaler, middle, spread = StandardScaler().fit(data.X[~own]), data.y[~own].mean(), data.y[~own].std()
        for k, s in enumerate(STRENGTHS):
            model = make(s).fit(scaler.transform(data.X[~own]), (data.y[~own] - middle) / spread)
            miss = model.predict(scaler.transform(data.X[own])) - (data.y[own] - middle) / spread
            errors[fold, k], rmse[fold, k] = (miss**2).mean(), spread * np.sqrt((miss**2).mean())
    np.testing.assert_allclose(chosen.errors, errors, rtol=1e-9)
    np.testing.assert_allclose(chosen.scores, rmse, rtol=1e-9)
    assert chosen.metric.id == "rmse"


@pytest.mark.parametrize(("penalty", "ratio", "solver"), [("l2", 0.0, "newton-cholesky"), ("l1", 1.0, "saga")])
def test_logistic_errors_are_those_of_a_pipeline_in_cross_val_score(penalty, ratio, solver):
    data = drawn(task="binary")
    # Where all weights are zero, saga stops before it has found the bias: no strength here is that large.
    chosen = cross_validate(problem_of(data, "logistic", penalty), [0.05, 0.01], folds=6)
    assert {trained_on(chosen, fold) for fold in range(6)} == {50}

    def make(s):
        return make_pipeline(
            StandardScaler(), LogisticRegression(C=1 / (50 * s), l1_ratio=ratio, solver=solver, tol=1e-10, max_iter=100_000)
        )

    np.testing.assert_allclose(chosen.errors, theirs(chosen, data, make, "neg_log_loss"), rtol=1e-6)
    wrong = 100.0 - 100.0 * -theirs(chosen, data, make, "accuracy")
    np.testing.assert_allclose(chosen.scores, wrong, atol=1e-9)
    assert chosen.metric.id == "error"


def test_several_classes_are_those_of_scikit_learns_cross_entropy():
    data = drawn(n=90, task="multiclass")
    chosen = cross_validate(problem_of(data, "cross_entropy"), STRENGTHS, folds=5)
    assert {trained_on(chosen, fold) for fold in range(5)} == {72}

    def make(s):
        return make_pipeline(StandardScaler(), LogisticRegression(C=1 / (72 * s), solver="newton-cholesky", tol=1e-9))

    np.testing.assert_allclose(chosen.errors, theirs(chosen, data, make, "neg_log_loss"), rtol=1e-5)


@pytest.mark.thorough
def test_counts_keep_their_own_units():
    data = drawn(task="count")
    chosen = cross_validate(problem_of(data, "poisson"), STRENGTHS, folds=6)

    def loss(y, mean):
        return (mean - y * np.log(mean)).mean()

    def make(s):
        return make_pipeline(StandardScaler(), PoissonRegressor(alpha=s, solver="newton-cholesky", tol=1e-10))

    np.testing.assert_allclose(chosen.errors, theirs(chosen, data, make, make_scorer(loss, greater_is_better=False)), rtol=1e-8)


def test_powers_and_products_are_fitted_anew_inside_each_fold():
    data = drawn(d=2)
    problem = problem_of(data, model="polynomial", model_params={"degree": 2})
    chosen = cross_validate(problem, STRENGTHS, folds=6, standardise_target=False)

    def make(s):
        powers = PolynomialFeatures(2, include_bias=False)
        return make_pipeline(StandardScaler(), powers, StandardScaler(), Ridge(alpha=50 * s / 2))

    np.testing.assert_allclose(chosen.errors, theirs(chosen, data, make, "neg_mean_squared_error"), rtol=1e-9)


def test_data_taken_as_given_agree_with_lasso_cv_choice_and_all():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(90, 8))
    y = X[:, :3] @ [2.0, -1.0, 0.5] + 2.0 * rng.normal(size=90)
    strengths = np.geomspace(2.0, 0.002, 30)
    chosen = cross_validate(problem_of(Dataset(X, y), penalty="l1"), strengths, standardise=False)
    peer = LassoCV(alphas=strengths / 2, cv=PredefinedSplit(chosen.folds), tol=1e-10, max_iter=100_000).fit(X, y)
    np.testing.assert_allclose(chosen.errors, peer.mse_path_.T, rtol=1e-7)
    assert chosen.best == pytest.approx(2 * peer.alpha_)
    np.testing.assert_allclose(chosen.best_weights, np.append(peer.coef_, peer.intercept_), atol=1e-7)
    refit = clone(Lasso(tol=1e-12, max_iter=100_000)).set_params(alpha=chosen.one_se / 2).fit(X, y)
    np.testing.assert_allclose(chosen.one_se_weights, np.append(refit.coef_, refit.intercept_), atol=1e-7)


def test_both_choices_by_hand():
    chosen = cross_validate(problem_of(drawn()), [10.0, 1.0, 0.1, 0.01, 3.0, 0.3], folds=4)
    mean = chosen.errors.sum(axis=0) / 4
    se = np.sqrt(((chosen.errors - mean) ** 2).sum(axis=0) / 3) / 2  # n - 1, and the root of 4
    np.testing.assert_allclose(chosen.mean, mean, rtol=1e-13)
    np.testing.assert_allclose(chosen.se, se, rtol=1e-12)
    best = min(range(6), key=lambda k: mean[k])
    within = [s for s, m in zip(chosen.strengths, mean, strict=True) if m <= mean[best] + se[best]]
    assert chosen.best == chosen.strengths[best]
    assert chosen.one_se == max(within)
    assert chosen.one_se > chosen.best
    np.testing.assert_allclose(chosen.score_mean, chosen.scores.mean(axis=0))
    for at, weights in ((chosen.best, chosen.best_weights), (chosen.one_se, chosen.one_se_weights)):
        np.testing.assert_allclose(weights, regularization_path(problem_of(drawn()), [at]).weights[0], rtol=1e-9)


def test_a_fold_does_not_see_what_it_holds_out():
    """Its errors move with the held-out targets alone, by what those targets are, and no other fold sees a different fit."""
    data = drawn()
    before = cross_validate(problem_of(data), STRENGTHS, folds=6, standardise_target=False)
    row = 7
    y = np.array(data.y)
    y[row] += 1e6
    X = np.array(data.X)
    X[row] *= 1.0 + 1e-3
    after = begin(problem_of(Dataset(X, y)), STRENGTHS, folds=6, standardise_target=False)
    own = before.folds[row]
    assert (after.folds == before.folds).all()
    scaler = StandardScaler().fit(data.X[before.folds != own])
    model = Ridge(alpha=50 * 0.5).fit(scaler.transform(data.X[before.folds != own]), data.y[before.folds != own])
    while not after.finished:
        after = after.advance()
    held = before.folds == own
    expected = ((model.predict(scaler.transform(X[held])) - y[held]) ** 2).mean()
    np.testing.assert_allclose(after.selection().errors[own, 0], expected, rtol=1e-9)


def test_the_same_call_is_the_same_and_another_seed_is_not():
    problem = problem_of(drawn(), penalty="l1")
    first, again, other = (cross_validate(problem, STRENGTHS, seed=seed) for seed in (4, 4, 5))
    assert (first.errors == again.errors).all()
    assert (first.folds == again.folds).all()
    assert (first.errors != other.errors).any()


def test_it_goes_fold_by_fold_and_can_be_left():
    problem = problem_of(drawn())
    state = begin(problem, STRENGTHS, folds=4)
    with pytest.raises(ValueError, match="0 of 4 folds are done"):
        state.selection()
    half = state.advance().advance()
    assert (state.done, half.done) == (0, 2)
    seen = []
    whole = half.run(lambda done, count: seen.append((done, count)))
    assert seen == [(3, 4), (4, 4)]
    assert (whole.errors == cross_validate(problem, STRENGTHS, folds=4).errors).all()

    class LeftError(Exception):
        pass

    def leave(done, count):
        if done == 2:
            raise LeftError

    with pytest.raises(LeftError):
        cross_validate(problem, STRENGTHS, folds=4, progress=leave)


def test_awkward_data_are_chosen_on_all_the_same():
    rng = np.random.default_rng(0)
    wide = Dataset(rng.normal(size=(12, 30)), rng.normal(size=12))
    constant = Dataset(np.column_stack([rng.normal(size=20), np.full(20, 3.0), np.eye(20)[0]]), rng.normal(size=20))
    for data in (wide, constant):
        for penalty in ("l1", "l2", "elastic_net"):
            chosen = cross_validate(problem_of(data, penalty=penalty), folds=4)
            assert np.isfinite(chosen.errors).all()
            assert chosen.one_se >= chosen.best
    flat = Dataset(rng.normal(size=(20, 2)), np.full(20, 5.0))
    assert cross_validate(problem_of(flat), STRENGTHS).mean == pytest.approx(np.zeros(3))


def test_of_equal_errors_the_largest_strength_is_best():
    rng = np.random.default_rng(0)
    noise = Dataset(rng.normal(size=(30, 2)), rng.normal(size=30))
    chosen = cross_validate(problem_of(noise, penalty="l1"), [1e3, 1e6, 1e4])  # all weights are zero at each
    assert (chosen.best, chosen.one_se, chosen.best_at) == (1e6, 1e6, 1)
    assert not chosen.best_weights[:-1].any()


def test_it_says_where_the_best_may_lie_outside_what_was_tried():
    problem = problem_of(drawn())
    assert "smallest strength that was tried, 0.5: smaller ones do better still." in cross_validate(problem, [5.0, 0.5]).note
    assert cross_validate(problem, [100.0, 0.0]).note == "The error is smallest without any penalty."
    rng = np.random.default_rng(0)
    X = rng.normal(size=(30, 15))
    weak = Dataset(X, 0.7 * X[:, 0] + rng.normal(size=30))
    chosen = cross_validate(problem_of(weak), [1e4, 1.0, 1e-9])
    assert (chosen.best, chosen.note) == (1.0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"strengths": [0.1, -1.0]}, "a strength of -1 is not possible"),
        ({"strengths": [np.nan]}, "a strength of nan is not possible"),
        ({"strengths": []}, "at least one number"),
        ({"folds": 100}, "100 folds need at least 100 examples"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments, said):
    with pytest.raises(ValueError, match=said):
        cross_validate(problem_of(drawn()), **arguments)


def test_a_problem_without_a_path_is_refused_as_its_path_is():
    with pytest.raises(ValueError, match="is not convex"):
        cross_validate(problem_of(drawn(), "tukey"))


def test_an_experiment_measures_in_the_targets_own_units_and_keeps_to_its_range():
    e = Experiment(dataset="diabetes", penalty="l1")
    chosen = e.cross_validate([1.0, 0.1], folds=3)
    spread = np.std(e.raw().y)
    assert 0.5 * spread < chosen.score_mean.min() < spread
    with pytest.raises(FieldError, match="1001 is above 1000"):
        e.cross_validate([1001.0])
    assert e.cross_validate(folds=2).strengths.max() <= 1000
    several = Experiment(dataset="penguins", loss="logistic", penalty="l2")
    assert several.cross_validate([0.1], folds=2).metric.id == "error_first"
    raw = Experiment(dataset="stackloss", penalty="l2", standardise=False).cross_validation([0.1], folds=3)
    assert (raw.features, raw.target) == (False, True)


def test_all_bundled_data_can_be_chosen_on():
    for name in ("engel", "penguins", "wages"):
        e = Experiment(dataset=name, penalty="l2")
        assert DATASETS[name].task == e.raw().task
        assert e.cross_validate([0.1, 0.01], folds=3).errors.shape == (3, 2)


def test_without_a_penalty_a_column_that_a_fold_leaves_constant_does_no_harm():
    """One row alone fills the column: in the fold that holds it out it is all zeros. By NumPy's least squares."""
    rng = np.random.default_rng(6)
    X = rng.normal(size=(30, 4))
    X[:, 2] = 3.0 * (np.arange(30) == 7)
    data = Dataset(X, X @ np.array([1.0, -2.0, 0.5, 1.0]) + rng.normal(size=30))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["elastic_net"](), 0.0)
    chosen = cross_validate(problem, [0.0], standardise=False)
    design = np.column_stack([X, np.ones(30)])
    for fold, error in enumerate(chosen.errors[:, 0]):
        own = chosen.folds == fold
        w = np.linalg.lstsq(design[~own], data.y[~own], rcond=None)[0]
        assert error == pytest.approx(((design[own] @ w - data.y[own]) ** 2).mean(), rel=1e-9)


def test_strengths_to_choose_among_are_told_as_they_are():
    for fields in ({"penalty": "l1"}, {"penalty": "l2"}, {"loss": "logistic", "dataset": "breast_cancer", "penalty": "l1"}):
        problem = Experiment(**fields).problem()
        whole = default_strengths(problem, 60)
        asked = suitable_strengths(problem, 1000.0)
        assert [float(f"{s:.3g}") for s in asked] == asked.tolist()
        assert (np.diff(asked) < 0).all()
        np.testing.assert_allclose(asked, whole, rtol=0.01)
        assert asked[0] >= whole[0] * (1 - 1e-12)
    assert suitable_strengths(problem, 0.01)[0] == 0.01
