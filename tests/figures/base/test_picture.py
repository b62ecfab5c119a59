"""Every picture is finite, named and described, and names in it are harmless."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from explorer.figures.base.palette import PALETTE
from explorer.figures.base.picture import escape
from tests.helpers.told import told
from tests.helpers.train_pictures import CASES, four


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}-{e.penalty}-{e.rate}")
def test_every_picture_is_finite_named_and_described(e):
    for name, picture in four(e).items():
        assert picture.name == name
        assert picture.title
        assert picture.alt.endswith(".")
        assert told(picture).endswith((".", "?"))
        figure = picture.figure.to_dict()
        assert figure["layout"]["xaxis"]["title"]["text"]
        assert figure["layout"]["yaxis"]["title"]["text"]
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis]["range"]
            assert np.isfinite([low, high]).all()
            assert low < high
        assert name == "weights" or all(np.isfinite(numbers_in(figure["data"])))
        for colour in re.findall(r"var\(--(\w+)\)", json.dumps(figure)):
            assert colour in PALETTE["light"]


def numbers_in(node) -> list[float]:
    """Every plain number anywhere in a figure."""
    if isinstance(node, dict):
        return [v for value in node.values() for v in numbers_in(value)]
    if isinstance(node, (list, tuple)):
        return [v for value in node for v in numbers_in(value)]
    return [float(node)] if isinstance(node, (int, float)) else []


def test_names_are_harmless_to_plotly():
    assert escape("<b>x</b> %{y}") == "&lt;b&gt;x&lt;/b&gt; %&#123;y}"
