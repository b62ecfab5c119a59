"""A run on its path: strengths in force, pinned runs, coarse paths, paths without a minimum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer import Experiment
from explorer.core import effort
from explorer.core.effort import WHOLE
from explorer.experiment.pinned_names import names
from explorer.figures.base.palette import pinned_style
from explorer.figures.path.picture import path_picture
from explorer.ui.view_models import weight_path
from explorer.ui.view_models.trained_run import trained
from explorer.ui.view_models.weight_path import COARSE_POINTS, run_on_path
from explorer.words.shrinkage_path import FEW, FOLLOWS, HERE_MISSED
from tests.helpers.told import told

pytestmark = pytest.mark.usefixtures("shown_step")


def test_the_strength_in_force_follows_what_was_changed_on_the_way():
    e = Experiment(steps=60, strength=0.1).change(at=30, strength=1.0)
    run = trained(e)
    place = run_on_path(run, "strength").columns["place"]
    np.testing.assert_array_equal(place, np.where(run.columns["step"] < 30, 0.1, 1.0))


def test_pinned_runs_of_the_same_path_have_rings_where_they_ended():
    run = Experiment(penalty="l1", strength=0.1, steps=40)
    pins = (run.change(strength=0.5), run.change(penalty="l2"), run.change(solver="momentum", strength=1.0))
    for kind in ("strength", "norm", "freedom"):
        seen = run_on_path(trained(run), kind).path_content("weights", pins)
        assert [one.name for one in seen.pinned_ends] == [names(pins, run)[i] for i in (0, 2)]
        for one, pin in zip(seen.pinned_ends, (pins[0], pins[2]), strict=True):
            weights = pin.train().weights[-1]
            np.testing.assert_array_equal(one.weights, weights)
            sizes = {"norm": np.abs(weights[:10]).sum(), "strength": pin.strength}
            assert one.place == pytest.approx(sizes[kind] if kind in sizes else run.path([pin.strength]).freedom[0])
        picture = path_picture(seen)
        rings = [trace for trace in picture.figure.data if trace.mode == "markers" and trace.marker.symbol == "circle-open"]
        assert [ring.marker.color for ring in rings] == [pinned_style(0)[0], pinned_style(2)[0]]
        assert "Rings: where pinned runs ended. Those with other paths are not drawn." in told(picture)
    alone = path_picture(run_on_path(trained(run), "strength").path_content("weights", pins[1:2]))
    assert "Pinned runs have paths of their own" in told(alone)
    assert "inned" not in told(path_picture(run_on_path(trained(run), "strength").path_content("weights")))


def test_weights_without_a_minimum_are_told_to_grow_on():
    seen = run_on_path(trained(Experiment(dataset="breast_cancer", loss="logistic", penalty="mcp", steps=20)), "strength")
    assert "MCP does not rise for large weights" in told(path_picture(seen.path_content("weights")))
    seen = run_on_path(trained(Experiment(dataset="breast_cancer", loss="logistic", penalty="l1", steps=20)), "strength")
    assert "rise" not in told(path_picture(seen.path_content("weights")))


def test_a_path_is_found_once_whatever_the_strength_and_reaches_it():
    one, two = (run_on_path(trained(Experiment(steps=20, penalty="l1", strength=s)), "strength") for s in (0.1, 0.2))
    assert one.path is two.path
    far = run_on_path(trained(Experiment(steps=20, penalty="l1", strength=5.0)), "strength")
    assert far.path.strengths.max() >= 5.0
    kinks = one.path.kinks[one.path.kinks > one.path.strengths.min()]
    assert np.isin(kinks.round(12), one.path.strengths.round(12)).all()


HEAVY = Experiment(dataset="diabetes", model="polynomial", loss="huber", penalty="l1", steps=20)


def test_a_heavy_path_comes_coarse_first():
    assert not run_on_path(trained(HEAVY.with_settings({"model.degree": 2})), "strength").coarse
    run = trained(HEAVY)
    first = run_on_path(run, "strength")
    assert first.coarse
    assert FOLLOWS in first.notes
    second = run_on_path(run, "strength", first.problem)
    assert not second.coarse
    assert second.path.strengths.size >= 4 * COARSE_POINTS > 2 * first.path.strengths.size


def test_a_path_that_can_have_no_more_strengths_says_so(monkeypatch):
    monkeypatch.setattr(weight_path, "WHOLE", 1e6)
    found = run_on_path(trained(HEAVY.change(steps=21)), "strength")
    assert not found.coarse
    assert FEW.format(found.path.strengths.size) in found.notes


@pytest.mark.parametrize(("share", "points"), [(0.5, 24), (0.7, 12), (0.75, 0), (2.0, 0), (0.0, 60), (0.1, 60)])
def test_how_many_strengths_follow_is_seen_from_the_work_for_the_first(share, points):
    """Half the work that may be done for six strengths lets four times as many follow."""
    coarse = replace(HEAVY.path(np.geomspace(1.0, 0.1, 6)), work=share * WHOLE)
    assert weight_path._affordable(coarse) == points


def test_where_the_strength_in_force_was_not_reached_its_dots_are_said_to_lie_off_the_lines(monkeypatch):
    run = trained(Experiment(dataset="diabetes", loss="huber", penalty="l1", strength=0.0123, steps=20))
    assert HERE_MISSED not in run_on_path(run, "strength").exactness
    monkeypatch.setattr(effort, "MOST", 1.0)
    other = trained(Experiment(dataset="diabetes", loss="huber", penalty="l1", strength=0.0123, steps=20, seed=3))
    assert run_on_path(other, "strength").exactness.endswith(HERE_MISSED)
