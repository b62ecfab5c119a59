"""One example moves, and the line goes with it."""

from __future__ import annotations

import numpy as np

from explorer.openings.outlier import AT, TARGET, Outlier

TRUE_SLOPE = 2.0


def slopes():
    """The slope of the line in original units at the change and at the end, and what least squares makes of the data then."""
    e = Outlier().start
    history, scaling = e.train(), e.prepared().scaling
    factor = scaling.y_scale / scaling.x_scale[0]
    then = e.now.raw()
    rows = e.prepared().rows
    exact = np.polyfit(then.X[rows, 0], then.y[rows], 1)[0]
    return history.weights[AT][0] * factor, history.weights[-1][0] * factor, exact


def test_the_line_fits_before_and_is_dragged_after():
    before, after, exact = slopes()
    assert abs(before - TRUE_SLOPE) < 0.1
    assert before - after > 0.4
    assert abs(after - exact) < 0.02


def test_one_example_moves_far_below_all_others():
    e = Outlier().start
    ((row, column, target),) = e.now.edits
    original = dict(e.phases)[0].raw()
    assert column == original.X.shape[1]
    assert target == TARGET < original.y.min() - 3
    assert row in e.prepared().rows  # one that is trained on
