"""Every model: gradients by differences and complex steps, layouts of the weights, fitted features."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from explorer import DATASETS, MODELS, Experiment
from explorer.core.params import FieldError, instances, params_of

EVERY = [model for cls in MODELS.values() for model in instances(cls)]
RNG = np.random.default_rng(0)
X = RNG.normal(size=(12, 2))


def named(model):
    return f"{model.id}-{'-'.join(str(v) for v in vars(model).values())}"


@pytest.mark.parametrize("outputs", [None, 3])
@pytest.mark.parametrize("model", EVERY, ids=named)
def test_the_pullback_is_the_gradient_of_the_predictions(model, outputs):
    """sum(g z(w)) has the gradient J'g: fourth-order central differences."""
    network = model.bind(X, outputs)
    w = RNG.normal(size=network.size) * 0.7
    z, back = network.forward(w)
    g = RNG.normal(size=z.shape)
    gradient = back(g).copy()
    h = 1e-4
    f = lambda v: float((network.forward(v)[0] * g).sum())
    for j in RNG.permutation(network.size)[:25]:
        e = np.zeros(network.size)
        e[j] = h
        d = (8 * (f(w + e) - f(w - e)) - (f(w + 2 * e) - f(w - 2 * e))) / (12 * h)
        assert gradient[j] == pytest.approx(d, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("outputs", [None, 3])
@pytest.mark.parametrize("model", EVERY, ids=named)
def test_many_weights_at_once_predict_as_one_by_one(model, outputs):
    network = model.bind(X, outputs)
    W = RNG.normal(size=(5, network.size))
    whole = network.predict(W)
    assert whole.shape == (5, 12) if outputs is None else (5, 12, 3)
    assert whole == pytest.approx(np.stack([network.predict(w) for w in W]), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("model", EVERY, ids=named)
def test_biases_are_not_penalised_and_every_weight_has_a_name(model):
    network = model.bind(X, 3)
    names = network.names(["a", "b"], ["r", "s", "t"])
    assert len(names) == network.size == len(set(names))
    assert [name.startswith("bias") for name in names] == (network.penalised == 0).tolist()


def test_linear_weights_stand_before_the_bias_and_classes_row_by_row():
    w = np.array([1.0, 2.0, 3.0])
    assert MODELS["linear"]().bind(X).predict(w) == pytest.approx(X @ w[:2] + 3.0)
    W = np.arange(9.0)
    expected = X @ W[:6].reshape(2, 3) + W[6:]
    assert MODELS["linear"]().bind(X, 3).predict(W) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("activation", "f"),
    [("tanh", np.tanh), ("relu", lambda x: np.where(x > 0, x, 0)), ("sigmoid", lambda x: 1 / (1 + np.exp(-x)))],
)
def test_the_network_is_what_is_written_in_textbooks(activation, f):
    network = MODELS["mlp"](hidden=3, activation=activation).bind(X)
    w = RNG.normal(size=13)
    hidden = f(X @ w[:6].reshape(2, 3) + w[6:9])
    assert network.predict(w) == pytest.approx(hidden @ w[9:12] + w[12], rel=1e-12)


def test_sigmoid_units_survive_extremes():
    network = MODELS["mlp"](hidden=1, activation="sigmoid").bind(np.array([[1e6], [-1e6]]))
    assert network.predict(np.array([1.0, 0.0, 1.0, 0.0])) == pytest.approx([1.0, 0.0])


@pytest.mark.parametrize("degree", [1, 2, 4])
def test_polynomial_features_are_scikit_learns_standardised(degree):
    theirs = StandardScaler().fit_transform(PolynomialFeatures(degree, include_bias=False).fit_transform(X))
    network = MODELS["polynomial"](degree=degree).bind(X)
    assert network.features == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    assert network.features.mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert network.features.std(axis=0) == pytest.approx(1)


def test_other_inputs_get_the_features_that_were_fitted():
    network = MODELS["polynomial"](degree=3).bind(X)
    assert network.at(X[:4]).features == pytest.approx(network.features[:4])
    assert network.rows(np.array([2, 5])).features == pytest.approx(network.features[[2, 5]])


def test_too_many_products_are_refused_with_the_highest_degree_that_works():
    wide = RNG.normal(size=(40, 30))
    with pytest.raises(
        FieldError, match=r"model.degree: 30 features to degree 3 make 5,455 products; the limit is 500"
    ) as refused:
        MODELS["polynomial"](degree=3).bind(wide)
    assert refused.value.remedy == {"model.degree": 2}
    assert MODELS["polynomial"](degree=2).bind(wide).size == 496


def test_a_constant_column_does_not_divide_by_zero():
    flat = np.column_stack([X[:, 0], np.full(12, 3.0)])
    assert np.isfinite(MODELS["polynomial"](degree=3).bind(flat).features).all()


def test_starts_are_zero_or_the_same_seeded_normal_for_the_same_shape():
    network = MODELS["linear"]().bind(RNG.normal(size=(9, 400)))
    assert not network.start("zero", 1).any()
    drawn = network.start("normal", 1)
    assert np.array_equal(drawn, MODELS["linear"]().bind(np.ones((4, 400))).start("normal", 1))
    assert not np.array_equal(drawn, network.start("normal", 2))
    assert drawn[:-1].std() == pytest.approx(400**-0.5, rel=0.15)
    assert drawn[-1] == 0
    assert MODELS["mlp"].starts == ("normal",)


LINEAR = [name for name, model in MODELS.items() if "intercept" in params_of(model)]


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("name", LINEAR)
def test_without_an_intercept_the_score_is_0_where_all_features_are_in_their_own_units(name, dataset):
    degree = {"model.degree": 2} if name == "polynomial" else {}
    e = Experiment(dataset=dataset, model=name, params={"model.intercept": False} | degree)
    problem, scaling = e.problem(), e.prepared().scaling
    w = np.random.default_rng(0).normal(size=problem.size)
    nothing = (np.zeros((1, problem.data.X.shape[1])) - scaling.x_mean) / scaling.x_scale
    assert not problem.network.at(nothing).predict(w).any()
    assert scaling.y_mean == 0.0
    assert not any("bias" in n for n in problem.names)
    assert problem.network.penalised.all()
    assert e.change(params={"model.intercept": True}).problem().size == problem.size + problem.network.layers[0].width


def test_the_models_with_an_intercept_to_leave_out_are_the_linear_ones():
    assert {name for name, model in MODELS.items() if model().bind(np.eye(2)).linear} == set(LINEAR)
    with pytest.raises(FieldError, match=r"model\.intercept: there is no such parameter here"):
        Experiment(model="mlp", params={"model.intercept": False})
