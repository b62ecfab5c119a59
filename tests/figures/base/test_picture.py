"""Every picture is finite, named and described, and names in it are harmless."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from explorer.figures.base.palette import PALETTE
from explorer.figures.base.picture import escape, told_at_the_end, told_by_step
from tests.helpers.told import told
from tests.helpers.train_pictures import CASES, four


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}-{e.penalty}-{e.rate}")
def test_every_picture_is_finite_named_and_described(e):
    for name, picture in four(e).items():
        assert picture.name == name
        assert picture.title
        assert picture.alt.endswith(".")
        assert told(picture).endswith((".", "?"))
        figure = picture.figure.to_dict()
        assert figure["layout"]["xaxis"]["title"]["text"]
        assert figure["layout"]["yaxis"]["title"]["text"]
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis]["range"]
            assert np.isfinite([low, high]).all()
            assert low < high
        assert name == "weights" or all(np.isfinite(numbers_in(figure["data"])))
        for colour in re.findall(r"var\(--(\w+)\)", json.dumps(figure)):
            assert colour in PALETTE["light"]


def numbers_in(node) -> list[float]:
    """Every plain number anywhere in a figure."""
    if isinstance(node, dict):
        return [v for value in node.values() for v in numbers_in(value)]
    if isinstance(node, (list, tuple)):
        return [v for value in node for v in numbers_in(value)]
    return [float(node)] if isinstance(node, (int, float)) else []


def test_names_are_harmless_to_plotly():
    assert escape("<b>x</b> %{y}") == "&lt;b&gt;x&lt;/b&gt; %&#123;y}"


ENDS = re.compile(r"\bends?\b")


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}-{e.penalty}-{e.rate}")
def test_titles_begin_at_the_start_rise_and_end_with_the_one_of_the_end(e):
    last = int(e.train().steps[-1])
    for picture in four(e).values():
        assert not ENDS.search(picture.alt)
        assert not picture.ending or (ENDS.search(picture.ending) and picture.ending.endswith("."))
        titles = picture.titles or ((0, picture.title),)
        steps = [step for step, _ in titles]
        assert steps == sorted({0, *steps})
        assert titles[-1][1] == picture.title
        assert not [text for _, text in titles[:-1] if ENDS.search(text)]  # the end is told at the end
        assert picture.name == "surface" or titles[-1][0] == last or not ENDS.search(picture.title)


def test_a_title_of_the_end_has_another_before_it_where_the_two_differ():
    assert told_at_the_end("It ends", "It runs", 7) == ((0, "It runs"), (7, "It ends"))
    assert told_at_the_end("It runs", "It runs", 7) == ()
    assert told_at_the_end("It ends", "It runs", 0) == ()


def test_titles_by_step_are_told_once_for_steps_in_a_row():
    steps = np.array([0, 5, 10, 15])
    assert told_by_step(steps, ["a", "b", "b", "a"]) == ((0, "a"), (5, "b"), (15, "a"))
    assert told_by_step(steps, ["a"] * 4) == ()
