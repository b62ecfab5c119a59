"""Data sets of the menu as tables: the same examples."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import DATASETS
from explorer.datasets.table import Choices, OwnTable
from explorer.datasets.table.sample import sample_table


@pytest.mark.parametrize("name", list(DATASETS))
def test_a_sample_has_the_examples_of_its_data_set(name):
    source = DATASETS[name]()
    data, packed = source.load(), sample_table(source)
    features = tuple(name for name in packed.names if name != data.target)
    own = OwnTable(
        packed, Choices(data.target, features, data.task, (data.classes[1],) if data.task == "binary" else ())
    ).load()
    assert packed.name == source.name
    assert own.X.tobytes() == data.X.tobytes()
    if data.task == "multiclass":
        assert [own.classes[int(k)] for k in own.y] == [data.classes[int(k)] for k in data.y]
    else:
        assert np.array_equal(own.y, data.y)
