"""The bundled data as their packages have them, the generators, the split and the scaling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.preprocessing import StandardScaler

from explorer import DATASETS, Dataset
from explorer.core.params import instances
from explorer.core.registry import TASKS
from explorer.datasets.preparation import prepare, split

EVERY = [source for cls in DATASETS.values() for source in instances(cls)]


def named(source):
    return f"{source.id}-{'-'.join(str(v) for v in vars(source).values())}"


@pytest.mark.parametrize("source", EVERY, ids=named)
def test_every_source_loads_the_same_finite_examples_with_names(source):
    data, again = source.load(), source.load()
    assert np.array_equal(data.X, again.X)
    assert np.array_equal(data.y, again.y)
    assert np.isfinite(data.X).all()
    assert data.task == source.task in TASKS
    assert len(data.features) == len(data.units) == data.X.shape[1]
    assert source.summary.endswith((".", "?"))
    assert source.source
    assert source.licence
    assert not data.X.flags.writeable


@pytest.mark.parametrize(
    ("name", "shape", "column_means"),
    [
        ("diabetes", (442, 10), {2: 26.3758}),
        ("breast_cancer", (569, 30), {0: 14.1273}),
        ("engel", (235, 1), {0: 982.473}),
        ("stackloss", (21, 3), {0: 60.4286}),
        ("penguins", (333, 4), {3: 4207.057}),
        ("doctor_visits", (1010, 9), {}),
        ("wages", (534, 5), {0: 13.0187}),
    ],
)
def test_bundled_data_have_the_known_shapes_and_means(name, shape, column_means):
    data = DATASETS[name]().load()
    assert data.X.shape == shape
    for column, mean in column_means.items():
        assert data.X[:, column].mean() == pytest.approx(mean, rel=1e-5)


def test_diabetes_is_the_unscaled_set_of_scikit_learn():
    theirs = load_diabetes(scaled=False)
    ours = DATASETS["diabetes"]().load()
    assert np.array_equal(ours.X, theirs.data)
    assert np.array_equal(ours.y, theirs.target)


def test_breast_cancer_is_scikit_learns_with_malignant_as_plus_one():
    theirs = load_breast_cancer()
    ours = DATASETS["breast_cancer"]().load()
    assert pytest.approx(theirs.data, rel=1e-9) == ours.X
    assert np.array_equal(ours.y, np.where(theirs.target == 0, 1.0, -1.0))
    assert ours.classes == ("benign", "malignant")


def test_counts_are_whole_and_positive_targets_are_skewed():
    visits, wages = DATASETS["doctor_visits"]().load(), DATASETS["wages"]().load()
    assert np.array_equal(visits.y, np.floor(visits.y))
    assert visits.y.min() == 0
    assert wages.y.min() > 0
    assert wages.y.mean() > 1.1 * np.median(wages.y)


def test_penguins_have_three_species_or_one_against_the_rest():
    data = DATASETS["penguins"]().load()
    assert np.bincount(data.y).tolist() == [146, 68, 119]
    two = data.first_against_rest()
    assert (two.y == 1).sum() == 146
    assert two.classes == ("not Adelie", "Adelie")


@pytest.mark.parametrize("name", ["blobs", "moons", "circles", "xor"])
def test_class_balance_and_seed_do_what_they_say(name):
    data = DATASETS[name](size=200, balance=0.2).load()
    assert (data.y == 1).sum() == 40
    assert not np.array_equal(data.X, DATASETS[name](size=200, balance=0.2, seed=1).load().X)


def test_without_noise_the_shapes_are_exact():
    circles = DATASETS["circles"](noise=0.0).load()
    assert np.linalg.norm(circles.X, axis=1) == pytest.approx(np.where(circles.y > 0, 0.45, 1.0))
    xor = DATASETS["xor"](noise=0.0).load()
    assert np.array_equal(np.sign(xor.X[:, 0] * xor.X[:, 1]), xor.y)
    line = DATASETS["line"](noise=0.0, outliers=0.1).load()
    off = line.y - 1 - 2 * line.X[:, 0]
    assert sorted(np.round(off, 9).tolist()) == [0.0] * 72 + [8.0] * 8
    sparse = DATASETS["sparse"](noise=0.0).load()
    assert pytest.approx(sparse.y) == sparse.X @ (3, 0, 0, 0, -2, 0, 0, 0, 1.5, 0, 0, 0)


def test_sparse_features_have_the_correlation_that_was_asked_for():
    X = DATASETS["sparse"](size=2000, correlation=0.6).load().X
    measured = np.corrcoef(X.T)
    assert measured[0, 1] == pytest.approx(0.6, abs=0.05)
    assert measured[0, 2] == pytest.approx(0.36, abs=0.06)


@pytest.mark.parametrize(
    ("X", "y", "task", "said"),
    [
        ([[1.0], [np.nan]], [1, 2], "regression", "row 1"),
        ([[1.0], [2.0]], [1, 3], "binary", "row 1: target is 3; for a binary target it must be -1 or \\+1"),
        ([[1.0], [2.0]], [0.5, 1], "count", "row 0"),
        ([[1.0], [2.0]], [1, 0], "positive", "row 1: target is 0"),
        ([[1.0], [2.0]], [0, -1], "multiclass", "row 1"),
        ([1.0, 2.0], [1, 2], "regression", "X must be"),
        ([[1.0]], [1], "ranking", "not one of regression"),
    ],
)
def test_bad_data_name_the_row_and_what_is_allowed(X, y, task, said):
    with pytest.raises(ValueError, match=said):
        Dataset(np.array(X), np.array(y), task=task)


def test_names_must_match_the_columns():
    with pytest.raises(ValueError, match="2 names for 1 columns"):
        Dataset(np.ones((3, 1)), np.ones(3), features=["a", "b"])


def test_the_data_are_copied_and_frozen():
    X = np.ones((3, 1))
    data = Dataset(X, np.arange(3.0))
    X[0] = 5
    assert data.X[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        data.y[0] = 1


@given(st.integers(3, 200), st.floats(0, 0.5), st.integers(0, 2**32 - 1))
def test_a_split_holds_every_example_once(n, share, seed):
    data = Dataset(np.arange(float(n))[:, None], np.zeros(n))
    train, held_out = split(data, share, seed)
    assert np.array_equal(np.sort(np.concatenate([train, held_out])), np.arange(n))
    assert held_out.size == min(round(share * n), n - 1)
    assert np.array_equal(train, split(data, share, seed)[0])


def test_a_split_keeps_the_share_of_every_class():
    data = DATASETS["blobs"](size=200, balance=0.1).load()
    train, held_out = split(data, 0.25, 3)
    assert (data.y[held_out] == 1).sum() == 5
    assert (data.y[train] == 1).sum() == 15


def test_scaling_is_fitted_on_the_training_part_alone():
    data = DATASETS["diabetes"]().load()
    prepared = prepare(data, 0.25, 0, True)
    train_rows, held_rows = split(data, 0.25, 0)
    scaler = StandardScaler().fit(data.X[train_rows])
    assert pytest.approx(scaler.transform(data.X[train_rows])) == prepared.train.X
    assert pytest.approx(scaler.transform(data.X[held_rows])) == prepared.validation.X
    assert prepared.train.y.mean() == pytest.approx(0, abs=1e-12)
    assert prepared.train.y.std() == pytest.approx(1)
    assert prepared.scaling.original_x(prepared.train.X) == pytest.approx(data.X[train_rows])
    assert prepared.scaling.original_y(prepared.validation.y) == pytest.approx(data.y[held_rows])


@pytest.mark.parametrize("name", ["doctor_visits", "wages", "breast_cancer"])
def test_only_a_regression_target_is_standardised(name):
    data = DATASETS[name]().load()
    assert np.array_equal(prepare(data, 0.0, 0, True).train.y, data.y)


def test_the_switch_leaves_features_raw_and_nothing_held_out_is_none():
    data = DATASETS["diabetes"]().load()
    prepared = prepare(data, 0.0, 0, False)
    assert np.array_equal(prepared.train.X, data.X)
    assert prepared.validation is None


def test_a_constant_column_stays_finite():
    data = Dataset(np.column_stack([np.arange(5.0), np.full(5, 3.0)]), np.full(5, 2.0))
    train = prepare(data, 0.0, 0, True).train
    assert np.isfinite(train.X).all()
    assert np.array_equal(train.y, np.zeros(5))
