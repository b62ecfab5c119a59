"""The page without a browser: every menu entry, refusals, forged values, links."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import explorer
from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SCHEDULES, SOLVERS, Experiment
from explorer.core.params import params_of
from explorer.datasets.corruption import Corruption, applying
from explorer.ui.chart.routes import base_path, modules_path, plotly_path, routes
from explorer.ui.notices import literal
from explorer.ui.sidebar import Controls

pytestmark = pytest.mark.usefixtures("shown_step")
MAIN = Path(explorer.__file__).parent / "ui" / "main.py"


def page(**query: str) -> AppTest:
    at = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, value in query.items():
        at.query_params[name.replace("__", ".")] = value
    return at.run()


def healthy(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def experiment(at: AppTest) -> Experiment:
    return at.session_state["visit"].experiment


def texts(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.text, *at.warning, *at.caption, *at.markdown])


def select(at: AppTest, label: str):
    return next(box for box in at.selectbox if box.label == label)


def slider(at: AppTest, label: str):
    return next(s for s in at.select_slider if s.label == label)


@pytest.fixture
def at() -> AppTest:
    return healthy(page())


def test_the_page_opens_on_diabetes_with_all_controls(at):
    assert experiment(at) == Experiment()
    assert [box.label for box in at.selectbox] == ["Data", "Model", "Loss", "Penalty", "Optimizer", "Rate schedule", "Start"]
    assert {"Strength", "Run length", "Learning rate", "Batch", "Validation"} <= {s.label for s in at.select_slider}
    assert len(at.get("bidi_component")) == 2  # the player and the charts


@pytest.mark.parametrize("dataset", list(DATASETS))
@pytest.mark.parametrize("model", list(MODELS))
def test_every_data_set_trains_with_every_model(dataset, model):
    at = healthy(page(dataset=dataset, steps="30"))
    select(at, "Model").select(model).run()
    assert experiment(healthy(at)).model == model
    assert len(at.get("bidi_component")) == 2
    assert not at.warning


TASK_DATA = {
    "regression": "engel", "count": "doctor_visits", "positive": "wages", "binary": "blobs", "multiclass": "penguins",
}  # fmt: skip


@pytest.mark.parametrize(
    ("loss", "penalty"),
    [(name, "l2") for name, cls in LOSSES.items() if not cls.untrainable]
    + [(loss, penalty) for loss in ("huber", "cross_entropy") for penalty in PENALTIES if penalty != "l2"],
)
def test_every_loss_and_every_penalty_can_be_chosen_and_trains(loss, penalty):
    """With default settings the cost at the end is a finite number below the one at the start."""
    at = page(dataset=TASK_DATA[LOSSES[loss].task], steps="30")
    select(at, "Loss").select(loss).run()
    if penalty != experiment(at).penalty:
        select(at, "Penalty").select(penalty).run()
    e = experiment(healthy(at))
    assert (e.loss, e.penalty) == (loss, penalty)
    assert not at.warning
    assert e == Experiment.from_query(dict(at.query_params))[0]
    costs = e.train().total
    assert np.isfinite(costs).all()
    assert costs[-1] < costs[0]


def test_a_loss_that_cannot_train_is_refused_with_a_button_that_helps():
    at = page(dataset="moons", loss="hinge", steps="30")
    select(at, "Loss").select("zero_one").run()
    assert experiment(healthy(at)).loss == "hinge"
    assert "looked at, not trained with" in at.warning[0].value.replace("\\", "")
    next(b for b in at.button if b.label == "Train with Logistic").click().run()
    assert experiment(healthy(at)).loss == "logistic"
    assert not at.warning


def test_a_penalty_on_groups_is_refused_beside_adam_and_the_button_keeps_the_penalty():
    at = page(dataset="penguins", solver="adam", steps="30")
    select(at, "Penalty").select("group_l1").run()
    assert experiment(healthy(at)).penalty != "group_l1"
    next(b for b in at.button if b.label == "Use Gradient descent").click().run()
    assert (experiment(healthy(at)).penalty, experiment(at).solver) == ("group_l1", "gd")


@pytest.mark.parametrize("solver", list(SOLVERS))
def test_every_solver_can_be_chosen(solver):
    at = page(dataset="stackloss", steps="30")
    select(at, "Optimizer").select(solver).run()
    assert experiment(healthy(at)).solver == solver


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


def test_the_strength_goes_into_the_link_and_the_default_link_is_plain(at):
    at = page()
    assert dict(at.query_params) == {}
    slider(at, "Strength").set_value(1.0).run()
    assert at.query_params["strength"] == "1.0"
    assert Experiment.from_query(dict(at.query_params)) == (experiment(at), [])


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
        assert (p.label in labels) is (name in applying(DATASETS[dataset].task))
    assert ("Disturb the data" in [e.label for e in at.expander]) is bool(applying(DATASETS[dataset].task))


def test_a_disturbance_goes_into_the_link_and_away_with_the_data():
    at = healthy(page(dataset="moons", steps="20"))
    slider(at, "Flip labels").set_value(0.2).run()
    slider(at, "Keep of the first class").set_value(0.25).run()
    assert (experiment(healthy(at)).flips, experiment(at).balance) == (0.2, 0.25)
    assert "The first class is B." in texts(at)
    assert at.query_params["flips"] == "0.2"
    select(at, "Data").select("diabetes").run()
    assert (experiment(healthy(at)).flips, experiment(at).balance) == (0.0, 1.0)
    assert not at.warning
    slider(at, "Add noise").set_value(1.0).run()
    assert experiment(healthy(at)).noise == 1.0


def test_a_refused_degree_keeps_the_last_fit_and_offers_one_that_works():
    at = page(dataset="breast_cancer", model="polynomial", model__degree="1", steps="20")
    slider(at, "Degree").set_value(5).run()
    assert experiment(healthy(at)).params["model.degree"] == 1
    assert "highest degree here is 2" in at.warning[0].value.replace("\\", "")
    next(b for b in at.button if b.label == "Use degree 2").click().run()
    assert experiment(healthy(at)).params["model.degree"] == 2
    assert not at.warning
    assert slider(at, "Degree").value == 2


def test_divergence_is_told_with_a_button_that_cures_it():
    at = healthy(page(rate="0.5"))
    assert "too high" in at.warning[0].value or "above" in at.warning[0].value
    next(b for b in at.button if b.label.startswith("Use rate")).click().run()
    assert isinstance(experiment(healthy(at)).rate, float)
    assert not at.warning


def test_junk_in_the_link_is_told_in_plain_text_and_the_rest_is_kept():
    at = healthy(page(loss="![t](http://host/p.png)", strength="0.5", LR="3"))
    assert experiment(at).strength == 0.5
    told = "\n".join(t.value for t in at.text)
    assert '"![t](http://host/p.png)" is not one of' in told
    assert "LR: there is no such parameter" in told
    assert "host" not in "\n".join(m.value for m in at.markdown)
    next(b for b in at.button if b.label == "Dismiss").click().run()
    assert not at.text
    assert experiment(at).strength == 0.5


def test_hundreds_of_unknown_parameters_are_one_message():
    at = page(**{f"u{i}": "1" for i in range(500)})
    assert len(healthy(at).text) == 1


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


def test_extremes_of_every_slider_run_or_say_why():
    for strength in ("0.0", "1000.0"):
        for rate in ("1e-09", "1000.0"):
            at = healthy(page(dataset="engel", strength=strength, rate=rate, steps="200"))
            assert len(at.get("bidi_component")) == 2
            assert bool(at.warning) is (rate == "1000.0")


def test_text_for_markdown_is_escaped():
    assert literal("**b** :red[x] $x$ <img>") == r"\*\*b\*\* \:red\[x\] \$x\$ \<img\>"


def test_assets_are_mounted_under_the_base_path(monkeypatch):
    monkeypatch.setattr("streamlit.get_option", lambda name: "/demo/loss/" if name == "server.baseUrlPath" else None)
    assert base_path() == "/demo/loss"
    assert [r.path for r in routes()] == ["/demo/loss" + plotly_path(), "/demo/loss" + modules_path()]


@pytest.mark.parametrize("alpha", ["1e-310", "-1e-310", "1e-300"])
def test_a_parameter_as_small_as_a_float_can_be_has_its_page_and_a_formula_that_can_be_read(alpha):
    at = healthy(page(dataset="stackloss", loss="barron", loss__alpha=alpha, steps="30"))
    assert experiment(at).params["loss.alpha"] == float(alpha)
    assert np.isfinite(experiment(at).train().total).all()
    assert not at.warning
    assert rf"{alpha.split('e')[0]} \cdot 10^{{{alpha.split('e')[1]}}}" in texts(at)
    assert "00000000" not in texts(at)
    assert slider(at, "Alpha").value == float(alpha)


@pytest.mark.parametrize(("loss", "c"), [("tukey", "4.685"), ("cauchy", "2.385"), ("welsch", "2.985")])
def test_a_slider_shows_a_short_value_in_full(loss, c):
    at = healthy(page(dataset="stackloss", loss=loss, steps="30"))
    assert c in slider(at, "C").options
