"""Too little, too much, and other changes."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.params import params_of
from explorer.experiment.settings import Settings
from explorer.lessons.choosing_a_strength import ChoosingAStrength, lowest_validation, near_the_best
from tests.helpers.lessons import missed, progress

STRENGTHS = [float(s) for s in params_of(Settings)["strength"].grid()]


def test_near_misses():
    missed(ChoosingAStrength(), 0, {"strength": 0.001}, {"strength": 0.0125}, {"strength": 0.5, "seed": 3})
    missed(ChoosingAStrength(), 1, {"strength": 0.02}, {"strength": 0.005}, {"strength": 0.0125, "loss": "huber"})


@pytest.fixture(scope="module", params=["l1", "l2", "elastic_net"])
def whole_slider(request):
    """Validation at the end at every position of the slider, with the penalty that it belongs to."""
    start = ChoosingAStrength().start.change(penalty=request.param)
    return start, np.array([start.change(strength=s).train().validation[-1] for s in STRENGTHS])


@pytest.mark.thorough
def test_no_position_of_the_slider_does_better_than_the_lowest_that_is_told(whole_slider):
    start, validation = whole_slider
    assert lowest_validation(start) == validation.min()


@pytest.mark.thorough
def test_no_strength_solves_both_tasks(whole_slider):
    _, validation = whole_slider
    too_much = (validation > validation[0]) & (np.array(STRENGTHS) > 0)
    best = validation <= 1.01 * validation.min()
    assert too_much.any()
    assert best.any()
    assert not (too_much & best).any()


def test_a_run_that_beats_the_slider_is_not_told_that_a_worse_one_is_the_best():
    e = ChoosingAStrength().start.change(strength=0.0133)
    found = near_the_best(e, e.train())
    assert found.done
    assert "no strength on the slider does better" in found.says


def test_the_best_is_told_to_a_run_that_is_near_it():
    found = progress(ChoosingAStrength(), 1, {"strength": 0.016})
    assert found.done
    assert found.says.endswith("the best strength on the slider reaches 0.0941.")
