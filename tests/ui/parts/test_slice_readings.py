"""What is read off the surface in words: the share of the path is always told, and never told of what is no plane."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.surface.two_weights import surface_picture
from explorer.landscape.window import Window
from explorer.ui.chart import decode
from explorer.ui.chart.messages import RangeShown
from explorer.ui.parts import slice_readings
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views import surface
from tests.helpers.paged import experiment
from tests.helpers.surface_page import page, told


@pytest.fixture
def said(monkeypatch):
    """What `about_slice` writes of an experiment on the page."""
    words = []
    monkeypatch.setattr(slice_readings.st, "caption", words.append)
    monkeypatch.setattr(slice_readings.st, "container", lambda **_: contextlib.nullcontext())

    def say(e, **changes):
        slice_readings.about_slice(replace(run_on_slice(trained(e), (), 0), **changes))
        return words[-1]

    return say


def test_the_share_of_the_path_is_always_told(said):
    assert "**100 %**" in said(Experiment(dataset="line", steps=20))
    e = Experiment(steps=20)
    for explained, share in ((0.25, "25 %"), (0.99999, "over 99.9 %"), (0.0, "0 %")):
        assert f"This view shows **{share}** of the movement." in said(e, explained=explained)


def test_a_profile_holds_no_share(said):
    assert "%" not in said(Experiment(steps=20, rest="profile"))


@pytest.mark.parametrize("end", [-1e12, 1e12])
def test_a_window_ends_where_the_zoom_does(end):
    """FARTHEST in zoom.js."""
    for place in (1, 3) if end > 0 else (0, 2):
        told = [-1.0, 1.0, -1.0, 1.0]
        told[place] = end
        assert decode({"kind": "range", "window": told}) is None
        told[place] = 0.999 * end
        assert decode({"kind": "range", "window": told}) == RangeShown(tuple(told))


pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_run_starts_where_the_cursor_stands():
    at = page(steps="40", plane_x="2", plane_y="8", rest="optimum")
    seen = run_on_slice(trained(experiment(at)), (), 0)
    at.session_state[surface.CURSOR] = (seen.view, (0.25, -0.5))
    at.run()
    w = seen.slice.weights_at((0.25, -0.5))
    cost = experiment(at).problem().cost(w)
    assert f"cost **{cost.total:.3g}**" in told(at)
    assert f"data loss **{cost.data:.3g}**" in told(at)
    next(b for b in at.button if b.label == "Start a run from here").click().run()
    assert not at.exception
    np.testing.assert_allclose(experiment(at).train().weights[0], w, rtol=1e-8)
    assert "starting_weights" in at.query_params
    next(b for b in at.button if b.label == "Start as usual").click().run()
    assert experiment(at).starting_weights == ()


def test_no_run_starts_where_a_link_could_not_say():
    at = page(dataset="moons", model="mlp", model__hidden="64", steps="20")
    seen = run_on_slice(trained(experiment(at)), (), 0)
    at.session_state[surface.CURSOR] = (seen.view, (0.0, 0.0))
    at.run()
    assert not [b for b in at.button if b.label == "Start a run from here"]
    assert "200 is the most it can carry" in told(at)


def test_a_place_that_cannot_be_re_optimised_is_told_in_a_sentence():
    at = page(dataset="blobs", loss="exponential", rest="profile", steps="40")
    seen = run_on_slice(trained(experiment(at)), (), 0)
    at.session_state[surface.CURSOR] = (seen.view, (1e3, 1e3))
    at.session_state[surface.WINDOW] = (seen.view, Window(-500.0, 500.0, -500.0, 500.0))
    at.run()
    assert not at.exception
    assert "The best other weights were not reached" in told(at)


@pytest.mark.parametrize(("step", "rate"), [(50, 0.1), (150, 0.05 * 0.5), (250, 0.05 * 0.25)])
def test_the_rate_is_the_one_in_force_at_the_step(step, rate, monkeypatch):
    """A schedule that halves it every hundred steps, and another rate from step 100 on."""
    e = Experiment(steps=300, rate=0.1, schedule="step", params={"schedule.every": 100, "schedule.drop": 0.5})
    e = e.change(at=100, rate=0.05)
    lines = []
    monkeypatch.setattr(slice_readings.st, "markdown", lambda text, **_: lines.append(text))
    slice_readings.shape(run_on_slice(trained(e), (), 0), step)
    assert lines[0].replace("\\", "").endswith(f"yours is {rate:.3g}.")


def test_the_curvature_is_that_of_the_settings_in_force(monkeypatch):
    e = Experiment(dataset="line", strength=0.0, penalty="l2", steps=300).change(at=100, strength=5.0)
    said = []
    monkeypatch.setattr(
        slice_readings, "curvature_sentence", lambda problem, *rest: said.append(problem.strength) or "It bends."
    )
    monkeypatch.setattr(slice_readings.st, "markdown", lambda _, **__: None)
    for step in (50, 100, 150):
        slice_readings.shape(run_on_slice(trained(e), (), 0), step)
    assert said == [0.0, 5.0, 5.0]


def test_a_window_too_narrow_to_be_drawn_is_none():
    for told_range in ([0.0, 1e-320, 0.0, 1.0], [1.0, 1.0 + 1e-15, 0.0, 1.0], [0.0, 1.0, 5.0, 5.0]):
        assert decode({"kind": "range", "window": told_range}) is None
    assert decode({"kind": "range", "window": [-1e-9, 1e-9, 1.0, 1.0 + 1e-9]}) is not None
    assert decode({"kind": "range", "window": [-2e12, 2e12, 0.0, 1.0]}) is None


@pytest.mark.parametrize("settings", [{}, {"rest": "end"}, {"dataset": "engel"}, {"penalty": "l1"}, {"model": "mlp"}])
def test_train_and_surface_tell_one_share_for_one_pair_of_weights(said, settings):
    """Wherever the other weights are held: what moved is measured from the end of the run on both pages."""
    e = Experiment(steps=60, **settings)
    (told,) = re.findall(r"This view shows \*\*(.*?)\*\*", said(e))
    run = trained(e)
    caption = surface_picture(run.problem, run.history, run.surface, *run.plane).caption
    assert f"Only two weights: {told} of the run's movement." in caption or "all the weights" in caption
