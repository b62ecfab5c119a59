"""What settings stand for: the prepared data, the problem, the start; the same object for the same choices."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, Experiment
from explorer.core.params import FieldError
from explorer.datasets.preparation import prepare
from explorer.experiment.build import cross_validation_of, prepared_of, problem_of, raw_of, start_of
from explorer.experiment.settings import Settings


def test_the_problem_is_the_prepared_training_part():
    e = Experiment(dataset="wages", validation=0.3, seed=4, strength=0.5)
    train = prepare(DATASETS["wages"]().load(), 0.3, 4, True).train
    assert np.array_equal(e.problem().data.X, train.X)
    assert np.array_equal(e.problem().data.y, train.y)
    assert e.problem().strength == 0.5
    assert e.problem().size == 6


def test_a_binary_loss_sees_the_first_class_against_the_rest():
    e = Experiment(dataset="penguins", loss="logistic", validation=0.0)
    assert set(np.unique(e.problem().data.y)) == {-1.0, 1.0}
    assert (e.problem().data.y == 1).sum() == 146


def test_a_loss_for_several_classes_sees_them_all():
    problem = Experiment(dataset="penguins", validation=0.0).problem()
    assert set(np.unique(problem.data.y)) == {0, 1, 2}
    assert problem.size == 3 * (4 + 1)


@pytest.mark.parametrize(("dataset", "loss"), [("moons", "perceptron"), ("diabetes", "squared")])
def test_a_run_starts_where_zero_weights_are_not_the_best_already(dataset, loss):
    e = Experiment(dataset=dataset, loss=loss, steps=10)
    kind = "normal" if loss == "perceptron" else "zero"
    assert e.problem().usual_start == kind
    assert np.array_equal(e.train().weights[0], e.problem().network.start(kind, e.seed))
    assert not e.change(start="zero").train().weights[0].any()


def test_the_same_choices_give_the_same_objects():
    s = Settings(dataset="line", loss="huber", strength=0.3)
    same, stronger = Settings(dataset="line", loss="huber", strength=0.3, steps=20), Settings(dataset="line", strength=0.4)
    assert problem_of(s) is problem_of(same)
    assert prepared_of(s) is prepared_of(stronger)
    assert problem_of(s) is not problem_of(stronger)
    assert problem_of(s) is Experiment(dataset="line", loss="huber", strength=0.3).problem()


def test_raw_data_hold_the_moved_examples_and_nothing_corrupted():
    original = DATASETS["line"]().load()
    moved = raw_of(Settings(dataset="line", edits=((3, 0, 40.0), (4, 1, 2.5)), noise=0.9))
    assert (moved.X[3, 0], moved.y[4]) == (40.0, 2.5)
    same = np.delete(np.arange(len(original.y)), 4)
    np.testing.assert_array_equal(moved.y[same], original.y[same])
    with pytest.raises(FieldError, match="edits: column 9"):
        raw_of(Settings(dataset="line", edits=((0, 9, 1.0),)))


def test_corruption_reaches_the_training_part_alone():
    plain, noisy = (prepared_of(Settings(dataset="line", noise=noise)) for noise in (0.0, 0.8))
    assert (plain.train.y != noisy.train.y).any()
    np.testing.assert_array_equal(plain.validation.y, noisy.validation.y)


def test_a_run_starts_from_the_weights_that_are_given():
    assert start_of(Settings(dataset="line", starting_weights=(1.5, -2.0))).tolist() == [1.5, -2.0]
    assert start_of(Settings(dataset="line", start="normal", seed=5)).any()


def test_a_cross_validation_is_of_the_training_part_at_strengths_that_settings_can_have():
    s = Settings(dataset="line", seed=3)
    found = cross_validation_of(s, [0.1, 1.0], folds=4, seed=None).run()
    again = cross_validation_of(s, [0.1, 1.0], folds=4, seed=3).run()
    np.testing.assert_array_equal(found.errors, again.errors)
    assert found.errors.shape == (4, 2)
    with pytest.raises(FieldError, match="strength: -1.0 is below 0|strength: -1 is below 0"):
        cross_validation_of(s, [-1.0], folds=4, seed=None)
