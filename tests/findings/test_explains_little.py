"""Underfitting is told where a settled run is hardly better than a constant."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.explains_little import ExplainsLittle


def of(e):
    history = e.train()
    return ExplainsLittle().told(next(stretches(e, history))), history


def test_under_a_huge_strength_with_the_share_by_hand_and_less_offered():
    e = Experiment(strength=100.0)
    (one,), history = of(e)
    saved = 1 - history.data[-1] / np.var(e.problem().data.y)
    assert 0 < saved < 0.1
    assert (
        one.sentence
        == f"Underfitting: the model is less than {np.floor(100 * saved) + 1:.0f} % better than a constant prediction."
    )
    assert one.last == 500
    assert one.presses[0].settings == {"strength": 20.0}


def test_a_line_on_circles_underfits_and_a_polynomial_is_offered_that_does_not():
    e = Experiment(dataset="circles", strength=0.0)
    (one, *_), _ = of(e)
    assert one.presses[0].settings == {"model": "polynomial"}
    assert of(e.change(**one.presses[0].settings))[0] == []


def test_not_where_the_model_explains_nor_before_the_run_has_settled():
    assert of(Experiment())[0] == []
    assert of(Experiment(rate=1e-5))[0] == []
    assert of(Experiment(strength=100.0, steps=40))[0] == []
