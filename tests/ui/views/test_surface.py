"""The Surface page without a browser: every data set and plane, what the panels tell, odd words, the way to a new run."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer import DATASETS, Experiment
from explorer.landscape.window import Window
from explorer.path.optimum import unregularised
from explorer.ui.parts import slice_readings
from explorer.ui.parts.slice_readings import AGAIN
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.slice_pictures import FINE, PanelOptions, slice_content
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views import surface
from tests.helpers.paged import experiment, opened

pytestmark = pytest.mark.usefixtures("shown_step")
EQUAL = PanelOptions(equal_axes=True)
CHARTS = 5
"""Three panels, what the plane hides, and the player."""


def page(**query: str) -> AppTest:
    return opened("surface", query)


def told(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.markdown, *at.caption, *at.warning])


def menu(at: AppTest, label: str):
    return next(box for box in at.selectbox if box.label == label)


@pytest.mark.thorough
@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset, steps="30")
    assert len(at.get("bidi_component")) == CHARTS
    assert "How it bends" in told(at)
    assert "What shape it has" in told(at)


@pytest.mark.parametrize(
    "query",
    [
        {"slice": "principal"},
        {"slice": "random"},
        {"slice": "random", "model": "mlp", "dataset": "moons"},
        {"slice": "principal", "model": "mlp", "dataset": "penguins"},
        {"rest": "profile"},
        {"rest": "profile", "loss": "huber", "penalty": "l1"},
        {"rest": "profile", "model": "mlp"},
        {"rest": "step", "penalty": "group_l1", "dataset": "penguins"},
        {"penalty": "scad"},
        {"penalty": "none"},
        {"loss": "absolute", "penalty": "elastic_net"},
        {"loss": "tukey"},
        {"dataset": "engel", "slice": "principal"},
        {"dataset": "doctor_visits", "loss": "poisson"},
        {"rate": "10"},
    ],
)
def test_every_point_of_view_has_a_picture(query):
    at = page(steps="30", **query)
    assert len(at.get("bidi_component")) == CHARTS


def test_the_menus_look_from_another_side_at_the_same_run():
    at = page(steps="40")
    run = trained(experiment(at))
    menu(at, "Across").set_value(3).run()
    assert experiment(at).plane_x == 3
    _, up = trained(experiment(at)).plane
    menu(at, "Up").set_value(3).run()  # the other axis' weight: the two swap
    assert (experiment(at).plane_x, experiment(at).plane_y) == (up, 3)
    menu(at, "The other weights").set_value("step").run()
    assert experiment(at).rest == "step"
    assert "where they are at step 0" in told(at)
    menu(at, "Seen over").set_value("random").run()
    assert experiment(at).slice == "random"
    at.number_input(key="viewpoint.plane_seed").set_value(7).run()
    assert experiment(at).plane_seed == 7
    assert not at.exception
    np.testing.assert_array_equal(trained(experiment(at)).history.weights, run.history.weights)


def test_what_a_profile_is_refused_for_is_told():
    assert "The model has hidden layers" in told(page(rest="profile", model="mlp", steps="20"))


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
    assert "carries 200 at most" in told(at)


@pytest.fixture
def heard(monkeypatch):
    """Hands a panel's words to the page, and gives what the page keeps of them."""
    kept = {"visit": type("Visit", (), {"experiment": Experiment(steps=100)})()}
    monkeypatch.setattr(surface.st, "session_state", kept)
    seen = run_on_slice(trained(Experiment(steps=100)), (), 0)

    class Words:
        picked = None

    def hear(words):
        kept["surface.surface_total"] = Words()
        kept["surface.surface_total"].picked = words
        surface._on_panel("surface_total", seen, None)
        return kept

    return hear


@pytest.mark.parametrize(
    "words",
    [
        None, "x", 7, [1], {}, {"cursor": "x"}, {"cursor": [1]}, {"cursor": [1, "x"]}, {"cursor": [True, 0]},
        {"cursor": [float("nan"), 0]}, {"cursor": [1e300, 0]}, {"range": [1, 0, 0, 1]}, {"range": [0, 0, 0, 1]},
        {"range": [0, 1, 0]}, {"range": [0, float("inf"), 0, 1]}, {"range": {"a": 1}}, {"here": "x"}, {"here": -1},
        {"here": float("nan")}, {"here": True},
    ],
)  # fmt: skip
def test_forged_words_of_a_panel_do_nothing(heard, words):
    kept = heard(words)
    assert kept.get(surface.CURSOR, ("", None))[1] is None
    assert kept.get(surface.WINDOW, ("", None))[1] is None
    assert kept.get(surface.STEP, 0) == 0
    assert not kept.get(AGAIN)


def test_words_of_a_panel_are_kept(heard):
    kept = heard({"cursor": [0.5, -1], "range": [0, 1, 2, 3], "here": 40})
    assert kept[surface.CURSOR][1] == (0.5, -1.0)
    assert kept[surface.WINDOW][1] == (0.0, 1.0, 2.0, 3.0)
    assert kept[surface.STEP] == 40
    assert not kept[AGAIN]  # these others stand at the optimum
    kept = heard({"here": 10**9, "range": None, "cursor": None})
    assert kept[surface.STEP] == 100
    assert kept[surface.WINDOW][1] is None


def test_a_cheap_picture_is_fine_at_once_and_a_dear_one_comes_coarse_first():
    cheap = run_on_slice(trained(Experiment(steps=20)), (), 0)
    assert slice_content(cheap, PanelOptions(), None, False).x.size == FINE
    assert not slice_content(cheap, PanelOptions(), None, False).refine
    dear = run_on_slice(trained(Experiment(dataset="moons", model="mlp", steps=20)), (), 0)
    coarse = slice_content(dear, PanelOptions(), None, False)
    assert coarse.x.size < FINE
    assert coarse.refine
    fine = slice_content(dear, PanelOptions(), None, True)
    assert (fine.x.size, fine.refine) == (FINE, False)


def test_the_window_holds_the_path_the_pins_and_the_minima():
    e = Experiment(strength=0.3, plane_x=2, plane_y=8)
    pin = e.change(strength=0.0)
    seen = run_on_slice(trained(e), (pin,), 0)
    x0, x1, y0, y1 = seen.home
    for run in (e, pin):
        W = run.train().weights
        assert x0 < W[:, 2].min() < W[:, 2].max() < x1
        assert y0 < W[:, 8].min() < W[:, 8].max() < y1
    for lowest in seen.minima.values():
        assert x0 < lowest.place[0] < x1
        assert y0 < lowest.place[1] < y1
    assert seen.pinned == 1
    np.testing.assert_allclose(seen.columns["px0"], pin.train().weights[:, 2], rtol=1e-12)


def test_touching_is_said_only_where_it_is_so():
    """With all others at the optimum and both axes on one scale; nowhere else."""

    def said(look=EQUAL, **changes):
        e = Experiment(steps=60, strength=0.3, plane_x=2, plane_y=8).change(**changes)
        return slice_content(run_on_slice(trained(e), (), 0), look, None, False).tangency_sentence

    assert "touches" in said()
    assert "touches" in said(penalty="l1")
    assert said(look=PanelOptions()) == "Choose Equal axes to see the two touch."
    assert "Both weights are zero" in said(penalty="l1", strength=5.0)
    assert said(rest="end") == ""
    assert said(rest="step") == ""
    assert said(slice="principal") == ""
    assert said(plane_y=10) == ""  # a bias has no price
    assert said(penalty="none") == ""


def test_the_ball_goes_through_the_lowest_cost_and_all_of_it_costs_the_same():
    for penalty in ("l1", "l2", "elastic_net"):
        e = Experiment(steps=60, penalty=penalty, strength=0.3, plane_x=2, plane_y=8)
        drawn = slice_content(run_on_slice(trained(e), (), 0), PanelOptions(), None, False)
        low = drawn.minima[2]
        prices = [e.make("penalty").value(np.array(place), 0.3) for place in (*drawn.penalty_ball, (low.x, low.y))]
        np.testing.assert_allclose(prices, prices[-1], rtol=1e-9)
        w = np.array(run_on_slice(trained(e), (), 0).slice.weights_at((low.x, low.y)))
        assert drawn.data_level == pytest.approx(e.problem().cost(w).data, rel=1e-12)


def test_the_trail_leads_from_the_lowest_data_loss_to_the_lowest_penalty():
    """With the others held that of the picture; with the others at the optimum that of all weights."""
    held, best = (
        slice_content(run_on_slice(trained(Experiment(plane_x=2, plane_y=8, rest=rest)), (), 0), PanelOptions(), None, False)
        for rest in ("end", "optimum")
    )
    data, penalty, _ = held.minima
    np.testing.assert_allclose(held.minimum_curve[0], (data.x, data.y), rtol=1e-9)
    np.testing.assert_allclose(best.minimum_curve[0], unregularised(Experiment().problem())[[2, 8]], rtol=1e-9)
    for drawn in (held, best):
        assert np.abs(drawn.minimum_curve[-1] - (penalty.x, penalty.y)).max() < 1e-2
        assert np.abs(drawn.minimum_curve - (drawn.minima[2].x, drawn.minima[2].y)).max(axis=1).min() < 1e-9


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
    monkeypatch.setattr(slice_readings.st, "markdown", lines.append)
    slice_readings.shape(run_on_slice(trained(e), (), 0), step)
    assert lines[0].replace("\\", "").endswith(f"yours is {rate:.3g}.")


def test_the_curvature_is_that_of_the_settings_in_force(monkeypatch):
    e = Experiment(dataset="line", strength=0.0, penalty="l2", steps=300).change(at=100, strength=5.0)
    said = []
    monkeypatch.setattr(
        slice_readings, "curvature_sentence", lambda problem, *rest: said.append(problem.strength) or "It bends."
    )
    monkeypatch.setattr(slice_readings.st, "markdown", lambda _: None)
    for step in (50, 100, 150):
        slice_readings.shape(run_on_slice(trained(e), (), 0), step)
    assert said == [0.0, 5.0, 5.0]


def test_a_window_too_narrow_to_be_drawn_is_none():
    for told_range in ([0.0, 1e-320, 0.0, 1.0], [1.0, 1.0 + 1e-15, 0.0, 1.0], [0.0, 1.0, 5.0, 5.0]):
        assert slice_readings.window_of(told_range) is None
    assert slice_readings.window_of([-1e-9, 1e-9, 1.0, 1.0 + 1e-9]) is not None
    assert slice_readings.window_of([-2e12, 2e12, 0.0, 1.0]) is None
