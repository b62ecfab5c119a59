"""Every example of a run at the steps that are sent, and how far moved ones move the fit."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.checks import seconds
from explorer.experiment.influence import influence_of_edits
from explorer.ui.view_models import example_losses
from explorer.ui.view_models.example_losses import moved_fit, run_examples
from explorer.ui.view_models.trained_run import trained
from explorer.words.loss_cost import TOO_LONG


def test_losses_are_those_of_the_weights_that_are_sent():
    e = Experiment(dataset="stackloss", steps=20)
    found = run_examples(trained(e))
    problem = e.problem()
    losses = [problem.loss.value(problem.data.y, problem.network.predict(w)) for w in found.weights]
    assert found.at_steps.loss == pytest.approx(np.array(losses))
    assert found.names[0] == f"row {found.rows[0]}"


def test_the_own_loss_stands_first_and_runs_that_go_wrong_are_left_out():
    e = Experiment(dataset="engel", steps=20, rate=0.4)
    e = e.change(edits=((int(e.prepared().rows[0]), 1, 9000.0),))
    fit = moved_fit(e, ["huber"])
    assert fit.moved[0] == ("Squared", influence_of_edits(e))
    assert len(fit.moved) + len(fit.notes) == 2
    assert moved_fit(e.change(edits=()), ["huber"]).moved == (("Squared", 0.0), ("Huber, δ = 1.35", 0.0))


def test_a_loss_that_does_not_go_with_the_settings_is_left_out_with_the_reason():
    fit = moved_fit(Experiment(dataset="line", penalty="l1", adaptive=1.0, steps=20), ["huber", "tukey"])
    assert [label for label, _ in fit.moved] == ["Squared", "Huber, δ = 1.35"]
    (note,) = fit.notes
    assert note.startswith("Tukey biweight is left out: adaptive: ")


def test_where_other_examples_trained_before_the_bars_are_those_of_the_end_and_say_so():
    e = Experiment(dataset="moons", steps=40).change(at=15, balance=0.5)
    found = run_examples(trained(e))
    assert "Before step 15 there were other examples" in found.told
    assert found.at_steps.loss.shape == (41, e.problem().n)
    assert run_examples(trained(e.until(15))).told == ""


def test_trying_rates_counts_as_training(monkeypatch):
    """Of other losses as many are trained as some seconds allow, and those that cost a trial of rates cost more."""
    e = Experiment(dataset="engel", model="mlp", steps=20, penalty="none")
    e = e.change(edits=((int(e.prepared().rows[0]), 1, 900.0),))
    others = ["absolute", "huber", "log_cosh", "quantile"]
    assert TOO_LONG not in " ".join(moved_fit(e, others).notes)
    monkeypatch.setattr(example_losses, "MOST_SECONDS", 5.0 * seconds(e))
    assert len(moved_fit(e.change(rate=0.01), others).moved) > len(moved_fit(e, others).moved) == 1
    assert all(TOO_LONG in note for note in moved_fit(e, others).notes)
