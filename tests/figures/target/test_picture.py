"""The picture of a target: counts that add up, values far from the rest, names that are no markup."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, Dataset
from explorer.figures.target.picture import target_picture


def bars(picture):
    return next(trace for trace in picture.figure.data if trace.type == "bar")


@pytest.mark.parametrize("name", list(DATASETS))
def test_the_bars_are_all_examples(name):
    data = DATASETS[name]().load()
    picture = target_picture(data)
    assert sum(bars(picture).y) == data.n
    assert len(picture.caption) <= 90
    assert data.target in picture.title


def test_bars_agree_with_numpy():
    y = np.random.default_rng(0).gamma(2.0, size=500)
    counts, edges = np.histogram(y, 20)
    drawn = bars(target_picture(Dataset(np.ones((500, 1)), y)))
    assert list(drawn.y) == counts.tolist()
    np.testing.assert_allclose(drawn.x, (edges[1:] + edges[:-1]) / 2)


def test_values_far_from_the_rest_are_marked_and_counted():
    y = np.concatenate([np.linspace(0.0, 1.0, 50), [9.0, -8.0]])
    picture = target_picture(Dataset(np.ones((52, 1)), y, target="price"))
    assert picture.title == "price: 2 values stand far from the rest"
    marks = next(trace for trace in picture.figure.data if trace.type == "scatter")
    assert sorted(marks.x) == [-8.0, 9.0]
    assert "Robust losses" in picture.more[0]
    assert not target_picture(Dataset(np.ones((50, 1)), y[:50])).more


def test_classes_are_named_and_their_names_are_no_markup():
    data = Dataset(np.ones((4, 1)), np.array([1.0, 1, 1, -1]), target="<i>", task="binary", classes=("<b>no</b>", "yes"))
    picture = target_picture(data)
    assert picture.title == "<i>: 75 % of the examples are yes"
    assert list(bars(picture).y) == [1, 3]
    assert picture.figure.layout.xaxis.ticktext == ("&lt;b&gt;no&lt;/b&gt;", "yes")
    assert picture.figure.layout.xaxis.title.text == "&lt;i&gt;"
