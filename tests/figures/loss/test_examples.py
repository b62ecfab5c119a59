"""Shares of the examples, their sum, and how far moved targets move the fit."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from explorer import LOSSES, Experiment
from explorer.cost.example_losses import shares
from explorer.figures.base.palette import PALETTE
from explorer.figures.loss.examples import drag_picture
from tests.helpers.loss_pictures import OF_TASK, array, pictures
from tests.helpers.told import told


@pytest.mark.parametrize("scale", ["defined", "equal"])
@pytest.mark.parametrize("loss", [name for name, cls in LOSSES.items() if not cls.untrainable])
def test_every_loss_has_its_four_pictures(loss, scale):
    cls = LOSSES[loss]
    e = Experiment(dataset=OF_TASK[cls.task], loss=loss, steps=30)
    alike = [i for i, other in LOSSES.items() if other.task == cls.task and i != loss][:5]
    drawn, _ = pictures(e, alike, scale)
    assert list(drawn) == ["loss", "slope", "examples", "sum"]
    for picture in drawn.values():
        assert picture.title
        assert told(picture).endswith((".", "?"))
        assert picture.alt.endswith(".")
        figure = picture.figure.to_dict()
        text = json.dumps(figure)
        assert "NaN" not in json.dumps(figure["layout"])
        assert "Infinity" not in text
        assert set(re.findall(r"var\(--(\w+)\)", text)) <= set(PALETTE["light"])
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis]["range"]
            assert np.isfinite([low, high]).all()
            assert low < high


def test_the_title_counts_what_the_costliest_tenth_costs():
    e = Experiment(dataset="diabetes", steps=100)
    drawn, _ = pictures(e)
    r2 = (e.problem().network.predict(e.train().weights[-1]) - e.problem().data.y) ** 2
    tenth = round(0.1 * r2.size)
    share = 100 * np.sort(r2)[::-1][:tenth].sum() / r2.sum()
    assert f"make {share:.0f} % of the data loss" in drawn["examples"].title


def test_negative_losses_are_shared_above_the_best_they_can_be():
    """Half the Poisson deviance: y log(y / mu) - (y - mu), which is 0 for a perfect prediction."""
    e = Experiment(dataset="doctor_visits", steps=30)
    drawn, seen = pictures(e)
    y, mu = e.problem().data.y, np.exp(e.problem().network.predict(e.train().weights[-1]))
    deviance = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0) - (y - mu)
    assert seen.excess[-1] == pytest.approx(deviance, rel=1e-9, abs=1e-12)
    assert shares(seen.excess)[-1].sum() == pytest.approx(1.0)
    for said in (told(drawn["examples"]), drawn["examples"].alt):
        assert "Even a perfect prediction does not cost 0 here" in said
    assert drawn["sum"].figure.layout.yaxis.range[0] < -0.6


@pytest.mark.parametrize(
    ("loss", "params"),
    [("poisson", {}), ("tweedie", {}), ("gamma", {}), ("cross_entropy", {"loss.smoothing": 0.1})],
)
def test_shares_above_the_least_are_never_called_shares_of_the_data_loss(loss, params):
    e = Experiment(dataset=OF_TASK[LOSSES[loss].task], loss=loss, steps=30, params=params)
    picture = pictures(e)[0]["examples"]
    trace = picture.figure.to_dict()["data"][0]
    marks = [note.text for note in picture.figure.layout.annotations]
    axes = " ".join([picture.figure.layout.xaxis.title.text, *marks])
    for said in (picture.title, told(picture), picture.alt, trace["meta"]["of"], axes):
        assert "excess loss" in said
        assert "data loss" not in said
        assert "costliest" not in said
    assert "largest excess loss first" in axes
    assert trace["meta"]["mean"] == "mean excess loss"
    assert "The excess loss is what an example costs above that" in told(picture)


def test_shares_of_a_loss_that_is_0_at_best_are_of_the_data_loss():
    picture = pictures(Experiment(dataset="stackloss", loss="huber", steps=30))[0]["examples"]
    meta = picture.figure.to_dict()["data"][0]["meta"]
    assert (meta["of"], meta["mean"]) == ("data loss", "mean loss")
    assert "above" not in picture.title + told(picture) + picture.alt
    assert "costliest first" in picture.figure.layout.xaxis.title.text


def test_the_drag_names_the_most_and_the_least():
    picture = drag_picture([("Squared", 7.2), ("Huber, δ = 1.35", 1.6), ("Absolute", 1.3)], "kg", "1 moved.")
    assert "Squared" in picture.title
    assert "Absolute" in picture.title
    assert "7.2" in picture.alt
    assert drag_picture([("Squared", 0.0)], "", []).title == "Drag an example to compare losses"


@pytest.mark.parametrize(
    "e",
    [
        Experiment(dataset="wages", loss="gamma", rate=100.0, steps=100),
        Experiment(dataset="wages", loss="gamma", rate=30.0, steps=100),
        Experiment(dataset="breast_cancer", loss="hinge", rate=1000.0, steps=60),
        Experiment(dataset="diabetes", loss="squared", rate=0.6, steps=100),
        Experiment(dataset="doctor_visits", loss="poisson", edits=((0, 0, 1e9),), start="zero", steps=30),
    ],
    ids=lambda e: f"{e.loss}-{e.rate}",
)
def test_runs_that_go_wrong_have_pictures_without_infinities(e):
    """A diverging run still shows what it did, within what can be drawn."""
    alike = {"gamma": ["tweedie"], "hinge": ["exponential"], "squared": ["huber"], "poisson": []}[e.loss]
    drawn, _ = pictures(e, alike)
    for picture in drawn.values():
        assert "inf" not in picture.alt + picture.ending
        assert "nan" not in picture.alt + picture.ending
        for trace in picture.figure.to_dict()["data"]:
            for axis in ("x", "y"):
                if axis in trace:
                    assert not np.isinf(array(trace[axis])).any()
