"""The parts of a fold: what leaks into them, and a trivial model's figures on what is held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from explorer import Dataset
from explorer.selection.comparing.metrics import comparison_metric
from explorer.selection.comparing.training_parts import part
from explorer.selection.comparing.trivial import trivial_models
from tests.helpers.compared import drawn

FOLD = np.arange(60) % 4


def test_two_folds_held_out_are_each_by_itself_and_neither_is_trained_on():
    data = drawn()
    found = part(data, FOLD, (1, 3))
    kept = np.isin(FOLD, (0, 2))
    scaler = StandardScaler().fit(data.X[kept])
    np.testing.assert_allclose(found.train.X, scaler.transform(data.X[kept]))
    for own, fold in zip(found.held, (1, 3), strict=True):
        np.testing.assert_allclose(own.X, scaler.transform(data.X[fold == FOLD]))
        np.testing.assert_allclose(found.scaling.original_y(own.y), data.y[fold == FOLD])


def test_what_is_held_out_changes_nothing_that_is_trained_on():
    data = drawn()
    X, y = np.array(data.X), np.array(data.y)
    X[FOLD == 2] *= 9.0
    y[FOLD == 2] = -1e3
    one, other = part(data, FOLD, (2,)), part(Dataset(X, y), FOLD, (2,))
    assert (one.train.X == other.train.X).all()
    assert (one.train.y == other.train.y).all()
    assert (one.held[0].X != other.held[0].X).any()


@pytest.mark.parametrize("task", ["count", "binary"])
def test_only_a_plain_number_is_standardised_as_a_target(task):
    data = drawn(task)
    assert (part(data, FOLD, (0,)).train.y == data.y[FOLD != 0]).all()
    assert (part(data, FOLD, (0,), standardise=False).train.X == data.X[FOLD != 0]).all()
    assert part(data, FOLD, (0,), centred=False).train.X.mean() > 1.0


def test_a_trivial_model_has_the_offsets_on_it():
    offset = np.linspace(0.0, 1.0, 60)
    data = replace(drawn("count"), offset=offset)
    (model,) = trivial_models(data)
    found = part(data, FOLD, (0,))
    rate = data.y[FOLD != 0].sum() / np.exp(offset[FOLD != 0]).sum()
    np.testing.assert_allclose(np.exp(found.trivial(model, 0)), rate * np.exp(offset[FOLD == 0]))
    off = np.abs(rate * np.exp(offset[FOLD == 0]) - data.y[FOLD == 0]).mean()
    assert found.trivial_score(model, 0, comparison_metric("count", "mae")) == pytest.approx(off)
