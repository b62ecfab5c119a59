"""A table with its choices in one object, which is what its content and its choices are."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import DATASETS, TableError, read_table
from explorer.datasets.table import Choices, OwnTable, from_text, read_reference

ROWS = "".join(f"{k * k % 17},{k % 5},{k * 3 % 7}.5\n" for k in range(40))
TABLE = read_table("a,b,y\n" + ROWS, name="x.csv")


def test_its_facts_are_those_of_its_data_set():
    own = OwnTable(TABLE, Choices("y"))
    assert (own.name, own.task, own.summary) == ("x.csv", "regression", "40 rows, 2 features; to predict: y.")
    assert own.load() is own.made.dataset
    assert own.choices == Choices("y", ("a", "b"), "regression")
    assert own.table is TABLE
    assert str(own) == f"own-{own.hash}"


def test_the_same_content_and_choices_are_the_same():
    own = OwnTable(TABLE, Choices("y"))
    other_form = read_table(("a;b;y\n" + ROWS.replace(",", ";").replace(".", ",")).encode("utf-16"), name="y.csv")
    assert own == OwnTable(other_form, Choices("y"))
    assert hash(own) == hash(OwnTable(other_form, Choices("y")))
    assert own == OwnTable(TABLE, own.choices) == OwnTable(TABLE, Choices())
    assert own != OwnTable(TABLE, Choices("b"))
    assert own != OwnTable(TABLE, Choices("y", missing="median"))
    assert own != OwnTable(read_table("a,b,y\n" + ROWS[:-3] + "6\n"), Choices("y"))
    assert own != "own"


def test_choices_that_cannot_be_had_are_refused():
    with pytest.raises(TableError, match='no column "z"'):
        OwnTable(TABLE, Choices("z"))


def test_it_is_in_no_menu():
    assert not any(issubclass(source, OwnTable) for source in DATASETS.values())


def test_a_link_carries_it_whole_or_names_it():
    name, text = OwnTable(TABLE, Choices("y")).link
    assert name == "table"
    assert OwnTable(*from_text(text)) == OwnTable(TABLE, Choices("y"))
    X = np.random.default_rng(0).normal(size=(900, 2))
    large = OwnTable(read_table("a,y\n" + "".join(f"{a!r},{y!r}\n" for a, y in X.tolist()), name="large.csv"), Choices("y"))
    name, text = large.link
    assert (name, len(text) < 250) == ("file", True)
    found = read_reference(text)
    assert (found.name, found.content, found.choices) == ("large.csv", large.table.hash, large.choices)
