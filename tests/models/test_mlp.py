"""Networks of several hidden layers, against predictions and gradients worked out apart."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import FieldError

CURVES = {"tanh": np.tanh, "relu": lambda x: np.maximum(x, 0.0), "sigmoid": expit}
DEEP = [
    {"hidden": 3, "hidden2": 4, "activation2": "relu"},
    {"hidden": 5, "activation": "sigmoid", "hidden2": 2, "hidden3": 3, "activation3": "sigmoid"},
    {"hidden": 2, "activation": "relu", "hidden2": 3, "hidden3": 2, "hidden4": 4, "activation4": "relu"},
]


def sizes(params):
    return [(params[f"hidden{k}"], params.get(f"activation{k}", "tanh")) for k in ("", 2, 3, 4) if params.get(f"hidden{k}")]


@pytest.mark.parametrize("classes", [None, 3])
@pytest.mark.parametrize("params", DEEP, ids=str)
def test_the_layers_follow_each_other(params, classes):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(7, 2))
    network = MODELS["mlp"](**params).bind(X, classes)
    w = rng.normal(size=network.size)
    A, at, below = X, 0, 2
    for units, curve in [*((u, CURVES[c]) for u, c in sizes(params)), (classes or 1, lambda x: x)]:
        W, b = w[at : at + below * units].reshape(below, units), w[at + below * units : at + (below + 1) * units]
        A, at, below = curve(A @ W + b), at + (below + 1) * units, units
    assert at == network.size
    assert network.predict(w) == pytest.approx(A if classes else A[:, 0], abs=1e-12)


@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
@pytest.mark.parametrize("params", DEEP, ids=str)
def test_the_gradient_is_the_slope_in_every_weight(params, loss):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(9, 2))
    several = loss == "cross_entropy"
    data = Dataset(X, np.arange(9) % 3 if several else X[:, 0] * X[:, 1], task="multiclass" if several else "regression")
    problem = Problem(data, MODELS["mlp"](**params), LOSSES[loss](), PENALTIES["none"](), 0.0)
    w, h = rng.normal(size=problem.size), 1e-6
    slopes = [(problem.cost(w + h * e).data - problem.cost(w - h * e).data) / (2 * h) for e in np.eye(problem.size)]
    assert problem.gradient(w) == pytest.approx(slopes, abs=1e-8)


def test_layers_end_at_the_first_without_units():
    model = MODELS["mlp"](hidden=3, hidden2=0, hidden3=9)
    assert [layer.width for layer in model.layers(2, None)] == [3, 1]
    assert model.unused == {"activation2", "hidden3", "activation3", "hidden4", "activation4"}
    assert MODELS["mlp"](hidden2=2, hidden3=2, hidden4=2).unused == set()
    assert MODELS["mlp"](hidden2=2).unused == {"activation3", "hidden4", "activation4"}


def test_units_of_several_layers_have_names_of_their_own():
    network = MODELS["mlp"](hidden=2, hidden2=2).bind(np.eye(2))
    names = network.names(["a", "b"])
    assert names[:6] == ("a→h1.1", "a→h1.2", "b→h1.1", "b→h1.2", "bias h1.1", "bias h1.2")
    assert names[6:8] == ("h1.1→h2.1", "h1.1→h2.2")
    assert names[-3:] == ("h2.1→out", "h2.2→out", "bias")
    assert len(set(names)) == network.size


def test_too_many_inputs_are_refused_with_a_way_out():
    X = np.zeros((3, 40))
    with pytest.raises(FieldError, match="make 860 inputs") as refused:
        MODELS["mlp"](inputs="squares").bind(X)
    assert MODELS["mlp"](**{name.split(".")[1]: value for name, value in refused.value.remedy.items()}).bind(X).size
