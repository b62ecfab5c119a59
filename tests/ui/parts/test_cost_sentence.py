"""The sentence of numbers: its first term is the sum of those with a sign."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.ui.parts.cost_sentence import terms_of
from explorer.ui.view_models.trained_run import trained


def test_the_terms_add_up_at_every_step():
    run = trained(Experiment(steps=30, penalty="l1", strength=0.3))
    terms = terms_of(run)
    assert [(term.column, term.sign) for term in terms] == [("total", ""), ("data", "="), ("penalty", "+"), ("validation", "")]
    signed = sum(run.columns[term.column] for term in terms if term.sign)
    assert signed == pytest.approx(run.columns["total"], rel=1e-12)
    assert np.ptp(signed) > 0
    assert terms[2].label == run.problem.penalty.priced


def test_without_held_out_examples_there_is_no_validation():
    run = trained(Experiment(steps=30, validation=0.0))
    assert [term.column for term in terms_of(run)] == ["total", "data", "penalty"]
