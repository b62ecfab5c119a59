"""The controls for how much examples count, on every page; where none applies it says so."""

from __future__ import annotations

import pytest

from explorer.words.sidebar import COUNT_ALIKE
from tests.helpers.paged import experiment as shown
from tests.helpers.paged import opened
from tests.helpers.whole_app import experiment, healthy, page, select, texts

pytestmark = pytest.mark.usefixtures("shown_step")


def test_classes_are_balanced_or_given_numbers():
    at = page(dataset="blobs", dataset__balance="0.2", steps="30")
    select(at, "Classes").select("balanced").run()
    assert experiment(healthy(at)).now.class_weight == "balanced"
    assert "The data loss is the weighted mean" in texts(at)
    select(at, "Classes").select("given").run()
    next(t for t in healthy(at).text_input if t.label.startswith("One number for each")).set_value("1,4").run()
    assert experiment(healthy(at)).now.class_weight == "1,4"


def test_columns_are_chosen_by_name_and_an_exposure_needs_a_log_link():
    at = page(dataset="claims", steps="30")
    select(at, "Exposure column").select("years insured").run()
    assert experiment(healthy(at)).exposure_column == "years insured"
    select(at, "Loss").select("squared").run()
    assert experiment(healthy(at)).exposure_column == ""
    assert "Exposure column" not in [box.label for box in at.selectbox]


def test_where_all_count_alike_the_box_is_there_and_says_so():
    at = page(dataset="engel", steps="30")
    assert not [box for box in at.selectbox if box.label in ("Classes", "Weight column")]
    assert COUNT_ALIKE in texts(at)
    assert not box_is_open(at)


def box_is_open(at) -> bool:
    return next(one for one in at.expander if one.label == "Weights of examples").proto.expanded


def test_the_box_stays_open_whatever_is_chosen_in_it():
    """Equal numbers of one's own weigh nothing yet: the field for them has to be there all the same."""
    at = page(dataset="blobs", dataset__balance="0.2", steps="30")
    assert not box_is_open(at)
    select(at, "Classes").select("balanced").run()
    assert box_is_open(healthy(at))
    select(at, "Classes").select("given").run()
    assert box_is_open(healthy(at))
    next(t for t in healthy(at).text_input if t.label.startswith("One number for each")).set_value("1,1").run()
    assert box_is_open(healthy(at))
    select(at, "Classes").select("alike").run()
    assert box_is_open(healthy(at))
    select(at, "Data").select("moons").run()
    assert not box_is_open(healthy(at))


@pytest.mark.parametrize("view", ["train", "loss_cost", "surface", "shrinkage"])
@pytest.mark.parametrize(
    "query",
    [
        {"dataset": "blobs", "class_weight": "balanced", "penalty": "l1"},
        {"dataset": "claims", "exposure_column": "years insured", "weight_column": "power"},
    ],
)
def test_every_page_opens_with_them(view, query):
    at = opened(view, query | {"steps": "30"})
    e = shown(at)
    assert (e.class_weight, e.exposure_column) == (query.get("class_weight", ""), query.get("exposure_column", ""))
    assert not at.error
