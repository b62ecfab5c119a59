"""Openings: each has a run that trains, on a page that there is, and texts that fit where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.checks import seconds
from explorer.openings import OPENINGS

EACH = [pytest.param(cls(), id=name) for name, cls in OPENINGS.items()]


def test_there_are_six_in_an_order():
    ranks = [cls.rank for cls in OPENINGS.values()]
    assert len(ranks) == 6
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("opening", EACH)
def test_its_run_and_pins_travel_in_a_link(opening):
    start = opening.start
    assert Experiment.from_query(start.to_query()) == (start, [])
    assert pinning.from_text(start, pinning.to_text(start, opening.pins)) == (opening.pins, [])


@pytest.mark.parametrize("opening", EACH)
def test_its_run_is_short_to_train_and_long_enough_to_watch(opening):
    assert seconds(opening.start) < 0.5
    history = opening.start.train()
    assert len(history.steps) >= 50
    assert np.isfinite(history.total).all()


@pytest.mark.parametrize("opening", EACH)
def test_texts_fit_where_they_stand(opening):
    assert opening.page in {"train", "loss_cost", "surface", "shrinkage"}
    assert len(opening.name) <= 26  # six beside each other in one row
    assert len(opening.says) <= 95  # one line of the player's foot
    assert opening.says.endswith(".")
