"""Two models, example by example: who is closer, by how much, and which examples make the difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.figures.base.palette import role
from explorer.figures.compare import examples
from explorer.figures.compare.examples import Examples, _apart, example_lines
from explorer.selection.comparing.held_out import head_to_head
from tests.helpers.compare_content import content, found
from tests.helpers.told import told


def dots(figure):
    return next(trace for trace in figure.data if trace.mode == "markers" and trace.marker.symbol != "circle-open")


def test_across_is_the_prediction_up_the_difference_and_the_colour_says_who_is_closer():
    shown = content(row="Squared", against="Absolute")
    both = head_to_head(found(), "Squared", "Absolute")
    trace = dots(Examples().draw(shown).picture.figure)
    order = both.order[::-1]
    first, second = both.first.predicted.mean(axis=0), both.second.predicted.mean(axis=0)
    np.testing.assert_allclose(trace.x, first[order])
    np.testing.assert_allclose(trace.y, second[order] - first[order], atol=1e-9)
    closer = np.abs(both.second.error).mean(axis=0) > np.abs(both.first.error).mean(axis=0)
    assert [colour == role("penalty") for colour in trace.marker.color] == closer[order].tolist()
    assert trace.marker.size[-1] == max(trace.marker.size)  # those that differ most lie on top


def test_classes_are_set_against_each_other_by_their_leads():
    shown = content("binary")
    both = shown.both
    trace = dots(Examples().draw(shown).picture.figure)
    np.testing.assert_allclose(np.sort(trace.y), np.sort(both.second.predicted.mean(axis=0)))
    assert "lead of the true class" in Examples().draw(shown).picture.figure.layout.xaxis.title.text


def test_a_picked_example_has_a_ring_and_is_told():
    shown = content(example=7)
    ring = next(t for t in Examples().draw(shown).picture.figure.data if t.marker.symbol == "circle-open")
    assert ring.x[0] == shown.both.first.predicted.mean(axis=0)[7]
    lines = example_lines(shown, shown.both, 7)
    assert lines[0] == "row 7"
    assert f"off by {shown.both.first.error[:, 7].mean():.3g}" in lines[2]
    classes = content("binary", row="Logistic", against="Hinge")
    said = example_lines(classes, classes.both, 0)
    assert said[1].startswith("target: ")
    assert "true class" in said[2]
    assert "lead" in said[3]


def test_of_many_examples_those_that_differ_most_are_drawn(monkeypatch):
    monkeypatch.setattr(examples, "MOST", 10)
    drawn = Examples().draw(content())
    assert [pick.example for pick in drawn.picks] == content().both.order[:10].tolist()
    assert "Of 60 examples those 10 are drawn that differ most." in told(drawn.picture)


def test_the_title_says_how_much_a_tenth_of_the_examples_makes():
    shown = content()
    size = np.sort(np.abs(shown.both.difference))[::-1]
    share = 100 * size[:6].sum() / size.sum()
    assert f"make {share:.3g} % of the difference" in Examples().draw(shown).picture.title


def test_names_of_examples_at_one_place_are_not_written_over_one_another():
    """Of three at one place and one far off, the one that differs most and the one far off have theirs."""
    x, y = np.array([0.0, 0.01, 0.02, 9.0]), np.array([1.0, 1.0, 1.0, 8.0])
    assert _apart([0, 1, 2, 3], x, y, [0.0, 10.0], [0.0, 10.0]) == [0, 3]


def test_of_a_difference_that_is_shown_as_0_no_part_is_told():
    """Each model is off by 1 where the other is right: examples differ, and on the whole nothing does."""
    shown = content()
    found, (one, other) = shown.comparison, shown.rows[:2]
    level = replace(other, scores=np.broadcast_to(one.values[..., None], other.scores.shape))
    rows = tuple(level if row is other else row for row in found.rows)
    same = replace(shown, comparison=replace(found, rows=rows))
    assert Examples().draw(same).picture.title == "On the whole both are off by the same"
    assert "of the difference" in Examples().draw(content()).picture.title
