"""The checks of the house can fail: each finds the fault of a small tree that was made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import architecture as house
from tests.helpers.architecture import Tree

ROOMS = {"low": [], "low/deep": ["low"], "middle": ["low/deep"], "high": ["middle"], "": ["high"]}


def tree(folder: Path, **files: str) -> Tree:
    """A package `house` of these modules; `__` in a name stands for a slash. Folders get a face."""
    root = folder / "house"
    for name, text in files.items():
        path = root / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for made in [root, *(path for path in root.rglob("*") if path.is_dir())]:
        (made / "__init__.py").touch()
    return Tree(root)


def test_every_kind_of_import_is_seen(tmp_path):
    made = tree(
        tmp_path,
        low__a="x = 1\n",
        low__b="from house.low import a\n",
        low__c="import house.low.a\n",
        low__d="from house.low.a import x\n",
        low__e="from . import a\nfrom .b import a as b\n",
        high__f="def g():\n    from ..low import a, nothing\n",
        high__h="from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.low.a import x\n",
        high__i="import numpy as np, json\nfrom plotly.graph_objects import Figure\n",
        high__j="import house\nfrom house import low\n",
    )
    assert made.imports == {
        "": set(), "low": set(), "high": set(), "low/a": set(), "low/b": {"low/a"}, "low/c": {"low/a"}, "low/d": {"low/a"},
        "low/e": {"low/a", "low/b"}, "high/f": {"low/a", "low"}, "high/h": {"low/a"}, "high/i": set(), "high/j": {"", "low"},
    }  # fmt: skip
    assert made.packages["high/i"] == {"numpy", "plotly"}


def test_the_room_is_the_longest_that_fits():
    rooms = {"a": [], "a/b": [], "a/b/c": []}
    assert [house.room_of(name, rooms) for name in ("a", "a/x", "a/b", "a/b/c", "a/bc", "d")] == [
        "a",
        "a",
        "a/b",
        "a/b/c",
        "a",
        None,
    ]


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        ({"high__a": "import house.low.deep.b\n", "low__deep__b": ""}, []),
        ({"low__a": "import house.low.b\n", "low__b": ""}, []),
        ({"low__a": "import house.high.b\n", "high__b": ""}, ["low/a imports high/b, which is above it"]),
        ({"low__a": "from house.low.deep import b\n", "low__deep__b": ""}, ["low/a imports low/deep/b, which is above it"]),
        ({"low__a": "def f():\n    import house\n"}, ["low/a imports , which is above it"]),
    ],
)
def test_what_is_not_allowed_is_found(tmp_path, files, faults):
    assert house.forbidden_imports(tree(tmp_path, **files), ROOMS) == faults


def test_neither_side_of_two_that_stand_apart_may_import_the_other(tmp_path):
    made = tree(tmp_path, left__a="import house.right.b\n", right__b="", loose="")
    rooms = {"left": [], "right": []}
    assert house.forbidden_imports(made, rooms) == [" has no room", "left/a imports right/b", "loose has no room"]


def test_a_table_with_a_circle_is_refused():
    with pytest.raises(ValueError, match="a -> b -> a"):
        house.may_import({"a": ["b"], "b": ["a"]})


def test_what_may_be_imported_below_may_be_imported_above():
    assert house.may_import(ROOMS)["high"] == {"middle", "low/deep", "low"}


def test_circles_are_found_and_nothing_else(tmp_path):
    made = tree(
        tmp_path,
        a="from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import house.b\n",
        b="import house.c\n",
        c="def f():\n    import house.a\n",
        d="import house.a, house.e\n",
        e="import house.b\n",
    )
    assert house.circles(made.imports) == [["a", "b", "c"]]
    assert house.circles({"x": {"x"}, "y": {"x"}}) == [["x"]]
    assert house.circles({"x": {"y", "z"}, "y": {"z"}, "z": set()}) == []


def test_packages_from_elsewhere_stay_where_they_belong(tmp_path):
    made = tree(tmp_path, low__a="import numpy, json, plotly.express\n", high__b="from plotly import io\nimport house.low.a\n")
    assert house.foreign_packages(made, {"high": {"plotly"}}, {"numpy"}) == ["low/a imports plotly"]


def test_a_folder_without_a_docstring_has_no_face(tmp_path):
    made = tree(tmp_path, said__a="", silent__b="", gone__c="")
    (made.root / "__init__.py").write_text('"""A house."""\n')
    (made.root / "said" / "__init__.py").write_text('"""What it is for."""\n')
    (made.root / "gone" / "__init__.py").unlink()
    assert house.faceless(made.root) == ["gone", "silent"]


def test_long_files_are_counted_whatever_they_are_written_in(tmp_path):
    for name, lines in {"a.py": 4, "b.js": 5, "c.css": 6, "d.csv": 9, "e.py": 3}.items():
        (tmp_path / name).write_text("x\n" * lines)
    assert house.long_files(tmp_path, most=3) == {"a.py": 4, "b.js": 5, "c.css": 6}


def test_a_module_wants_a_test_of_its_own_name_in_its_own_folder(tmp_path):
    made = tree(tmp_path, low__a="", low__b="", c="")
    tests = tmp_path / "tests"
    (tests / "low").mkdir(parents=True)
    (tests / "low" / "test_a.py").touch()
    (tests / "test_b.py").touch()
    assert house.untested(made, tests) == ["c", "low/b"]
