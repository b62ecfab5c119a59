"""Pictures: colours, names, played columns, and numbers that are the run's own."""

from __future__ import annotations

import base64
import itertools
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer import DATASETS, Dataset, Experiment
from explorer.figures.base.labels import end_labels
from explorer.figures.base.packed import packed
from explorer.figures.base.palette import PALETTE, resolved, role
from explorer.figures.base.picture import escape
from explorer.figures.cost.cost import cost_picture
from explorer.figures.fit.picture import fit_picture
from explorer.figures.surface.two_weights import surface_picture
from explorer.figures.weights.picture import weights_picture
from explorer.path.optimum import unregularised
from tests.helpers.played import maps_of, same, shown_at, trained_on, unpacked

ROOT = Path(explorer.__file__).parent.parent


def four(e: Experiment):
    history, problem = e.train(), e.problem()
    x, y = e.plane(history)
    return {
        "fit": fit_picture(problem, e.prepared(), history),
        "cost": cost_picture(history, e),
        "surface": surface_picture(problem, history, e.surface(history, points=21), x, y),
        "weights": weights_picture(problem, history, unregularised(problem), e.prepared().scaling),
    }


CASES = [Experiment(dataset=name, steps=40) for name in DATASETS] + [
    Experiment(dataset="moons", model="mlp", steps=40),
    Experiment(dataset="diabetes", model="polynomial", steps=40),
    Experiment(rate=1000.0),
    Experiment(rate=0.3, steps=300),
    Experiment(penalty="l1", strength=0.3),
    Experiment(penalty="none", validation=0.0),
]


@pytest.mark.parametrize("e", CASES, ids=lambda e: f"{e.dataset}-{e.model}-{e.penalty}-{e.rate}")
def test_every_picture_is_finite_named_and_described(e):
    for name, picture in four(e).items():
        assert picture.name == name
        assert picture.title
        assert picture.alt.endswith(".")
        assert picture.caption.endswith((".", "?"))
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


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["data", "penalty", "validation", "positive", "negative", "third", "text", "neutral"])
def test_every_colour_that_carries_meaning_has_contrast(theme, name):
    """At least 3:1 against the page (WCAG 2.2, 1.4.11); text at least 7:1."""
    pair = sorted((luminance(PALETTE[theme][name]), luminance(PALETTE[theme]["background"])))
    ratio = (pair[1] + 0.05) / (pair[0] + 0.05)
    assert ratio >= (7 if name == "text" else 3)


def test_the_theme_file_has_the_same_palette():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for name in ("light", "dark"):
        roles = [PALETTE[name][r] for r in ("data", "penalty", "validation", "positive", "negative", "third")]
        assert theme[name]["chartCategoricalColors"] == roles
        assert theme[name]["backgroundColor"] == PALETTE[name]["background"]
        assert theme[name]["textColor"] == PALETTE[name]["text"]


def test_roles_resolve_to_the_themes_colours():
    picture = four(CASES[0])["cost"]
    drawn = json.dumps(resolved(picture.figure, "dark"))
    assert "var(--" not in drawn
    assert PALETTE["dark"]["penalty"] in drawn
    with pytest.raises(KeyError, match="not one of"):
        role("pink")


def test_names_are_harmless_to_plotly():
    assert escape("<b>x</b> %{y}") == "&lt;b&gt;x&lt;/b&gt; %&#123;y}"


def test_arrays_travel_as_four_byte_floats():
    box = packed(np.array([[1.5, -2.0], [0.25, 8.0]]))
    assert box["shape"] == [2, 2]
    assert np.frombuffer(base64.b64decode(box["bdata"]), "<f4").tolist() == [1.5, -2.0, 0.25, 8.0]


def test_end_labels_keep_their_order_and_their_distance():
    ends = [(f"n{i}", v, role("text")) for i, v in enumerate([0.0, 0.01, 0.5, 0.505, 1.0, 1.0])]
    labels = end_labels(ends, 500, 0.0, 1.0, most=10)
    places = labels["y"]
    assert all(b - a >= 0.1 - 1e-9 for a, b in itertools.pairwise(places))
    assert [text.strip() for text in labels["text"]][:3] == ["n0", "n1", "n2"]
    assert max(places) <= 1.0
    assert end_labels(ends, 500, 0.0, 1.0, most=10, log=True)["y"] == pytest.approx([10.0**y for y in places])


def test_titles_are_computed():
    zeros = four(Experiment(penalty="l1", strength=0.3))
    final = Experiment(penalty="l1", strength=0.3).train().weights[-1][:-1]
    assert zeros["weights"].title == f"L1 ends with {(final == 0).sum()} of 10 weights at zero"
    assert four(Experiment(rate=0.3, steps=300))["cost"].title.startswith("The cost rises")
    assert "log scale" in four(Experiment(rate=0.3, steps=300))["cost"].figure.layout.yaxis.title.text


def test_the_final_predictions_are_in_original_units():
    e = Experiment(dataset="engel")
    line = fit_picture(e.problem(), e.prepared(), e.train()).figure.data[-1]
    meta = line.meta
    basis = np.frombuffer(base64.b64decode(meta["basis"]["bdata"]), "<f4").reshape(meta["basis"]["shape"])
    w = e.train().weights[-1]
    drawn = (basis @ w[:-1] + w[-1]) * meta["scale"] + meta["shift"]
    scaling = e.prepared().scaling
    x = (np.asarray(line.x) - scaling.x_mean[0]) / scaling.x_scale[0]
    assert drawn == pytest.approx((x * w[0] + w[1]) * scaling.y_scale + scaling.y_mean, rel=1e-4)


def test_what_is_said_of_the_weights_is_counted_or_measured():
    e = Experiment(strength=0.5)
    pictures, last = four(e), e.train().weights[-1][:-1]
    free = np.linalg.norm(unregularised(e.problem())[:-1])
    assert pictures["weights"].title == f"L2 leaves the weights {100 * np.linalg.norm(last) / free:.0f} % of their free length"
    assert "free length" not in four(Experiment(rate=0.3))["weights"].title
    assert four(Experiment(penalty="none"))["weights"].title == "10 weights, and nothing holds them back"
    assert "larger strength" not in four(Experiment(penalty="none"))["cost"].caption
    assert four(Experiment(penalty="l1", strength=3.0))["cost"].title == "The cost stays at 1"


def test_a_weight_can_be_read_in_original_units():
    """Refitting on the raw data gives the weight that the note of a line names."""
    e = Experiment(dataset="engel", penalty="none", steps=2000)
    line = next(t for t in four(e)["weights"].figure.data if t.name == "income")
    raw = e.prepared().scaling
    X, y = raw.original_x(e.problem().data.X), raw.original_y(e.problem().data.y)
    slope = np.polyfit(X[:, 0], y, 1)[0]
    assert f"At the end {slope:.3g} francs a year per francs a year" in line.text


LINKED = [
    Experiment(dataset="doctor_visits", loss="poisson", steps=60),
    Experiment(dataset="wages", loss="gamma", steps=60),
    Experiment(dataset="wages", loss="gamma", model="mlp", steps=60),
    Experiment(dataset="wages", loss="squared", steps=60),
    Experiment(dataset="diabetes", model="mlp", steps=60),
]


@pytest.mark.parametrize("e", LINKED, ids=lambda e: f"{e.dataset}-{e.loss}-{e.model}")
def test_predictions_are_shown_through_the_link(e):
    problem, prepared, history = e.problem(), e.prepared(), e.train()
    picture = fit_picture(problem, prepared, history, picked=17)
    held, train, ring = maps_of(picture)
    link = np.exp if e.loss in ("poisson", "gamma") else np.array
    for k in (0, 7, 33, 60):
        w = history.weights[k]
        expected = prepared.scaling.original_y(link(problem.network.predict(w)))
        assert same(shown_at(train, w), expected)
        assert same(shown_at(held, w), prepared.scaling.original_y(link(problem.network.at(prepared.validation.X).predict(w))))
        assert shown_at(ring, w) == pytest.approx(expected[17:18], rel=1e-4)
    assert ring["x"][0] == pytest.approx(prepared.scaling.original_y(problem.data.y)[17])
    assert ("exp(z)" in picture.caption) == (link is np.exp)
    assert "ring" in picture.caption
    assert picture.alt.endswith("A ring marks example 18.")


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_several_classes_are_shown_by_the_lead_of_the_true_one(model):
    e = Experiment(dataset="penguins", loss="cross_entropy", model=model, steps=60)
    problem, prepared, history = e.problem(), e.prepared(), e.train()
    picture = fit_picture(problem, prepared, history, picked=17)
    *marks, ring = maps_of(picture)
    assert [t["marker"]["symbol"] for t in marks] == [
        s + part for s in ("circle", "square", "triangle-up") for part in ("", "-open")
    ]
    assert [t["marker"]["color"] for t in marks[::2]] == [role(name) for name in ("positive", "negative", "third")]
    parts = (prepared.train, prepared.validation)
    for k in (0, 7, 33, 60):
        w = history.weights[k]
        for i, mark in enumerate(marks):
            part = parts[i % 2]
            own = part.y == i // 2
            z = problem.network.at(part.X[own]).predict(w)
            lead = z[:, i // 2] - np.delete(z, i // 2, axis=1).max(axis=1)
            assert same(shown_at(mark, w), lead) if k or model == "mlp" else (shown_at(mark, w) == 0).all()
        z, y = problem.network.predict(w)[17], problem.data.y[17]
        assert shown_at(ring, w) == pytest.approx([z[y] - np.delete(z, y).max()], rel=1e-4, abs=1e-6)
    z = problem.network.predict(history.weights[-1])
    right = (z.argmax(axis=1) == problem.data.y).sum()
    assert picture.title == f"The fit: {right} of {problem.n} end on the right side"
    assert f"{right} of {problem.n}" in picture.alt
    low, high = picture.figure.layout.xaxis.range
    assert low < 0 < high


def three_clouds(classes: int = 3):
    rng = np.random.default_rng(5)
    y = np.arange(60) % classes
    centres = 2.5 * np.stack([np.cos(2 * np.pi * y / classes), np.sin(2 * np.pi * y / classes)], axis=1)
    return Dataset(
        centres + rng.normal(size=(60, 2)), y, ("long", "wide"), "kind", "multiclass", tuple("ABCDEFGHIJ"[:classes]), ("cm", "")
    )


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_three_classes_in_the_plane_get_regions(model):
    problem, prepared, history = trained_on(three_clouds(), "cross_entropy", model)
    picture = fit_picture(problem, prepared, history, picked=17)
    [field] = maps_of(picture)
    assert field["meta"]["to"] == "field"
    assert field["meta"]["sides"] == [role(name) for name in ("positive", "negative", "third")]
    xs, ys = unpacked(field["x"]), unpacked(field["y"])
    grid = np.stack([g.ravel() for g in np.meshgrid(xs, ys)], axis=1)
    network = problem.network.at((grid - prepared.scaling.x_mean) / prepared.scaling.x_scale)
    for k in (0, 7, 40):
        w = history.weights[k]
        expected = network.predict(w).ravel()
        assert same(shown_at(field, w), expected) if expected.any() else not shown_at(field, w).any()
    still = [t for t in picture.figure.to_dict()["data"] if "meta" not in t]
    drawn = {(t["marker"]["symbol"], t["marker"]["color"]): t["name"] for t in still[:-1]}
    assert drawn == {
        (s + part, role(c)): name
        for s, c, name in [("circle", "positive", "A"), ("square", "negative", "B"), ("triangle-up", "third", "C")]
        for part in ("", "-open")
    }
    assert sum(len(unpacked(t["x"])) for t in still[:-1]) == 60
    ring = still[-1]
    assert ring["marker"]["symbol"] == "circle-open"
    assert [unpacked(ring["x"])[0], unpacked(ring["y"])[0]] == pytest.approx(prepared.scaling.original_x(problem.data.X)[17])
    assert "Circles are A, squares B, triangles C" in picture.caption


def test_classes_beyond_three_still_look_different():
    problem, prepared, history = trained_on(three_clouds(9), "cross_entropy")
    picture = fit_picture(problem, prepared, history)
    still = [t for t in picture.figure.to_dict()["data"] if "meta" not in t]
    looks = {(t["marker"]["symbol"], t["marker"]["color"]): t["name"] for t in still}
    assert sorted(looks.values()) == sorted("ABCDEFGHI" * 2)
    assert "name under the pointer" in picture.caption


def test_the_ring_stands_where_its_example_stands():
    for e in (Experiment(dataset="engel", steps=40), Experiment(dataset="moons", steps=40)):
        problem, prepared = e.problem(), e.prepared()
        ring = next(t for t in fit_picture(problem, prepared, e.train(), picked=17).figure.data if t.name == "picked")
        place = prepared.scaling.original_x(problem.data.X)[17]
        y = prepared.scaling.original_y(problem.data.y)[17] if e.dataset == "engel" else place[1]
        assert [ring.x[0], ring.y[0]] == pytest.approx([place[0], y])
        assert ring.marker.size == 14
        assert ring.marker.line.width == 2
    for e in (Experiment(dataset="breast_cancer", steps=40), Experiment(dataset="penguins", steps=40)):
        problem, history = e.problem(), e.train()
        picture = fit_picture(problem, e.prepared(), history, picked=17)
        *marks, ring = maps_of(picture)
        w = history.weights[-1]
        [across] = shown_at(ring, w)
        places = [(x, y) for t in marks for x, y in zip(shown_at(t, w), unpacked(t["y"]), strict=True)]
        assert min(np.hypot(x - across, y - ring["y"][0]) for x, y in places) < 1e-5


def test_a_line_under_a_log_link_is_an_exponential():
    X = np.linspace(0.0, 3.0, 40)[:, None]
    y = np.round(np.exp(0.3 + 0.8 * X[:, 0]))
    problem, prepared, history = trained_on(Dataset(X, y, ("dose",), "cells", "count"), "poisson")
    picture = fit_picture(problem, prepared, history)
    strokes, line = maps_of(picture)
    w = history.weights[-1]
    x = (unpacked(line["x"]) - prepared.scaling.x_mean[0]) / prepared.scaling.x_scale[0]
    assert same(shown_at(line, w), np.exp(x * w[0] + w[1]))
    assert same(shown_at(strokes, w), np.exp(problem.network.predict(w)))
    assert "exp(z)" in picture.caption
    assert "exp(z)" in picture.alt


def test_a_score_far_off_does_not_press_the_others_to_the_floor():
    """exp(z) overflows for one example; the axis stays near the true values, and the chart says so."""
    e = Experiment(dataset="wages", loss="gamma", steps=40)
    problem, history = e.problem(), e.train()
    weights = history.weights.copy()
    weights[-1] = 400.0
    wild = replace(history, weights=weights)
    picture = fit_picture(problem, e.prepared(), wild)
    low, high = picture.figure.layout.yaxis.range
    assert -10 < low < high < 2 * problem.data.y.max()
    above = (problem.network.predict(weights[-1]) > np.log(high)).sum()
    assert f"At the end {above} of {problem.n} are predicted above the upper edge" in picture.caption
