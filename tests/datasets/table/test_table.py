"""The table itself: its parts by name, and data sets from it."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.datasets import Table, TableError, read_table
from explorer.datasets.table import Reading
from explorer.selection import cross_validate

TEXT = "id,city,rooms,price\n" + "".join(
    f"{k + 1},{('Oslo', 'Rome', 'Bonn')[k % 3]},{k % 5},{k * 7 % 11}.5\n" for k in range(30)
)


def test_its_parts():
    table = read_table(TEXT, name="homes.csv")
    assert isinstance(table, Table)
    assert (table.name, table.n, table.names) == ("homes.csv", 30, ("id", "city", "rooms", "price"))
    assert table.reading == Reading("text", ",", ".", True, ())
    assert table.column("rooms") is table.columns[2]
    assert [kind.kind for kind in table.kinds] == ["identifier", "category", "number", "number"]
    assert table.guess_target()[0] == "price"
    assert table.left_out() == ("id is left out: it only numbers the rows.",)
    with pytest.raises(TableError, match='column: there is no column "room". Did you mean "rooms"'):
        table.column("room")


def test_its_data_sets_are_for_every_function():
    data = read_table(TEXT).dataset(target="price")
    assert isinstance(data, Dataset)
    assert data.features == ("city=Bonn", "city=Oslo", "city=Rome", "rooms")
    problem = Problem(data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l2"](), 0.1)
    assert np.isfinite(regularization_path(problem, [1.0, 0.1]).weights).all()
    assert np.isfinite(cross_validate(problem, [1.0, 0.1], folds=3).errors).all()


def test_a_data_set_can_be_asked_for_by_all_choices():
    table = read_table(TEXT)
    wish = {"features": ["rooms"], "task": "positive", "exposure": "id", "missing": "median"}
    data, chosen = table.dataset("price", **wish), table.choose("price", **wish)
    assert np.array_equal(data.X, chosen.dataset.X)
    assert (data.task, data.features) == ("positive", ("rooms",))
    assert np.exp(data.offset) == pytest.approx(np.arange(1, 31), rel=1e-14)
    assert table.dataset("price", features=["rooms"], weights="id").example_weights.tolist() == list(range(1, 31))
