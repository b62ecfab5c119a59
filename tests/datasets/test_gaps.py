"""Gaps are filled with medians of what is trained on, wherever data are split; without gaps nothing changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import FieldError
from explorer.datasets.edits import apply
from explorer.datasets.gaps import filled, filled_by, medians
from explorer.datasets.preparation import prepare, split
from explorer.datasets.weighting import Weighting, usable_columns, with_columns
from explorer.selection import cross_validate

WHOLE = DATASETS["diabetes"]().load()
GAPS = np.random.default_rng(4).random(WHOLE.X.shape) < 0.15
X = np.where(GAPS, np.nan, WHOLE.X)


def with_gaps() -> Dataset:
    data = replace(WHOLE, X=np.where(GAPS, 0.0, WHOLE.X), gaps=GAPS)
    return filled(data, medians(data))


def test_medians_are_those_of_the_values_that_are_there():
    data = with_gaps()
    expected = SimpleImputer(strategy="median").fit(X)
    assert np.array_equal(medians(data), expected.statistics_)
    assert np.array_equal(data.X, expected.transform(X))
    assert np.array_equal(medians(WHOLE), np.median(WHOLE.X, axis=0))


def test_a_part_is_filled_by_what_is_trained_on():
    data, rows = with_gaps(), np.arange(WHOLE.n) % 3 == 0
    train, held = filled_by(data.rows(~rows), data.rows(rows))
    imputer = SimpleImputer(strategy="median").fit(X[~rows])
    assert np.array_equal(train.X, imputer.transform(X[~rows]))
    assert np.array_equal(held.X, imputer.transform(X[rows]))
    assert np.array_equal(held.gaps, GAPS[rows])


def test_a_feature_that_no_example_has_is_zero():
    data = Dataset(np.ones((3, 2)), np.zeros(3), gaps=np.array([[True, False]] * 3))
    assert medians(data).tolist() == [0.0, 1.0]


def test_without_gaps_it_is_the_same_object():
    part = WHOLE.rows(np.arange(9))
    assert filled_by(WHOLE, part) == (WHOLE, part)
    assert filled(WHOLE, np.zeros(10)) is WHOLE
    assert Dataset(np.eye(2), np.zeros(2), gaps=np.zeros((2, 2), bool)).gaps is None


def test_gaps_have_the_shape_of_the_inputs():
    with pytest.raises(ValueError, match="gaps: must have the shape of X"):
        Dataset(np.eye(2), np.zeros(2), gaps=np.zeros(2, bool))
    assert not with_gaps().gaps.flags.writeable


@pytest.mark.parametrize("seed", [0, 3])
def test_a_split_fills_with_the_training_part_before_standardising(seed):
    prepared = prepare(with_gaps(), 0.25, seed, standardise=True)
    train, held = split(WHOLE, 0.25, seed)
    pipeline = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit(X[train])
    np.testing.assert_allclose(prepared.train.X, pipeline.transform(X[train]), rtol=0, atol=1e-12)
    np.testing.assert_allclose(prepared.validation.X, pipeline.transform(X[held]), rtol=0, atol=1e-12)
    np.testing.assert_allclose(prepared.base.X, prepared.train.X, rtol=0, atol=0)
    assert np.array_equal(prepared.train.gaps, GAPS[train])


def test_what_is_held_out_decides_nothing():
    """Held-out values far away leave the training part as it is."""
    _, held = split(WHOLE, 0.25, 0)
    far = np.array(with_gaps().X)
    far[held] = np.where(GAPS[held], far[held], 1e6)
    data = replace(with_gaps(), X=far)
    one, other = prepare(with_gaps(), 0.25, 0, True), prepare(data, 0.25, 0, True)
    assert np.array_equal(one.train.X, other.train.X)
    assert (one.validation.X[GAPS[held]] == other.validation.X[GAPS[held]]).all()


def test_each_fold_fills_anew_as_a_pipeline_of_scikit_learn_does():
    data, strength = with_gaps(), 0.3
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), strength)
    found = cross_validate(problem, [strength], folds=4, seed=1, standardise_target=False)
    errors = []
    for fold in range(4):
        own = found.folds == fold
        ridge = Ridge(alpha=strength * (~own).sum() / 2)
        fitted = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), ridge).fit(X[~own], WHOLE.y[~own])
        errors.append(((fitted.predict(X[own]) - WHOLE.y[own]) ** 2).mean())
    np.testing.assert_allclose(found.errors[:, 0], errors, rtol=1e-9)


def test_folds_of_a_prepared_part_fill_anew_too():
    """Filling, standardising and filling again inside a fold is the same as filling inside the fold alone."""
    prepared = prepare(with_gaps(), 0.25, 0, standardise=True)
    problem = Problem(prepared.train, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.3)
    raw = with_gaps().rows(prepared.rows)
    scaled = replace(raw, y=prepared.train.y)
    other = Problem(scaled, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.3)
    one, two = (cross_validate(each, [0.3, 0.01], folds=3) for each in (problem, other))
    np.testing.assert_allclose(one.errors, two.errors, rtol=1e-9)


def test_a_value_that_is_edited_is_no_gap_any_more():
    data = with_gaps()
    row, column = (int(place[0]) for place in np.nonzero(GAPS))
    edited = apply(data, [(row, column, 7.5)])
    assert edited.X[row, column] == 7.5
    assert edited.gaps.sum() == GAPS.sum() - 1
    assert prepare(data, 0.0, 0, False, edited).train.X[row, column] == 7.5
    assert data.gaps.sum() == GAPS.sum()


def test_a_column_with_gaps_holds_no_weights():
    gaps = np.zeros((3, 3), bool)
    gaps[1, 0] = True
    data = Dataset(np.arange(1.0, 10).reshape(3, 3), np.zeros(3), ("a", "b", "c"), gaps=gaps)
    assert usable_columns(data, "weight_column") == ["b", "c"]
    with pytest.raises(FieldError, match="a of row 1 is missing. Allowed: b, c"):
        with_columns(data, Weighting(column="a"))
    assert np.array_equal(with_columns(data, Weighting(column="b")).gaps, gaps[:, [0, 2]])
