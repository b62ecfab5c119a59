"""Metrics of classes against scikit-learn, several rows of scores at once, weights of examples included."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as theirs

from explorer import LOSSES
from explorer.core.numerics import sigmoid, softmax
from explorer.datasets.preparation import Scaling
from explorer.selection.comparing.class_metrics import CLASS_METRICS, auc, decided

PLAIN = Scaling(np.zeros(1), np.ones(1))
RNG = np.random.default_rng(2)
N = 40
LABELS = np.where(RNG.random(N) < 0.35, 1, -1)
CLASSES = np.append([0, 1, 2], RNG.integers(0, 3, size=N - 3))
SCORES, SEVERAL = RNG.normal(size=(3, N)).round(1) + 0.05, RNG.normal(size=(3, N, 3)) + 2.0 * np.eye(3)[CLASSES]
SHARES = (lambda w: w / w.mean())(RNG.integers(1, 5, size=N).astype(float))


def ours(name, loss, y, z, shares):
    loss = LOSSES[loss]()
    metric = next(m for m in CLASS_METRICS if m.id == name and loss.task in m.tasks)
    return metric.of(y, z, loss, PLAIN, shares)


def brier(y, p, sample_weight):
    return theirs.brier_score_loss(y, p, sample_weight=sample_weight)


BINARY = {
    "accuracy": lambda y, z, w: 100 * theirs.accuracy_score(y, np.where(z > 0, 1, -1), sample_weight=w),
    "balanced_accuracy": lambda y, z, w: 100 * theirs.balanced_accuracy_score(y, np.where(z > 0, 1, -1), sample_weight=w),
    "f1": lambda y, z, w: theirs.f1_score(y, np.where(z > 0, 1, -1), sample_weight=w),
    "auc": lambda y, z, w: theirs.roc_auc_score(y, z, sample_weight=w),
    "log_loss": lambda y, z, w: theirs.log_loss(y, sigmoid(z), sample_weight=w),
    "brier": lambda y, z, w: brier(y, sigmoid(z), w),
}
MULTICLASS = {
    "accuracy": lambda y, z, w: 100 * theirs.accuracy_score(y, z.argmax(axis=1), sample_weight=w),
    "balanced_accuracy": lambda y, z, w: 100 * theirs.balanced_accuracy_score(y, z.argmax(axis=1), sample_weight=w),
    "f1": lambda y, z, w: theirs.f1_score(y, z.argmax(axis=1), average="macro", sample_weight=w),
    "auc": lambda y, z, w: theirs.roc_auc_score(y, softmax(z).p, multi_class="ovr", sample_weight=w),
    "log_loss": lambda y, z, w: theirs.log_loss(y, softmax(z).p, sample_weight=w),
    "brier": lambda y, z, w: brier(y, softmax(z).p, w),
}


@pytest.mark.parametrize("shares", [None, SHARES])
@pytest.mark.parametrize("name", BINARY)
def test_two_classes_are_measured_as_scikit_learn_does(name, shares):
    expected = [BINARY[name](LABELS, z, shares) for z in SCORES]
    np.testing.assert_allclose(ours(name, "logistic", LABELS, SCORES, shares), expected, rtol=1e-12)


@pytest.mark.parametrize("shares", [None, SHARES])
@pytest.mark.parametrize("name", MULTICLASS)
def test_several_classes_are_measured_as_scikit_learn_does(name, shares):
    expected = [MULTICLASS[name](CLASSES, z, shares) for z in SEVERAL]
    np.testing.assert_allclose(ours(name, "cross_entropy", CLASSES, SEVERAL, shares), expected, rtol=1e-12)


def test_the_exponential_loss_has_its_own_link_to_probabilities():
    p = 1 / (1 + np.exp(-2.0 * SCORES[0]))
    assert ours("log_loss", "exponential", LABELS, SCORES[:1], None)[0] == pytest.approx(theirs.log_loss(LABELS, p))


def test_a_score_that_decides_nothing_is_wrong():
    hinge = LOSSES["hinge"]()
    assert decided(np.array([1, -1]), np.array([0.0, 0.0]), hinge).tolist() == [-1, 1]
    tied = np.array([[1.0, 1.0, 0.0]])
    assert decided(np.array([0]), tied, LOSSES["cross_entropy"]()).tolist() == [1]
    assert ours("accuracy", "cross_entropy", np.array([0]), tied[None], None)[0] == 0.0


def test_one_class_alone_has_no_pairs():
    assert np.isnan(auc(np.array([True, True]), np.array([1.0, 2.0])))


def test_a_class_that_nobody_has_and_nobody_gets_counts_as_not_found():
    far = np.array([[5.0, 0.0, 0.0], [0.0, 5.0, 0.0]])
    assert ours("f1", "cross_entropy", np.array([0, 1]), far[None], None)[0] == pytest.approx(2 / 3)
