"""The strength in other libraries' words: scikit-learn's are refitted, the others checked by their own formulas."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from sklearn.linear_model import Lasso, SGDClassifier
from sklearn.linear_model._huber import _huber_loss_and_gradient

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, regularization_path
from explorer.experiment.export.translate import translations, untranslated
from explorer.path.methods.choice import path_refusal

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


def refitted(problem, t):
    """The flat weights (p,) that scikit-learn finds with a translation's arguments."""
    model = getattr(import_module(t.module), t.estimator)(**{t.parameter: t.value}, **dict(t.others), **dict(t.precise))
    model.fit(problem.network.features, problem.data.y)
    coef = model.coef_.T if problem.network.layers[0].outputs else np.ravel(model.coef_)
    return np.concatenate([np.ravel(coef), np.ravel(model.intercept_)])


def exact(problem):
    return [t for t in translations(problem) if t.exact and t.library == "scikit-learn"]


def centred(problem, w):
    """Scores of several classes may all be moved by the same amount: the biases with mean 0."""
    layer, out = problem.network.layers[0], np.array(w)
    if layer.outputs:
        out[layer.bias :] -= out[layer.bias :].mean()
    return out


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


TASKS = {"regression": "diabetes", "count": "doctor_visits", "positive": "wages", "binary": "breast_cancer"}


@pytest.mark.parametrize("penalty", [name for name in PENALTIES if name != "none"])
@pytest.mark.parametrize("loss", [loss.id for loss in LOSSES.values() if not loss.untrainable])
def test_formulas_and_classes_do_not_depend_on_the_strength(loss, penalty):
    problem = Experiment(dataset=TASKS.get(LOSSES[loss].task, "penguins"), loss=loss, penalty=penalty).problem()
    at_zero, elsewhere = translations(problem, 0.0), translations(problem, 0.1)
    for ours, theirs in zip(at_zero, elsewhere, strict=True):
        assert (ours.library, ours.estimator, ours.parameter) == (theirs.library, theirs.estimator, theirs.parameter)
        if ours.estimator != "HuberRegressor":  # its epsilon is that of the fit itself
            assert ours.others == theirs.others
        assert ours.formula == theirs.formula
        assert ours.value == (np.inf if ours.parameter == "C" else 0.0)
    assert untranslated(problem, 0.0) == untranslated(problem, 0.1)


def test_formulas_of_the_elastic_net_at_strength_0_keep_both_parts():
    problem = Experiment(dataset="diabetes", penalty="elastic_net", strength=0.0).problem()
    found = {t.estimator: t.formula for t in translations(problem)}
    assert found["ElasticNet"] == r"\alpha = \tfrac12 \lambda"
    assert "Ridge" not in found
    assert "SGD" not in found
    assert "s_y" in found["glmnet"]


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


SGD = [
    ("regression", "squared", "elastic_net"), ("regression", "huber", "l2"), ("regression", "epsilon_insensitive", "l1"),
    ("regression", "squared_epsilon_insensitive", "l2"), ("binary", "logistic", "l1"), ("binary", "hinge", "l2"),
    ("binary", "squared_hinge", "elastic_net"), ("binary", "modified_huber", "l2"),
]  # fmt: skip


@pytest.mark.parametrize(("task", "loss", "penalty"), SGD)
def test_sgd_comes_near_our_minimum_with_this_alpha_and_not_with_half_or_twice_of_it(task, loss, penalty):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(100, 3))
    y = X @ [1.0, -0.5, 0.2] + 0.3 + 0.3 * rng.normal(size=100)
    data = Dataset(X, y if task == "regression" else np.sign(y), task=task)
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.2)
    (t,) = [t for t in translations(problem) if t.estimator in ("SGDRegressor", "SGDClassifier")]
    assert not t.exact

    def cost(alpha):
        model = getattr(import_module(t.module), t.estimator)(
            alpha=alpha, **dict(t.others), random_state=0, max_iter=1000, tol=None,
            learning_rate="invscaling", eta0=0.05, power_t=0.5,
        )  # fmt: skip
        model.fit(X, data.y)
        return problem.cost(np.append(np.ravel(model.coef_), model.intercept_)).total

    right = cost(t.value)
    assert right < min(cost(0.5 * t.value), cost(2.0 * t.value)) - 1e-3


def test_pytorchs_weight_decay_adds_the_slope_of_our_penalty_to_the_gradient():
    torch = pytest.importorskip("torch", reason="PyTorch is wanted by the benchmarks alone")
    for penalty, params in (("l2", {}), ("elastic_net", {"penalty.ratio": 0.0})):
        problem = Experiment(dataset="diabetes", penalty=penalty, params=params, strength=0.3).problem()
        (t,) = [t for t in translations(problem) if t.library == "PyTorch"]
        w = torch.arange(1.0, 11.0, dtype=torch.float64, requires_grad=True)
        w.grad = torch.zeros_like(w)
        torch.optim.SGD([w], lr=1.0, weight_decay=t.value).step()
        moved = np.arange(1.0, 11.0) - w.detach().numpy()
        np.testing.assert_allclose(moved, problem.penalty.slope(np.arange(1.0, 11.0), 0.3), rtol=1e-12)


def test_glmnets_lambda_is_that_of_its_published_objective():
    """1/(2n) sum r^2 + lambda |w| for gaussian, the mean negative log-likelihood + lambda (...) for the others."""

    def lam(**kwargs):
        return next(t for t in translations(Experiment(**kwargs).problem()) if t.library == "glmnet")

    assert lam(dataset="diabetes", penalty="l1", strength=0.3).value == 0.15
    assert lam(dataset="breast_cancer", penalty="l2", strength=0.3).value == 0.3
    mixed = lam(dataset="penguins", penalty="elastic_net", strength=0.3, params={"penalty.ratio": 0.25})
    assert (mixed.value, dict(mixed.others)["alpha"]) == (0.3, 0.25)


@pytest.mark.parametrize("ratio", [0.0, 0.4])
def test_glmnets_lambda_for_an_l2_part_depends_on_the_spread_of_the_target(ratio):
    """glmnet divides y by s, minimises 1/(2n) |y/s - Xv|^2 + lambda/s (alpha |v| + (1 - alpha)/2 v^2), and gives back s v."""
    t = next(
        t for t in translations(
            Experiment(dataset="diabetes", penalty="elastic_net", strength=0.3, params={"penalty.ratio": ratio}).problem()
        ) if t.library == "glmnet"
    )  # fmt: skip
    assert t.value is None
    assert "s_y" in t.formula
    s, strength = 2.5, 0.3
    lam = strength / 2 * (ratio + (1 - ratio) * s)  # what the formula says, by hand
    alpha = ratio / (ratio + (1 - ratio) * s)
    w = np.array([1.0, -2.0, 0.5])
    theirs = s * s * (lam / s) * (alpha * np.abs(w / s).sum() + (1 - alpha) / 2 * ((w / s) ** 2).sum())
    ours = strength / 2 * PENALTIES["elastic_net"](ratio=ratio).value(w)
    np.testing.assert_allclose(theirs, ours)


def test_what_has_no_equivalent_is_said_and_nothing_is_both():
    for loss in LOSSES.values():
        if loss.untrainable:
            continue
        dataset = {"regression": "diabetes", "count": "doctor_visits", "positive": "wages", "binary": "breast_cancer"}
        name = dataset.get(loss.task, "penguins")
        for penalty in PENALTIES:
            problem = Experiment(dataset=name, loss=loss.id, penalty=penalty).problem()
            has, lacks = {t.library for t in translations(problem)}, untranslated(problem)
            assert len(has) + len(lacks) == (1 if penalty == "none" else 3)
            assert all(sentence.endswith(".") for sentence in lacks)


def test_only_translations_of_the_very_cost_are_called_exact():
    hidden = Experiment(dataset="diabetes", model="mlp", penalty="l2").problem()
    assert [t.library for t in translations(hidden)] == ["PyTorch"]
    smoothed = Experiment(dataset="penguins", params={"loss.smoothing": 0.1}).problem()
    assert not exact(smoothed)


def test_the_strength_can_be_another_than_the_problems_own():
    problem = Experiment(dataset="diabetes", penalty="l1", strength=0.02).problem()
    assert translations(problem, 1.0)[0].value == 0.5
    assert problem.strength == 0.02
    assert path_refusal(problem) == ""
    assert translations(problem, 1.0)[0].code == "Lasso(alpha=0.5)"


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
@pytest.mark.parametrize(("dataset", "loss"), sorted({row[:2] for row in [*FITTED, *KINKED, ("diabetes", "huber")]}))
def test_at_strength_zero_the_formulas_are_those_of_any_other_strength(dataset, loss, penalty):
    """A formula is in terms of the strength, so it cannot depend on it; only C = 1 / 0 cannot be called."""
    e = Experiment(dataset=dataset, loss=loss, penalty=penalty, strength=0.1)
    some, none = ({(t.estimator, t.formula) for t in translations(e.problem(), s)} for s in (0.1, 0.0))
    assert none <= some
    assert {name for name, _ in some - none} <= {"SVC", "SVR"}
