"""The weights in their three views: lines, bars and the network, each with the run's own numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.base.palette import PALETTE
from explorer.figures.weights.picture import VIEW, WEIGHTS_VIEWS
from tests.helpers.told import told
from tests.helpers.weight_pictures import CASES, shown


@pytest.mark.parametrize("view", WEIGHTS_VIEWS)
@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}")
def test_every_view_is_named_and_described_and_offers_what_suits_the_model(e, view):
    picture, problem, _ = shown(e, view)
    [picker] = picture.pickers
    assert picker.name == VIEW
    offered = [value for value, _ in picker.options]
    assert offered == (["steps", "now"] if problem.network.linear else ["steps", "now", "network"])
    assert picker.value == (view if view in offered else "steps")
    assert picture.alt.endswith(".")
    assert told(picture).endswith(".")
    assert re.search(r"\d", picture.alt)
    figure = picture.figure.to_dict()
    for axis in ("xaxis", "yaxis"):
        assert figure["layout"][axis]["title"]["text"]
        assert np.isfinite(figure["layout"][axis]["range"]).all()
    for colour in re.findall(r"var\(--(\w+)\)", str(figure)):
        assert colour in PALETTE["light"]


def test_anything_else_asked_for_is_the_lines():
    for view in ("", "junk", "network"):
        picture, *_ = shown(CASES[0], view)
        assert picture.pickers[0].value == "steps"
        assert picture.title.startswith("L1 ends with")


def test_what_is_read_out_is_named_by_the_penalty():
    def labels(**changes):
        return [(r.label, r.whole, r.suffix) for r in shown(Experiment(steps=20, **changes), "now")[0].readouts]

    count = ("weights at zero", True, " of 10")
    assert labels(penalty="l1") == [count, ("L1: sum of |w|", False, "")]
    assert labels(penalty="l2") == [count, ("L2: half the sum of w²", False, "")]
    assert labels(penalty="none") == [count]


def test_titles_count_the_zeros_of_the_step_under_the_penalty_of_that_step():
    e = Experiment(steps=80).change(at=30, penalty="l1", strength=0.4)
    history = e.train()
    picture, *_ = shown(e, "steps")
    titles = dict(picture.titles)
    assert titles[0] == "10 weights over the steps"
    assert titles[80] == picture.title
    assert min(step for step in titles if step) == 31
    for step in range(31, 80):
        told = titles[max(first for first in titles if first <= step)]
        assert told == f"L1 has {np.count_nonzero(history.weights[step][:-1] == 0)} of 10 weights at zero"


def test_what_a_bias_of_0_means_is_the_prediction_at_average_features():
    """With every other weight at any value: at average features they add nothing."""
    e = Experiment(dataset="engel", loss="squared", strength=0.0, steps=20)
    problem, prepared = e.problem(), e.prepared()
    (sentence,) = [text for text in shown(e, "steps")[0].more if "bias of 0" in text]
    assert sentence.endswith(f"predict the average {problem.data.target}.")
    mean = prepared.scaling.original_x(prepared.train.X).mean(axis=0)
    at_mean = (mean - prepared.scaling.x_mean) / prepared.scaling.x_scale
    predicted = prepared.scaling.original_y(np.array([at_mean @ np.full(mean.size, 3.7)]))
    assert predicted == pytest.approx(prepared.scaling.original_y(prepared.train.y).mean())
    raw = [Experiment(dataset="engel", standardise=False, steps=20), Experiment(dataset="moons", steps=20)]
    assert not any("bias of 0" in text for one in raw for text in shown(one, "steps")[0].more)
