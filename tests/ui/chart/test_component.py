"""A chart and a run as they travel to the page, unpacked again by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest

from explorer.figures.base.picture import Picker, Readout
from explorer.ui.chart.component import chart_message, parcel
from explorer.words.glossary import TERMS

FIGURE = {"data": [{"type": "scatter", "x": [1, 2]}], "layout": {"height": 3}}


def opened(sent: bytes):
    """The head of a parcel, and its numbers in one row."""
    size = int.from_bytes(sent[:4], "little")
    assert size % 4 == 0  # so that the browser can read the numbers in place
    return json.loads(sent[4 : 4 + size]), np.frombuffer(sent[4 + size :], "<f4").tolist()


def test_a_run_travels_as_a_head_and_its_numbers_column_by_column():
    columns = {"step": np.array([0, 1, 2]), "norm": np.array([1.0, 2.0, 3.0])}
    weights = np.array([[0.5, -1.0], [0.25, -2.0], [0.125, -4.0]])
    head, numbers = opened(parcel({"run": "ab"}, columns, weights, {"up": np.array([[7.0], [8.0], [9.0]])}))
    assert head == {
        "run": "ab", "steps": [1, 2], "rows": 3, "columns": ["norm"], "matrices": {"up": [3, 1]}, "weights": 2,
    }  # fmt: skip
    assert numbers == [1.0, 2.0, 3.0, 0.5, 0.25, 0.125, -1.0, -2.0, -4.0, 7.0, 8.0, 9.0]
    assert set(columns) == {"step", "norm"}


@pytest.mark.parametrize(
    ("steps", "told"), [([0], [1, 0]), ([0, 4, 8, 10], [4, 10]), ([0, 4, 8], [4, 8]), ([0, 1, 3, 4], None), ([2, 3], None)]
)
def test_regular_steps_travel_as_their_distance_and_their_end(steps, told):
    head, numbers = opened(parcel({}, {"step": np.array(steps)}, np.zeros((len(steps), 0)), {}))
    assert head.get("steps") == told
    assert numbers == ([] if told else steps)


def test_a_total_that_is_the_sum_of_its_parts_does_not_travel():
    columns = {"step": np.arange(2), "data": np.array([1.0, 2.0]), "penalty": np.array([0.5, 0.25])}
    head, numbers = opened(parcel({}, columns | {"total": np.array([1.5, 2.25])}, np.zeros((2, 0)), {}))
    assert (head["columns"], head["sums"]) == (["data", "penalty"], {"total": ["data", "penalty"]})
    assert numbers == [1.0, 2.0, 0.5, 0.25]
    head, _ = opened(parcel({}, columns | {"total": np.array([1.5, 2.5])}, np.zeros((2, 0)), {}))
    assert (head["columns"], "sums" in head) == (["data", "penalty", "total"], False)


def test_numbers_beyond_four_bytes_become_the_largest():
    _, numbers = opened(parcel({}, {"step": np.arange(2), "norm": np.array([1e300, -1e300])}, np.zeros((2, 0)), {}))
    assert numbers == [float(np.finfo("f4").max), -float(np.finfo("f4").max)]


def test_a_chart_travels_whole():
    sent = chart_message(
        FIGURE, name="cost", alt="A line.", title="The cost", caption="It falls.", more=["Downhill."],
        run="ab", kin="k", view="v",
        readouts=[Readout("zeros", "zeros", whole=True, suffix=" of 10")],
        pickers=[Picker("axis", "Axis", 1, ((0, "no"), (1, "yes")))], plane=True, follows=True,
        earlier=[(7, {"data": []})], ending="It ends at 1.",
    )  # fmt: skip
    stamp = sent.pop("stamp")
    assert len(stamp) == 16
    assert sent == {
        "name": "cost", "alt": "A line.", "title": "The cost", "caption": "It falls.", "more": ["Downhill."],
        "figure": FIGURE, "run": "ab",
        "terms": [{"name": "cost", "sentence": TERMS[2].sentence, "formula": TERMS[2].plain}],
        "kin": "k", "uirevision": "cost v", "plane": True, "refine": False, "follows": True,
        "earlier": [{"until": 7, "figure": {"data": []}}], "titles": [], "ending": "It ends at 1.",
        "readouts": [{"label": "zeros", "column": "zeros", "whole": True, "suffix": " of 10"}],
        "pickers": [{"name": "axis", "label": "Axis", "value": 1, "options": ((0, "no"), (1, "yes"))}],
    }  # fmt: skip


def test_the_stamp_changes_with_what_is_seen_and_with_the_run():
    given = {"name": "cost", "alt": "A line.", "title": "The cost", "caption": "It falls.", "run": "ab"}
    stamp = chart_message(FIGURE, **given)["stamp"]
    assert chart_message(FIGURE, **given)["stamp"] == stamp
    assert chart_message(FIGURE, **given, view="another")["stamp"] == stamp
    others = (
        {"title": "x"},
        {"caption": "x"},
        {"more": ["x"]},
        {"run": "x"},
        {"earlier": [(7, FIGURE)]},
        {"titles": [(0, "x")]},
    )
    for changed in others:
        assert chart_message(FIGURE, **(given | changed))["stamp"] != stamp
    assert chart_message(FIGURE | {"layout": {}}, **given)["stamp"] != stamp
