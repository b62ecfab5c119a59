"""The learning rate where the problem changes: one from advice goes with its problem, one that was chosen stays."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.ui.kept_rate import suited
from tests.helpers.whole_app import choose, experiment, healthy, page, slider, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def cured(**query: str):
    """A page whose run blew up, after the rate that it offers was taken; and that rate."""
    at = page(rate="5.0", steps="60", **query)
    button = next(b for b in at.button if b.label.startswith("Use rate"))
    healthy(button.click().run())
    assert experiment(at).rate == float(button.label.removeprefix("Use rate "))
    return at, experiment(at).rate


def test_advice_goes_with_its_problem():
    at, rate = cured(dataset="diabetes")
    choose(at, "Penalty", "l1")
    assert experiment(at).rate == rate
    choose(at, "Data", "stackloss")
    assert experiment(at).rate == "auto"
    assert slider(at, "Learning rate").value == "auto"
    assert "rate" not in at.query_params or at.query_params["rate"] in ("auto", ["auto"])
    assert f"The learning rate is auto again: {rate:g} was advice for the run before." in visit(at).order.message
    choose(at, "Data", "engel")
    assert "rate" not in visit(at).order.message


def test_advice_goes_with_its_loss_in_mid_run_too(shown_step):
    at, _ = cured(dataset="diabetes")
    shown_step["step"] = 20
    choose(at, "Loss", "huber")
    assert experiment(at).now.rate == "auto"
    assert {(step, field) for step, field, _ in experiment(at).changes} == {(20, "loss"), (20, "loss.delta"), (20, "rate")}
    assert slider(at, "Learning rate").value == "auto"


def test_a_rate_that_was_chosen_stays_and_it_is_told_where_it_no_longer_suits():
    at = page(dataset="line", rate="0.3", steps="60")
    choose(at, "Data", "diabetes")
    assert experiment(at).rate == 0.3
    X = experiment(at).prepared().train.X
    design = np.hstack([X, np.ones((len(X), 1))])
    most = 2.0 / (2.0 * np.linalg.eigvalsh(design.T @ design / len(X))[-1] + 0.02)  # 2 / L, the penalty's curvature included
    assert 0.3 > most
    assert f"The learning rate stays at 0.3, above {most:.3g}," in visit(at).order.message
    choose(at, "Data", "line")
    assert "rate" not in visit(at).order.message


def test_a_rate_set_by_hand_after_advice_is_the_visitors_own():
    at, _ = cured(dataset="diabetes")
    healthy(slider(at, "Learning rate").set_value(0.05).run())
    choose(at, "Data", "stackloss")
    assert experiment(at).rate == 0.05


def test_what_does_not_touch_the_problem_leaves_the_rate():
    e = Experiment(rate=0.1)
    assert suited(e, ["strength", "batch"], 0.1) == (e, "")
    assert suited(e, ["dataset", "rate"], 0.1) == (e, "")
