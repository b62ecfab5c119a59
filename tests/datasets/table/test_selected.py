"""Which columns are features by default, and what asking for others gives."""

from __future__ import annotations

import pytest

from explorer.datasets import TableError, read_table
from explorer.datasets.table.choices import Choices
from explorer.datasets.table.selected import column_named, selected

ROWS = [
    (k + 1, k * k % 7, 2 * (k * k % 7), "AB"[k % 2], f"t{k}", k % 3 + 1, k * k, 2 * k * k, f"2026-01-0{k + 1}")
    for k in range(8)
]
TEXT = "id,x,copy,city,note,w,y,twice_y,day\n" + "".join(",".join(map(str, row)) + "\n" for row in ROWS)
TABLE = read_table(TEXT)


def picked(**wish):
    return selected(TABLE.columns, TABLE.kinds, Choices(**wish))


def names(columns):
    return [column.name for column in columns]


def test_the_usable_ones_are_features_and_the_others_are_told():
    found = picked(target="y", weights="w")
    assert names(found.features) == ["x", "city"]
    assert (found.target.name, found.weights.name, found.exposure) == ("y", "w", None)
    assert found.left_out == {
        "id": "id is left out: it only numbers the rows.",
        "copy": "copy is left out: it is x on another scale (r = 1.000).",
        "note": "note is left out: it is another text in every row.",
        "twice_y": "twice_y is left out: it is a copy of the target y.",
        "day": "day is left out: it is dates or times, of which no loss knows what to make.",
    }


def test_copies_of_the_target_are_left_out_whichever_comes_first():
    assert picked(target="twice_y").left_out["y"] == "y is left out: it is a copy of the target twice_y."
    assert picked(target="y", weights="copy").left_out["x"] == "x is left out: it is a copy of the weights copy."


def test_features_that_are_asked_for_are_taken_in_their_order():
    found = picked(target="y", features=("copy", "id", "x"))
    assert names(found.features) == ["copy", "id", "x"]
    assert found.left_out["city"] == "city is left out: it was not chosen."
    unusable = picked(target="y").left_out
    kept = picked(target="y", features=("x",)).left_out
    assert kept["day"] == unusable["day"]
    assert kept["id"] == unusable["id"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"target": "z"}, 'target: there is no column "z". There are "id", "x"'),
        ({"target": "twice y"}, 'Did you mean "twice_y"'),
        ({"target": "y", "weights": "ww"}, "weights: there is no column"),
        ({"target": "y", "exposure": "y"}, "must be different columns"),
        ({"target": "y", "features": ("day",)}, "features: day is dates"),
        ({"target": "y", "features": ("note",)}, "features: note is another text"),
        ({"target": "y", "features": ("y",)}, 'features: "y" is the target already'),
        ({"target": "y", "features": ("x", "x")}, "named twice"),
        ({"target": "y", "features": ()}, "no feature is left"),
    ],
)
def test_what_is_refused(wish, message):
    with pytest.raises(TableError, match=message):
        picked(**wish)


def test_faulty_and_empty_columns_cannot_be_asked_for():
    table = read_table("a,b,y\n1,,1\n2,,3\nx,,4\n")
    for name, message in (("a", 'line 4, column a: "x"'), ("b", "b has no value")):
        with pytest.raises(TableError, match=message):
            selected(table.columns, table.kinds, Choices(target="y", features=(name,)))


def test_a_column_by_name():
    assert column_named(TABLE.columns, "city", "target") is TABLE.columns[3]
