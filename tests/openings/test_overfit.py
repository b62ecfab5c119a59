"""Overfitting is there, and is mended."""

from __future__ import annotations

from explorer.openings.overfit import AT, Overfit


def test_validation_rises_while_training_falls_until_the_penalty_comes():
    history = Overfit().start.train()
    lowest = int(history.validation[: AT + 1].argmin())
    assert lowest < AT / 4
    assert history.validation[AT] > 1.1 * history.validation[lowest]
    assert history.data[AT] < history.data[lowest]


def test_the_penalty_takes_most_of_the_rise_back():
    history = Overfit().start.train()
    low, high = history.validation[: AT + 1].min(), history.validation[AT]
    assert history.validation[-1] - low < 0.25 * (high - low)
