"""The pictures of the Shrinkage page: what is drawn is what was computed, and what is said is true."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.cost.weight_norms import weight_sizes
from explorer.figures.path.content import SHOWS, PathContent, StoppedEarly
from explorer.figures.path.cross_validation import Validated, validated_picture
from explorer.figures.path.picture import MOST_NAMES, path_picture
from explorer.figures.path.principal_directions import directions_picture
from explorer.figures.path.strength_axis import axes_of, strength_axis
from explorer.figures.path.thresholds import Thresholds, thresholds_picture
from explorer.landscape.shape.curvature import curvature_scale
from explorer.path.regularization_path import regularization_path
from explorer.path.strength_grid import rounded_up
from explorer.path.thresholding import hard_threshold

GRID = np.array([0.0, 0.01, 0.1, 0.2, 0.5, 1.0, 2.0, 1000.0])


def seen(show: str = "weights", kind: str = "strength", now: float = 0.1, **changes) -> PathContent:
    e = Experiment(steps=30, **changes)
    problem = e.change(strength=0.0).problem()
    path = regularization_path(problem)
    axis = strength_axis(problem, path, kind, now, GRID, 1000.0)
    return PathContent(problem, path, axis, path.at(now), e.train().weights, show, StoppedEarly(30, 0.4, 0.1, 0.1))


def unpacked(given: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(given["bdata"]), "<f4").reshape(given["shape"])


def beads(figure) -> dict:
    return next(trace.meta for trace in figure.data if (trace.meta or {}).get("play") == "path_points")


def test_every_weight_has_a_line_a_bead_and_a_name():
    one = seen(penalty="l1")
    figure = path_picture(one).figure
    lines = unpacked(beads(figure)["lines"])
    named = [item["name"] for item in beads(figure)["items"]]
    assert sorted(named) == sorted(one.problem.names[:10])
    order = np.argsort(one.path.strengths)
    for item, line in zip(beads(figure)["items"], lines, strict=True):
        np.testing.assert_allclose(line, one.path.weights[order][:, int(item["column"][1:])], rtol=1e-6)
    texts = [text.strip("\u2002") for trace in figure.data if trace.mode == "text" for text in trace.text or ()]
    assert set(named) <= set(texts)
    assert f"\u2009all zero: {one.path.zeroing:.3g}\u2009" in texts


def test_titles_count_what_is_left_and_measure_what_shrinks():
    one = seen(penalty="l1", now=0.5)
    alive = np.count_nonzero(one.now[:10])
    assert path_picture(one).title == f"At strength 0.5, {alive} of 10 weights are not zero"
    last = seen(penalty="l1", now=1.1)
    name = last.problem.names[np.flatnonzero(last.now[:10])[0]]
    assert path_picture(last).title == f"At strength 1.1, one weight of 10 is not zero: {name}"
    two = seen(penalty="l2", now=1.0)
    smallest = float(two.path.strengths.min())
    share = np.linalg.norm(two.now[:10]) / np.linalg.norm(two.path.at(smallest)[:10])
    assert path_picture(two).title == f"Strength 1 leaves {100 * share:.3g} % of the weights' size"
    assert "compared with that at the smallest strength here" in path_picture(two).caption
    A = np.column_stack([two.problem.data.X, np.ones(two.problem.n)])
    free = np.linalg.lstsq(A, two.problem.data.y, rcond=None)[0]
    share = np.linalg.norm(two.now[:10]) / np.linalg.norm(free[:10])
    free_known = path_picture(replace(two, unregularised=free))
    assert free_known.title == f"Strength 1 leaves {100 * share:.3g} % of the weights' size"
    assert "compared with that without a penalty" in free_known.caption
    assert "compared" not in path_picture(one).caption
    three = seen("parts", penalty="l2", now=1.0)
    cost = three.problem.at(1.0).cost(three.now)
    assert path_picture(three).title == f"At strength 1: {cost.data:.3g} + {cost.penalty:.3g} = cost {cost.total:.3g}"


@pytest.mark.parametrize("kind", ["strength", "norm", "freedom"])
@pytest.mark.parametrize("show", list(SHOWS))
def test_every_view_along_every_axis_has_its_line_to_move(kind, show):
    one = seen(show, kind)
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
    assert "." in picture.caption


def test_a_thin_line_leads_from_the_end_of_each_line_to_its_name():
    for kind in ("strength", "norm", "freedom"):
        one = seen(kind=kind, penalty="l1")
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


def test_the_line_can_stand_where_all_weights_are_zero():
    for penalty, loss in (("l1", "squared"), ("elastic_net", "huber"), ("group_l1", "squared")):
        one = seen(penalty=penalty, loss=loss)
        last = float(one.axis.stops[-1])
        assert one.path.zeroing <= last <= 1.1 * one.path.zeroing
        assert one.axis.keys[-1]
        assert np.count_nonzero(one.path.at(last)[:10]) == 0


def test_where_freedom_turns_back_the_caption_says_so_and_what_is_read_is_told_by_strength():
    one = seen(kind="freedom", penalty="l1")
    assert one.runs_back
    assert "pass a place several times" in path_picture(one).caption
    meta = beads(path_picture(one).figure)
    strengths = unpacked(meta["strengths"])
    np.testing.assert_allclose(np.unique(strengths), np.sort(one.path.strengths).astype("f4"), rtol=1e-6)
    assert (np.diff(strengths) >= 0).all()
    assert meta["by"] == "force"
    assert beads(path_picture(replace(one, show="early")).figure)["by"] == "match"
    assert "by" not in beads(path_picture(seen(penalty="l1")).figure)
    smooth = seen(kind="freedom", penalty="l2")
    assert not smooth.runs_back
    assert "The strength falls to the right." in path_picture(smooth).caption
    assert "pass a place" not in path_picture(smooth).caption
    assert "the line is straight" in path_picture(replace(one, show="active")).caption
    for other in (seen("active", "freedom", penalty="elastic_net"), seen("active", "strength", penalty="l1")):
        assert "straight" not in path_picture(other).caption


def test_freedom_of_the_lasso_jumps_where_a_weight_joins_or_leaves():
    problem = Experiment(penalty="l1", strength=0.0).problem()
    kinks = regularization_path(problem).kinks
    path = regularization_path(problem, np.union1d(np.geomspace(1e-3, 1.1, 9), kinks[(kinks > 1e-3) & (kinks < 1.1)]))
    axis = strength_axis(problem, path, "freedom", 0.1, GRID, 1000.0)
    asked = np.geomspace(1.1e-3, 1.0, 137)
    np.testing.assert_array_equal(axis.place(asked), regularization_path(problem, asked).freedom)
    x, s, W = axis.traced(path.weights[np.argsort(path.strengths)])
    steps = np.diff(np.column_stack([x, W]), axis=0)
    assert not ((steps[:, 0] != 0) & np.abs(steps[:, 1:]).max(axis=1).astype(bool)).any()  # along one of both at a time
    np.testing.assert_allclose(W, path.at(s), atol=1e-12)


def test_where_all_weights_are_zero_the_bias_alone_is_free():
    one = seen(kind="freedom", penalty="l1")
    zeroing = one.path.zeroing
    np.testing.assert_array_equal(one.axis.place(zeroing * np.array([0.99, 1.0, 1.1])), [2.0, 1.0, 1.0])


def test_stopping_early_has_points_at_the_step_shown_and_says_what_they_are_like():
    picture = path_picture(seen("early"))
    meta = beads(picture.figure)
    assert meta["x"] == "early"
    assert meta["match"] == {"own": 0.1, "rate": 0.1}
    assert [readout.column for readout in picture.readouts] == ["match"]
    assert path_picture(seen("weights")).readouts == ()
    changed = replace(seen("early"), early=None, early_refusal="The run was changed.")
    assert path_picture(changed).caption.startswith("Stopping early cannot be shown: The run was changed.")
    assert "Stopping early" not in path_picture(replace(changed, show="weights")).caption


def test_a_curve_without_a_known_bend_has_its_shape_alone():
    kinked = Experiment(loss="absolute", penalty="l1").problem()
    assert curvature_scale(kinked, np.zeros(kinked.size)) is None
    picture = thresholds_picture(Thresholds(kinked, 0.3, None, None, None))
    assert picture.title == "L1 makes small weights zero"
    assert "Absolute does not bend" in picture.caption
    network = Experiment(model="mlp", penalty="l2").problem()
    assert curvature_scale(network, np.ones(network.size)) is None
    picture = thresholds_picture(Thresholds(network, 0.3, None, None, None))
    assert picture.title == "L2 makes weights smaller, none zero"
    assert "of a network" in picture.caption


def test_sizes_never_grow_with_the_strength():
    for penalty in ("l1", "l2", "elastic_net"):
        one = seen(kind="norm", penalty=penalty)
        assert (np.diff(one.axis.places) <= 1e-12).all()
    ridge = seen(penalty="l2")
    np.testing.assert_allclose(
        weight_sizes(ridge.problem, ridge.path.weights)[0], np.linalg.norm(ridge.path.weights[:, :10], axis=1)
    )
    lasso = seen(penalty="l1")
    np.testing.assert_allclose(
        weight_sizes(lasso.problem, lasso.path.weights)[0], np.abs(lasso.path.weights[:, :10]).sum(axis=1)
    )


def test_an_axis_that_is_not_known_is_the_strength():
    one = seen(kind="freedom", loss="huber")
    assert one.axis.kind == "strength"
    assert "freedom" not in axes_of(one.path)


def test_zero_and_far_strengths_stand_at_the_ends():
    one = seen(now=0.0)
    low, high = (10.0**end for end in one.axis.range)
    np.testing.assert_allclose(one.axis.place(np.array([0.0, 0.5, 1e9])), [low, 0.5, high])
    assert one.axis.stops[0] == 0.0


def test_many_weights_are_one_bundle_beside_the_largest():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(30, 60))
    problem = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.0)
    path = regularization_path(problem, np.geomspace(10, 0.01, 9))
    axis = strength_axis(problem, path, "strength", 0.1, GRID, 1000.0)
    figure = path_picture(PathContent(problem, path, axis, path.at(0.1), path.weights)).figure
    assert len(beads(figure)["items"]) == MOST_NAMES
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


def test_the_curve_is_the_best_weight_by_brute_force():
    for penalty in ("l1", "l2", "elastic_net", "mcp", "scad", "group_l1"):
        problem = Experiment(penalty=penalty).problem()
        one = Thresholds(problem, 0.7, 2.0, None, None)
        v = np.linspace(-3, 3, 60001)
        for b in (-2.5, -0.3, 0.2, 0.36, 1.1):
            cost = (v - b) ** 2 + problem.penalty.terms(v[:, None, None], 0.7).reshape(len(v), -1).sum(axis=1)
            assert one.curve(problem.penalty, np.array([b]))[0] == pytest.approx(v[cost.argmin()], abs=2e-4)


def test_hard_threshold_keeps_what_is_worth_its_price():
    b = np.linspace(-2, 2, 401)
    best = np.where((b - 0.0) ** 2 < 0.49, 0.0, b)  # curvature 2: leaving it out costs b^2, keeping it 0.49
    np.testing.assert_array_equal(
        hard_threshold(b, 2.0, 0.49)[np.abs(np.abs(b) - 0.7) > 1e-9], best[np.abs(np.abs(b) - 0.7) > 1e-9]
    )


def test_the_threshold_in_the_title_is_where_the_curve_leaves_zero():
    problem = Experiment(penalty="l1").problem()
    assert Thresholds(problem, 0.3, 2.0, None, None).threshold == pytest.approx(0.15)
    assert thresholds_picture(Thresholds(problem, 0.3, 2.0, None, None)).title == "Weights below 0.15 become zero"
    assert Thresholds(Experiment(penalty="l2").problem(), 0.3, 2.0, None, None).threshold == 0.0
    scad = Thresholds(Experiment(penalty="scad").problem(), 0.3, 0.02, None, None)  # it jumps: a weight may stay away from zero
    edge = scad.threshold
    assert scad.curve(scad.problem.penalty, np.array([edge * (1 - 1e-6), edge * (1 + 1e-6)])) == pytest.approx(
        [0, edge], rel=1e-5
    )


@pytest.mark.parametrize("spread", [0.25, 1.0, 4.0])
def test_the_title_is_true_of_features_that_are_not_of_spread_1(spread):
    x = spread * np.tile([-1.0, 1.0], 20)
    for free in (0.9 * 0.15, 1.1 * 0.15):
        problem = Problem(Dataset(x[:, None], free * x), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.3)
        zeroed = regularization_path(problem, [0.3]).weights[0, 0] == 0
        assert zeroed == (2 * spread**2 * free < 0.3)  # the pull on a weight of zero, by hand
        title = thresholds_picture(Thresholds(problem, 0.3, 2.0, None, None)).title
        plain = "Weights below 0.15 become zero"
        assert title == (plain if spread == 1 else "For a feature of spread 1: weights below 0.15 become zero")


def test_without_standardising_every_title_but_that_nothing_shrinks_is_for_spread_1():
    def title(strength, **fields):
        problem = Experiment(dataset="diabetes", **fields).problem()
        return thresholds_picture(Thresholds(problem, strength, 2.0, None, None)).title

    assert title(2.0, penalty="l2") == "A weight keeps 50 % of itself"
    assert title(2.0, penalty="l2", standardise=False) == "For a feature of spread 1: a weight keeps 50 % of itself"
    assert title(1e-5, penalty="l2", standardise=False) == "For a feature of spread 1: nothing shrinks"
    assert title(0.0, penalty="l2", standardise=False) == title(2.0, penalty="none", standardise=False) == "Nothing shrinks"
    assert title(2.0, penalty="l2", model="mlp").startswith("For a feature of spread 1")


def test_weights_of_features_that_are_not_correlated_lie_on_the_curve():
    rng = np.random.default_rng(0)
    Q, _ = np.linalg.qr(np.column_stack([np.ones(50), rng.normal(size=(50, 3))]))
    X = 50**0.5 * Q[:, 1:]
    problem = Problem(Dataset(X, X @ [1.0, -0.3, 0.02] + 1), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.2)
    path = regularization_path(problem, [0.2])
    free = np.array([1.0, -0.3, 0.02, 1.0])
    one = Thresholds(problem, 0.2, curvature_scale(problem, path.weights[0]), free, path.weights[0])
    np.testing.assert_allclose(path.weights[0, :3], one.curve(problem.penalty, free[:3]), atol=1e-12)
    picture = thresholds_picture(one)
    assert "off the curve" not in picture.caption
    assert [item["at"] for item in beads(picture.figure)["items"]] == [1.0, -0.3, 0.02]


def test_bars_are_the_factors_of_ridge():
    problem = Experiment(strength=0.0).problem()
    principal = regularization_path(problem, [0.5]).principal
    X = problem.data.X - problem.data.X.mean(axis=0)
    d2 = np.linalg.eigvalsh(X.T @ X)[::-1]
    picture = directions_picture(principal, problem.names[:10], 0.5)
    np.testing.assert_allclose(picture.figure.data[1].y, d2 / (d2 + problem.n * 0.5 / 2), rtol=1e-9)
    assert picture.title.startswith(f"The widest direction keeps {100 * d2[0] / (d2[0] + problem.n / 4):.3g} %")


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


def test_folds_then_the_mean_with_its_bars_and_both_choices():
    e = Experiment(penalty="l1")
    path = e.path()
    axis = strength_axis(e.problem(), path, "strength", 0.1, GRID, 1000.0)
    margin = {"l": 60, "r": 50}
    assert "Press Cross-validate" in validated_picture(Validated(None, None, axis, margin)).caption
    begun = e.cross_validation().advance().advance()
    some = validated_picture(Validated(begun, None, axis, margin))
    assert some.title == "Cross-validating: 2 of 5 folds done"
    assert len(some.figure.data) == 2
    assert some.pickers == ()
    done = begun.advance().advance().advance()
    chosen = done.selection()
    for by, mean, se in (("loss", chosen.mean, chosen.se), ("metric", chosen.score_mean, chosen.score_se)):
        picture = validated_picture(Validated(done, chosen, axis, margin, by))
        line = next(trace for trace in picture.figure.data if trace.error_y.array is not None)
        order = np.argsort(chosen.strengths)
        np.testing.assert_allclose(line.x, chosen.strengths[order], rtol=1e-6)
        np.testing.assert_allclose(line.y, mean[order], rtol=1e-6)
        np.testing.assert_allclose(line.error_y.array, se[order], rtol=1e-6)
        marks = [trace for trace in picture.figure.data if trace.mode == "markers"]
        np.testing.assert_allclose([m.x[0] for m in marks], [chosen.best, chosen.one_se], rtol=1e-6)
        np.testing.assert_allclose([m.y[0] for m in marks], mean[[chosen.best_at, chosen.one_se_at]], rtol=1e-6)
        assert f"{chosen.best:.3g}" in picture.title
        assert f"{mean[chosen.best_at]:.3g} ±" in picture.alt


def test_an_error_without_end_is_drawn_above_the_chart():
    e = Experiment(penalty="l1")
    begun = e.cross_validation([1.0, 0.1, 0.01])
    rows = tuple((np.array([1.0, 0.5, np.inf]), np.array([1.0, 0.5, 1e300])) for _ in range(5))
    done = type(begun)(**{**vars(begun), "rows": rows})
    axis = strength_axis(e.problem(), e.path(), "strength", 0.1, GRID, 1000.0)
    for by in ("loss", "metric"):
        figure = validated_picture(Validated(done, done.selection(), axis, {"l": 60, "r": 50}, by)).figure
        low, high = figure.layout.yaxis.range
        assert 0.0 < low < 0.5
        assert 1.0 < high < 5.0
        assert all(np.isfinite(np.array(trace.y, dtype=float)).all() for trace in figure.data)
