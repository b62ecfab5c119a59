"""Presses that change the strength."""

from __future__ import annotations

from explorer import Experiment
from explorer.findings.strengths import less_strength, more_strength


def settings(presses):
    return [dict(press.settings) for press in presses]


def test_more_is_about_fivefold_a_position_of_the_slider_and_a_penalty_where_there_is_none():
    assert settings(more_strength(Experiment(strength=0.02))) == [{"strength": 0.1}]
    assert settings(more_strength(Experiment(strength=0.0))) == [{"strength": 0.05}]
    assert settings(more_strength(Experiment(strength=900.0))) == [{"strength": 1000.0}]
    assert more_strength(Experiment(strength=1000.0)) == ()
    assert settings(more_strength(Experiment(penalty="none"))) == [{"penalty": "l2", "strength": 0.1}]


def test_less_is_about_a_fifth_and_nothing_where_nothing_is_penalised():
    assert settings(less_strength(Experiment(strength=1000.0))) == [{"strength": 200.0}]
    assert settings(less_strength(Experiment(strength=1e-6))) == [{"strength": 0.0}]
    assert less_strength(Experiment(strength=0.0)) == ()
    assert less_strength(Experiment(penalty="none")) == ()


def test_each_press_is_allowed():
    for strength in (0.0, 1e-9, 0.02, 0.137, 5.0, 1000.0):
        e = Experiment(strength=strength)
        for press in (*more_strength(e), *less_strength(e)):
            assert e.change(**press.settings).strength != strength
