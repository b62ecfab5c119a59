"""Targets: which value becomes which label, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.preprocessing import LabelEncoder

from explorer.datasets import TableError, read_table
from explorer.datasets.table.targets import levels_of, target_of


def made(cells, rows=None, **wish):
    table = read_table("y,b\n" + "".join(f"{cell},1\n" for cell in cells))
    rows = np.flatnonzero(~table.columns[0].missing) if rows is None else np.array(rows)
    return target_of(table.columns[0], table.lines, rows, **wish)


@pytest.mark.parametrize("cells", [["b", "a", "c", "a", "", "b"], [3, 1, 20, 1, "", 3]])
def test_several_classes_are_those_of_scikit_learn(cells):
    found = made(cells, task="multiclass")
    known = [cell for cell in cells if cell != ""]
    encoder = LabelEncoder().fit(known)
    assert found.y.tolist() == encoder.transform(known).tolist()
    assert list(found.classes) == [str(level) for level in encoder.classes_]
    assert f'"{found.classes[2]}" is 2' in found.notes[0]


@pytest.mark.parametrize(
    ("cells", "y", "classes"),
    [
        ([3, 7, 7], [-1, 1, 1], ("3", "7")),
        (["yes", "no", "no"], [1, -1, -1], ("no", "yes")),
        (["malignant", "benign", "benign"], [1, -1, -1], ("benign", "malignant")),
        (["B", "A", "A"], [1, -1, -1], ("A", "B")),
        (["well", "sick", "well"], [-1, 1, -1], ("well", "sick")),
        (["True", "False", "True"], [1, -1, 1], ("False", "True")),
    ],
)
def test_two_classes(cells, y, classes):
    found = made(cells)
    assert (found.y.tolist(), found.task, found.classes) == (y, "binary", classes)
    assert found.positive == (classes[1],)
    assert found.notes == (f'In y, "{classes[1]}" is +1 and "{classes[0]}" is −1.',)


def test_a_group_of_classes_against_the_others():
    found = made(["a", "b", "c", "d", "a"], positive=("a", "c"))
    assert found.y.tolist() == [1, -1, 1, -1, 1]
    assert (found.task, found.classes) == ("binary", ("b or d", "a or c"))
    assert found.notes == ('In y, "a" and "c" are +1 and "b" and "d" are −1.',)
    assert made([3, 7, 7], positive=("3",)).y.tolist() == [1, -1, -1]


def test_long_names_of_groups_are_cut_and_stay_different():
    cells = [f"{'a' * 40}{k}" for k in range(6)]
    found = made(cells, positive=tuple(cells[:3]))
    assert len(set(found.classes)) == 2
    assert max(map(len, found.classes)) <= 64 + len("not ")


def test_classes_are_those_of_the_rows_that_are_left():
    found = made(["a", "b", "c", "a"], rows=[0, 2, 3])
    assert (found.task, found.classes, found.y.tolist()) == ("binary", ("a", "c"), [-1, 1, -1])


@pytest.mark.parametrize(
    ("cells", "wish", "message"),
    [
        ([1, 2, -3], {"task": "count"}, "line 4, column y: -3 cannot be .* a whole number from 0"),
        ([1, 2, 0], {"task": "positive"}, "line 4, column y: 0 .* above 0"),
        (["a", "b", "c"], {"task": "regression"}, "y is text"),
        ([1, 2, 3], {"task": "regression", "positive": ("1",)}, "positive: .*no classes"),
        (["a", "b", "c"], {"task": "binary"}, "3 classes: say by positive"),
        (["a", "b", "b"], {"task": "multiclass"}, "2 classes: it is binary"),
        (["a", "b", "c"], {"task": "multiclass", "positive": ("a",)}, "only two classes"),
        (["a", "a", "a"], {}, r'one class \("a"\)'),
        ([2, 2, 2], {"task": "binary"}, r'one class \("2"\)'),
        (["a", "b", "c"], {"positive": ("x",)}, 'positive: "x" is no value of y. Allowed: "a", "b" and "c"'),
        (["a", "b", "b"], {"positive": ("a", "b")}, "all classes of y are"),
        (["1", "2", "x"], {}, 'line 4, column y: "x" is not a number'),
        ([f"t{k}" for k in range(11)], {}, "11 different values; classes can be at most 10"),
        (["", "", ""], {}, "no value in any row"),
    ],
)  # fmt: skip
def test_what_is_refused(cells, wish, message):
    with pytest.raises(TableError, match=message):
        made(cells, **wish)


def test_levels_are_sorted_numbers_by_size():
    assert levels_of(read_table("a,b\n10,1\n9,1\n1.5,1\n").columns[0]) == ("1.5", "9", "10")
