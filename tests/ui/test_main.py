"""The whole app without a browser: every menu entry trains, and the link says what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer import LOSSES, PENALTIES, SOLVERS, Experiment
from tests.helpers.whole_app import experiment, healthy, page, select, slider

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.fixture
def at() -> AppTest:
    return healthy(page())


def test_the_page_opens_on_diabetes_with_all_controls(at):
    assert experiment(at) == Experiment()
    assert [box.label for box in at.selectbox] == [
        "Data",
        "Weight column",
        "Model",
        "Loss",
        "Penalty",
        "Optimizer",
        "Rate schedule",
        "Start",
    ]
    assert {"Strength", "Run length", "Learning rate", "Batch", "Validation"} <= {s.label for s in at.select_slider}
    assert len(at.get("bidi_component")) == 3  # the player, the charts and the findings


TASK_DATA = {
    "regression": "engel", "count": "doctor_visits", "amount": "wages", "positive": "wages", "binary": "blobs",
    "multiclass": "penguins",
}  # fmt: skip


@pytest.mark.thorough
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


@pytest.mark.parametrize("solver", list(SOLVERS))
def test_every_solver_can_be_chosen(solver):
    at = page(dataset="stackloss", steps="30")
    select(at, "Optimizer").select(solver).run()
    assert experiment(healthy(at)).solver == solver


def test_the_strength_goes_into_the_link_and_the_default_link_is_plain(at):
    at = page()
    assert dict(at.query_params) == {}
    slider(at, "Strength").set_value(1.0).run()
    assert at.query_params["strength"] == "1.0"
    assert Experiment.from_query(dict(at.query_params)) == (experiment(at), [])
