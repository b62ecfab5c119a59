"""What the page says of refusals, of junk in a link and of runs that go wrong, and the buttons that help."""

from __future__ import annotations

import pytest

from tests.helpers.whole_app import experiment, healthy, page, select, slider

pytestmark = pytest.mark.usefixtures("shown_step")


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


def test_a_saddle_is_told_with_a_push_that_leaves_it():
    """L1 has pressed a network's weights to zero, and is taken away: no gradient leads on from there."""
    settings = {"dataset": "circles", "model": "mlp", "penalty": "l1", "strength": "0.3", "steps": "900"}
    at = healthy(page(**settings, changes="600:strength:0.0"))
    assert "saddle" in at.warning[0].value
    next(b for b in at.button if b.label == "Nudge the weights").click().run()
    pushed = experiment(healthy(at))
    assert pushed.starting_weights
    assert not at.warning
    history = pushed.train()
    assert history.total[-1] < 0.9 * history.total[0]


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
