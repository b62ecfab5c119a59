"""Disturbed data: exact shares, nested in the slider, decided by the seed, and nothing else moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from explorer import DATASETS, Dataset, Experiment
from explorer.core.params import FieldError, params_of
from explorer.core.registry import TASKS
from explorer.datasets.corruption import (
    APPLIES,
    NONE,
    Corruption,
    corrupt,
    corruption_field,
    corruptions_for,
    default_corruptions,
)

SEEDS = st.integers(0, 2**32 - 1)
ROWS = np.arange(0, 300, 2)
TARGETS = {
    "regression": np.linspace(-3.0, 5.0, 300),
    "count": np.arange(300) % 7,
    "amount": np.linspace(0.0, 9.0, 300),
    "positive": np.linspace(0.1, 9.0, 300),
    "binary": np.where(np.arange(300) % 3 == 0, 1.0, -1.0),
    "multiclass": np.arange(300) // 2 % 4,
}


def data_of(task):
    return Dataset(np.arange(600.0).reshape(300, 2), TARGETS[task], task=task)


def disturbed(task, seed=0, spread=1.0, rows=ROWS, **values):
    return corrupt(data_of(task), rows, Corruption(**values), seed, spread)


@pytest.mark.parametrize("task", TASKS)
def test_without_a_disturbance_nothing_is_changed_to_the_bit(task):
    train, rows = disturbed(task)
    assert np.array_equal(rows, ROWS)
    assert np.array_equal(train.X, data_of(task).X[ROWS])
    assert np.array_equal(train.y, data_of(task).y[ROWS])
    assert train.y.dtype == data_of(task).y.dtype


@given(SEEDS, st.floats(0.0, 2.0), st.floats(0.1, 100.0))
def test_noise_is_one_direction_scaled(seed, noise, spread):
    clean = TARGETS["regression"][ROWS]
    one = disturbed("regression", seed, 1.0, noise=1.0)[0].y - clean
    assert disturbed("regression", seed, spread, noise=noise)[0].y - clean == pytest.approx(
        noise * spread * one, abs=1e-12 * spread
    )
    ratio = np.log(disturbed("positive", seed, spread, noise=noise)[0].y / TARGETS["positive"][ROWS])
    assert ratio == pytest.approx(noise * one, abs=1e-12)


def test_noise_is_standard_normal():
    clean = TARGETS["regression"][ROWS]
    draws = np.concatenate([disturbed("regression", seed, noise=1.0)[0].y - clean for seed in range(40)])
    assert kstest(draws, "norm").pvalue > 0.01


@given(SEEDS, st.floats(0.0, 0.5), st.floats(0.0, 0.5), st.sampled_from(["binary", "multiclass"]))
def test_flips_have_exactly_their_share_and_fewer_are_among_more(seed, a, b, task):
    few, many = sorted((a, b))
    clean = data_of(task).y[ROWS]
    first, second = (disturbed(task, seed, flips=share)[0].y for share in (few, many))
    assert (first != clean).sum() == round(few * ROWS.size)
    assert (second != clean).sum() == round(many * ROWS.size)
    flipped = first != clean
    assert np.array_equal(first[flipped], second[flipped])


def test_a_flipped_label_becomes_any_other_class():
    clean = data_of("multiclass").y[ROWS]
    pairs = np.zeros((4, 4))
    for seed in range(60):
        y = disturbed("multiclass", seed, flips=0.5)[0].y
        np.add.at(pairs, (clean, y), y != clean)
    off = pairs[~np.eye(4, dtype=bool)]
    assert off.sum() == 60 * 75
    assert (np.abs(off / off.sum() - 1 / 12) < 0.02).all()


@given(SEEDS, st.floats(0.05, 1.0), st.floats(0.05, 1.0), st.sampled_from(["binary", "multiclass"]))
def test_the_first_class_is_thinned_to_its_share_and_what_is_dropped_stays_dropped(seed, a, b, task):
    low, high = sorted((a, b))
    first = 1 if task == "binary" else 0
    y = data_of(task).y
    own = (y[ROWS] == first).sum()
    few, many = (disturbed(task, seed, balance=share) for share in (low, high))
    for share, (train, rows) in ((low, few), (high, many)):
        assert (train.y == first).sum() == max(2, round(share * own))
        assert np.array_equal(train.y, y[rows])
        assert np.array_equal(train.X[:, 0], 2.0 * rows)
        assert set(ROWS[y[ROWS] != first]) <= set(rows)
        assert (np.diff(rows) > 0).all()
    assert set(few[1]) <= set(many[1])


def test_two_of_the_first_class_are_kept_and_no_more_than_there_are():
    y = np.where(np.arange(20) < 3, 1.0, -1.0)
    for size, kept in ((3, 2), (2, 2), (1, 1)):
        rows = np.arange(3 - size, 20)
        train, _ = corrupt(Dataset(y[:, None], y, task="binary"), rows, Corruption(balance=0.05), 0, 1.0)
        assert (train.y == 1).sum() == kept


def test_flips_are_a_share_of_what_was_kept():
    thinned, rows = disturbed("binary", balance=0.1)
    both, same = disturbed("binary", balance=0.1, flips=0.2)
    assert np.array_equal(rows, same)
    assert (thinned.y != both.y).sum() == round(0.2 * rows.size)


@pytest.mark.parametrize("task", TASKS)
def test_what_is_not_for_a_target_does_nothing(task):
    values = {"noise": 1.0, "flips": 0.5, "balance": 0.1}
    own = {name: value for name, value in values.items() if name in corruptions_for(task)}
    ours, theirs = disturbed(task, **values), disturbed(task, **own)
    assert np.array_equal(ours[0].y, theirs[0].y)
    assert np.array_equal(ours[1], theirs[1])


@pytest.mark.parametrize(("task", "values"), [("regression", {"noise": 1.0}), ("binary", {"flips": 0.3})])
def test_an_example_keeps_its_chance_whatever_else_is_trained_on(task, values):
    few = disturbed(task, rows=ROWS[:100], **values)[0]
    many = disturbed(task, **values)[0]
    same = few.y == many.y[:100]
    assert same.all() if task == "regression" else same.mean() > 0.85


def test_the_seed_decides():
    for task, values in (("regression", {"noise": 1.0}), ("binary", {"flips": 0.3}), ("binary", {"balance": 0.3})):
        one, again, other = (disturbed(task, seed, **values) for seed in (1, 1, 2))
        assert np.array_equal(one[0].y, again[0].y)
        assert np.array_equal(one[1], again[1])
        assert not (np.array_equal(one[0].y, other[0].y) and np.array_equal(one[1], other[1]))


def test_every_disturbance_is_for_some_target_and_the_rest_falls_back():
    assert set(APPLIES) == set(params_of(Corruption))
    for task in TASKS:
        assert set(corruptions_for(task)) | set(default_corruptions(task)) == set(APPLIES)
        assert all(getattr(NONE, name) == value for name, value in default_corruptions(task).items())
    with pytest.raises(KeyError):
        corruption_field("nothing")
    with pytest.raises(FieldError, match=r"flips: 0\.6 is above 0\.5"):
        Corruption(flips=0.6)


CASES = [
    (name, field, value)
    for name, source in DATASETS.items()
    for field, value in (("noise", 0.7), ("flips", 0.2), ("balance", 0.3))
    if field in corruptions_for(source.task)
]


@pytest.mark.parametrize(("dataset", "field", "value"), CASES)
def test_every_data_set_can_be_disturbed_and_only_the_training_part_is(dataset, field, value):
    plain, hard = Experiment(dataset=dataset), Experiment(dataset=dataset, **{field: value})
    before, after = plain.prepared(), hard.prepared()
    assert np.array_equal(before.validation.X, after.validation.X)
    assert np.array_equal(before.validation.y, after.validation.y)
    for name in ("x_mean", "x_scale", "y_mean", "y_scale"):
        assert np.array_equal(getattr(before.scaling, name), getattr(after.scaling, name))
    assert np.array_equal(before.base.X, after.base.X)
    data = plain.raw()
    assert np.array_equal(data.y, hard.raw().y)
    assert after.scaling.original_x(after.train.X) == pytest.approx(data.X[after.rows], rel=1e-9, abs=1e-9)
    kept = np.isin(before.rows, after.rows)
    assert np.array_equal(before.rows[kept], after.rows)
    changed = (before.train.y[kept] != after.train.y).mean()
    assert {"noise": changed == 1, "flips": abs(changed - 0.2) < 0.05, "balance": changed == 0 and not kept.all()}[field]
    assert Experiment.from_query(hard.to_query()) == (hard, [])
    history = hard.change(steps=20).train()
    assert np.isfinite(history.total).all()


def test_noise_is_a_multiple_of_the_targets_spread():
    before, after = (Experiment(noise=noise).prepared() for noise in (0.0, 1.0))
    moved = after.scaling.original_y(after.train.y) - before.scaling.original_y(before.train.y)
    spread = Experiment().raw().y[before.rows].std()
    assert moved.std() == pytest.approx(spread, rel=0.1)


def test_edits_come_first():
    row = int(Experiment().prepared().rows[0])
    target = lambda **values: Experiment(**values).problem().data.y[0]
    scale, mean = Experiment().prepared().scaling.y_scale, Experiment().prepared().scaling.y_mean
    noise = target(noise=0.5) - target()
    assert target(noise=0.5, edits=[(row, 10, 500.0)]) == pytest.approx((500.0 - mean) / scale + noise, rel=1e-12)


def test_one_class_of_several_against_the_rest_is_the_class_that_is_thinned():
    settings = {"dataset": "penguins", "validation": 0.0, "balance": 0.1}
    several, two = (Experiment(**settings, loss=loss) for loss in ("cross_entropy", "logistic"))
    assert np.array_equal(several.prepared().rows, two.prepared().rows)
    assert np.array_equal(several.problem().data.y == 0, two.problem().data.y == 1)


def test_features_of_a_polynomial_stay_as_they_were_fitted():
    """A weight means the same however rare a class is made, or wherever an example is moved."""
    settings = {"dataset": "moons", "model": "polynomial", "params": {"model.degree": 4}}
    plain, rare = (Experiment(**settings, balance=b) for b in (1.0, 0.1))
    kept = np.isin(plain.prepared().rows, rare.prepared().rows)
    assert np.array_equal(plain.problem().network.design[kept], rare.problem().network.design)
    held = [e.problem().hold(e.prepared().validation).network.design for e in (plain, rare)]
    assert np.array_equal(*held)


@pytest.mark.parametrize(
    ("dataset", "field", "value"),
    [("diabetes", "flips", 0.1), ("diabetes", "balance", 0.5), ("moons", "noise", 0.5), ("doctor_visits", "noise", 0.5)],
)
def test_what_does_not_apply_is_refused_with_a_way_out(dataset, field, value):
    with pytest.raises(FieldError) as refused:
        Experiment(dataset=dataset, **{field: value})
    error = refused.value
    assert error.field == field
    assert DATASETS[dataset].name in str(error)
    assert f"Allowed here: {getattr(NONE, field):g}." in str(error)
    assert Experiment(dataset=dataset, **error.remedy) == Experiment(dataset=dataset)
    found, notes = Experiment.from_query({"dataset": dataset, field: str(value), "strength": "0.5"})
    assert found == Experiment(dataset=dataset, strength=0.5)
    assert len(notes) == 1
    assert notes[0].startswith(f"{field}: ")


def test_other_data_keep_what_applies_and_drop_the_rest():
    e = Experiment(dataset="moons", flips=0.1, balance=0.5)
    assert (e.change(dataset="xor").flips, e.change(dataset="xor").balance) == (0.1, 0.5)
    diabetes = e.change(dataset="diabetes")
    assert (diabetes.flips, diabetes.balance) == (0.0, 1.0)
    assert diabetes.change(noise=0.5).change(dataset="engel").noise == 0.5
    assert diabetes.change(noise=0.5).change(dataset="doctor_visits").noise == 0.0
    with pytest.raises(FieldError, match="flips"):
        e.change(dataset="diabetes", flips=0.2)


def test_flips_that_leave_one_class_are_refused_by_name_and_edits_by_theirs():
    """Three examples are trained on; the seed is one whose flips leave them in one class."""
    settings = {"dataset": "blobs", "params": {"dataset.size": 20, "dataset.balance": 0.05}, "balance": 0.05}
    found = []
    for seed in range(60):
        try:
            Experiment(**settings, seed=seed, flips=0.05)
        except FieldError as error:
            found.append(error)
    assert found
    for error in found:
        assert error.field == "flips"
        assert "a classifier needs 2" in str(error)
        assert Experiment(**(settings | error.remedy)).flips == 0.0
