"""Figures as JSON: arrays packed as plotly packs them, nothing of NumPy's own."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from explorer.figures.base.drawing import Drawing


def test_arrays_are_packed_and_the_rest_is_plain():
    drawing = Drawing(
        [{"type": "scatter", "x": np.arange(3.0), "y": np.float64(2.0), "text": np.array(["a", "b"])}], {"height": 3}
    )
    sent = drawing.as_json()
    trace = json.loads(json.dumps(sent))["data"][0]
    assert np.frombuffer(base64.b64decode(trace["x"]["bdata"]), trace["x"]["dtype"]).tolist() == [0.0, 1.0, 2.0]
    assert (trace["y"], trace["text"], sent["layout"]) == (2.0, ["a", "b"], {"height": 3})


def test_a_grid_keeps_its_shape():
    packed = Drawing([{"z": np.zeros((2, 3), dtype="f4")}], {}).as_json()["data"][0]["z"]
    assert packed["shape"] == "2, 3"


def test_what_plotly_does_not_know_is_refused():
    with pytest.raises(ValueError, match="bogus"):
        Drawing([{"type": "scatter", "bogus": 1}], {}).as_figure()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_number_is_finite_or_a_gap(bad):
    grid = np.array([[1.0, bad], [2.0, 3.0]])
    trace = {"type": "contour", "x": [0.0, bad], "y": np.array([0.0, bad], dtype="f4"), "z": grid, "zmin": np.float64(bad)}
    drawing = Drawing([trace], {"xaxis": {"range": [0.0, bad]}, "meta": {"rows": (bad, 1)}})
    sent = drawing.as_json()
    json.dumps(sent, allow_nan=False)
    assert (sent["data"][0]["x"], sent["data"][0]["y"]) == ([0.0, None], [0.0, None])
    assert sent["data"][0]["z"] == [[1.0, None], [2.0, 3.0]]
    assert sent["data"][0]["zmin"] is None
    assert sent["layout"] == {"xaxis": {"range": [0.0, None]}, "meta": {"rows": [None, 1]}}
    figure = drawing.as_figure()
    assert [list(row) for row in figure.data[0].z] == [[1.0, None], [2.0, 3.0]]
