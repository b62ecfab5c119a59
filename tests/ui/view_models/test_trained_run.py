"""What a page keeps of a run, and what it sends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import Experiment
from explorer.ui.view_models.trained_run import MOST_NUMBERS_SENT, sent_rows, trained


@given(st.integers(2, 2002), st.integers(2, 3000))
def test_what_is_sent_is_bounded_and_has_both_ends(steps, weights):
    rows = sent_rows(steps, weights)
    assert rows[0] == 0
    assert rows[-1] == steps - 1
    assert (rows.size - 1) * weights <= MOST_NUMBERS_SENT + weights
    if steps * weights <= MOST_NUMBERS_SENT:
        assert rows.size == steps


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_run_is_kept_and_its_columns_are_the_histories():
    e = Experiment(dataset="engel", steps=40)
    run = trained(e)
    assert trained(Experiment(dataset="engel", steps=40, loss="squared")) is run
    assert np.array_equal(run.columns["total"], run.history.total)
    assert np.array_equal(run.weights, run.history.weights)
    assert run.id != trained(e.change(strength=1.0)).id
    assert run.reference == pytest.approx(np.linalg.lstsq(run.problem.network.design, run.problem.data.y)[0])
