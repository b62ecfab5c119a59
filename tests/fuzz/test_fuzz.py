"""A sample of the random links of `run.py`, and that the checks see what they are for."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from explorer.figures.base.drawing import Drawing
from explorer.figures.base.picture import Picture
from explorer.ui.chart.component import parcel
from explorer.ui.views import VIEWS
from tests.fuzz import checks
from tests.fuzz.run import examine

SEEDS = (2, 3, 5, 8, 11, 13, 14, 16, 17, 20, 24, 25, 28, 30, 33, 36, 37, 38)
"""Of links that take little time."""
PAGES = tuple(VIEWS)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_link_has_no_finding(seed):
    """One page of each link, and of some what can be asked for there."""
    link, findings = examine(seed, PAGES[seed % len(PAGES) :][:1], asked=seed % 10 == 3)
    assert findings == [], link


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(1000, 1006))
def test_every_page_of_a_random_link_has_no_finding(seed):
    link, findings = examine(seed)
    assert findings == [], link


def picture(trace: dict, layout: dict | None = None) -> Picture:
    return Picture("some", "", "", "", Drawing([trace], layout or {}))


@pytest.mark.parametrize(
    ("trace", "layout", "found"),
    [
        ({"y": np.array([1.0, np.nan])}, {}, []),
        ({"y": np.array([np.nan, np.inf])}, {}, ["some.trace[0].y: none of 2 values is finite"]),
        ({"meta": {"rule": np.inf}}, {}, ["some.trace[0].meta.rule is inf"]),
        ({"line": {"width": np.float64("nan")}}, {}, ["some.trace[0].line.width is nan"]),
        ({}, {"xaxis": {"range": [0.0, np.nan]}}, ["some.layout.xaxis.range[1] is nan"]),
    ],
)
def test_what_a_builder_lost_is_found(trace, layout, found):
    assert list(checks.drawing(picture(trace, layout))) == found


def test_what_json_refuses_is_found_packed_or_not():
    packed = {"dtype": "f4", "bdata": base64.b64encode(np.array([1.0, np.nan], "<f4").tobytes()).decode()}
    for figure, count in (({"data": [{"x": packed}]}, 1), ({"data": [{"meta": {"lines": packed}}]}, 0), ({"y": np.nan}, 1)):
        assert len(list(checks.message({"name": "some", "figure": figure}))) == count


@pytest.mark.parametrize(("name", "holes"), [("total", 1), ("race0", 1), ("race1", 0), ("px2", 0), ("p0w12", 0)])
def test_a_hole_in_a_run_is_found_but_for_pinned_runs_that_end_earlier(name, holes):
    columns = {"step": np.arange(3.0), name: np.array([1.0, 2.0, np.nan])}
    assert len(list(checks.parcel(parcel({}, columns, np.zeros((3, 1)), {})))) == holes


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("ends at nan.", 1),
        ("α = -inf, c = 1", 1),
        ("under None at", 1),
        ("None left over, penalty=None", 1),
        ("none is left", 0),
        ('standardise: "-inf" is neither on nor off', 0),
        ("in full", 0),
    ],
)
def test_words_of_a_programming_language_are_found(text, hits):
    assert len(checks.NO_WORD.findall(text)) == hits


def test_work_that_fails_or_takes_long_is_found(monkeypatch):
    def fails():
        raise ZeroDivisionError("by zero")
        yield ""

    assert list(checks.timed("a script", fails)) == ["a script: exception ZeroDivisionError by zero"]
    monkeypatch.setattr(checks, "LONGEST", -1.0)
    assert "without a word" in next(checks.timed("a script", lambda: iter(())))
    assert list(checks.timed("fine path", lambda: iter(()))) == []
