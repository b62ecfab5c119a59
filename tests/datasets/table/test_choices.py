"""Choices in one object: the same for the same wishes, junk refused by name."""

from __future__ import annotations

import pytest

from explorer.datasets import TableError
from explorer.datasets.table.choices import Choices, choices_of


def test_wishes_in_python_become_texts():
    assert choices_of() == Choices()
    assert choices_of("y", ["b", "a"], "binary", 7.0, "w", "e", "median") == Choices(
        "y", ("b", "a"), "binary", ("7",), "w", "e", "median"
    )
    assert choices_of(positive={"b", "a"}).positive == choices_of(positive=("a", "b")).positive == ("a", "b")
    assert choices_of(positive=[1, 0.5, True]).positive == ("0.5", "1", "True")
    assert hash(choices_of("y")) == hash(choices_of("y"))


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"task": "ranking"}, "task"), ({"missing": "mean"}, "missing"), ({"features": "a"}, "features"),
     ({"features": [1]}, "features"), ({"target": 3}, "target"), ({"missing": None}, "missing")],
)  # fmt: skip
def test_junk_is_refused_by_name(wish, field):
    with pytest.raises(TableError, match=f"^{field}: "):
        choices_of(**wish)
