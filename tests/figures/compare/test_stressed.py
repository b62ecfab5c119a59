"""The error against the share of bad examples, and where losses break down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.figures.compare.stressed import stress_picture
from explorer.selection.comparing.stress import stress
from tests.helpers.compare_content import content, found, picks_agree
from tests.helpers.told import told


@pytest.fixture(scope="module")
def stressed():
    return stress(found(), [0.0, 0.2, 0.4])


def test_lines_are_the_errors_and_crosses_the_breakdowns(stressed):
    drawn = stress_picture(content(), stressed, 3)
    figure = drawn.picture.figure
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert len(lines) == 3
    for curve in stressed.curves:
        assert any(np.allclose(trace.y, curve.mean) for trace in lines)
    np.testing.assert_allclose(lines[0].x, [0.0, 20.0, 40.0])
    cross = next(trace for trace in figure.data if trace.marker.symbol == "x-thin")
    down = sorted(100 * curve.breakdown for curve in stressed.curves if curve.breakdown is not None)
    np.testing.assert_allclose(sorted(cross.x), down)
    assert picks_agree(drawn)
    assert len(drawn.picture.caption) <= 90


def test_the_title_names_who_stands_most(stressed):
    standing = [curve.name for curve in stressed.curves if curve.breakdown is None]
    title = stress_picture(content(), stressed, 3).picture.title
    if standing:
        assert standing[0] in title
    else:
        assert "breaks down at" in title
    curves = tuple(replace(curve, breakdown=0.1 + 0.1 * i) for i, curve in enumerate(stressed.curves))
    last = stress_picture(content(), replace(stressed, curves=curves), 3).picture.title
    assert last == f"{curves[-1].name} holds out longest: it breaks down at 30 % outliers"
    none = tuple(replace(curve, breakdown=None) for curve in stressed.curves)
    assert stress_picture(content(), replace(stressed, curves=none), 3).picture.title == "No loss breaks down at 40 % outliers"


def test_some_folds_and_searches_that_were_cut_are_told(stressed):
    curves = tuple(replace(curve, missed=2 * (curve.name == "Huber")) for curve in stressed.curves)
    said = told(stress_picture(content(), replace(stressed, folds=2, curves=curves), 3).picture)
    assert "2 of 3 folds so far." in said
    assert "Huber: in 2 fits the lowest cost was not reached." in said
    assert "so far" not in told(stress_picture(content(), stressed, 3).picture)
