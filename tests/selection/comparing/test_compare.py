"""Comparisons: scikit-learn's figures on the same folds, the choice inside the folds, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Lasso, LogisticRegression, PoissonRegressor, QuantileRegressor, Ridge
from sklearn.metrics import brier_score_loss, log_loss, mean_absolute_error, mean_poisson_deviance, mean_squared_error

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset
from explorer.selection import begin_comparison, compare, pinball
from tests.helpers.compared import compared, drawn, scores_of


def ridge(s, n):
    return Ridge(alpha=n * s / 2)


def lasso(s, n):
    return Lasso(alpha=s / 2, tol=1e-12, max_iter=100_000)


def logistic(s, n):
    return LogisticRegression(C=1 / (n * s), solver="newton-cholesky", tol=1e-10, max_iter=1000)


def poisson(s, n):
    return PoissonRegressor(alpha=s, solver="newton-cholesky", tol=1e-12)


def mae(y, model, X, middle, spread):
    return mean_absolute_error(y, middle + spread * model.predict(X))


def rmse(y, model, X, middle, spread):
    return mean_squared_error(y, middle + spread * model.predict(X)) ** 0.5


def certain(y, model, X, middle, spread):
    return log_loss(y, model.predict_proba(X)[:, 1])


def brier(y, model, X, middle, spread):
    return brier_score_loss(y, model.predict_proba(X)[:, 1], pos_label=1)


def deviance(y, model, X, middle, spread):
    return mean_poisson_deviance(y, model.predict(X))


CASES = [
    ("regression", "squared", "l2", "mae", ridge, mae),
    ("regression", "squared", "l1", "rmse", lasso, rmse),
    ("binary", "logistic", "l2", "log_loss", logistic, certain),
    ("binary", "logistic", "l2", "brier", logistic, brier),
    ("count", "poisson", "l2", "deviance", poisson, deviance),
]


@pytest.mark.parametrize(("task", "loss", "penalty", "metric", "make", "measure"), CASES)
def test_every_figure_is_scikit_learns_on_the_same_folds(task, loss, penalty, metric, make, measure):
    found = compared(drawn(task), [loss], penalty, metric=metric, folds=4, repeats=2, seed=5)
    row = next(row for row in found.rows if not row.trivial)
    theirs = [[scores_of(found, make, measure, repeat, (fold,))[0] for fold in range(4)] for repeat in range(2)]
    np.testing.assert_allclose(row.scores, theirs, rtol=1e-6)
    means = np.mean(theirs, axis=(0, 1))
    assert row.strength == found.setup.strengths[0][means.argmin()]
    assert row.mean == pytest.approx(means.min(), rel=1e-6)
    np.testing.assert_allclose(row.values, np.array(theirs)[:, :, means.argmin()], rtol=1e-6)


@pytest.mark.parametrize(("task", "loss", "penalty", "metric", "make", "measure"), CASES[:1] + CASES[2:3])
def test_the_choice_inside_the_folds_is_scikit_learns(task, loss, penalty, metric, make, measure):
    """For each fold: every other fold held out in turn, the best strength by their mean, and its figure on the first."""
    found = compared(drawn(task), [loss], penalty, metric=metric, folds=4, repeats=2, seed=5, nested=2)
    for repeat in range(2):
        for fold in range(4):
            others = [other for other in range(4) if other != fold]
            inner = [scores_of(found, make, measure, repeat, (fold, other))[1] for other in others]
            chosen = np.mean(inner, axis=0).argmin()
            outer = scores_of(found, make, measure, repeat, (fold,))[0]
            assert found.nested.strengths[repeat, fold] == found.setup.strengths[0][chosen]
            assert found.nested.values[repeat, fold] == pytest.approx(outer[chosen], rel=1e-6)


def test_a_loss_with_kinks_costs_no_more_than_linear_programming_finds():
    data = drawn(n=50)
    found = compared(data, ["absolute"], "l1", (0.5, 0.05), folds=3, repeats=1, nested=0)

    def programme(s, n):
        return QuantileRegressor(alpha=s / 2, solver="highs")

    theirs = [scores_of(found, programme, mae, 0, (fold,))[0] for fold in range(3)]
    np.testing.assert_allclose(found.row("Absolute").scores[0], theirs, rtol=1e-2)  # several weights may cost the same
    for fold in range(3):
        part = found.setup.part(0, (fold,))
        at = found.row("Absolute").best_at
        problem = found.setup.problem(0, part.train).at(float(found.row("Absolute").strength))
        fit = programme(float(found.setup.strengths[0][at]), part.train.n).fit(part.train.X, part.train.y)
        lowest = problem.cost(np.append(fit.coef_, fit.intercept_)).total
        zero = problem.cost(np.append(np.zeros(4), np.median(part.train.y))).total
        assert problem.cost(found.row("Absolute").weights[0, fold]).total - lowest <= 1e-4 * zero


def test_all_rows_have_the_same_folds_and_each_its_own_path():
    data, losses = drawn(), [LOSSES["squared"](), LOSSES["huber"]()]
    found = compare(data, losses, PENALTIES["l1"](), strengths=6, repeats=2)
    for one, row in ((0, found.row("Squared")), (1, found.row("Huber"))):
        assert row.strengths.size == 6
        assert (np.diff(row.strengths) < 0).all()
        w = found.setup.problem(one, found.setup.part(0, (0,)).train)
        assert w.loss == row.loss
    assert found.row("Squared").strengths[0] != found.row("Huber").strengths[0]
    again = compare(data, losses[:1], PENALTIES["l1"](), strengths=6, repeats=2)
    assert (again.row("Squared").scores == found.row("Squared").scores).all()


def test_penalties_are_compared_where_asked_and_strengths_may_have_names():
    data, squared = drawn(), [LOSSES["squared"]()]
    both = [PENALTIES["l1"](), PENALTIES["l2"]()]
    names = {"Squared with L1": [0.1, 0.2], "Squared with L2": [0.5]}
    found = compare(data, squared, both, names, repeats=1, nested=0)
    assert {row.name: row.strengths.tolist() for row in found.rows if not row.trivial} == {
        "Squared with L1": [0.2, 0.1],
        "Squared with L2": [0.5],
    }
    with pytest.raises(ValueError, match="strengths: there are none for Squared with L2"):
        compare(data, squared, both, {"Squared with L1": [0.1]})


def test_trivial_models_are_rows():
    data = drawn()
    found = compared(data, ["squared"], repeats=1, nested=0)
    fold = found.setup.folds[0]
    for name, of in (("mean", np.mean), ("median", np.median)):
        ours = [np.abs(data.y[fold == k] - of(data.y[fold != k])).mean() for k in range(5)]
        np.testing.assert_allclose(found.row(name).values[0], ours, rtol=1e-12)
    classes = compared(drawn("binary"), ["logistic"], repeats=1, nested=0)
    y, fold = classes.setup.data.y, classes.setup.folds[0]
    ours = [100.0 * (y[fold == k] == np.sign(y[fold != k].sum())).mean() for k in range(5)]
    np.testing.assert_allclose(classes.row("majority").values[0], ours)


def test_what_cannot_be_judged_is_left_out_with_a_sentence():
    found = compared(drawn("binary"), ["logistic", "hinge", "brier"], metric="log_loss", repeats=1, nested=0)
    assert [row.name for row in found.rows] == ["Logistic", "majority"]
    left = dict(found.left_out)
    assert left["Hinge"].startswith("Hinge gives scores and no probabilities, so its log-loss is not defined")
    assert "not convex" in left["Brier"]
    with pytest.raises(ValueError, match="Hinge gives scores and no probabilities"):
        compared(drawn("binary"), ["hinge"], metric="log_loss")


def test_gaps_are_filled_by_what_is_trained_on():
    """A column with gaps, filled by the median of the rows trained on: as scikit-learn's imputer in a pipeline."""
    data = drawn()
    missing = np.random.default_rng(0).random(data.n) < 0.3
    asked = []

    def fill(rows):
        asked.append(rows)
        X = np.array(data.X)
        X[missing, 0] = np.median(data.X[rows, 0][~missing[rows]])
        return Dataset(X, data.y)

    found = compared(fill(np.arange(data.n)), ["squared"], fill=fill, repeats=1, nested=0)
    fold = found.setup.folds[0]
    for k in range(5):
        filled = fill(np.flatnonzero(fold != k))
        X, y = filled.X[fold != k], filled.y[fold != k]
        middle, spread, m, s = X.mean(axis=0), X.std(axis=0), y.mean(), y.std()
        for j, strength in enumerate(found.setup.strengths[0]):
            fit = Ridge(alpha=len(y) * strength / 2).fit((X - middle) / spread, (y - m) / s)
            off = m + s * fit.predict((filled.X[fold == k] - middle) / spread) - filled.y[fold == k]
            assert found.row("Squared").scores[0, k, j] == pytest.approx(np.abs(off).mean(), rel=1e-9)
    assert all(np.intersect1d(asked[1 + k], np.flatnonzero(fold == k)).size == 0 for k in range(5))


def test_groups_stay_together_and_a_model_may_have_powers():
    groups = np.repeat(np.arange(12), 5)
    found = compared(drawn(), ["squared"], groups=groups, repeats=2, model=MODELS["polynomial"](degree=2))
    for fold in found.setup.folds:
        assert all(np.unique(fold[groups == group]).size == 1 for group in range(12))
    assert found.best.weights.shape[-1] > 5


def test_weights_of_examples_count_in_fit_and_metric():
    rng = np.random.default_rng(1)
    data = drawn(example_weights=rng.integers(1, 4, size=60))
    found = compared(data, ["squared"], repeats=1, nested=0)
    fold, weight = found.setup.folds[0], data.example_weights
    X, y = data.X[fold != 0], data.y[fold != 0]
    middle, spread, m, s = X.mean(axis=0), X.std(axis=0), y.mean(), y.std()
    for j, strength in enumerate(found.setup.strengths[0]):
        own = weight[fold != 0] / weight[fold != 0].mean()
        fit = Ridge(alpha=len(y) * strength / 2).fit((X - middle) / spread, (y - m) / s, sample_weight=own)
        predicted = m + s * fit.predict((data.X[fold == 0] - middle) / spread)
        theirs = mean_absolute_error(data.y[fold == 0], predicted, sample_weight=weight[fold == 0])
        assert found.row("Squared").scores[0, 0, j] == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"metric": "auc"}, 'metric: "auc" does not measure a regression target. Allowed: mae'),
        ({"metric": pinball(0.9), "folds": 1}, "1 folds are not possible"),
        ({"repeats": 0}, "repeats: 0 is not possible. Allowed: whole numbers from 1."),
        ({"nested": 4}, "nested: 4 is not possible. Allowed: whole numbers from 0 to the repeats, 3."),
        ({"folds": 2}, "nested: with 2 folds none is left to choose by inside. Allowed: 0, or 3 folds or more."),
        ({"strengths": 1}, "strengths: 1 along a path are too few. Allowed: 2 or more, or a list of numbers."),
        ({"strengths": [-1.0]}, "a strength of -1 is not possible"),
        ({"losses": []}, "losses: there is none to compare. Allowed: one or more."),
        ({"groups": ["a"]}, "groups: 1 for 60 examples. Allowed: one for each example."),
    ],
)
def test_what_is_refused_is_refused_in_a_sentence(changes, says):
    settings = {"losses": [LOSSES["squared"]()], "penalty": PENALTIES["l2"](), "strengths": [0.1], **changes}
    with pytest.raises(ValueError, match="^" + says.replace("(", r"\(")):
        begin_comparison(drawn(), **settings)


def test_a_second_call_is_the_same_and_another_seed_deals_otherwise():
    data = DATASETS["stackloss"]().load()
    one, same, other = (compared(data, ["huber"], repeats=2, seed=seed) for seed in (4, 4, 5))
    assert (one.best.scores == same.best.scores).all()
    assert (one.setup.folds != other.setup.folds).any()
