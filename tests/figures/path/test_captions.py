"""Titles and captions of a path are computed from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.figures.path.picture import path_picture
from tests.helpers.path_content import path_content, path_points, unpacked
from tests.helpers.told import told


def test_titles_count_what_is_left_and_measure_what_shrinks():
    one = path_content(penalty="l1", now=0.5)
    alive = np.count_nonzero(one.now[:10])
    assert path_picture(one).title == f"At strength 0.5, {alive} of 10 weights are not zero"
    last = path_content(penalty="l1", now=1.1)
    name = last.problem.names[np.flatnonzero(last.now[:10])[0]]
    assert path_picture(last).title == f"At strength 1.1, one weight of 10 is not zero: {name}"
    two = path_content(penalty="l2", now=1.0)
    smallest = float(two.path.strengths.min())
    share = np.linalg.norm(two.now[:10]) / np.linalg.norm(two.path.at(smallest)[:10])
    assert path_picture(two).title == f"Strength 1 shrinks the weights to {100 * share:.3g} %"
    assert "100 %: the weights' size at the smallest strength here" in told(path_picture(two))
    A = np.column_stack([two.problem.data.X, np.ones(two.problem.n)])
    free = np.linalg.lstsq(A, two.problem.data.y, rcond=None)[0]
    share = np.linalg.norm(two.now[:10]) / np.linalg.norm(free[:10])
    free_known = path_picture(replace(two, unregularised=free))
    assert free_known.title == f"Strength 1 shrinks the weights to {100 * share:.3g} %"
    assert "100 %: the weights' size with no penalty" in told(free_known)
    assert "100 %" not in told(path_picture(one))
    below = replace(two, now=1.01 * two.path.at(smallest))
    assert path_picture(below).title == "At strength 1 the weights are larger than at the smallest strength here"
    assert path_picture(replace(below, unregularised=two.now)).title.endswith("larger than with no penalty")
    nothing = path_content(penalty="l2", now=0.0)
    assert path_picture(nothing).title == "Strength 0 shrinks nothing"
    three = path_content("parts", penalty="l2", now=1.0)
    cost = three.problem.at(1.0).cost(three.now)
    assert path_picture(three).title == f"At strength 1: {cost.data:.3g} + {cost.penalty:.3g} = cost {cost.total:.3g}"


def test_where_freedom_turns_back_the_caption_says_so_and_what_is_read_is_told_by_strength():
    one = path_content(kind="freedom", penalty="l1")
    assert one.runs_back
    assert "pass a place twice" in told(path_picture(one))
    meta = path_points(path_picture(one).figure)
    strengths = unpacked(meta["strengths"])
    np.testing.assert_allclose(np.unique(strengths), np.sort(one.path.strengths).astype("f4"), rtol=1e-6)
    assert (np.diff(strengths) >= 0).all()
    assert meta["by"] == "force"
    assert path_points(path_picture(replace(one, show="early")).figure)["by"] == "match"
    assert "by" not in path_points(path_picture(path_content(penalty="l1")).figure)
    smooth = path_content(kind="freedom", penalty="l2")
    assert not smooth.runs_back
    assert "The strength falls to the right." in told(path_picture(smooth))
    assert "pass a place" not in told(path_picture(smooth))
    assert "the line is straight" in told(path_picture(replace(one, show="active")))
    for other in (path_content("active", "freedom", penalty="elastic_net"), path_content("active", "strength", penalty="l1")):
        assert "straight" not in told(path_picture(other))
