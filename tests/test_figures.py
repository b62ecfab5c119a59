"""Pictures: colours, names, played columns, and numbers that are the run's own."""

from __future__ import annotations

import base64
import itertools
import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer import DATASETS, Experiment
from explorer.figures.cost import cost_picture
from explorer.figures.fit import fit_picture
from explorer.figures.palette import PALETTE, resolved, role
from explorer.figures.picture import end_labels, escape, packed
from explorer.figures.surface import plane_costs, surface_picture
from explorer.figures.weights import weights_picture
from explorer.optimum import unregularised

ROOT = Path(explorer.__file__).parent.parent


def four(e: Experiment):
    history, problem = e.train(), e.problem()
    x, y = e.plane(history)
    return {
        "fit": fit_picture(problem, e.prepared(), history),
        "cost": cost_picture(history),
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


def test_the_plane_and_the_true_cost_meet_at_the_end():
    e = Experiment()
    history = e.train()
    costs = plane_costs(e.problem(), history, *e.plane(history))
    assert costs[-1] == pytest.approx(history.total[-1], rel=1e-12)
    k = 7
    w = history.weights[-1].copy()
    x, y = e.plane(history)
    w[[x, y]] = history.weights[k, [x, y]]
    assert costs[k] == pytest.approx(e.problem().cost(w).total, rel=1e-12)


def test_titles_are_computed():
    zeros = four(Experiment(penalty="l1", strength=0.3))
    final = Experiment(penalty="l1", strength=0.3).train().weights[-1][:-1]
    assert zeros["weights"].title == f"L1 has set {(final == 0).sum()} of 10 weights to zero"
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
