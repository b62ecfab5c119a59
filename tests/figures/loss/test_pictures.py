"""The pictures of Loss & cost: curves that are the losses, shares that are the run's own, honest scales."""

from __future__ import annotations

import base64
import json
import re

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, Experiment
from explorer.cost.example_losses import evaluate_examples, shares
from explorer.figures.base.palette import PALETTE
from explorer.figures.loss.axis import axis_of
from explorer.figures.loss.curve import MOST_CURVES, curve_pictures
from explorer.figures.loss.examples import drag_picture, examples_picture, sum_picture

OF_TASK = {
    "regression": "stackloss",
    "count": "doctor_visits",
    "positive": "wages",
    "binary": "moons",
    "multiclass": "penguins",
}


def array(values) -> np.ndarray:
    """An array as plotly holds it."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).astype(float)
    return np.asarray(values, dtype=float)


def pictures(e: Experiment, others=(), scale="defined", picked=2):
    history, problem = e.train(), e.problem()
    seen = evaluate_examples(problem, history.weights)
    names = [f"row {i}" for i in range(problem.n)]
    drawn = [
        *curve_pictures(problem, seen, picked, [LOSSES[i]() for i in others], scale),
        examples_picture(seen, names, picked),
        sum_picture(history),
    ]
    return {p.name: p for p in drawn}, seen


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
        assert picture.caption.endswith((".", "?"))
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
    assert "loss above its least, 1 at a residual of 1" == drawn["loss"].figure.layout.yaxis.title.text
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
    caption = pictures(e)[0]["slope"].caption
    assert "where it is 0, the example no longer pulls" in caption
    assert "flat" not in caption


def test_a_loss_that_costs_nothing_at_the_reference_is_left_out_and_told():
    e = Experiment(dataset="stackloss", loss="squared", steps=30)
    problem = e.problem()
    seen = evaluate_examples(problem, e.train().weights)
    wide = LOSSES["epsilon_insensitive"](epsilon=2.0)
    assert axis_of(problem, seen, 0).factor(wide) is None
    loss, _ = curve_pictures(problem, seen, 0, [wide], "equal")
    assert "Left out, since it costs nothing there: Epsilon-insensitive, ε = 2." in loss.caption
    own = Experiment(dataset="stackloss", loss="epsilon_insensitive", steps=30, params={"loss.epsilon": 2.0})
    assert "so every loss is drawn as it is defined" in pictures(own, ["squared"], "equal")[0]["loss"].caption


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
        assert "above its least" in picture.alt
        assert "above its least" in picture.caption
        assert "above its least" in picture.figure.layout.yaxis.title.text


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
    assert f"Not in the picture, since all of it lies beyond: {sharp.label}." in slope.caption
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
    for said in (drawn["examples"].caption, drawn["examples"].alt):
        assert "A perfect prediction does not cost 0 here" in said
    assert drawn["sum"].figure.layout.yaxis.range[0] < -0.6


@pytest.mark.parametrize(
    ("loss", "params"),
    [("poisson", {}), ("tweedie", {}), ("gamma", {}), ("cross_entropy", {"loss.smoothing": 0.1})],
)
def test_shares_above_the_least_are_never_called_shares_of_the_data_loss(loss, params):
    e = Experiment(dataset=OF_TASK[LOSSES[loss].task], loss=loss, steps=30, params=params)
    picture = pictures(e)[0]["examples"]
    trace = picture.figure.to_dict()["data"][0]
    axes = picture.figure.layout.xaxis.title.text + picture.figure.layout.yaxis.title.text
    for said in (picture.title, picture.caption, picture.alt, trace["meta"]["of"], axes):
        assert "above the least" in said
        assert "data loss" not in said
        assert "costliest" not in said
    assert "furthest above its least first" in axes
    assert trace["meta"]["mean"] == "mean above the least"
    assert "the rule is the mean above the least" in picture.caption


def test_shares_of_a_loss_that_is_0_at_best_are_of_the_data_loss():
    picture = pictures(Experiment(dataset="stackloss", loss="huber", steps=30))[0]["examples"]
    meta = picture.figure.to_dict()["data"][0]["meta"]
    assert (meta["of"], meta["mean"]) == ("data loss", "mean loss")
    assert "above" not in picture.title + picture.caption + picture.alt
    assert "costliest first" in picture.figure.layout.xaxis.title.text


def test_the_drag_names_the_most_and_the_least():
    picture = drag_picture([("Squared", 7.2), ("Huber, δ = 1.35", 1.6), ("Absolute", 1.3)], "kg", "1 moved.")
    assert "Squared" in picture.title
    assert "Absolute" in picture.title
    assert "7.2" in picture.alt
    assert drag_picture([("Squared", 0.0)], "", "").title == "Nothing is dragged yet"


def test_every_dataset_has_a_place_for_its_losses():
    assert {cls.task for cls in DATASETS.values()} >= set(OF_TASK)


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
        assert "inf" not in picture.alt
        assert "nan" not in picture.alt
        for trace in picture.figure.to_dict()["data"]:
            for axis in ("x", "y"):
                if axis in trace:
                    assert not np.isinf(array(trace[axis])).any()


def test_gammas_curve_fills_its_chart():
    """Towards a prediction of 0 it grows without end; the height is that of what matters."""
    e = Experiment(dataset="wages", steps=30)
    drawn, seen = pictures(e)
    _, high = drawn["loss"].figure.layout.yaxis.range
    assert high <= 1.3 * max(seen.loss[:, 2].max(), 1 + np.log(e.problem().data.y[2]))
