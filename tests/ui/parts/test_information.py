"""Choosing the strength by AIC or BIC on the page."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.path.strength_grid import suitable_strengths
from explorer.selection import information_criteria
from tests.helpers.paged import experiment
from tests.helpers.shrinkage_page import button, page, told

pytestmark = pytest.mark.usefixtures("shown_step")


def test_the_lowest_of_both_are_told_and_taken():
    at = page(penalty="l1", strength="0.1")
    assert "**AIC**" not in told(at)
    button(at, "Compare AIC and BIC").click().run()
    e = Experiment(penalty="l1", strength=0.1, steps=20)
    found = information_criteria(e.problem(), e.path(suitable_strengths(e.problem(), 1000.0)))
    assert f"**AIC** is lowest at strength {found.best_aic:g}" in told(at)
    assert f"**BIC** is lowest at strength {found.best_bic:g}" in told(at)
    button(at, f"Take {found.best_bic:g} (BIC)").click().run()
    assert experiment(at).now.strength == found.best_bic
    assert button(at, f"{found.best_bic:g} is in force (BIC)").disabled
    assert not at.exception


def test_where_there_is_no_likelihood_it_is_said():
    at = page(loss="huber", penalty="l1")
    button(at, "Compare AIC and BIC").click().run()
    assert "need a likelihood (how probable the data are), which Huber does not give here" in told(at)
