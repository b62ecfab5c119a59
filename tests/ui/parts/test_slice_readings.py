"""What is read off the surface in words: the share of the path is always told, and never told of what is no plane."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest

from explorer import Experiment
from explorer.ui.parts import slice_readings
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained


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
        assert f"**{share}** of the path's squared distance" in said(e, explained=explained)


def test_a_profile_holds_no_share(said):
    assert "%" not in said(Experiment(steps=20, rest="profile"))


@pytest.mark.parametrize("end", [-1e12, 1e12])
def test_a_window_ends_where_the_zoom_does(end):
    """FARTHEST in zoom.js."""
    for place in (1, 3) if end > 0 else (0, 2):
        told = [-1.0, 1.0, -1.0, 1.0]
        told[place] = end
        assert slice_readings.window_of(told) is None
        told[place] = 0.999 * end
        assert slice_readings.window_of(told) == tuple(told)
