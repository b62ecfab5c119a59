"""From a data set to its parts: the base decides split and scaling, what is taken in its place is trained on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer import DATASETS
from explorer.datasets.corruption import Corruption
from explorer.datasets.edits import apply
from explorer.datasets.preparation import fit_scaling, prepare, prepare_source, split


def test_the_base_alone_decides_split_and_scaling():
    base = DATASETS["diabetes"]().load()
    taken = replace(base, X=base.X * 3.0 + 1.0, y=base.y + 50.0)
    prepared, plain = prepare(base, 0.25, 2, True, taken), prepare(base, 0.25, 2, True)
    train_rows, held_rows = split(base, 0.25, 2)
    scaling = fit_scaling(base.rows(train_rows), True, True)
    assert np.array_equal(prepared.rows, train_rows)
    assert np.array_equal(prepared.scaling.x_scale, scaling.x_scale)
    assert prepared.scaling.y_mean == scaling.y_mean
    assert np.array_equal(prepared.train.X, (taken.X[train_rows] - scaling.x_mean) / scaling.x_scale)
    assert np.array_equal(prepared.validation.y, (taken.y[held_rows] - scaling.y_mean) / scaling.y_scale)
    assert np.array_equal(prepared.base.X, plain.train.X)
    assert np.array_equal(prepared.base.y, plain.train.y)


def test_a_stratified_split_stays_where_labels_are_taken_in_place_of_others():
    base = DATASETS["moons"](balance=0.5).load()
    taken = DATASETS["moons"](balance=0.9).load()
    prepared = prepare(base, 0.25, 0, True, taken)
    assert np.array_equal(prepared.rows, split(base, 0.25, 0)[0])
    assert np.array_equal(prepared.train.y, taken.y[prepared.rows])


@pytest.mark.parametrize("other", [DATASETS["engel"](), DATASETS["wages"](), DATASETS["line"](size=100)])
def test_other_examples_cannot_be_taken(other):
    with pytest.raises(ValueError, match="in place of"):
        prepare(DATASETS["line"](size=80).load(), 0.25, 0, True, other.load())


def test_nothing_held_out_is_disturbed_as_well():
    data = DATASETS["line"]().load()
    prepared = prepare(data, 0.0, 0, True, disturbance=Corruption(noise=1.0))
    assert prepared.validation is None
    assert not np.array_equal(prepared.train.y, prepared.base.y)


def test_a_source_with_another_noise_is_scaled_as_the_one_the_run_began_with():
    began, now = DATASETS["line"](noise=0.1), DATASETS["line"](noise=2.0)
    prepared = prepare_source(now, False, 0.25, 0, True, base=began)
    expected = prepare(began.load(), 0.25, 0, True, now.load())
    assert np.array_equal(prepared.train.y, expected.train.y)
    assert prepared.scaling.y_scale == expected.scaling.y_scale == prepare_source(began, False, 0.25, 0, True).scaling.y_scale
    assert prepared.scaling.y_scale != prepare_source(now, False, 0.25, 0, True).scaling.y_scale


def test_edits_come_before_the_disturbance_and_two_classes_after_the_edits():
    source = DATASETS["penguins"]()
    edits, disturbance = ((5, 4, 2.0),), Corruption(flips=0.2, balance=0.5)
    ours = prepare_source(source, True, 0.25, 1, True, edits, disturbance)
    base, edited = source.load().first_against_rest(), apply(source.load(), edits).first_against_rest()
    theirs = prepare(base, 0.25, 1, True, edited, disturbance)
    assert np.array_equal(ours.train.y, theirs.train.y)
    assert np.array_equal(ours.rows, theirs.rows)
    assert ours.train.task == "binary"
    assert ours is prepare_source(source, True, 0.25, 1, True, edits, disturbance)
