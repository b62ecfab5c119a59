"""The kinds of slices: which plane is taken, where the other weights are, and that the caption is true."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.landscape.other_weights import RESTS
from explorer.landscape.slice_kinds import SLICE_KINDS, take_slice
from explorer.path.optimum import optimum

DIABETES = Experiment(steps=60, strength=0.1)


def seen(step=0, **changes):
    e = DIABETES.change(**changes)
    return take_slice(e.viewpoint, e.problem(), e.train(), step), e


def test_the_others_stand_where_the_experiment_says():
    end, e = seen(rest="end", plane_x=2, plane_y=8)
    history = e.train()
    np.testing.assert_array_equal(end.plane.centre, history.weights[-1])
    np.testing.assert_array_equal(seen(step=17, rest="step", plane_x=2, plane_y=8)[0].plane.centre, history.weights[17])
    best, _ = seen(rest="optimum", plane_x=2, plane_y=8)
    np.testing.assert_array_equal(best.plane.centre, optimum(e.problem()).weights)
    assert "at their best values" in best.caption
    assert "step 17" in seen(step=17, rest="step")[0].caption
    assert seen(step=10**6, rest="step")[0].caption.endswith("at step 60.")


def test_auto_takes_the_optimum_where_it_is_known():
    assert seen()[0].rest == "optimum"
    unknown, _ = seen(loss="absolute")
    assert (unknown.rest, unknown.refusal) == ("end", "")
    asked, _ = seen(loss="absolute", rest="optimum")
    assert (asked.rest, asked.refusal) == ("end", "The optimum is not known here.")


def test_what_cannot_be_profiled_says_why_and_shows_something():
    kinked, _ = seen(loss="absolute", rest="profile")
    assert kinked.rest == "end"
    assert "has a kink" in kinked.refusal
    deep, _ = seen(dataset="moons", model="mlp", rest="profile")
    assert "hidden layers" in deep.refusal


@pytest.mark.parametrize(
    ("changes", "rest"),
    [({"penalty": "none", "strength": 0.0}, "end"), ({"loss": "squared_hinge", "strength": 1e-6}, "optimum")],
)
def test_a_profile_that_is_not_reached_is_told_and_not_raised(changes, rest):
    """Classes that can be told apart: the best other weights are infinitely far, or nearly so."""
    instead, _ = seen(dataset="breast_cancer", rest="profile", **changes)
    assert (instead.rest, "were not reached" in instead.refusal) == (rest, True)
    assert np.isfinite(instead.grid(np.array([0.0, 30.0]), np.array([-30.0, 0.0]))[0]).all()


def test_a_change_in_mid_run_is_told():
    e = DIABETES.change(at=20, strength=1.0).change(at=40, rate=0.01)
    history = e.train()
    assert history.breaks == (20,)  # another rate is not another cost
    assert take_slice(e.viewpoint, e.problem(), history).caption.endswith(
        "This is the cost since step 20. Earlier steps followed another cost."
    )
    np.testing.assert_array_equal(history.stage_of(np.array([0, 19, 20, 21, 40, 41])), [0, 0, 0, 1, 1, 2])
    np.testing.assert_array_equal(history.stage_after(np.array([0, 19, 20, 21, 40, 60])), [0, 0, 1, 1, 2, 2])
    assert "followed another" not in seen()[0].caption


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "The 8 other weights and the bias are held"),
        ({"plane_x": 0, "plane_y": 10}, "The 9 other weights are held"),
        ({"dataset": "moons"}, "The bias is held"),
        ({"dataset": "moons", "plane_x": 0, "plane_y": 2}, "The one other weight is held"),
        ({"dataset": "engel"}, "These are all the weights"),
        ({"dataset": "penguins", "loss": "cross_entropy"}, "The 10 other weights and 3 biases are held"),
        ({"dataset": "moons", "model": "mlp", "params": {"model.hidden": 2}}, "The 4 other weights and 3 biases are held"),
    ],
)
def test_it_counts_the_others(changes, said):
    assert seen(**changes)[0].caption.startswith(said)


def test_the_point_of_view_is_in_the_link_and_junk_in_it_is_told():
    for name, choices in (("slice", SLICE_KINDS), ("rest", RESTS)):
        for choice in choices:
            e = DIABETES.change(**{name: choice})
            assert Experiment.from_query(e.to_query()) == (e, [])
            np.testing.assert_array_equal(e.train().weights, DIABETES.train().weights)  # it is a matter of looking alone
        with pytest.raises(FieldError, match=f"{name}: .*Allowed: "):
            DIABETES.change(**{name: "sideways"})
    assert DIABETES.change(plane_seed=3).to_query()["plane_seed"] == "3"


def test_another_seed_gives_other_directions_and_the_same_seed_the_same():
    first, again, other = (seen(slice="random", plane_seed=s)[0].plane.along for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.01


@pytest.mark.parametrize("kind", SLICE_KINDS)
def test_what_a_kind_of_plane_asks_decides_the_plane_and_nothing_else_does(kind):
    """Each field that it names makes another picture; those it does not name make none."""
    e = Experiment(slice=kind, steps=20, plane_x=1, plane_y=2)
    history, other = e.train(), {"plane_x": 3, "plane_y": 4, "plane_seed": 5, "rest": "end"}

    def sheet(experiment):
        plane = take_slice(experiment.viewpoint, experiment.problem(), history).plane
        return np.concatenate([plane.centre, plane.along.ravel()])

    changed = {name for name, value in other.items() if (sheet(e.change(**{name: value})) != sheet(e)).any()}
    assert changed == set(SLICE_KINDS[kind].fields(e.problem()))
    assert "rest" not in SLICE_KINDS[kind].fields(Experiment(dataset="line").problem())
