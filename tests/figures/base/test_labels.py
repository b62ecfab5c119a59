"""Names at the ends of lines, moved apart."""

from __future__ import annotations

import itertools

import pytest

from explorer.figures.base.labels import end_labels, shortened
from explorer.figures.base.palette import role


def test_end_labels_keep_their_order_and_their_distance():
    ends = [(f"n{i}", v, role("text")) for i, v in enumerate([0.0, 0.01, 0.5, 0.505, 1.0, 1.0])]
    labels = end_labels(ends, 500, 0.0, 1.0, most=10)
    places = labels["y"]
    assert all(b - a >= 0.1 - 1e-9 for a, b in itertools.pairwise(places))
    assert [text.strip() for text in labels["text"]][:3] == ["n0", "n1", "n2"]
    assert max(places) <= 1.0
    assert end_labels(ends, 500, 0.0, 1.0, most=10, log=True)["y"] == pytest.approx([10.0**y for y in places])


def test_long_names_keep_both_ends():
    assert shortened("abcdefghij", 7) == "abc…hij"
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert len(shortened("x" * 50, 18)) == 18
