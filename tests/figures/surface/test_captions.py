"""What is said of a slice: numbers, minima, what there is no minimum of and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.figures.surface.content import MinimumMark
from explorer.figures.surface.picture import slice_pictures
from tests.helpers.slice_content import DATA, LOWEST, PENALTY, PLAIN, VARIANTS, crosses, figures_of
from tests.helpers.told import told


def test_a_lowest_place_outside_the_picture_is_said_to_be_there():
    far = replace(PLAIN, minima=(MinimumMark(7.0, 0.0, 0.1), None, None))
    picture = slice_pictures(far)[0]
    assert "outside the picture, at (7, 0), where it is 0.1." in told(picture)
    assert picture.title == f"Data loss, lowest here {DATA.min():.3g}"
    assert crosses(figures_of(far)[0]) == []


def test_without_a_lowest_place_it_is_said_why():
    none = replace(PLAIN, minima=(LOWEST[0], None, None), missing_reasons=("", "Level.", "It still falls at the edge."))
    data, penalty, total = slice_pictures(none)
    assert total.title == f"Cost, lowest here {(DATA + PENALTY).min():.3g}"
    for picture in (penalty, total):
        assert picture.alt.count(none.missing_reasons[1]) == 1
    assert "Level." in told(penalty)
    assert "Lowest: data loss +. It still falls at the edge." in told(total)
    assert "Level." not in told(data) + told(total)
    nothing = replace(PLAIN, data=np.full_like(DATA, np.inf), minima=(None, None, None))
    assert slice_pictures(nothing)[0].title == "Data loss: too large for a number here"


def test_titles_say_the_numbers():
    titles = [picture.title for picture in slice_pictures(PLAIN)]
    assert titles == ["Data loss, lowest 0.5", "Strength × penalty", "Cost, lowest here 0.887"]
    assert slice_pictures(VARIANTS["no penalty"])[1].title == "Strength × penalty: nothing"


def test_words_do_not_speak_of_a_penalty_that_is_nothing():
    for name in ("no penalty", "no penalty, solid"):
        data, penalty, total = (told(picture) for picture in slice_pictures(VARIANTS[name]))
        assert "strength" not in data + total
        assert "penalty (dashed)" not in total
        assert "Choose a penalty" in penalty
    assert "the penalty (dashed)" in told(slice_pictures(PLAIN)[2])


def test_pinned_runs_are_said_to_walk_on_another_cost_only_where_they_do():
    captions = [told(slice_pictures(replace(PLAIN, pin_count=1, same_cost=same))[2]) for same in (True, False)]
    assert "pinned runs, on the same cost." in captions[0]
    assert "Not all have this cost" in captions[1]
    assert "pinned" not in told(slice_pictures(PLAIN)[2])


def test_titles_and_captions_say_from_which_step_the_surface_holds():
    for since in (0, 30):
        pictures = slice_pictures(replace(PLAIN, since=since))
        assert [" at the end" in picture.title for picture in pictures] == [bool(since)] * 3
        assert ("since step 30" in told(pictures[2])) == bool(since)
