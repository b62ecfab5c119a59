"""Common metrics for classes: of the class that is decided on, of the order of the scores, and of probabilities."""

from __future__ import annotations

import numpy as np

from explorer.core.numerics import sigmoid, softmax, softplus
from explorer.datasets.preparation import Scaling
from explorer.losses.base import Loss
from explorer.losses.multiclass import lead, own, put_own
from explorer.selection.metrics import SHARE, Metric, mean_over

Array = np.ndarray


def right(y: Array, z: Array, loss: Loss) -> Array:
    """Whether each example (..., n) gets its own class: not where a score of 0, or a tie for the highest, decides nothing."""
    found: Array = lead(z, y) > 0 if loss.task == "multiclass" else y * z > 0
    return found


def decided(y: Array, z: Array, loss: Loss) -> Array:
    """The class (..., n) decided on, -1 and +1 or 0 ... K - 1; where a score decides nothing, one that is wrong."""
    if loss.task == "multiclass":
        others = put_own(np.array(z, dtype=float), y, -np.inf).argmax(axis=-1)
        return np.where(right(y, z, loss), y, others)
    return np.where(right(y, z, loss), y, -y)


def auc(positive: Array, z: Array, shares: Array | None = None) -> Array:
    """The share of pairs of a positive and another example that scores z (..., n) put in the right order; ties count half.

    ``positive`` (n,) says which are. NaN where all are, or none. Source: Hanley and McNeil, "The meaning and use of the area
    under a receiver operating characteristic (ROC) curve", 1982.

    >>> auc(np.array([True, True, False]), np.array([3.0, 1.0, 1.0]))
    array(0.75)
    """
    weight = np.ones(positive.size) if shares is None else shares
    rows = np.asarray(z).reshape(-1, positive.size)
    found = np.array([_auc(positive, row, weight) for row in rows])
    return found.reshape(np.shape(z)[:-1])


def _auc(positive: Array, z: Array, weight: Array) -> float:
    _, place = np.unique(z, return_inverse=True)
    ours = np.bincount(place, weight * positive)
    others = np.bincount(place, weight * ~positive, ours.size)
    below = np.cumsum(others) - others
    pairs = ours.sum() * others.sum()
    return float(ours @ (below + 0.5 * others) / pairs) if pairs > 0 else float("nan")


def _probabilities(z: Array, loss: Loss) -> Array:
    """The probabilities (..., n, K) of several classes."""
    assert loss.probability is not None
    return softmax(loss.probability * z).p


def _accuracy(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    return 100.0 * mean_over(right(y, z, loss), shares)


def _balanced(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    hit, weight = right(y, z, loss), np.ones(y.size) if shares is None else shares
    recalls = [(hit * weight * (y == k)).sum(axis=-1) / (weight * (y == k)).sum() for k in np.unique(y)]
    return 100.0 * np.mean(recalls, axis=0)


def _f1(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    found, weight = decided(y, z, loss), np.ones(y.size) if shares is None else shares
    several = loss.task == "multiclass"
    scores = []
    for k in range(z.shape[-1]) if several else (1,):
        hits = (weight * ((found == k) & (y == k))).sum(axis=-1)
        both = (weight * (found == k)).sum(axis=-1) + (weight * (y == k)).sum()
        scores.append(np.divide(2.0 * hits, both, out=np.zeros(np.shape(hits)), where=both > 0))
    return np.mean(scores, axis=0)


def _binary_auc(y: Array, z: Array, _: Loss, __: Scaling, shares: Array | None = None) -> Array:
    return auc(y > 0, z, shares)


def _multiclass_auc(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    p = _probabilities(z, loss)
    return np.mean([auc(y == k, p[..., k], shares) for k in range(p.shape[-1])], axis=0)


def _log_loss(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    assert loss.probability is not None
    scaled = loss.probability * z
    surprise = own(softmax(scaled).surprise, y) if loss.task == "multiclass" else softplus(-y * scaled)
    return mean_over(surprise, shares)


def _brier(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    assert loss.probability is not None
    if loss.task == "multiclass":
        p = _probabilities(z, loss)
        truth = put_own(np.zeros(p.shape[-2:]), y, 1.0)
        return mean_over(((p - truth) ** 2).sum(axis=-1), shares)
    return mean_over(sigmoid(-y * loss.probability * z) ** 2, shares)


CLASSES = ("binary", "multiclass")
ALIKE = "Each class counts the same, however rare."
SURE = "It is small where the probability of the true class is high, and large where a wrong class was held for sure."

CLASS_METRICS = (
    Metric("accuracy", "Accuracy", "accuracy", SHARE, CLASSES, _accuracy, "Each wrong class counts the same, however wrong.",
           neutral=True, higher=True, most=100.0),
    Metric("balanced_accuracy", "Balanced accuracy", "balanced accuracy", "% of a class, on average", CLASSES, _balanced, ALIKE,
           neutral=True, higher=True, most=100.0),
    Metric("f1", "F1", "F1", "0 to 1, of the second class", ("binary",), _f1,
           "Of that class it asks both: how many were found, and how many of those found are right.",
           neutral=True, higher=True, most=1.0),
    Metric("f1", "F1, mean over the classes", "F1", "0 to 1, mean over the classes", ("multiclass",), _f1, ALIKE,
           neutral=True, higher=True, most=1.0),
    Metric("auc", "Area under the ROC curve", "AUC", "share of pairs in order", ("binary",), _binary_auc,
           "Only the order of the scores counts, not where the line between the classes is drawn.", neutral=True, higher=True,
           most=1.0),
    Metric("auc", "Area under the ROC curve, each class against the rest", "AUC", "share of pairs in order", ("multiclass",),
           _multiclass_auc, "Only the order of the probabilities counts.", neutral=True, higher=True, needs="probability",
           most=1.0),
    Metric("log_loss", "Log-loss", "log-loss", "nats", CLASSES, _log_loss, SURE, needs="probability"),
    Metric("brier", "Brier score", "Brier score", "squared error of the probabilities", CLASSES, _brier, SURE,
           needs="probability", most=2.0),
)  # fmt: skip
"""The usual one first."""
