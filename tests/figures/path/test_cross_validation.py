"""Held-out errors along the strengths: folds, their mean, both choices."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.figures.path.cross_validation import Validated, validated_picture
from explorer.figures.path.strength_axis import strength_axis
from tests.helpers.path_content import GRID
from tests.helpers.told import told


def test_folds_then_the_mean_with_its_bars_and_both_choices():
    e = Experiment(penalty="l1")
    path = e.path()
    axis = strength_axis(e.problem(), path, "strength", 0.1, GRID, 1000.0)
    margin = {"l": 60, "r": 50}
    assert "Press Cross-validate" in told(validated_picture(Validated(None, None, axis, margin)))
    begun = e.cross_validation().advance().advance()
    some = validated_picture(Validated(begun, None, axis, margin))
    assert some.title == "Cross-validating: 2 of 5 folds done"
    assert len(some.figure.data) == 2
    assert some.pickers == ()
    done = begun.advance().advance().advance()
    chosen = done.selection()
    for by, mean, se in (("loss", chosen.mean, chosen.se), ("metric", chosen.score_mean, chosen.score_se)):
        picture = validated_picture(Validated(done, chosen, axis, margin, by))
        line = next(trace for trace in picture.figure.data if trace.error_y.array is not None)
        order = np.argsort(chosen.strengths)
        np.testing.assert_allclose(line.x, chosen.strengths[order], rtol=1e-6)
        np.testing.assert_allclose(line.y, mean[order], rtol=1e-6)
        np.testing.assert_allclose(line.error_y.array, se[order], rtol=1e-6)
        marks = [trace for trace in picture.figure.data if trace.mode == "markers"]
        np.testing.assert_allclose([m.x[0] for m in marks], [chosen.best, chosen.one_se], rtol=1e-6)
        np.testing.assert_allclose([m.y[0] for m in marks], mean[[chosen.best_at, chosen.one_se_at]], rtol=1e-6)
        assert f"{chosen.best:.3g}" in picture.title
        assert f"{mean[chosen.best_at]:.3g} ±" in picture.alt


def test_an_error_without_end_is_drawn_above_the_chart():
    e = Experiment(penalty="l1")
    begun = e.cross_validation([1.0, 0.1, 0.01])
    rows = tuple((np.array([1.0, 0.5, np.inf]), np.array([1.0, 0.5, 1e300])) for _ in range(5))
    done = type(begun)(**{**vars(begun), "rows": rows})
    axis = strength_axis(e.problem(), e.path(), "strength", 0.1, GRID, 1000.0)
    for by in ("loss", "metric"):
        figure = validated_picture(Validated(done, done.selection(), axis, {"l": 60, "r": 50}, by)).figure
        low, high = figure.layout.yaxis.range
        assert 0.0 < low < 0.5
        assert 1.0 < high < 5.0
        assert all(np.isfinite(np.array(trace.y, dtype=float)).all() for trace in figure.data)


def test_before_the_first_fold_a_card_says_what_to_do_in_place_of_an_empty_grid():
    e = Experiment(penalty="l1")
    axis = strength_axis(e.problem(), e.path(), "strength", 0.1, GRID, 1000.0)
    said = []
    for work in (None, e.cross_validation()):
        layout = validated_picture(Validated(work, None, axis, {"l": 60, "r": 50})).figure.layout
        assert (layout.xaxis.visible, layout.yaxis.visible) == (False, False)
        said.append(layout.annotations[0].text)
    assert "Cross-validate" in said[0]
    assert "first fold" in said[1]
