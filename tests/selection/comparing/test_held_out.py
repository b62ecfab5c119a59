"""Two models example by example: scikit-learn's predictions for every example while it is held out."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from explorer.selection.comparing.held_out import head_to_head
from tests.helpers.compared import compared, drawn


def test_numbers_are_predicted_in_their_own_units():
    data = drawn()
    found = compared(data, ["squared"], strengths=[0.1], repeats=2)
    both = head_to_head(found, "Squared", "median")
    for repeat in range(2):
        # The target is standardised inside the fold, so its spread scales nothing that the ridge penalty sees but the target.
        make = make_pipeline(StandardScaler(), Ridge(alpha=48 * 0.1 / 2))
        theirs = cross_val_predict(make, data.X, data.y, cv=PredefinedSplit(found.setup.folds[repeat]))
        np.testing.assert_allclose(both.first.predicted[repeat], theirs, rtol=1e-9)
        np.testing.assert_allclose(both.first.error[repeat], np.abs(theirs - data.y), rtol=1e-7)
        for fold in range(5):
            own = found.setup.folds[repeat] == fold
            assert both.second.predicted[repeat, own] == pytest.approx(np.median(data.y[~own]))
    np.testing.assert_allclose(both.difference, (both.second.error - both.first.error).mean(axis=0))
    assert (np.diff(np.abs(both.difference[both.order])) <= 0).all()
    assert both.first.probability is None


@pytest.mark.parametrize(("task", "loss"), [("binary", "logistic"), ("multiclass", "cross_entropy")])
def test_classes_have_the_probability_of_the_true_one(task, loss):
    data = drawn(task, n=90)
    found = compared(data, [loss], strengths=[0.1], folds=3, repeats=1)
    first = head_to_head(found, found.best.name, "majority").first
    fold = found.setup.folds[0]
    for k in range(3):
        n = (fold != k).sum()
        make = make_pipeline(StandardScaler(), LogisticRegression(C=1 / (n * 0.1), solver="newton-cholesky", tol=1e-10))
        make.fit(data.X[fold != k], data.y[fold != k])
        p, labels = make.predict_proba(data.X[fold == k]), np.unique(data.y)
        truth = np.searchsorted(labels, data.y[fold == k])
        np.testing.assert_allclose(first.probability[0, fold == k], p[np.arange(len(p)), truth], rtol=1e-5)
        assert (first.error[0, fold == k] == (make.predict(data.X[fold == k]) != data.y[fold == k])).all()
        assert ((first.predicted[0, fold == k] > 0) == (first.error[0, fold == k] == 0)).all()


def test_a_loss_without_probabilities_has_none_and_a_log_link_is_undone():
    found = compared(drawn("binary"), ["hinge"], strengths=[0.1], repeats=1, nested=0)
    assert head_to_head(found, "Hinge", "majority").first.probability is None
    data = drawn("count")
    counts = compared(data, ["poisson"], strengths=[0.1], repeats=1, nested=0)
    both = head_to_head(counts, "Poisson", "mean")
    assert (both.first.predicted > 0).all()
    assert both.first.error.mean() == pytest.approx(counts.row("Poisson").mean)
    with pytest.raises(ValueError, match='row: there is no "Squared"'):
        head_to_head(counts, "Squared", "mean")
