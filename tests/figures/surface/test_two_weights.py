"""The surface on Train: the cross at the lowest cost of the grid, the path's own columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer import Experiment
from explorer.figures.surface.two_weights import surface_picture
from tests.fuzz.checks import drawing
from tests.helpers.told import told


def test_the_cross_stands_at_the_lowest_cost_shown_and_the_menus_name_all_weights():
    e = Experiment(dataset="stackloss", steps=40)
    history, problem = e.train(), e.problem()
    surface = e.surface(history, points=21)
    x, y = e.plane(history)
    picture = surface_picture(problem, history, surface, x, y, pinned=2)
    cross = picture.drawing.traces[1]
    row, column = np.argwhere(surface.total == surface.total.min())[0]
    assert (cross["x"][0], cross["y"][0]) == (surface.x[column], surface.y[row])
    assert surface.lowest_on_grid == (surface.x[column], surface.y[row], surface.total.min())
    assert [label for _, label in picture.pickers[0].options] == list(problem.names)
    assert sum(trace.get("name", "").startswith("pinned") for trace in picture.drawing.traces) == 2


def test_after_a_change_in_mid_run_it_says_whose_surface_is_drawn():
    e = Experiment(dataset="stackloss", steps=40)
    changed = e.change(at=10, loss="huber").change(at=25, strength=1.0)
    for run, since in ((e, None), (changed, 25), (e.change(at=9, rate=0.01), None)):
        history = run.train()
        picture = surface_picture(run.problem(), history, run.surface(history, points=21), 0, 1)
        assert picture.title.endswith(", at the end") == (since is not None)
        assert (f"since step {since}" in told(picture)) == (since is not None)
        label = picture.readouts[1].label
        assert label == ("on this map, of the cost since step 25" if since else "on this map")


def test_where_no_cost_in_view_is_a_number_nothing_is_marked_and_it_is_said():
    """The mean of exp(-y z) at weights of a thousand, after a run under another loss came there."""
    e = Experiment(dataset="blobs", loss="exponential", steps=10)
    history, problem = e.train(), e.problem()
    surface = e.surface(history, points=5)
    endless = replace(surface, total=np.full(surface.total.shape, np.inf))
    picture = surface_picture(problem, history, endless, 0, 1)
    assert "contour" not in [trace["type"] for trace in picture.drawing.traces]
    assert "too large for a number" in picture.alt
    assert not list(drawing(picture))
