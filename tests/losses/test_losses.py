"""Every loss in the registry keeps what it declares: derivatives, convexity, smoothness, bounds, domain, least value.

The numbers themselves are held against other libraries in test_loss_oracles.py, the minimisers in test_minimisers.py.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.optimize import minimize

from explorer import LOSSES, PENALTIES
from explorer.core.params import instances, params_of
from explorer.core.registry import TASKS
from explorer.cost.compatibility import fits

EVERY = [loss for cls in LOSSES.values() for loss in instances(cls)]
SINGLE = [loss for loss in EVERY if loss.task != "multiclass"]
SEVERAL = [loss for loss in EVERY if loss.task == "multiclass"]
TARGETS = {
    "regression": np.array([0.0, 1.0, 2.5, 7.0]),
    "count": np.array([0.0, 1.0, 2.0, 7.0]),
    "amount": np.array([0.0, 0.3, 4.0]),
    "positive": np.array([0.3, 1.0, 4.0]),
    "binary": np.array([-1.0, 1.0]),
    "multiclass": np.array([0, 1, 2]),
}
METHODS = ("value", "slope", "curvature")


def named(loss):
    return f"{loss.id}-{loss.label}"


def scales(loss):
    """The widths on which it bends: 1, and the values of its logarithmic parameters (the c and delta of the robust ones)."""
    return [1.0, *(getattr(loss, name) for name, p in params_of(type(loss)).items() if p.log)]


def places(loss, y, reach, points):
    """Predictions within ``reach`` of 0; for a loss that bends on a finer scale than 1, within so many widths of the target."""
    width = min(scales(loss))
    return (y if width < 1 else 0.0) + width * np.linspace(-reach, reach, points)


def at(loss, method, y, z):
    return getattr(loss, method)(np.full_like(z, y), z)


def rough_places(loss, y):
    """Where value, slope or curvature has a corner: places at which differences say nothing."""
    z = places(loss, y, 12, 48001)
    bends = lambda method: (f := at(loss, method, y, z), np.abs(np.diff(f, 2)) / max(1.0, np.abs(f).max()))[1]
    return z[1:-1][(bends("value") > 1e-3) | (bends("slope") > 1e-5) | (bends("curvature") > 1e-4)]


def difference(f, x, h):
    """The derivative by central differences of fourth order."""
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_slope_and_curvature_are_the_derivatives_of_the_value(loss):
    """Relative 1e-8, or 1e-8 of the largest curvature; a step is a thousandth of the width, corners are five steps away."""
    h = 1e-3 * min(scales(loss))
    floor = max(1.0, loss.curvature_bound or 1.0)
    for y in TARGETS[loss.task]:
        rough, z = rough_places(loss, y), np.random.default_rng(0).permutation(places(loss, y, 10, 1999))[:400]
        z = z[[np.abs(rough - v).min(initial=np.inf) > 5 * h for v in z]]
        assert z.size > 200
        for method, derivative in (("value", "slope"), ("slope", "curvature")):
            d = difference(lambda x, m=method, y=y: at(loss, m, y, x), z, h)
            assert np.max(np.abs(d - at(loss, derivative, y, z)) / np.maximum(floor, np.abs(d))) < 1e-8


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_extremes_make_no_warning_and_no_nan(loss):
    """Finite up to a million, but for losses that grow like exp; beyond the floats infinite."""
    z = np.array([s * 10.0**k for k in range(-300, 7, 6) for s in (-1, 1)] + [0.0, 1e6, -1e6])
    far = np.array([1e160, -1e160, 1e300, -1e300])
    exponential = loss.smooth and loss.curvature_bound is None
    for y in TARGETS[loss.task]:
        for method in METHODS:
            found = at(loss, method, y, z)
            assert not np.isnan(found).any() if exponential else np.isfinite(found).all()
            with np.errstate(over="ignore"):
                assert not np.isnan(at(loss, method, y, far)).any()


def test_only_losses_that_grow_like_exp_have_no_bound_though_they_are_smooth():
    found = {loss.id for loss in SINGLE if loss.smooth and loss.curvature_bound is None}
    assert {"poisson", "gamma", "tweedie", "exponential"} <= found
    assert all(at(LOSSES[name](), "curvature", 1.0, np.array([20.0, -20.0])).max() > 1e4 for name in found)


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_chords_lie_above_and_tangents_below_exactly_where_it_is_convex(loss):
    """Kinks included: the slope there is a subgradient."""
    chords = tangents = 0
    for y in TARGETS[loss.task]:
        z = np.concatenate(
            [np.linspace(-8, 8, 81), TARGETS[loss.task], *(y + s * np.linspace(-4, 4, 41) for s in scales(loss))]
        )
        z = z[np.abs(z) < 500]
        a, b = np.meshgrid(z, z)
        left, right, middle = (at(loss, "value", y, x) for x in (a, b, 0.5 * (a + b)))
        slack = 1e-9 * (1 + np.abs(left) + np.abs(right))
        tangents += int((right - left - at(loss, "slope", y, a) * (b - a) < -slack).sum())
        chords += int((middle - 0.5 * (left + right) > slack).sum())
    assert [bool(broken == 0) for broken in (chords, tangents)] == [loss.convex, loss.convex]


@pytest.mark.thorough
@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_smooth_means_that_neither_value_nor_slope_jumps(loss):
    jump = 0.0
    for y in TARGETS[loss.task][:2]:
        z = places(loss, y, 12, 600_001)
        for found in (at(loss, "value", y, z), at(loss, "slope", y, z)):
            jump = max(jump, np.abs(np.diff(found)).max() / max(np.abs(found).max(), 1e-300))
    assert bool(jump < 1e-2) is loss.smooth


@pytest.mark.parametrize("loss", SINGLE, ids=named)
def test_the_curvature_bound_holds_and_is_reached(loss):
    most = max(np.abs(at(loss, "curvature", y, places(loss, y, 12, 24001))).max() for y in TARGETS[loss.task])
    if loss.curvature_bound is None:
        assert not loss.smooth or most > 10
    else:
        assert 0.99 * loss.curvature_bound <= most <= loss.curvature_bound * (1 + 1e-12)


BOUNDS = {
    "squared": 2, "huber": 1, "pseudo_huber": 1, "log_cosh": 1, "expectile": 1.5, "squared_epsilon_insensitive": 2,
    "cauchy": 1, "tukey": 1, "geman_mcclure": 1, "welsch": 1, "barron": 1, "logistic": 0.25, "squared_hinge": 2,
    "smoothed_hinge": 1, "modified_huber": 2, "brier": 0.15406, "focal": 0.4962, "tangent": 8.4846,
    "cross_entropy": 0.5, "multiclass_brier": 0.61626,
}  # fmt: skip
"""The column L of the reference, at the default parameters; losses without one have a kink or grow like exp."""


def test_the_bounds_are_those_of_the_reference():
    ours = {name: cls().curvature_bound for name, cls in LOSSES.items()}
    assert {name: ours[name] for name in BOUNDS} == pytest.approx(BOUNDS, rel=2e-4)
    none = {"absolute", "quantile", "epsilon_insensitive", "poisson", "gamma", "tweedie", "hinge", "exponential", "perceptron",
            "zero_one", "crammer_singer", "weston_watkins"}  # fmt: skip
    assert all(ours[name] is None for name in none)


def scores(K, rows, seed=0):
    """Scores (rows, K): random ones of all sizes, whole ones (ties, margins of exactly 1), and two classes far ahead."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(rows, K)) * rng.choice([0.3, 1.0, 4.0], size=(rows, 1))
    z[::4] = np.round(z[::4])
    z[1::4, 2:] -= 30.0
    return z


@pytest.mark.thorough
@pytest.mark.parametrize("K", [2, 3, 5])
@pytest.mark.parametrize("loss", SEVERAL, ids=named)
def test_several_classes_derivatives_bound_and_convexity(loss, K):
    """Fourth-order differences for each score; the full Hessian's eigenvalues; chords and tangents; all at y = 0."""
    z, h, eye = scores(K, 4000)[1:], 1e-3, np.eye(K)
    z = np.concatenate([z, np.linspace(-8, 8, 4001)[:, None] * eye[0] + np.where(np.arange(K) > 1, -30.0, 0.0)])
    y = np.zeros(len(z), dtype=int)
    slope = loss.slope(y, z)
    d = np.stack([difference(lambda t, e=e: loss.value(y, z + t * e), 0.0, h) for e in eye], axis=-1)
    hessian = np.stack([difference(lambda t, e=e: loss.slope(y, z + t * e), 0.0, h) for e in eye], axis=-1)
    away = np.full(len(z), True) if loss.smooth else np.abs(hessian).max(axis=(1, 2)) < 1  # a corner in reach gives 1 / h
    assert away.sum() > 1000
    assert np.abs(d - slope)[away].max() < 1e-8
    assert np.abs(np.einsum("nkk->nk", hessian) - loss.curvature(y, z))[away].max() < 1e-8
    assert np.abs(hessian - hessian.transpose(0, 2, 1))[away].max() < 1e-8
    if loss.curvature_bound is not None:
        most = np.abs(np.linalg.eigvalsh(hessian)).max()
        assert most <= loss.curvature_bound * (1 + 1e-8)
        assert most >= 0.99 * loss.curvature_bound
    other = np.random.default_rng(1).permutation(z)
    middle = loss.value(y, 0.5 * (z + other)) - 0.5 * (loss.value(y, z) + loss.value(y, other))
    tangent = loss.value(y, other) - loss.value(y, z) - (slope * (other - z)).sum(axis=-1)
    assert [bool((middle < 1e-9).all()), bool((tangent > -1e-9).all())] == [loss.convex, loss.convex]


@pytest.mark.parametrize("loss", SEVERAL, ids=named)
def test_several_classes_smoothness_extremes_and_classes_in_any_order(loss):
    t = np.linspace(-6, 6, 60_001)[:, None]
    jumps = [
        np.abs(np.diff(loss.slope(np.zeros(60_001, dtype=int), t * row + row[::-1]), axis=0)).max() for row in scores(3, 8)
    ]
    assert bool(max(jumps) < 1e-2) is loss.smooth
    far = np.array([[1e6, -1e6, 0.0], [0.0, 1e300, -1e300], [1e-300, 0.0, 0.0], [-1e6, 1e6, 1e6]])
    y, order = np.array([0, 1, 2, 0]), np.array([2, 0, 1])
    for method in METHODS:
        with np.errstate(over="ignore"):
            assert np.isfinite(getattr(loss, method)(y, np.clip(far, -1e100, 1e100))).all()
        z, back = scores(3, 4), np.argsort(order)
        here, there = getattr(loss, method)(y, z), getattr(loss, method)(back[y], z[:, order])
        assert there == pytest.approx(here if here.ndim == 1 else here[:, order], rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_values_broadcast_over_many_predictions(loss):
    y = np.resize(TARGETS[loss.task], 6)
    z = np.random.default_rng(1).normal(size=(3, 6, 3) if loss.task == "multiclass" else (3, 6))
    for method in METHODS:
        f = getattr(loss, method)
        together = f(y, z)
        assert together.shape == (z.shape[:2] if method == "value" else z.shape)
        assert together == pytest.approx(np.stack([f(y, row) for row in z]), rel=1e-14, abs=1e-300)


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_no_prediction_costs_less_than_the_least_and_some_come_close(loss):
    y = TARGETS[loss.task]
    if loss.task != "multiclass":
        least = np.array([at(loss, "value", v, np.append(np.linspace(-40, 40, 160_001), [v, -1e5])).min() for v in y])
        assert (least >= loss.least(y) - 1e-12).all()
        assert loss.least(y) == pytest.approx(least, abs=1e-6)
        return
    for K in (3, 5):
        cost = lambda z: float(loss.value(np.zeros(1, dtype=int), z[None])[0])
        found = min(cost(40 * np.eye(K)[0]), minimize(cost, np.eye(K)[0], options={"gtol": 1e-9}).fun)
        assert -1e-12 <= found - loss.least(np.zeros(1, dtype=int), K)[0] < 1e-6


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_facts_are_declared(loss):
    for sentence in (loss.summary, loss.use, loss.avoid, loss.symbols, loss.elsewhere or "."):
        assert sentence.endswith(".")
        assert sentence.count("(") == sentence.count(")")
    assert loss.name in loss.label
    for latex in (loss.formula, loss.minimiser.maths):
        assert latex
        assert latex.count("{") == latex.count("}")
    for words in (loss.noise, loss.untrainable, loss.minimiser.words):
        assert not words.endswith(".")
    assert loss.minimiser.words
    assert re.search(r"[12]\d{3}$", loss.source)
    assert loss.link in ("identity", "log")


GREEK = {"alpha": "α", "gamma": "γ", "delta": "δ", "varepsilon": "ε", "tau": "τ", "sigma": "σ", "ell": "ℓ", "lambda": "λ"}
KNOWN = set("eijk")
"""Euler's number, and what counts examples and classes."""


def letters(latex):
    """The symbols of a formula: its letters and Greek letters, without the names of functions."""
    latex = re.sub(r"\\(text|operatorname)\{[^}]*\}|\\begin\{cases\}|\\end\{cases\}", " ", latex)
    greek = {GREEK[word] for word in re.findall(r"\\([a-z]+)", latex) if word in GREEK}
    return greek | set(re.findall(r"[A-Za-z]", re.sub(r"\\[a-zA-Z]+", " ", latex))) - KNOWN


def names(text, letter):
    """Whether a text has the letter as a word of its own."""
    text = re.sub(r"\$|_0|_j|'", "", text).replace("_k", " k")
    return re.search(rf"(?<![^\W\d]){letter}(?![^\W\d_])", text) is not None


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_every_symbol_is_named_and_none_stands_for_two_things(loss):
    best, own = loss.minimiser, ", ".join(p.symbol for p in params_of(type(loss)).values())
    defined = " ".join(re.findall(r",\\; \\?(\w+?)(?:_k)? =", loss.formula))
    told = f"{loss.symbols} {own} {defined}"
    assert [a for a in letters(loss.formula) if not names(told, a)] == []
    assert [a for a in letters(best.maths) if not names(f"{told} {best.words} {best.symbols}", a)] == []
    again = {a for a in letters(best.maths) if names(best.symbols, a) and names(f"{loss.symbols} {own}", a)}
    assert again <= {"c"}  # c₀ beside c: another sign
    assert "c" not in again or "c_0" in best.maths


@pytest.mark.parametrize("penalty", [penalty for cls in PENALTIES.values() for penalty in instances(cls)])
def test_every_symbol_of_a_penalty_is_named(penalty):
    assert [a for a in letters(penalty.formula) if not names(penalty.symbols, a)] == []


@pytest.mark.parametrize("loss", [cls() for cls in LOSSES.values()], ids=named)
def test_the_label_has_the_same_numbers_as_the_formula(loss):
    """A default of four figures, such as Tukey's 4.685, is written in full."""
    for name, p in params_of(type(loss)).items():
        value = getattr(loss, name)
        assert re.search(rf"{p.symbol or p.label} = {re.escape(f'{value:.10g}')}(,|$)", loss.label)


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_only_a_quadratic_loss_has_one_curvature_everywhere(loss):
    if loss.task != "multiclass":
        z = np.append(np.linspace(-500, 500, 1001), [1e-3, -0.3, 0.3])
        bends = np.concatenate([at(loss, "curvature", y, z) for y in TARGETS[loss.task]])
        assert loss.quadratic is bool(bends.min() == bends.max() > 0)
    assert not loss.quadratic or loss.convex


OUTSIDE = {"count": [-1.0], "amount": [-1.0, -1e-300], "positive": [-1.0, 0.0], "binary": [0.0, 2.0], "multiclass": [-1.0, 0.5]}


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_the_domain_holds_its_own_targets_and_no_others(loss):
    assert [task for task in TASKS if fits(loss, task)] == list(loss.domain.tasks)
    assert loss.task in loss.domain.tasks
    assert loss.domain.words
    for task in loss.domain.tasks:
        assert loss.domain.holds(TARGETS[task]).all()
    assert not loss.domain.holds(np.array([np.nan, np.inf, -np.inf, *OUTSIDE.get(loss.task, [])])).any()


@pytest.mark.parametrize("t", [0.1, 0.8, 5.0])
@pytest.mark.parametrize("loss", [loss for loss in EVERY if loss.proximal], ids=named)
def test_the_prox_beats_every_other_prediction(loss, t):
    """By its definition, for predictions drawn near it and far from it."""
    rng = np.random.default_rng(8)
    y = np.repeat(TARGETS[loss.task], 40)
    shape = (len(y), 4) if loss.task == "multiclass" else (len(y),)
    z = 8.0 * rng.normal(size=shape) + (y if loss.task == "regression" else 0.0)
    v = loss.prox(y, z, t)

    def cost(v):
        squares = (v - z) ** 2 / 2
        return (squares.sum(axis=-1) if loss.task == "multiclass" else squares) + t * loss.value(y, v)

    away = rng.normal(size=(400, *shape)) * 10.0 ** rng.uniform(-6, 0.5, size=(400, *[1] * len(shape)))
    assert (cost(v) <= cost(v + away) + 1e-12).all()
    assert (cost(v) <= t * loss.value(y, z)).all()
    assert (v != z).any()


def test_every_convex_loss_with_kinks_says_how_its_prox_moves_and_others_refuse_it():
    assert all(loss.proximal for loss in EVERY if loss.convex and not loss.smooth)
    assert {loss.proximal for loss in EVERY} == {False, True}
    for loss in EVERY:
        if not loss.proximal:
            with pytest.raises(TypeError, match=re.escape(loss.name)):
                loss.prox(np.zeros(1), np.zeros(1), 1.0)


@pytest.mark.parametrize("loss", EVERY, ids=named)
def test_value_and_slope_together_are_those_of_each_to_the_bit(loss):
    rng = np.random.default_rng(0)
    y = rng.choice(TARGETS[loss.task], size=300)
    z = rng.normal(size=(300, 3) if loss.task == "multiclass" else 300) * np.repeat([0.1, 1.0, 100.0], 100).reshape(
        (300, 1) if loss.task == "multiclass" else 300
    )
    if loss.task == "regression":
        z[:20] = y[:20]  # a residual of 0, where many losses have a kink
    value, slope = loss.value_and_slope(y, z)
    assert np.array_equal(value, loss.value(y, z))
    assert np.array_equal(slope, loss.slope(y, z))
    np.testing.assert_array_equal(np.isnan(value), False)


def targets_of(loss):
    return TARGETS[loss.task].astype(float)


STRAIGHT = [loss for loss in SINGLE if loss.lines(targets_of(loss)) is not None]


@pytest.mark.parametrize("loss", STRAIGHT, ids=named)
def test_straight_lines_add_up_to_the_loss(loss):
    y, z = targets_of(loss), np.linspace(-9.0, 9.0, 49)[:, None]
    lines = loss.lines(y)
    above = z[:, None] - lines.kinks
    np.testing.assert_allclose(np.maximum(lines.below * above, lines.above * above).sum(axis=1), loss.value(y, z), atol=1e-12)
    assert (lines.below <= lines.above).all()


def test_losses_made_of_straight_lines_are_those_with_kinks_and_no_curvature():
    assert {loss.id for loss in STRAIGHT} == {"absolute", "quantile", "epsilon_insensitive", "hinge"}
    assert not any(loss.smooth for loss in STRAIGHT)


def test_losses_of_people_begin_with_their_surnames():
    named = {loss.id: loss.named_after for loss in LOSSES.values() if loss.named_after}
    assert {"huber", "cauchy", "poisson", "brier", "weston_watkins"} <= named.keys()
    assert not {"squared", "pseudo_huber", "modified_huber", "logistic", "gamma"} & named.keys()
    for name, people in named.items():
        surnames = "-".join(person.split()[-1] for person in people.split(" and "))
        assert LOSSES[name].name.startswith(surnames)


@pytest.mark.parametrize("loss", [cls() for cls in LOSSES.values()], ids=named)
def test_what_the_page_says_of_a_loss_has_the_sign_minus(loss):
    helps = [p.help for p in params_of(type(loss)).values()]
    said = " ".join(
        [loss.summary, loss.symbols, loss.noise, loss.use, loss.avoid, loss.elsewhere, loss.minimiser.symbols, *helps]
    )
    assert re.findall(r"\S+ - \S+|-[^\W\d_α-ω]*[α-ω]", said) == []
