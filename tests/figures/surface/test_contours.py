"""Contours: values on their places, one line at a level, crosses that are seen on any colour."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.figures.surface.contours import Cross, contour, crosses, line_at
from explorer.figures.surface.levels import levels_of

X, Y = np.linspace(-1, 1, 5), np.linspace(0, 2, 4)
Z = X[None, :] ** 2 + Y[:, None]


def test_the_pointer_reads_the_values_themselves():
    levels = levels_of(Z)
    trace = contour(X, Y, Z, levels, ["a", "b"], "cost")
    assert trace["customdata"] == pytest.approx(Z, rel=1e-6)
    assert trace["z"] == pytest.approx(levels.heights(Z), rel=1e-6)
    assert trace["hovertemplate"].startswith("a %{x:.3g}<br>b %{y:.3g}<br>cost")
    shares = [at for at, _ in trace["meta"]["ticks"]]
    assert min(shares) == pytest.approx(0.0)
    assert max(shares) == pytest.approx(1.0)


def test_one_line_goes_where_the_level_is():
    levels = levels_of(Z)
    line = line_at(X, Y, Z, levels, 1.5, "red")
    assert line["contours"]["start"] == line["contours"]["end"] == pytest.approx(float(levels.heights(np.array(1.5))))


def test_each_cross_has_a_wider_one_below_it():
    trace = crosses([Cross(1.0, 2.0, "here", "red"), Cross(3.0, 4.0, "there", "blue")])
    assert trace["x"] == [1.0, 3.0, 1.0, 3.0]
    widths = trace["marker"]["line"]["width"]
    assert min(widths[:2]) > max(widths[2:])
