"""Points that were moved: their text, what is refused, and that nothing else moves with them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import DATASETS, Experiment
from explorer.core.params import FieldError
from explorer.datasets.edits import LARGEST, MOST_EDITS, apply, flipped, from_text, placed, tidy, to_text

ANY = st.lists(st.tuples(st.integers(0, 999_999), st.integers(0, 9999), st.floats(-LARGEST, LARGEST)), max_size=20)


@given(ANY)
def test_edits_come_back_from_their_text_to_the_bit(edits):
    clean = tidy(edits)
    assert from_text(to_text(clean)) == clean
    assert tidy(clean) == clean
    assert {(r, c) for r, c, _ in clean} == {(r, c) for r, c, _ in edits}
    assert all(type(v) is float and str(v) != "-0.0" for _, _, v in clean)


@given(st.text("0123456789:,.-+eE xnaif", max_size=40))
def test_any_text_is_read_or_refused_as_edits(text):
    try:
        edits = from_text(text)
    except FieldError as error:
        said = str(error)
    else:
        said = "edits: "
        assert tidy(edits) == edits
    assert said.startswith("edits: ")


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ("0:0:1", "not a list"),
        (7, "not a list"),
        ([(0, 1)], "(row, column, value)"),
        ([(0.5, 1, 2.0)], "whole numbers from 0"),
        ([(-1, 1, 2.0)], "whole numbers from 0"),
        ([(0, -1, 2.0)], "whole numbers from 0"),
        ([(0, 0, np.nan)], "between -1e9 and 1e9"),
        ([(0, 0, np.inf)], "between -1e9 and 1e9"),
        ([(0, 0, 2e9)], "between -1e9 and 1e9"),
        ([(0, 0, "a")], "(row, column, value)"),
        ([(k, 0, 1.0) for k in range(MOST_EDITS + 1)], f"at most {MOST_EDITS} are allowed"),
        ([(442, 0, 1.0)], "row 442 is above 441, the last one of these data. Allowed: 0 to 441."),
        ([(0, 11, 1.0)], "column 11 is above 10, the target. Allowed: 0 to 10."),
    ],
)
def test_a_refusal_says_what_is_allowed_and_its_remedy_works(edits, said):
    with pytest.raises(FieldError) as refused:
        Experiment(dataset="diabetes", edits=edits)
    assert refused.value.field == "edits"
    assert said in str(refused.value)
    assert Experiment(dataset="diabetes", **refused.value.remedy).edits == ()


@pytest.mark.parametrize("text", ["1:2", "1:2:", "a:0:1", "1:2:nan", "1:2:1e999", "1:2:3;4:5:6", "1:2:1_0"])
def test_a_text_that_is_not_edits_is_told_and_the_rest_of_the_link_is_kept(text):
    e, notes = Experiment.from_query({"edits": text, "strength": "0.5"})
    assert (e.edits, e.strength) == ((), 0.5)
    assert len(notes) == 1
    assert notes[0].startswith("edits: ")


@pytest.mark.parametrize(
    ("dataset", "value", "said"),
    [
        ("doctor_visits", -1.0, "visits of row 5 is -1; Poisson takes targets 0 or above. These take it: Squared"),
        ("wages", 0.0, 'Gamma takes targets above 0. These take it: Tweedie ("tweedie"), Poisson ("poisson"), Squared'),
        ("breast_cancer", 0.0, "-1 or +1"),
        ("penguins", 3.0, "class 3. Allowed: 0 to 2."),
        ("penguins", -1.0, "0, 1, 2"),
        ("penguins", 0.5, "0, 1, 2"),
    ],
)
def test_a_target_moves_only_to_what_the_loss_takes(dataset, value, said):
    column = DATASETS[dataset]().load().X.shape[1]
    with pytest.raises(FieldError) as refused:
        Experiment(dataset=dataset, edits=[(5, column, value)])
    assert refused.value.field == "edits"
    assert said in str(refused.value)
    assert "row 5" in str(refused.value)


@pytest.mark.parametrize("dataset", ["diabetes", "doctor_visits", "wages", "breast_cancer", "penguins"])
def test_an_edit_moves_one_example_and_neither_split_nor_scaling(dataset):
    plain = Experiment(dataset=dataset)
    before = plain.prepared()
    data = DATASETS[dataset]().load()
    here, held = int(before.rows[3]), int(np.setdiff1d(np.arange(data.n), before.rows)[2])
    value = float(data.X[:, 1].max() + 10)
    after = plain.change(edits=[(here, 1, value), (held, 0, 1.5)]).prepared()
    assert np.array_equal(after.rows, before.rows)
    for name in ("x_mean", "x_scale", "y_mean", "y_scale"):
        assert np.array_equal(getattr(after.scaling, name), getattr(before.scaling, name))
    assert after.scaling.original_x(after.train.X)[3, 1] == pytest.approx(value, rel=1e-12)
    moved = np.argwhere(after.train.X != before.train.X)
    assert moved.tolist() == [[3, 1]]
    assert np.array_equal(after.train.y, before.train.y)
    assert np.argwhere(after.validation.X != before.validation.X).tolist() == [[2, 0]]


def test_a_target_is_given_in_original_units():
    e = Experiment(dataset="diabetes", edits=[(int(Experiment().prepared().rows[0]), 10, 500.0)])
    prepared = e.prepared()
    assert prepared.scaling.original_y(prepared.train.y)[0] == pytest.approx(500.0, rel=1e-12)
    assert e.problem() is e.change(seed=e.seed).problem()
    assert e != Experiment()


def test_a_label_flips_among_two_and_among_several_classes():
    binary = Experiment(dataset="breast_cancer")
    row = int(binary.prepared().rows[0])
    before = binary.problem().data.y[0]
    assert binary.change(edits=[(row, 30, -before)]).problem().data.y[0] == -before
    several = Experiment(dataset="penguins")
    row = int(several.prepared().rows[0])
    assert several.problem().data.y[0] != 2
    after = several.change(edits=[(row, 4, 2)])
    assert after.problem().data.y[0] == 2
    assert (after.problem().data.y != several.problem().data.y).sum() == 1
    assert after.problem().data.y.dtype.kind == "i"


def test_a_label_flips_where_several_classes_are_made_two():
    e = Experiment(dataset="penguins", loss="logistic")
    rows, y = e.prepared().rows, e.problem().data.y
    row = int(rows[np.flatnonzero(y == -1)[0]])
    after = e.change(edits=[(row, 4, 0)]).problem().data.y
    assert (after != y).sum() == 1
    assert after.sum() == y.sum() + 2


@pytest.mark.parametrize(("dataset", "loss"), [("blobs", "logistic"), ("penguins", "cross_entropy"), ("penguins", "hinge")])
def test_one_class_left_alone_is_refused_with_a_way_out(dataset, loss):
    params = {"dataset.n": 20} if "dataset.n" in Experiment(dataset=dataset).declared() else {}
    e = Experiment(dataset=dataset, loss=loss, params=params)
    data = e.make("dataset").load()
    rows = e.prepared().rows
    label = 1
    flips = [(int(r), data.X.shape[1], label) for r in rows if data.y[r] != label]
    if len(flips) > MOST_EDITS:
        pytest.skip("more flips than are allowed")
    with pytest.raises(FieldError) as refused:
        e.change(edits=flips)
    assert refused.value.field == "edits"
    assert "a classifier needs 2" in str(refused.value)
    assert e.change(edits=flips[:-1], loss="auto").edits or loss == "hinge"
    assert e.change(**refused.value.remedy) == e
    query = e.to_query() | {"edits": to_text(flips)}
    found, notes = Experiment.from_query(query)
    assert found == e
    assert len(notes) == 1


def test_an_edited_experiment_comes_back_from_its_link():
    e = Experiment(dataset="engel", edits=[(3, 0, 512.25), (7, 1, 1 / 3)])
    assert e.to_query()["edits"] == "3:0:512.25,7:1:0.3333333333333333"
    assert Experiment.from_query(e.to_query()) == (e, [])
    assert "edits" not in Experiment().to_query()
    assert hash(e) == hash(Experiment(dataset="engel", edits=[(7, 1, 1 / 3), (3, 0, 0.0), (3, 0, 512.25)]))


def test_a_change_of_the_data_drops_the_edits_and_any_other_keeps_them():
    e = Experiment(dataset="line", edits=[(3, 0, 0.5)])
    assert e.change(dataset="engel").edits == ()
    assert e.change(strength=1.0).edits == e.edits
    assert e.change(loss="huber", model="polynomial", seed=4, validation=0.1).edits == e.edits
    name, p = next((k, p) for k, p in e.declared().items() if k.startswith("dataset."))
    assert e.change(params={name: p.bounds[0]}).edits == ()
    assert e.change(params={name: e.params[name]}).edits == e.edits
    assert e.change(dataset="engel", edits=[(0, 0, 1.0)]).edits == ((0, 0, 1.0),)
    assert e.change(edits=()) == Experiment(dataset="line")


def test_the_data_set_itself_is_left_alone():
    data = DATASETS["engel"]().load()
    X = data.X.copy()
    moved = apply(data, [(0, 0, -5.0)])
    assert np.array_equal(data.X, X)
    assert moved.X[0, 0] == -5.0
    with pytest.raises(ValueError, match="read-only"):
        moved.X[0, 0] = 1.0


def test_an_edit_takes_the_place_of_an_earlier_one_and_goes_where_nothing_changes():
    original = Experiment(dataset="engel").raw()
    edits = placed(((3, 0, 1.0), (3, 1, 2.0)), original, 3, 1, 5.0)
    assert edits == ((3, 0, 1.0), (3, 1, 5.0))
    assert placed(edits, original, 3, 1, float(original.y[3])) == ((3, 0, 1.0),)
    assert placed(edits, original, 3, 0, float(original.X[3, 0])) == ((3, 1, 5.0),)


def test_a_label_flips_to_the_other_or_to_the_next():
    moons, penguins = (Experiment(dataset=name).raw() for name in ("moons", "penguins"))
    assert flipped(moons, 4, True) == -moons.y[4]
    for label in (0, 1, 2):
        row = int(np.flatnonzero(penguins.y == label)[0])
        assert flipped(penguins, row, False) == (label + 1) % 3
        assert flipped(penguins, row, True) == (0.0 if label else 1.0)


@pytest.mark.parametrize(
    ("dataset", "loss", "value"),
    [("wages", "tweedie", 0.0), ("wages", "poisson", 0.0), ("wages", "squared", -3.0), ("doctor_visits", "poisson", 1.5)],
)
def test_a_target_moves_to_whatever_the_loss_in_force_takes(dataset, loss, value):
    e = Experiment(dataset=dataset, loss=loss, steps=20)
    row, column = int(e.prepared().rows[3]), e.raw().X.shape[1]
    moved = e.change(edits=[(row, column, value)])
    assert moved.problem().data.y[3] == value
    assert Experiment.from_query(moved.to_query()) == (moved, [])
    assert np.isfinite(moved.train().total).all()
    same = e.prepared().train.y == moved.prepared().train.y
    assert np.flatnonzero(~same).tolist() == [3]  # neither split nor scaling moved with it


def test_a_refused_target_names_losses_that_take_it_and_the_remedy_is_one():
    column = DATASETS["wages"]().load().X.shape[1]
    edits = [(5, column, 0.0)]
    with pytest.raises(FieldError) as refused:
        Experiment(dataset="wages", loss="gamma", edits=edits)
    assert (refused.value.remedy, refused.value.offer) == ({"loss": "tweedie"}, "Use Tweedie")
    assert Experiment(dataset="wages", edits=edits, **refused.value.remedy).edits == tuple(edits)
    with pytest.raises(FieldError, match="Gamma takes targets above 0"):
        Experiment(dataset="wages", loss="tweedie", edits=edits).change(at=100, loss="gamma")


def test_a_link_with_a_target_that_the_loss_does_not_take_keeps_the_loss_and_drops_the_edit():
    column = DATASETS["wages"]().load().X.shape[1]
    e, notes = Experiment.from_query({"dataset": "wages", "loss": "gamma", "edits": f"5:{column}:0.0"})
    assert (e.loss, e.edits) == ("gamma", ())
    assert len(notes) == 1
    assert notes[0].startswith("edits: ")
