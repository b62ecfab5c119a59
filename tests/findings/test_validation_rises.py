"""Overfitting is told where validation has risen while the training loss still falls, and not otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer import Experiment
from explorer.findings import findings, stretches
from explorer.findings.validation_rises import ValidationRises


@pytest.fixture
def stretch():
    e = Experiment(steps=10)
    return next(stretches(e, e.train()))


def told(stretch, data, validation):
    data, validation = np.array(data, dtype=float), np.array(validation, dtype=float)
    steps = np.arange(len(data))
    return ValidationRises().told(replace(stretch, steps=steps, data=data, validation=validation, total=data))


def test_from_the_step_at_which_it_has_risen_by_a_twentieth_of_the_fall(stretch):
    fall = np.linspace(1.0, 0.0, 21)
    rise = np.r_[np.linspace(1.0, 0.5, 11), 0.5 + np.linspace(0.01, 0.1, 10)]
    (one,) = told(stretch, fall, rise)
    first = next(i for i in range(15, 21) if rise[i] - 0.5 > 0.05 * (1.0 - fall[i]))
    assert (one.first, one.last) == (first, 20)
    assert one.sentence == "Overfitting: validation was lowest at step 10 and has risen since."
    assert one.presses[0].settings == {"steps": 10}
    assert one.presses[1].settings == {"strength": 0.1}
    assert told(stretch, fall, np.r_[rise[:11], np.full(10, 0.5 + 0.049 * 0.5)]) == []


def test_not_where_the_training_loss_rises_too(stretch):
    up = np.r_[np.linspace(1, 0.5, 11), np.linspace(0.6, 1.5, 10)]
    assert told(stretch, up, up) == []


def test_not_while_validation_still_falls_and_not_without_held_out_examples(stretch):
    fall = np.linspace(1.0, 0.0, 21)
    assert told(stretch, fall, fall) == []
    assert ValidationRises().told(replace(stretch, validation=np.zeros(0))) == []


def test_a_new_lowest_step_ends_it(stretch):
    high = [0.9] * 6
    fall = np.linspace(1.0, 0.0, 15)
    (one, two) = told(stretch, fall, [1.0, 0.5, *high, 0.4, *high])
    assert (one.first, one.last, two.first, two.last) == (6, 7, 13, 14)
    assert "step 1 " in one.sentence
    assert "step 8 " in two.sentence


def test_not_where_validation_goes_up_and_down_from_step_to_step(stretch):
    fall = np.linspace(1.0, 0.0, 12)
    saw = [1.0 - 0.02 * i + 0.3 * (i % 2) for i in range(12)]
    assert max(np.diff(saw)) > 0.2
    assert told(stretch, fall, saw) == []


def test_a_polynomial_of_high_degree_overfits_and_a_strength_mends_it():
    e = Experiment(dataset="line", model="polynomial", params={"model.degree": 9}, strength=0.0, steps=3000)
    (one,) = ValidationRises().told(next(stretches(e, h := e.train())))
    assert int(h.steps[np.argmin(h.validation)]) == int(one.sentence.split("step ")[1].split(" ")[0])
    better = e.change(**one.presses[1].settings)
    assert better.train().validation[-1] < h.validation[-1]


@pytest.mark.parametrize(("learnt", "found"), [(0.095, 0), (0.105, 1)])
def test_only_once_a_tenth_of_the_training_loss_is_gone(stretch, learnt, found):
    fall = 1.0 - np.linspace(0.0, learnt, 21)
    rise = np.r_[np.linspace(1.0, 0.5, 11), np.linspace(0.51, 0.6, 10)]
    last = [one for one in told(stretch, fall, rise) if one.last == 20]
    assert len(last) == found


@pytest.mark.parametrize("strength", [0.02, 0.1])
def test_underfitting_and_overfitting_are_not_told_together(strength):
    e = Experiment(dataset="xor", strength=strength, steps=500)
    names = {one.finding.id for one in findings(e, e.train())}
    assert "underfitting" in names
    assert "overfitting" not in names
