"""The article's cost."""

from __future__ import annotations

from explorer.openings.by_hand import ByHand
from explorer.words.loss_cost import CHANGE_NUMBERS
from tests.helpers.paged import opened
from tests.helpers.whole_app import texts


def test_the_number_of_its_name_is_the_articles():
    predictions, targets, weights = [1, 2, 3, 4], [1.5, 2.5, 3.5, 4.5], [0.1, 0.2, 0.3, 0.4]
    mean = sum((z - y) ** 2 for z, y in zip(predictions, targets, strict=True)) / 4
    cost = mean + 0.1 / 2 * sum(w * w for w in weights)
    assert f"({cost:.3f})" in ByHand.name
    assert f"{cost:.3f}" in ByHand.says


def test_the_page_shows_it(shown_step):
    at = opened(ByHand.page, {"try": ByHand.id})
    assert "is 0.265" in texts(at)


def test_its_numbers_are_open_and_elsewhere_they_are_closed(shown_step):
    """What plays below is another run: so nothing plays."""
    for query, is_open in (({"try": ByHand.id}, True), ({}, False)):
        at = opened(ByHand.page, query)
        assert [box.proto.expanded for box in at.expander if box.label == CHANGE_NUMBERS] == [is_open]
    assert not ByHand.plays
