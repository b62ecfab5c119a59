"""The metric along the strengths: every loss a line, a dot at the strength chosen, the trivial model across."""

from __future__ import annotations

import numpy as np

from explorer.figures.compare.lines import Lines
from tests.helpers.compare_content import content


def test_lines_are_the_means_and_dots_the_choices():
    shown = content()
    figure = Lines().draw(shown).picture.figure
    lines = [trace for trace in figure.data if trace.mode == "lines" and len(trace.x) == 3 and trace.line.dash is None]
    for row in shown.rows:
        order = np.argsort(row.strengths)
        assert any(np.allclose(trace.y, row.means[order]) for trace in lines)
    dots = [trace for trace in figure.data if trace.mode == "markers" and trace.marker.symbol is None]
    assert {round(float(trace.y[0]), 9) for trace in dots} == {round(row.mean, 9) for row in shown.rows}
    level = next(trace for trace in figure.data if trace.line.dash == "dash")
    np.testing.assert_allclose(level.y, shown.trivial.mean)


def test_the_picked_line_lies_on_top_with_a_ring_at_its_strength():
    row = content().rows[-1]
    shown = content(row=row.name, at=0)
    figure = Lines().draw(shown).picture.figure
    ring = next(trace for trace in figure.data if trace.marker.symbol == "circle-open")
    np.testing.assert_allclose((ring.x[0], ring.y[0]), (np.log10(row.strengths[0]), row.means[0]))
    drawn = [trace for trace in figure.data if trace.mode == "lines" and trace.line.width == 2.6]
    assert any(np.allclose(trace.y, row.means[np.argsort(row.strengths)]) for trace in drawn)


def test_what_is_cut_off_cannot_be_picked():
    drawn = Lines().draw(content())
    low, high = drawn.picture.figure.layout.yaxis.range
    assert all(low <= pick.y <= high for pick in drawn.picks)
