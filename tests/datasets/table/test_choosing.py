"""From a table to a data set: what comes out, what is told, and that the complete choices give the same again."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import TableError, read_table
from explorer.datasets.table.choices import Choices

TEXT = (
    "id,city,size,w,e,price\n1,Oslo,2,1,1,100\n2,Rome,,2,2,150\n3,,4,1,1,130\n4,Oslo,5,0,3,170\n5,Rome,7,1,1,\n6,Rome,9,1,2,5000\n"
    "7,Oslo,4,1,1,120\n8,Oslo,3,1,1,110\n"
)  # fmt: skip
TABLE = read_table(TEXT, name="homes.csv")


def same(one, other) -> bool:
    return (
        np.array_equal(one.X, other.X)
        and np.array_equal(one.y, other.y)
        and (one.features, one.task, one.classes) == (other.features, other.task, other.classes)
    )


def test_rows_with_gaps_are_dropped():
    made = TABLE.choose("price", weights="w", exposure="e")
    data = made.dataset
    assert data.X.tolist() == [[1, 0, 2], [1, 0, 5], [0, 1, 9], [1, 0, 4], [1, 0, 3]]
    assert data.y.tolist() == [100, 170, 5000, 120, 110]
    assert (data.features, data.target, data.name) == (("city=Oslo", "city=Rome", "size"), "price", "homes.csv")
    assert data.example_weights.tolist() == [1, 0, 1, 1, 1]
    assert np.exp(data.offset) == pytest.approx([1, 3, 2, 1, 1])
    assert data.gaps is None
    assert made.rows.tolist() == [0, 3, 5, 6, 7]
    assert made.left_out == {"id": "id is left out: it only numbers the rows."}
    assert made.notes[:4] == (
        "1 of 8 rows has an empty price (first: line 6).",
        "1 of 8 rows has an empty city (first: line 4).",
        "1 of 8 rows has an empty size (first: line 3).",
        "3 of 8 rows are left out because of empty cells; 5 are examples.",
    )
    assert "price has 1 value far from the rest, such as 5000 on line 7: robust losses mind them less." in made.notes


def test_gaps_are_filled_and_marked():
    made = TABLE.choose("price", missing="median")
    data = made.dataset
    sizes = [2, None, 4, 5, 9, 4, 3]
    assert data.X[:, 2].tolist() == [np.median([size for size in sizes if size]) if size is None else size for size in sizes]
    assert data.gaps[:, 2].tolist() == [size is None for size in sizes]
    assert not data.gaps[:, :2].any()
    assert data.X[2, :2].tolist() == [0, 0]
    assert "size: 1 empty cell (first: line 3) get the median" not in " ".join(made.notes)
    assert "size: 1 empty cell (first: line 3) gets the median of the examples that are trained on." in made.notes


WISHES = [
    Choices(),
    Choices("price", missing="median"),
    Choices("city"),
    Choices("city", ("size", "price"), positive=("Rome",)),
    Choices("price", ("id", "city"), "positive", weights="w", exposure="e"),
    Choices("e", task="multiclass"),
]


@pytest.mark.parametrize("wish", WISHES)
def test_complete_choices_give_the_same_again(wish):
    made = TABLE.chosen(wish)
    again = TABLE.chosen(made.choices)
    assert again.choices == made.choices
    assert same(again.dataset, made.dataset)
    assert made.choices.target
    assert made.choices.task == made.dataset.task
    assert made.choices.features is not None
    assert (made.choices.positive != ()) == (made.dataset.task == "binary")


def test_a_guess_is_told():
    assert TABLE.choose().notes[0] == "price is taken for the target because it is the last column that can be one."
    with pytest.raises(TableError, match="no column can be the target"):
        read_table("a,b\nx,1\ny,1\nz,1\n").choose()


def test_more_features_than_examples_are_told():
    made = read_table("a,b,c,y\n1,5,2,2\n3,4,2,7\n5,6,9,8\n").choose("y")
    assert made.notes[-1] == "There are 3 features and 3 examples: without a penalty many weights fit equally well."
