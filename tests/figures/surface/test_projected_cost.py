"""What a slice hides: its title and its share say the same, and neither says more than is so."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pytest

from explorer.figures.surface.projected_cost import projected_cost_picture
from tests.helpers.told import told

STEPS = np.arange(5.0)
TOTAL = np.array([5.0, 3.0, 2.0, 1.5, 1.25])
picture = partial(projected_cost_picture, STEPS, TOTAL)


def test_nothing_is_hidden_only_where_path_and_cost_agree():
    assert picture(TOTAL, 1.0).title == "Nothing is hidden: the path lies in this view"
    assert picture(TOTAL * 1.001, 1.0).title == "This view shows 100 % of the path"
    for explained, share in ((0.0, "0 %"), (0.4, "40 %"), (0.7, "70 %"), (0.99996, "over 99.9 %")):
        drawn = picture(TOTAL, explained)  # the same cost elsewhere
        assert drawn.title == f"This view shows {share} of the path"
        assert f"{share} of the path lies in this view" in told(drawn)
        assert "both cost the same" in told(drawn)
    assert "trust the solid one" in told(picture(TOTAL + 1.0, 0.4))


def test_a_change_of_the_cost_in_mid_run_is_said():
    assert "From step 3 on, the run follows another cost." in told(picture(TOTAL, 1.0, breaks=(2, 3)))
    assert "another one" not in told(picture(TOTAL, 1.0))


def test_where_the_others_are_re_optimised_no_share_is_told_but_what_they_save():
    drawn = picture(TOTAL - [1.0, 0.5, 0.75, 0.0, 0.0], 0.19, reoptimised=True, interpolated=True)
    assert drawn.title == "At their best, the other weights save up to 1"
    assert "%" not in drawn.title + told(drawn)
    assert "straight lines between" in told(drawn)
    assert "straight lines" not in told(picture(TOTAL, 0.19, reoptimised=True))
    assert picture(TOTAL, 0.19, reoptimised=True).title == "The other weights are at their best all along"
    assert "others at best" in drawn.alt


@pytest.mark.parametrize("hole", [slice(0, 2), slice(4, 5), slice(0, 5)])
def test_what_is_not_known_leaves_a_picture(hole):
    plane = TOTAL.copy()
    plane[hole] = np.nan
    drawn = picture(plane, 1.0)
    assert "Nothing" not in drawn.title
    assert "nan" not in drawn.title + told(drawn) + drawn.alt
    json.dumps(drawn.figure.to_dict(), allow_nan=False)


def test_the_axis_holds_both_lines_and_is_logarithmic_where_they_fall_far():
    low, high = picture(TOTAL + 2.0, 0.5).figure.layout.yaxis.range
    assert low < 1.25
    assert high > 7.0
    steep = projected_cost_picture(STEPS, 10.0**-STEPS, 10.0**-STEPS, 1.0).figure.layout.yaxis
    assert steep.type == "log"
    assert steep.range[0] < -4.0
    assert steep.range[1] > 0.0
