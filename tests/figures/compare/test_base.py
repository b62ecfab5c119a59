"""What the pictures of a comparison share: colours, shares of the way, where an axis ends."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.figures.base.palette import role
from explorer.figures.compare import PICTURES
from explorer.figures.compare.base import MOST_SHARE, Pick, frame_of_metric, picks_meta
from tests.helpers.compare_content import content, found, picks_agree


@pytest.mark.parametrize("task", ["regression", "binary", "multiclass"])
@pytest.mark.parametrize("name", list(PICTURES))
def test_every_picture_can_be_drawn_read_and_picked(name, task):
    shown = content(task)
    drawn = PICTURES[name].draw(shown)
    assert drawn.picture.name == name
    assert len(drawn.picture.caption) <= 90
    assert drawn.picture.alt.endswith(".")
    assert drawn.picture.figure.data
    assert picks_agree(drawn)
    rows = {pick.row for pick in drawn.picks if pick.row}
    if name == "examples":
        assert {pick.example for pick in drawn.picks} == set(range(60))
    else:
        assert rows == {row.name for row in shown.rows}


def test_three_rows_have_colours_of_their_own():
    shown = content(row="Absolute", against="Squared")
    best = shown.comparison.best.name
    assert shown.colour("Absolute") == role("penalty")
    assert shown.colour("Squared") == role("validation")
    assert shown.colour(best) == (role("data") if best == "Huber" else shown.colour(best))
    assert shown.colour("another") == role("neutral")


def test_what_is_read_names_strength_metric_and_difference():
    shown = content()
    best = shown.comparison.best
    at_best = shown.lines(best, best.best_at)
    assert at_best[0].startswith(f"{best.name}, strength ")
    assert at_best[2] == "the best"
    other = next(row for row in shown.rows if row is not best)
    assert shown.lines(other, other.best_at)[2].startswith("worse than the best by ")
    assert len(shown.lines(other, (other.best_at + 1) % 3)) == 2
    assert shown.lines(shown.trivial, 0)[2] == "uses no feature"


@pytest.mark.parametrize("task", ["regression", "binary"])
def test_the_way_goes_from_the_best_to_the_better_trivial_model_whichever_way_is_up(task):
    shown = content(task)
    best, level = shown.comparison.best.mean, shown.trivial.mean
    half = 0.5 * (best + level)
    np.testing.assert_allclose(
        shown.shares_of_the_way(np.array([best, half, level, np.inf, level + 5 * (level - best)])),
        [0.0, 0.5, 1.0, MOST_SHARE, MOST_SHARE], atol=1e-12,
    )  # fmt: skip
    low, high = frame_of_metric(shown, np.array([best, half, level, level + 50 * (level - best), np.nan]))
    assert low <= min(best, level) <= max(best, level) <= high
    assert high - low < 2.0 * abs(level - best)


def test_places_travel_with_what_is_read_there():
    sent = picks_meta([Pick(1.0, 2.0, ("Huber", "mean 3"), "Huber", 1)], "near")
    assert sent == {"picks": {"x": [1.0], "y": [2.0], "text": [["Huber", "mean 3"]], "by": "near"}}
    assert found().metric.short == "mean absolute error"
