"""scikit-learn: estimators that minimise our cost, exactly or by stochastic steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from explorer.core.columns import rank
from explorer.cost.problem import Problem
from explorer.experiment.export.libraries.base import Argument, Library, Terms, Translation, multiple
from explorer.experiment.export.libraries.scikit_learn_fit import divided_columns, how_to_fit, rates_and_weights
from explorer.experiment.export.libraries.scikit_learn_steps import stepwise
from explorer.path.optimum import optimum
from explorer.path.zeroing import zeroing_strength

LAMBDA = r"\lambda"
SAMPLES = r"n \lambda"
LINEAR = "sklearn.linear_model"
DEPENDENT = (
    "Some features are sums of others here, and with alpha = 0 Ridge divides by what rounding leaves of them: take "
    "LinearRegression there."
)
Array = np.ndarray
Arguments = tuple[tuple[str, Argument], ...]
EXACT: Arguments = (("tol", 1e-12), ("max_iter", 1_000_000))
NEWTON: Arguments = (("solver", "newton-cholesky"), ("tol", 1e-10), ("max_iter", 1000))


def make(
    estimator: str,
    parameter: str,
    value: float,
    formula: str,
    note: str = "",
    others: Arguments = (),
    precise: Arguments = (),
    module: str = LINEAR,
) -> Translation:
    """An estimator of scikit-learn with the same minimum."""
    return Translation("scikit-learn", estimator, parameter, value, formula, note, others, precise, True, module)


def least_squares(t: Terms) -> Iterator[Translation]:
    """Ridge, Lasso and ElasticNet."""
    if t.curvature is None or t.several:
        return
    n, c = t.problem.n, t.curvature
    a, b = t.shares
    if t.free_of_l1:
        note = "Ridge adds up the squares and takes no mean, so its alpha grows with the number of examples."
        formula = rf"\alpha = {multiple((b or 1.0) / c, SAMPLES)}"
        found = make("Ridge", "alpha", n * t.l2 / c, formula, note, precise=(("solver", "svd"),))
        yield found if t.l2 or not dependent(t.problem) else replace(found, note=f"{note} {DEPENDENT}", exact=False)
        return
    if t.free_of_l2:
        note = "Lasso halves the squared loss, so its alpha is half of our strength." if c == 2 else ""
        found = make("Lasso", "alpha", t.l1 / c, rf"\alpha = {multiple(a / c, LAMBDA)}", note, precise=EXACT)
        yield _warns_at_zero(found) if t.off else found
    note = "ElasticNet halves the squared loss, and l1_ratio is our ratio." if c == 2 else ""
    formula = rf"\alpha = {multiple((a + b) / c, LAMBDA)}"
    others = (("l1_ratio", t.ratio),)
    found = make("ElasticNet", "alpha", (t.l1 + t.l2) / c, formula, note, others=others, precise=EXACT)
    yield _warns_at_zero(found) if t.off else found


def dependent(problem: Problem) -> bool:
    """Whether some features are sums of others, so that without a penalty many sets of weights have the lowest cost."""
    return rank(problem.network.design) < problem.network.design.shape[1]


def _warns_at_zero(found: Translation) -> Translation:
    """Coordinate descent without a penalty may stop early: scikit-learn's own documentation advises against it."""
    note = f"{found.note} Fitted with alpha = 0, {found.estimator} warns and may stop early: take LinearRegression there."
    return replace(found, note=note.strip(), exact=False)


def logistic(t: Terms) -> Iterator[Translation]:
    """LogisticRegression: C is the weight of the examples relative to the penalty, so it falls where the strength rises."""
    loss = t.problem.loss
    if loss.id not in ("logistic", "cross_entropy") or t.parameter("smoothing"):
        return
    whole = t.l1 + t.l2
    note = "C goes the other way: the larger, the weaker the penalty."
    formula = rf"C = \frac{{1}}{{{multiple(sum(t.shares) or 1.0, SAMPLES)}}}"
    value = 1.0 / (t.problem.n * whole) if whole else np.inf
    if t.off:
        note += (
            " At strength 0 there is no penalty: C is infinite, before version 1.8 written penalty=None. Then there is no "
            "minimum where a line separates the classes."
        )
    if t.free_of_l1:
        yield make("LogisticRegression", "C", float(value), formula, f"{note} {t.shift}".strip(), precise=NEWTON)
        return
    note += (
        ' Before version 1.8, say penalty="elasticnet" as well. The solver liblinear would penalise the bias; saga does not, '
        "but where it leaves no weight it stops before the bias is found, and it is slow where features differ much in size."
    )
    note, others = f"{note} {t.shift}".strip(), (("l1_ratio", t.ratio), ("solver", "saga"))
    slow: Arguments = (("tol", 1e-9), ("max_iter", 1_000_000))
    found = make("LogisticRegression", "C", float(value), formula, note, others=others, precise=slow)
    yield replace(found, exact=not t.off and not leaves_none(t))


def leaves_none(t: Terms) -> bool:
    """Whether the strength is one at which all weights are zero: saga looks at them alone, and so stops too early."""
    zeroing = zeroing_strength(t.problem)
    return zeroing is not None and t.problem.strength >= zeroing


def log_link(t: Terms) -> Iterator[Translation]:
    """PoissonRegressor, GammaRegressor and TweedieRegressor."""
    loss = t.problem.loss
    names = {"poisson": "PoissonRegressor", "gamma": "GammaRegressor", "tweedie": "TweedieRegressor"}
    if loss.id not in names or not t.free_of_l1:
        return
    others: Arguments = (("power", t.parameter("power")), ("link", "log")) if loss.id == "tweedie" else ()
    formula = rf"\alpha = {multiple(t.shares[1] or 1.0, LAMBDA)}"
    note, unit = "The same cost as ours, up to a constant.", 1.0
    weights = rates_and_weights(t.problem)[1]
    if t.exposed and weights is not None:
        unit = float(weights.mean())
        formula = rf"\alpha = \frac{{{multiple(t.shares[1] or 1.0, LAMBDA)}}}{{\bar s}}"
        note = f"{note} Here the mean of those weights is {unit:.4g}."
    yield make(names[loss.id], "alpha", t.l2 / unit, formula, note, others=others, precise=NEWTON)


def huber(t: Terms) -> Iterator[Translation]:
    """HuberRegressor fits a scale as well; with the right epsilon that scale comes out so that its cost has our minimum.

    Its cost is the sum of s + H(r / s) s, H(u) = u^2 up to epsilon and 2 epsilon |u| - epsilon^2 beyond, + alpha |w|^2. Where
    epsilon s = delta that is 2 / s times our Huber losses, and s is best at s^2 = the mean of min(r^2, delta^2).
    """
    loss = t.problem.loss
    if loss.id != "huber" or not t.free_of_l1 or t.weighted:
        return
    best = optimum(t.problem)
    if best is None:
        return
    delta = t.parameter("delta")
    r = t.problem.network.predict(best.weights) - t.problem.data.y
    s = float(np.sqrt(np.minimum(r * r, delta * delta).mean()))
    if s <= 0 or delta / s < 1:
        return
    note = (
        "It fits the spread s of the errors as well, and its epsilon counts in that spread. "
        f"Here s = {s:.4g}, the root of the mean of min(r², δ²) at the minimum, so both numbers hold for these data alone. "
        "Its solver stops about five digits in."
    )
    formula = rf"\alpha = \frac{{{multiple(t.shares[1] or 1.0, SAMPLES)}}}{{s}},\; \epsilon = \frac{{\delta}}{{s}}"
    others, precise = (("epsilon", delta / s),), (("tol", 1e-8), ("max_iter", 100_000))
    found = make("HuberRegressor", "alpha", t.problem.n * t.l2 / s, formula, note, others, precise)
    yield replace(found, exact=False)


def quantile(t: Terms) -> Iterator[Translation]:
    """QuantileRegressor: the pinball loss with L1, by linear programming."""
    loss = t.problem.loss
    factors = {"quantile": (t.parameter("tau"), 1.0), "absolute": (0.5, 2.0)}
    if loss.id not in factors or not t.free_of_l2:
        return
    tau, factor = factors[loss.id]
    note = "Half of the absolute loss is the quantile loss of one half, so alpha is halved too." if factor == 2 else ""
    formula = rf"\alpha = {multiple((t.shares[0] or 1.0) / factor, LAMBDA)}"
    others = (("quantile", tau), ("solver", "highs"))
    yield make("QuantileRegressor", "alpha", t.l1 / factor, formula, note, others=others)


def support_vectors(t: Terms) -> Iterator[Translation]:
    """SVC and SVR with a linear kernel, which leave the bias free as we do; without a bias LinearSVC and LinearSVR."""
    loss = t.problem.loss
    margins = {"hinge": "SVC", "epsilon_insensitive": "SVR", "absolute": "SVR"}
    if loss.id not in margins or not t.free_of_l1 or t.free_of_l2:
        return
    name = margins[loss.id]
    tube: Arguments = (("epsilon", t.parameter("epsilon")),) if name == "SVR" else ()
    others: Arguments = (("kernel", "linear"), *tube)
    precise: Arguments = (("tol", 1e-9),)
    note = f"C goes the other way: the larger, the weaker the penalty. Linear{name} would penalise the bias; {name} does not."
    if not t.biased:
        name, others, precise = f"Linear{name}", (("loss", "hinge"), *tube) if name == "SVC" else tube, (("max_iter", 100_000),)
        note = (
            f"C goes the other way: the larger, the weaker the penalty. {name} penalises a bias, and here there is none. Its "
            "solver stops a few digits in."
        )
    formula = rf"C = \frac{{1}}{{{multiple(t.shares[1], SAMPLES)}}}"
    if t.off:
        note += f" At strength 0 it is infinite, and {name} may not come to an end: it wants some penalty."
    value = np.inf if t.off else 1.0 / (t.problem.n * t.l2)
    yield replace(make(name, "C", float(value), formula, note, others, precise, "sklearn.svm"), exact=t.biased and not t.off)


FAMILIES: tuple[Callable[[Terms], Iterator[Translation]], ...] = (
    least_squares, logistic, log_link, huber, quantile, support_vectors, stepwise,
)  # fmt: skip
"""One more estimator is one more function here."""


class ScikitLearn(Library):
    """Python's own."""

    name = "scikit-learn"
    rank = 10

    def translations(self, terms: Terms) -> list[Translation]:
        """Every estimator that has this cost, those that minimise it exactly first."""
        if not (terms.linear and terms.known):
            return []
        families = (log_link,) if terms.exposed else FAMILIES
        also = () if terms.biased else (("fit_intercept", False),)
        columns = divided_columns(terms)
        if terms.factors is not None and not columns:
            return []
        note = how_to_fit(terms)
        return [
            replace(one, columns=columns, note=f"{one.note} {note}".strip(), others=(*one.others, *also))
            for family in families
            for one in family(terms)
        ]

    def missing(self, terms: Terms) -> str:
        """Where factors are to blame."""
        if terms.known and terms.factors is not None and not divided_columns(terms):
            why = "columns that pay no penalty cannot be scaled" if not terms.factors.all() else "L1 and L2 scale differently"
            return f"scikit-learn has no factors for single features, and {why}: take the NumPy script."
        return super().missing(terms)
