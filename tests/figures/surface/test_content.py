"""What is drawn of a slice: which minima lie in the picture, and what each panel shows."""

from __future__ import annotations

import numpy as np

from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.picture import slice_pictures

X, Y = np.linspace(-1, 1, 5), np.linspace(0, 2, 4)
ZERO = np.zeros((4, 5))


def test_a_minimum_is_in_the_picture_up_to_its_edges():
    content = SliceContent(X, Y, ZERO, ZERO, ZERO, ("a", "b"))
    assert content.shows(MinimumMark(1.0, 0.0, 0.0))
    assert not content.shows(MinimumMark(1.01, 0.0, 0.0))
    assert not content.shows(MinimumMark(0.0, -0.01, 0.0))


def test_the_cost_has_the_slopes_of_both_parts():
    content = SliceContent(X, Y, ZERO, ZERO, ZERO, ("a", "b"), priced="strength × penalty")
    data, penalty, total = content.panels
    assert total.slopes == data.slopes + penalty.slopes
    assert [panel.name for panel in content.panels] == [picture.name for picture in slice_pictures(content)]
