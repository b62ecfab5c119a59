"""Dots with intervals: the means, the bars of the differences from the best, trivial models, rings of nested folds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.figures.compare.rows import Rows
from explorer.selection.comparing.comparison import Comparison
from explorer.ui.view_models.compared import Picked, compared
from tests.helpers.compare_content import content, found
from tests.helpers.told import told


def dots(figure):
    return next(t for t in figure.data if t.mode == "markers" and t.marker.symbol != "circle-open")


@pytest.mark.parametrize("task", ["regression", "binary"])
def test_bars_are_the_intervals_of_the_differences_drawn_from_the_best(task):
    comparison = found(task)
    figure = Rows().draw(content(task)).picture.figure
    np.testing.assert_allclose(dots(figure).x, [row.mean for row in comparison.rows])
    assert list(figure.layout.yaxis.ticktext) == [*(row.name for row in comparison.rows), "on new data"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the best on top
    bars = {trace.y[0]: trace.x for trace in figure.data if trace.mode == "lines" and trace.y[0] == trace.y[1]}
    for difference in comparison.differences:
        place = [row.name for row in comparison.rows].index(difference.row.name)
        ends = sorted(comparison.best.mean + comparison.metric.sign * end for end in difference.interval[1:])
        np.testing.assert_allclose(bars[place], ends)


def test_rings_are_the_means_of_choices_inside_the_folds():
    figure = Rows().draw(content()).picture.figure
    ring = next(trace for trace in figure.data if trace.marker.symbol == "circle-open")
    np.testing.assert_allclose(
        ring.x, [*(row.nested.mean() for row in found().rows if row.nested is not None), found().nested.values.mean()]
    )
    assert "Rings" in told(Rows().draw(content()).picture)
    plain = Rows().draw(compared(found(nested=0), Picked())).picture
    assert "Rings" not in told(plain)


def test_the_title_calls_no_winner_where_others_are_as_good():
    comparison = found()
    picture = Rows().draw(content()).picture
    alike = sum(not d.worse for d in comparison.differences if not d.row.trivial)
    assert alike > 0
    assert f"is first; {alike} other" in picture.title
    rows = [replace(row, scores=row.scores + (0.0 if row is comparison.best else 1000.0)) for row in comparison.rows]
    clear = Comparison(comparison.setup, 2, tuple(rows), ())
    assert Rows().draw(compared(clear, Picked())).picture.title == f"{comparison.best.name} predicts best"


def test_trivial_models_far_away_stand_at_the_edge_with_their_figure():
    comparison = found()
    rows = tuple(replace(row, scores=row.scores + 5000.0 * row.trivial) for row in comparison.rows)
    figure = Rows().draw(compared(Comparison(comparison.setup, 2, rows, ()), Picked())).picture.figure
    far = next(trace for trace in figure.data if trace.mode == "text")
    assert len(far.text) == 2
    assert all(text.endswith("→") for text in far.text)
    assert figure.layout.xaxis.range[1] < 1000.0


def test_what_is_to_be_known_of_a_row_stands_under_more():
    comparison = found()
    rows = tuple(replace(row, missed=0 if row.trivial else 4) for row in comparison.rows)
    picture = Rows().draw(compared(Comparison(comparison.setup, 2, rows, ()), Picked())).picture
    assert "Huber: " in told(picture)
    assert (
        "In 4 fits the lowest cost was not reached: their errors are those of the weights at which the search stopped."
        in told(picture)
    )
