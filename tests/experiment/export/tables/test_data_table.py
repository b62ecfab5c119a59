"""The data as a table: original units, each example once, and what was done to it."""

import csv
import io

import numpy as np
import pytest

from explorer import DATASETS, Experiment
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.experiment.export.tables import data_csv


def table(e):
    head, *lines = csv.reader(io.StringIO(data_csv(e), newline=""))
    return head, lines


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_example_is_there_once_in_its_own_units(dataset):
    e = Experiment(dataset=dataset)
    head, lines = table(e)
    data, prepared = DATASETS[dataset]().load(), e.prepared()
    d = data.X.shape[1]
    assert [int(line[0]) for line in lines] == list(range(data.n))
    assert (np.array([line[2 : 2 + d] for line in lines], dtype=float) == data.X).all()
    assert [line[1] for line in lines].count("training") == prepared.train.n
    held = 0 if prepared.validation is None else prepared.validation.n
    assert [line[1] for line in lines].count("held out") == held
    assert head[2 : 2 + d] == [f"{n} ({u})" if u else n for n, u in zip(data.features, data.units, strict=True)]


def test_the_held_out_examples_are_those_that_validation_is_measured_on():
    e = Experiment(dataset="diabetes", validation=0.25)
    _, lines = table(e)
    held = np.array([line[2:-1] for line in lines if line[1] == "held out"], dtype=float)
    part, scaling = e.prepared().validation, e.prepared().scaling
    np.testing.assert_allclose(scaling.original_x(part.X), held[:, :-1], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(scaling.original_y(part.y), held[:, -1], rtol=1e-12)


def test_moved_values_are_those_at_the_end_and_named():
    e = Experiment(dataset="stackloss", edits=((0, 3, 50.0), (0, 0, 81.0), (4, 1, 20.0)))
    head, lines = table(e)
    assert (lines[0][2], lines[0][5], lines[0][-1]) == ("81.0", "50.0", "air flow, stack loss")
    assert lines[4][-1] == "water temperature"
    assert {line[-1] for i, line in enumerate(lines) if i not in (0, 4)} == {""}
    assert head[-1] == "moved"


def test_corrupted_targets_stand_beside_the_true_ones():
    e = Experiment(dataset="diabetes", validation=0.25, noise=0.5)
    head, lines = table(e)
    assert head[-1].endswith("as trained on")
    prepared = e.prepared()
    trained = {int(line[0]): float(line[-1]) for line in lines if line[-1]}
    assert sorted(trained) == prepared.rows.tolist()
    theirs = prepared.scaling.original_y(prepared.train.y)
    assert [trained[row] for row in prepared.rows] == pytest.approx(theirs.tolist(), rel=1e-12)


def test_flipped_labels_have_their_classes_names_and_what_a_rare_class_loses_is_left_out():
    e = Experiment(dataset="breast_cancer", loss="logistic", flips=0.2, balance=0.3)
    _, lines = table(e)
    data = DATASETS["breast_cancer"]().load()
    names = {line[-1] for line in lines if line[1] == "training"}
    assert names == set(data.classes)
    flipped = sum(line[-1] != line[-3] for line in lines if line[1] == "training")
    assert flipped == pytest.approx(0.2 * e.prepared().train.n, abs=2)
    assert sum(line[1] == "left out" for line in lines) == data.n - e.prepared().train.n - e.prepared().validation.n


def test_gaps_are_empty_cells():
    read = read_table("a,b,y\n" + "".join(f"{i},{'' if i == 3 else 2 * i},{i * i}\n" for i in range(12)))
    e = Experiment(dataset=OwnTable(read, Choices("y", missing="median")))
    head, lines = table(e)
    at = head.index("b")
    assert lines[3][at] == ""
    assert all(line[at] for i, line in enumerate(lines) if i != 3)
