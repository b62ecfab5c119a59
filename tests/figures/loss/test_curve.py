"""Curves that are the losses and their slopes, on scales that are honest."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, Experiment
from explorer.cost.example_losses import evaluate_examples
from explorer.figures.loss.axis import axis_of
from explorer.figures.loss.curve import MOST_CURVES, curve_pictures
from tests.helpers.loss_pictures import OF_TASK, array, pictures
from tests.helpers.told import told


@pytest.mark.parametrize(("loss", "others"), [("squared", ["huber", "absolute"]), ("logistic", ["hinge", "zero_one"])])
def test_the_curves_are_the_losses(loss, others):
    e = Experiment(dataset=OF_TASK[LOSSES[loss].task], loss=loss, steps=30)
    drawn, _ = pictures(e, others)
    lines = [t for t in drawn["loss"].figure.to_dict()["data"] if t.get("mode") == "lines"]
    assert [line["name"] for line in lines] == [LOSSES[i]().label for i in [loss, *others]]
    for line, name in zip(lines, [loss, *others], strict=True):
        x, y = array(line["x"]), array(line["y"])
        truth = {
            "squared": x**2, "huber": np.where(np.abs(x) <= 1.35, x**2 / 2, 1.35 * (np.abs(x) - 0.675)), "absolute": np.abs(x),
            "logistic": np.log1p(np.exp(-x)), "hinge": np.maximum(0, 1 - x), "zero_one": (x <= 0).astype(float),
        }[name]  # fmt: skip
        drawn_there = np.isfinite(y)
        assert drawn_there.mean() > 0.98
        assert y[drawn_there] == pytest.approx(truth[drawn_there], rel=1e-5, abs=1e-5)


def test_equal_heights_meet_at_the_place_that_is_stated():
    e = Experiment(dataset="stackloss", loss="squared", steps=30)
    drawn, _ = pictures(e, ["huber", "quantile", "cauchy"], "equal")
    assert "loss above its lowest, 1 at a residual of 1" == drawn["loss"].figure.layout.yaxis.title.text
    for line in drawn["loss"].figure.to_dict()["data"]:
        if line.get("mode") == "lines":
            x, y = array(line["x"]), array(line["y"])
            assert y[np.argmin(np.abs(x - 1))] == pytest.approx(1.0, abs=2e-3)
            assert "×" in line["name"]


def test_slopes_are_said_to_be_those_of_the_scaled_losses():
    e = Experiment(dataset="stackloss", loss="squared", steps=30)
    assert (
        pictures(e, ["huber"], "equal")[0]["slope"].figure.layout.yaxis.title.text
        == "slope of losses that are 1 at a residual of 1"
    )


@pytest.mark.parametrize("loss", ["squared", "absolute", "poisson", "hinge"])
def test_an_example_no_longer_pulls_where_the_slope_is_0_not_where_it_is_flat(loss):
    """The slope of the absolute loss is flat at +-1, and there it pulls at full force."""
    e = Experiment(dataset=OF_TASK[LOSSES[loss].task], loss=loss, steps=30)
    caption = told(pictures(e)[0]["slope"])
    assert "Where the slope is 0, the example does not move the weights" in caption
    assert "flat" not in caption


def test_a_loss_that_costs_nothing_at_the_reference_is_left_out_and_told():
    e = Experiment(dataset="stackloss", loss="squared", steps=30)
    problem = e.problem()
    seen = evaluate_examples(problem, e.train().weights)
    wide = LOSSES["epsilon_insensitive"](epsilon=2.0)
    assert axis_of(problem, seen, 0).factor(wide) is None
    loss, _ = curve_pictures(problem, seen, 0, [wide], "equal")
    assert "Left out, since it is 0 there: Epsilon-insensitive, ε = 2." in told(loss)
    own = Experiment(dataset="stackloss", loss="epsilon_insensitive", steps=30, params={"loss.epsilon": 2.0})
    assert "so every loss is drawn as it is defined" in told(pictures(own, ["squared"], "equal")[0]["loss"])


LOG_LINK = [
    ("doctor_visits", "poisson"),
    ("doctor_visits", "tweedie"),
    ("wages", "gamma"),
    ("wages", "tweedie"),
    ("wages", "poisson"),
]


@pytest.mark.parametrize("kind", ["loss", "slope"])
@pytest.mark.parametrize("scale", ["defined", "equal"])
@pytest.mark.parametrize(("dataset", "loss"), LOG_LINK)
def test_under_a_log_link_there_are_curves_to_compare(dataset, loss, scale, kind):
    """Each is drawn above its least, so all touch 0 where the prediction is right; a name has a curve to belong to."""
    e = Experiment(dataset=dataset, loss=loss, steps=30)
    others = [i for i in ("poisson", "gamma", "tweedie") if i != loss and i in e.losses()]
    picked = int(np.argmax(e.problem().data.y))
    picture = pictures(e, others, scale, picked)[0][kind]
    data, (low, high) = picture.figure.to_dict()["data"], picture.figure.layout.yaxis.range
    lines = [t for t in data if t.get("mode") == "lines"]
    assert len(lines) == 1 + len(others) > 1
    for line in lines:
        y = array(line["y"])
        assert np.mean((y > low) & (y < high)) > 0.1
    if kind == "loss":
        least = [np.nanmin(array(line["y"])) for line in lines]
        assert least == pytest.approx([0.0] * len(lines), abs=0.01 * high)
        assert "above its lowest" in picture.alt
        assert ("it is 1 above its lowest value" if scale == "equal" else "a perfect prediction has loss 0") in told(picture)
        assert "above its lowest" in picture.figure.layout.yaxis.title.text


def test_no_name_stands_for_a_curve_that_is_not_in_the_picture():
    """Beside squared loss the slope of a very sharp loss is far above and below; it is named in the caption instead."""
    e = Experiment(dataset="stackloss", loss="squared", steps=30)
    problem = e.problem()
    seen = evaluate_examples(problem, e.train().weights)
    sharp = LOSSES["barron"](alpha=1.0, c=0.01)
    _, slope = curve_pictures(problem, seen, 0, [sharp, LOSSES["absolute"]()], "defined")
    names = next(t for t in slope.figure.to_dict()["data"] if t.get("mode") == "text")["text"]
    assert [name.strip() for name in names if "Barron" in name] == []
    assert len(names) == 2
    assert f"Not shown, since all of it is off the chart: {sharp.label}." in told(slope)
    assert sharp.label not in slope.alt


def test_the_name_of_a_curve_that_leaves_the_picture_has_an_arrow():
    e = Experiment(dataset="stackloss", loss="huber", steps=30)
    names = next(t for t in pictures(e, ["squared"])[0]["loss"].figure.to_dict()["data"] if t.get("mode") == "text")["text"]
    assert [name.strip() for name in names] == ["Huber, δ = 1.35", "Squared ↑"]


def test_no_compared_loss_vanishes_in_silence():
    e = Experiment(dataset="stackloss", loss="squared", steps=30)
    rest = [i for i in e.losses() if i != "squared" and LOSSES[i].task == "regression"]
    lines = [t for t in pictures(e, rest[: MOST_CURVES - 1])[0]["loss"].figure.to_dict()["data"] if t["mode"] == "lines"]
    assert len(lines) == MOST_CURVES
    with pytest.raises(ValueError, match=f"at most {MOST_CURVES - 1}"):
        pictures(e, rest[:MOST_CURVES])


def test_the_picked_example_stands_where_it_does_at_every_step():
    e = Experiment(dataset="stackloss", loss="huber", steps=30)
    drawn, seen = pictures(e, picked=5)
    track = next(t for t in drawn["loss"].figure.to_dict()["data"] if (t.get("meta") or {}).get("play") == "track")
    w = e.train().weights
    r = e.problem().network.predict(w)[:, 5] - e.problem().data.y[5]
    assert array(track["x"]) == pytest.approx(r, rel=1e-5, abs=1e-5)
    assert array(track["y"]) == pytest.approx(seen.loss[:, 5], rel=1e-5, abs=1e-5)


def test_a_curve_that_has_not_always_been_the_loss_says_so():
    e = Experiment(dataset="stackloss", steps=20)
    seen = evaluate_examples(e.problem(), e.train().weights)
    for since in (0, 12):
        for picture in curve_pictures(e.problem(), seen, 0, [], "defined", since):
            assert ("Before step 12 another loss was in use" in told(picture)) == bool(since)
