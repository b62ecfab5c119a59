"""The map: a row of cells for each loss, at its own strengths; rings at those chosen; the pick."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.figures.compare.heat_map import HeatMap
from explorer.ui.view_models.compared import Picked, compared
from tests.helpers.compare_content import content, found


def test_each_row_has_its_own_strengths_and_its_shares_of_the_way():
    shown = content()
    figure = HeatMap().draw(shown).picture.figure
    maps = [trace for trace in figure.data if trace.type == "heatmap"]
    assert len(maps) == 3
    for i, (trace, row) in enumerate(zip(maps, shown.rows, strict=True)):
        order = np.argsort(row.strengths)
        np.testing.assert_allclose(trace.x, np.log10(row.strengths[order]))
        np.testing.assert_allclose(trace.z[0], shown.shares_of_the_way(row.means)[order])
        assert list(trace.y) == [i]


def test_rings_are_at_the_strengths_chosen_and_a_cross_at_the_pick():
    row = found().rows[0]
    shown = compared(found(), Picked(row.name, (row.best_at + 1) % 3))
    marks = [trace for trace in HeatMap().draw(shown).picture.figure.data if trace.type == "scatter"]
    ring = next(trace for trace in marks if trace.marker.symbol == "circle-open")
    np.testing.assert_allclose(ring.x[:3], [np.log10(row.strength) for row in shown.rows])
    cross = next(trace for trace in marks if trace.marker.symbol == "x-thin")
    np.testing.assert_allclose(cross.x[0], np.log10(row.strengths[shown.at]))


def test_every_cell_can_be_picked():
    drawn = HeatMap().draw(content())
    assert {(pick.row, pick.at) for pick in drawn.picks} == {(row.name, at) for row in content().rows for at in range(3)}


def test_the_cross_is_drawn_and_told_once_something_else_than_the_best_is_picked():
    for picked, crosses in ((Picked(), 0), (Picked(found().best.name, (found().best.best_at + 1) % 3), 1)):
        drawn = HeatMap().draw(compared(found(), picked)).picture
        assert sum(trace.type == "scatter" and trace.marker.symbol == "x-thin" for trace in drawn.figure.data) == crosses
        assert drawn.caption.endswith("Cross: your pick.") == bool(crosses)


def test_a_bar_of_colours_says_which_end_is_best_and_the_title_what_the_strength_does():
    drawn = HeatMap().draw(content()).picture
    scale = drawn.figure.data[0].meta
    trivial = content().trivial
    assert [text for _, text in scale["ticks"]] == ["best", f"{trivial.name} {trivial.mean:.2f}"]
    assert scale["ticks"][0][0] == 0.0
    best = found().best
    assert f"{best.mean:.2f}" == f"{best.means[-1]:.2f}"  # at the smallest: as good, as it is shown
    assert drawn.title == f"{best.name} has {best.mean:.2f} at its best strength and its smallest"


def test_the_scale_names_no_trivial_model_that_is_better_than_all_losses():
    shown, trivial = content(), content().trivial
    better = replace(trivial, scores=trivial.scores * 0.0)
    rows = (better, *(row for row in shown.comparison.rows if row.name != trivial.name))
    drawn = HeatMap().draw(replace(shown, comparison=replace(shown.comparison, rows=rows))).picture
    assert [text for _, text in drawn.figure.data[0].meta["ticks"]] == ["best"]
    assert "better trivial model" not in " ".join(drawn.more)


def test_there_is_room_above_for_the_bar_of_colours():
    figure = HeatMap().draw(content()).picture.figure
    assert figure.data[0].meta["bands"]
    assert figure.layout.margin.t >= 32  # as above the maps of a surface
