"""An experiment: validated, equal where its choices are equal, and what it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.experiment import checks, experiment


def test_the_same_choices_are_the_same_experiment():
    short = Experiment(loss="huber")
    long = Experiment(dataset="diabetes", loss="huber", params={"loss.delta": 1.35}, strength=np.float64(0.02))
    assert short == long
    assert hash(short) == hash(long)
    assert short != Experiment(loss="huber", params={"loss.delta": 1.4})
    with pytest.raises(AttributeError):
        short.strength = 1.0


def test_training_follows_every_field():
    e = Experiment(dataset="engel", steps=30, solver="momentum", rate=0.1, batch=20, seed=3, start="normal")
    history = e.train()
    assert history.rate == 0.1
    assert len(history.steps) == 31
    assert history.weights[0][0] != 0
    assert history.validation.size == 31
    assert Experiment(validation=0.0, steps=10).train().validation.size == 0
    assert history.run.batch == 20


def noisy(changes: int, steps: int = 1000) -> Experiment:
    """A run whose noise changes again and again, each time to a new value."""
    e = Experiment(dataset="line", steps=steps)
    for i in range(changes):
        e = e.change(at=2 * i + 1, noise=round(0.004 * (i + 1), 3))
    return e


def test_one_more_change_checks_no_earlier_phase_again(monkeypatch):
    """However many changes there were: their phases are carried over."""
    built = []
    check = experiment.check_together

    def counted(settings):
        built.append(settings)
        check(settings)

    few, many = noisy(3), noisy(100)
    monkeypatch.setattr(experiment, "check_together", counted)
    counts = []
    for run in (few, many):
        built.clear()
        run.change(at=500, strength=1.0)
        counts.append(len(built))
    assert counts == [3, 3]  # the wanted settings, the view, and the new phase
    built.clear()
    assert len(many.change(steps=2000).phases) == 101
    assert len(built) == 1  # the view of all phases is that of the first


def test_a_run_built_change_by_change_is_the_one_given_at_once():
    e = noisy(20)
    whole = Experiment(dataset="line", steps=1000, changes=e.changes)
    assert (e, hash(e), repr(e)) == (whole, hash(whole), repr(whole))
    assert e.phases == whole.phases
    assert e.change(steps=700, slice="principal") == whole.change(steps=700, slice="principal")
    assert e.change(steps=700).phases == Experiment(dataset="line", steps=700, changes=e.changes).phases


def test_a_run_until_a_step_has_the_changes_before_it_alone():
    e = noisy(5)
    assert e.until(5).changes == e.changes[:2]
    assert e.until(1) == Experiment(dataset="line", steps=1000)
    assert e.until(1).phases == ((0, e.until(1)),)
    assert e.until(1000) == e


def test_a_run_cannot_become_shorter_than_its_last_change():
    with pytest.raises(FieldError, match="from 1 to 19") as caught:
        Experiment(steps=300).change(at=200, strength=1.0).change(steps=20)
    assert caught.value.field == "changes"


def test_a_view_is_checked_under_the_settings_of_each_phase(monkeypatch):
    """A step takes longer with more examples: the length is refused for the phase that has them, by its step."""
    e = Experiment(dataset="moons", balance=0.2, steps=80).change(at=50, balance=0.5)
    few, many = (problem.n * problem.size for problem in (e.phases[0][1].problem(), e.problem()))
    assert many > 1.2 * few
    monkeypatch.setattr(checks, "CELL_SECONDS", checks.LONGEST_SECONDS / (110 * few))
    with pytest.raises(FieldError, match="changes: at step 50, steps: ") as caught:
        e.change(steps=100)
    assert caught.value.remedy == {"changes": ()}


def test_settings_can_be_given_by_their_dotted_names():
    e = Experiment().with_settings({"loss": "huber", "loss.delta": 0.5, "strength": 2.0})
    assert e == Experiment(loss="huber", strength=2.0, params={"loss.delta": 0.5})
    assert e.with_settings({}) == e
    with pytest.raises(FieldError, match=r"loss.delta: 0\.0 is below|loss.delta: 0 is below"):
        e.with_settings({"loss.delta": 0.0})
