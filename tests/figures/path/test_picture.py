"""The pictures of the Shrinkage page: what is drawn is what was computed, and what is said is true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.figures.path.content import SHOWS, PathContent
from explorer.figures.path.picture import MOST_NAMES, path_picture
from explorer.figures.path.principal_directions import directions_picture
from explorer.figures.path.strength_axis import strength_axis
from explorer.path.regularization_path import regularization_path
from explorer.path.relaxed import relaxed_weights
from explorer.path.strength_grid import rounded_up
from tests.helpers.path_content import GRID, path_content, path_points, unpacked
from tests.helpers.told import told


def test_every_weight_has_a_line_a_bead_and_a_name():
    one = path_content(penalty="l1")
    figure = path_picture(one).figure
    lines = unpacked(path_points(figure)["lines"])
    named = [item["name"] for item in path_points(figure)["items"]]
    assert sorted(named) == sorted(one.problem.names[:10])
    order = np.argsort(one.path.strengths)
    for item, line in zip(path_points(figure)["items"], lines, strict=True):
        np.testing.assert_allclose(line, one.path.weights[order][:, int(item["column"][1:])], rtol=1e-6)
    texts = [text.strip("\u2002") for trace in figure.data if trace.mode == "text" for text in trace.text or ()]
    assert set(named) <= set(texts)
    assert f"\u2009all zero: {one.path.zeroing:.3g}\u2009" in texts


@pytest.mark.parametrize("kind", ["strength", "norm", "freedom"])
@pytest.mark.parametrize("show", list(SHOWS))
def test_every_view_along_every_axis_has_its_line_to_move(kind, show):
    one = path_content(show, kind)
    picture = path_picture(one)
    rule = picture.figure.layout.meta["strength_line"]
    assert rule["now"] == 0.1
    assert 0.1 in rule["strengths"]
    assert [rule["strengths"][i] for i in rule["keys"]] == [0.01, 0.1, 0.2, 0.5, 1.0, 2.0, rounded_up(one.path.strengths.max())]
    assert rule["strengths"] == sorted(rule["strengths"])
    low, high = picture.figure.layout.xaxis.range
    places = np.log10(rule["x"]) if kind == "strength" else np.array(rule["x"])
    assert (places >= low).all()
    assert (places <= high).all()
    assert picture.pickers[1].value == kind
    assert picture.alt
    assert "." in told(picture)


def test_a_thin_line_leads_from_the_end_of_each_line_to_its_name():
    for kind in ("strength", "norm", "freedom"):
        one = path_content(kind=kind, penalty="l1")
        figure = path_picture(one).figure
        names = next(trace for trace in figure.data if trace.mode == "text" and len(trace.text) > 1)
        at = next(i for i, trace in enumerate(figure.data) if trace is names)
        leads = figure.data[at - 1]
        x, y = (np.array(part, dtype=float).reshape(-1, 3)[:, :2] for part in (leads.x, leads.y))
        np.testing.assert_allclose(x[:, 0], one.axis.places[0])  # where the lines end, at the smallest strength
        np.testing.assert_allclose(x[:, 1], names.x)
        np.testing.assert_allclose(y[:, 1], names.y)
        first = one.path.weights[one.path.strengths.argmin()]
        for text, end in zip(names.text, y[:, 0], strict=True):
            assert end == first[one.problem.names.index(text.strip("\u2002"))]


def test_stopping_early_has_points_at_the_step_shown_and_says_what_they_are_like():
    picture = path_picture(path_content("early"))
    meta = path_points(picture.figure)
    assert meta["x"] == "early"
    assert meta["match"] == {"own": 0.1, "rate": 0.1}
    assert [readout.column for readout in picture.readouts] == ["match"]
    assert path_picture(path_content("weights")).readouts == ()
    changed = replace(path_content("early"), early=None, early_refusal="The run was changed.")
    assert "Stopping early cannot be shown: The run was changed." in told(path_picture(changed))
    assert "Stopping early" not in told(path_picture(replace(changed, show="weights")))


def test_many_weights_are_one_bundle_beside_the_largest():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(30, 60))
    problem = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.0)
    path = regularization_path(problem, np.geomspace(10, 0.01, 9))
    axis = strength_axis(problem, path, "strength", 0.1, GRID, 1000.0)
    figure = path_picture(PathContent(problem, path, axis, path.at(0.1), path.weights)).figure
    assert len(path_points(figure)["items"]) == MOST_NAMES
    bundle = next(trace for trace in figure.data if trace.connectgaps is False)
    assert len(bundle.x) == (60 - MOST_NAMES) * (9 + 1)


def test_weights_without_end_do_not_flatten_the_rest():
    x = np.linspace(-1, 1, 20)[:, None]
    problem = Problem(
        Dataset(x, np.sign(x[:, 0]), task="binary"), MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l2"](), 0.0
    )
    path = regularization_path(problem, np.geomspace(1, 1e-9, 20))
    axis = strength_axis(problem, path, "strength", 1e-1, GRID, 1000.0)
    shown = PathContent(problem, path, axis, path.at(0.1), np.zeros((1, 2)))
    top = path_picture(shown).figure.layout.yaxis.range[1]
    assert top < 25 * np.abs(path.weights[10]).max()


def test_names_are_harmless():
    problem = Problem(
        Dataset(np.eye(3), np.arange(3.0), ("<b>x</b>", "%{y}", "c")),
        MODELS["linear"](),
        LOSSES["squared"](),
        PENALTIES["l2"](),
        0.0,
    )
    path = regularization_path(problem)
    axis = strength_axis(problem, path, "strength", 0.1, GRID, 1000.0)
    shown = path_picture(PathContent(problem, path, axis, path.at(0.1), path.weights)).figure
    bars = directions_picture(regularization_path(problem, [0.1]).principal, problem.names[:3], 0.1).figure
    texts = [t for trace in shown.data if trace.mode == "text" for t in trace.text] + list(bars.data[1].customdata)
    assert not [t for t in texts if "<" in t or "%{" in t]


@pytest.mark.parametrize("kind", ["strength", "norm"])
def test_the_relaxed_path_is_dotted_beside_the_weights_that_it_belongs_to(kind):
    one = path_content("weights", kind, penalty="l1", factors={"bmi": 0.0, "s5": 2.0})
    relaxed = relaxed_weights(one.problem, one.path.weights)
    picture = path_picture(replace(one, relaxed=relaxed))
    order, dotted = np.argsort(one.path.strengths), {t.name: t for t in picture.figure.data if "relaxed" in str(t.name)}
    assert dotted.keys() == {f"{name}, relaxed" for name in one.problem.names[:10]}
    for i, name in enumerate(one.problem.names[:10]):
        assert dotted[f"{name}, relaxed"].line.dash == "dot"
        np.testing.assert_allclose(np.asarray(dotted[f"{name}, relaxed"].y), relaxed[order, i], rtol=1e-6, atol=1e-7)
    assert "fitted again with no penalty" in told(picture)
    assert "no strength shrinks bmi" in told(picture)
    assert any("others zero" in str(trace.text) for trace in picture.figure.data)
    assert "relaxed" not in told(path_picture(one))
