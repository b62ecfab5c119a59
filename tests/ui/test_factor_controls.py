"""The table of factors in the sidebar: there where they mean something, and what it holds is the experiment's."""

import pytest

from explorer import Experiment
from tests.helpers.whole_app import experiment, healthy, page

pytestmark = pytest.mark.usefixtures("shown_step")


def opened(at):
    """The page with the table, which is drawn once its box is open."""
    at.session_state["fold.factors"] = True
    return healthy(at.run())


def test_it_shows_each_feature_with_its_factor_and_the_one_in_force():
    at = page(dataset="stackloss", penalty="l1", steps="20", adaptive="1.0", factors="acid concentration:0")
    assert not at.dataframe
    e = experiment(opened(at))
    assert len(at.dataframe) == 1
    assert (e.adaptive, e.factors) == (1.0, (("acid concentration", 0.0),))
    assert [e.label for e in at.expander if "each feature" in e.label] == ["Penalty of each feature"]
    said = "\n".join(c.value for c in at.caption)
    assert "first fit is with no penalty" in said
    assert "not rescaled" in said


@pytest.mark.parametrize("query", [{"penalty": "none"}, {"model": "mlp", "penalty": "l2"}])
def test_where_factors_mean_nothing_there_is_no_table(query):
    at = healthy(page(dataset="stackloss", steps="20", **query))
    assert not [e for e in at.expander if e.label == "Penalty of each feature"]


def test_all_can_be_set_back_at_once():
    first = Experiment(dataset="stackloss").raw().features[0]
    at = opened(page(dataset="stackloss", penalty="l2", steps="20", factors=f"{first}:0"))
    assert experiment(at).factors == ((first, 0.0),)
    next(b for b in at.button if b.label == "All factors 1").click().run()
    assert experiment(healthy(at)).factors == ()
