"""Discs on the path, a network's nodes and edges, and crosses, as the page receives them."""

from __future__ import annotations

import numpy as np

from explorer.figures.base.played.places import (
    Cross,
    Crosses,
    Edge,
    Likeness,
    NetworkEdges,
    NodeColours,
    Nodes,
    PathItem,
    PathPoints,
)
from explorer.figures.base.played.predictions import LayerShape
from tests.helpers.played import unpacked


def test_discs_on_the_path_bring_the_lines_they_land_on():
    items = (PathItem("w0", "age", "red"), PathItem("w1", "sex", "blue", at=0.5))
    heights = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    along = np.array([0.25, 0.5, 1.0])
    meta = PathPoints(items, "place", along, 2 * along, heights, match=Likeness(0.25, 0.5)).meta
    assert meta["items"] == [
        {"column": "w0", "name": "age", "colour": "red"},
        {"column": "w1", "name": "sex", "colour": "blue", "at": 0.5},
    ]
    assert np.array_equal(unpacked(meta["lines"]), heights)
    assert np.array_equal(unpacked(meta["along"]), along)
    assert np.array_equal(unpacked(meta["strengths"]), 2 * along)
    assert meta["match"] == {"own": 0.25, "rate": 0.5}
    assert meta.keys() == {"play", "items", "x", "along", "strengths", "lines", "match"}
    assert PathPoints(items[:1]).meta.keys() == {"play", "items"}


def test_a_network_is_columns_of_nodes_and_layers_of_edges():
    columns = (Nodes(0.0, (0.25, 0.75), ("age", "sex")), Nodes(1.0, (0.5,), ("risk",)))
    edges = NetworkEdges(columns, (LayerShape(0, 2, 1),), 2.5, Edge("red", ()), Edge("blue", (4, 2)), NodeColours("a", "b"))
    assert edges.meta == {
        "play": "network",
        "nodes": [{"x": 0.0, "y": [0.25, 0.75], "names": ["age", "sex"]}, {"x": 1.0, "y": [0.5], "names": ["risk"]}],
        "layers": [{"start": 0, "inputs": 2, "outputs": 1, "activation": None, "biased": True}],
        "scale": 2.5,
        "above": {"colour": "red", "dash": []},
        "below": {"colour": "blue", "dash": [4, 2]},
        "node": {"colour": "a", "quiet": "b"},
    }


def test_crosses_have_their_three_coordinates():
    assert Crosses((Cross(1.0, 2.0, 3.0, "x", "red"),)).meta == {
        "play": "crosses", "places": [{"x": 1.0, "y": 2.0, "z": 3.0, "mark": "x", "colour": "red"}],
    }  # fmt: skip
