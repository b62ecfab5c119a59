"""The controls: which of them a choice brings, what their sliders offer, and values that nobody could have chosen."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1.element_tree import Selectbox

from explorer import DATASETS, LOSSES, SCHEDULES, SOLVERS, Experiment
from explorer.core.params import params_of
from explorer.datasets.corruption import Corruption, corruptions_for
from explorer.ui.markdown import literal
from explorer.ui.sidebar import Controls
from tests.helpers.whole_app import experiment, healthy, page, select, set_strength, slider, texts

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize("solver", list(SOLVERS))
def test_what_a_solver_cannot_do_stands_under_the_menu(solver):
    assert SOLVERS[solver].limits in [c.value for c in healthy(page(dataset="stackloss", solver=solver, steps="30")).caption]


@pytest.mark.parametrize("schedule", list(SCHEDULES))
def test_every_schedule_can_be_chosen_and_says_where_the_rate_ends(schedule):
    at = page(dataset="stackloss", steps="200", rate="0.1")
    select(at, "Rate schedule").select(schedule).run()
    e = experiment(healthy(at))
    assert e.schedule == schedule
    assert e == Experiment.from_query(dict(at.query_params))[0]
    ends = {"step": "0.05", "cosine": "0.0661", "inverse_time": "0.0201"}
    said = [c.value for c in at.caption if f"The schedule brings it down to {ends.get(schedule)} by step 200." in c.value]
    assert len(said) == (schedule != "constant")


@pytest.mark.parametrize(
    "name",
    [
        "schedule.every",
        "schedule.drop",
        "loss.delta",
        "model.degree",
        "solver.beta",
        "penalty.ratio",
        "dataset.noise",
        "model.hidden",
    ],
)
def test_a_parameter_has_a_control_where_its_entry_is_chosen(name):
    chosen = {"loss": "huber", "model": "polynomial", "solver": "momentum", "penalty": "elastic_net", "dataset": "line"}
    chosen["schedule"] = "step"
    if name == "model.hidden":
        chosen["model"] = "mlp"
    at = healthy(page(**chosen, steps="30"))
    p = experiment(at).declared()[name]
    control = slider(at, p.label)
    control.set_value(control.options and p.grid()[-2]).run()
    assert experiment(healthy(at)).params[name] == p.grid()[-2]


def test_changing_the_data_changes_the_losses_that_are_offered():
    at = page(loss="huber", loss__delta="3.0")
    select(at, "Data").select("moons").run()
    assert experiment(healthy(at)).loss == "logistic"
    assert select(at, "Loss").options == [cls.name for cls in LOSSES.values() if cls.task == "binary"]
    select(at, "Data").select("penguins").run()
    assert experiment(healthy(at)).loss == "logistic"
    classes = [cls.name for cls in LOSSES.values() if cls.task == "multiclass"]
    assert select(at, "Loss").options[: len(classes)] == classes
    assert "Hinge" in select(at, "Loss").options[len(classes) :]


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_only_the_disturbances_of_the_target_are_offered(dataset):
    at = healthy(page(dataset=dataset, steps="20"))
    labels = {s.label for s in at.select_slider}
    for name, p in params_of(Corruption).items():
        assert (p.label in labels) is (name in corruptions_for(DATASETS[dataset].task))
    assert ("Disturb the data" in [e.label for e in at.expander]) is bool(corruptions_for(DATASETS[dataset].task))


def test_a_disturbance_goes_into_the_link_and_away_with_the_data():
    at = healthy(page(dataset="moons", steps="20"))
    slider(at, "Flip labels").set_value(0.2).run()
    slider(at, "Share kept of one class").set_value(0.25).run()
    assert (experiment(healthy(at)).flips, experiment(at).balance) == (0.2, 0.25)
    assert "can be made rare is B." in texts(at)
    assert at.query_params["flips"] == "0.2"
    select(at, "Data").select("diabetes").run()
    assert (experiment(healthy(at)).flips, experiment(at).balance) == (0.0, 1.0)
    assert not at.warning
    slider(at, "Add noise").set_value(1.0).run()
    assert experiment(healthy(at)).noise == 1.0


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("strength", -5.0),
        ("strength", 1e9),
        ("strength", float("nan")),
        ("loss", "bogus"),
        ("loss", "hinge"),
        ("steps", 10**9),
        ("dataset", 7),
        ("seed", -1),
        ("seed", 2**32),
        ("loss.delta", 0.0),
        ("standardise", "yes"),
    ],
)
def test_a_forged_value_is_refused_and_nothing_is_lost(name, forged):
    before = Experiment(dataset="engel", loss="huber", steps=30)
    controls = Controls(before)
    controls.apply(name, forged)
    assert controls.experiment == before
    assert [error.field for error, _ in controls.refusals] == [name]


@pytest.mark.parametrize(("loss", "c"), [("tukey", "4.685"), ("cauchy", "2.385"), ("welsch", "2.985")])
def test_a_slider_shows_a_short_value_in_full(loss, c):
    at = healthy(page(dataset="stackloss", loss=loss, steps="30"))
    assert c in slider(at, "C").options


@pytest.mark.parametrize("alpha", ["1e-310", "-1e-310", "1e-300"])
def test_a_parameter_as_small_as_a_float_can_be_has_its_page_and_a_formula_that_can_be_read(alpha):
    at = healthy(page(dataset="stackloss", loss="barron", loss__alpha=alpha, steps="30"))
    assert experiment(at).params["loss.alpha"] == float(alpha)
    assert np.isfinite(experiment(at).train().total).all()
    assert not at.warning
    assert rf"{alpha.split('e')[0]} \cdot 10^{{{alpha.split('e')[1]}}}" in texts(at)
    assert "00000000" not in texts(at)
    assert slider(at, "Alpha (α)").value == float(alpha)


def test_a_model_without_an_intercept_says_so_and_its_link_alone_names_it():
    at = page(dataset="engel", steps="30")
    assert "model.intercept" not in at.query_params
    next(t for t in at.toggle if t.label == "Bias (intercept)").set_value(False).run()
    e = experiment(healthy(at))
    assert e.params["model.intercept"] is False
    assert Experiment.from_query(dict(at.query_params)) == (e, [])
    assert "model.intercept" in at.query_params
    assert "No intercept: the prediction is 0 where all features are 0, in their own units." in texts(at)


@pytest.mark.parametrize("typed", [1.5, -1.0, 2.0**32])
def test_a_typed_number_that_is_not_allowed_is_refused_in_words_and_nothing_is_lost(typed):
    at = healthy(page(dataset="stackloss", steps="30", seed="7"))
    field = next(n for n in at.number_input if n.label == "Seed")
    assert field.value == 7.0
    healthy(field.set_value(typed).run())
    assert experiment(at).seed == 7
    assert any(literal("Allowed: whole numbers 0 to 4294967295.") in w.value for w in at.warning)
    healthy(field.set_value(1000.0).run())  # what the browser makes of 1e3
    assert experiment(at).seed == 1000
    assert not at.warning


def test_a_value_beside_a_sliders_grid_can_be_gone_back_to_and_no_other_comes_in_its_place():
    """The browser names a position by its word; a message may be older than the positions that the slider has now."""
    at = page(dataset="stackloss", steps="30", strength="0.137")
    set_strength(at, 1.0)
    set_strength(at, 0.137)
    assert experiment(at).strength == 0.137
    set_strength(at, 1.0)
    strength = slider(at, "Strength")
    strength._value = "never a position"
    healthy(strength.run())
    assert experiment(at).strength == 1.0


def test_positions_of_a_slider_that_differ_have_words_that_differ():
    at = page(dataset="stackloss", steps="30", loss="huber", strength="0.02000001", loss__delta="1.35001")
    assert (slider(at, "Strength").value, slider(at, "Delta (δ)").value) == (0.02000001, 1.35001)
    for control in at.select_slider:
        assert len(set(control.options)) == len(control.options), control.label
    set_strength(at, 0.02)
    assert experiment(at).strength == 0.02
    set_strength(at, 0.02000001)
    assert experiment(at).strength == 0.02000001


def test_a_choice_that_is_not_offered_any_more_is_refused_in_words(monkeypatch):
    at = page(dataset="stackloss", steps="30")
    sent = select(at, "Loss")._widget_state
    sent.string_value = "Hinge"
    with monkeypatch.context() as patched:
        own = Selectbox._widget_state.fget
        patched.setattr(Selectbox, "_widget_state", property(lambda box: sent if box.id == sent.id else own(box)))
        healthy(at.run())
    assert experiment(at).loss == "squared"
    assert "is no longer offered" in texts(at)


def test_minus_infinity_is_no_word_of_a_programming_language():
    at = page(dataset="stackloss", loss="barron", loss__alpha="-inf", steps="30")
    assert slider(at, "Alpha (α)").options[0] == "-∞"
    assert "inf" not in texts(at)
