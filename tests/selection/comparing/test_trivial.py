"""Trivial models against scikit-learn's dummies, with weights, ties and offsets."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier, DummyRegressor

from explorer import Dataset
from explorer.core.numerics import sigmoid, softmax
from explorer.selection.comparing.trivial import trivial_models
from tests.helpers.compared import drawn


@pytest.mark.parametrize("task", ["regression", "count", "amount", "positive"])
def test_numbers_have_the_mean_and_the_median(task):
    data = drawn(task, n=31)
    for model in trivial_models(data):
        dummy = DummyRegressor(strategy=model.name).fit(data.X, data.y)
        assert model.of(data) == pytest.approx(dummy.predict(data.X[:1])[0])
        assert model.loss.link == "identity"


@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_classes_have_the_majority_and_the_shares_as_probabilities(task):
    data = drawn(task, n=50)
    (model,) = trivial_models(data)
    dummy = DummyClassifier(strategy="prior").fit(data.X, data.y)
    score = np.asarray(model.of(data))
    p = softmax(score).p if task == "multiclass" else [1 - sigmoid(score), sigmoid(score)]
    np.testing.assert_allclose(p, dummy.predict_proba(data.X[:1])[0], atol=1e-8)
    decided = score.argmax() if task == "multiclass" else np.sign(score)
    assert decided == dummy.predict(data.X[:1])[0]


def test_of_equally_frequent_classes_the_first_is_taken():
    (model,) = trivial_models(Dataset(np.eye(2), [1, -1], task="binary"))
    assert -1e-6 < model.of(Dataset(np.eye(2), [1, -1], task="binary")) < 0
    three = Dataset(np.eye(4), [2, 1, 2, 1], task="multiclass", classes=("a", "b", "c"))
    (model,) = trivial_models(three)
    scores = model.of(three)
    assert scores[0] == -np.inf
    assert scores[1] > scores[2]


def test_weights_count():
    data = Dataset(np.eye(3), [0.0, 3.0, 9.0], example_weights=[1, 1, 4])
    mean, median = trivial_models(data)
    assert mean.of(data) == pytest.approx(39 / 6)
    assert median.of(data) == 9.0


def test_counts_with_exposures_have_one_rate():
    """The Poisson likelihood of a constant rate is highest at all counts over all exposures."""
    exposure = np.array([1.0, 2.0, 5.0])
    data = Dataset(np.eye(3), [1.0, 0.0, 3.0], task="count", offset=np.log(exposure))
    (model,) = trivial_models(data)
    assert (model.name, model.loss.link) == ("mean", "log")
    assert np.exp(model.of(data)) == pytest.approx(4 / 8)
