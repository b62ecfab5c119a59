"""How a script fits each row of a comparison: scikit-learn's estimator where it has the cost, else a method in NumPy."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from explorer.core.text import shown
from explorer.cost.problem import Problem
from explorer.experiment.export.comparing.interior_point import MIDDLE, STRAIGHT
from explorer.experiment.export.libraries import LIBRARIES, Terms, Translation
from explorer.experiment.export.scripts import minimise

BY_EXAMPLES, INVERSE = ("Ridge",), ("LogisticRegression",)
"""Estimators whose parameter grows with examples x strength, and those where it is one over that; elsewhere with strength."""
SLOW = ("QuantileRegressor", "SVC", "SVR", "LinearSVC", "LinearSVR")
"""Estimators that may take minutes for one fit, or not come to an end, where targets repeat or features are of few values."""
SKLEARN = next(library for library in LIBRARIES if library.name == "scikit-learn")


@dataclass(frozen=True)
class Fit:
    """A row of the script: ``lines`` define the function ``name(X, y, SHARE, strength)`` that gives weights and biases.

    ``loss`` says that it needs the loss's own class, with these methods; ``imports`` what it needs of scikit-learn.
    """

    name: str
    lines: str
    methods: tuple[str, ...] = ()
    imports: str = ""


def fit_of(problem: Problem, name: str) -> Fit | None:
    """How the minimum of a problem is found in a script, as a function of that name; None where a short one cannot.

    ``problem`` stands for all strengths: it has one above 0.
    """
    if not problem.network.linear or not problem.network.basis.identity:
        return None
    best = next((t for t in SKLEARN.translations(Terms(problem)) if t.exact and _reliable(t)), None)
    if best is not None:
        return _with_scikit_learn(best, problem, name)
    return _with_numpy(problem, name)


def _reliable(translation: Translation) -> bool:
    """saga stops before the bias is found where it leaves no weight, as at the first strength of a path."""
    usable = translation.value is not None and translation.estimator not in SLOW
    return usable and ("solver", "saga") not in translation.others


def _with_scikit_learn(t: Translation, problem: Problem, name: str) -> Fit:
    n, s, value = problem.n, problem.strength, t.value
    assert value is not None
    if t.estimator in INVERSE:
        argument = f"{value * n * s:.12g} / (len(y) * strength)"
    elif t.estimator in BY_EXAMPLES:
        argument = f"{value / (n * s):.12g} * len(y) * strength"
    else:
        argument = f"{value / s:.12g} * strength"
    call = t.call(precise=True)
    inside = call[call.index("(") + 1 : -1].split(", ")
    others = "".join(f", {part}" for part in inside if not part.startswith(f"{t.parameter}="))
    several = problem.network.layers[0].outputs is not None
    coefficients = "model.coef_.T.ravel()" if several else "np.ravel(model.coef_)"
    lines = [
        f"def {name}(X, y, SHARE, strength):",
        f"    model = {t.estimator}({t.parameter}={argument}{others})",
        "    model.fit(X, y, sample_weight=SHARE)",
        f"    return {coefficients}, np.ravel(model.intercept_)",
    ]
    return Fit(name, "\n".join(lines), imports=f"from {t.module} import {t.estimator}")


def _with_numpy(problem: Problem, name: str) -> Fit | None:
    loss, parts = problem.loss, problem.penalty.base.mixture(1.0)
    if problem.network.layers[0].outputs is not None or parts is None or not problem.penalty.scaled or not loss.convex:
        return None
    if loss.smooth:
        template = minimise.DESCENT if parts[0] else minimise.NEWTON
        methods: tuple[str, ...] = ("value", "slope", "curvature")
        template = template.replace("loss.slope(y, z)", "(SHARE * loss.slope(y, z))")
        template = template.replace("loss.curvature(y, z)", "(SHARE * loss.curvature(y, z))")
        template = template.replace("loss.value(y, A @ w).mean()", "(SHARE * loss.value(y, A @ w)).mean()")
    elif loss.lines(problem.data.y) is not None:
        template, methods = STRAIGHT, ("lines",)
        template = f"{template}\n{MIDDLE}" if problem.network.biased else template
    else:
        return None
    lines = [f"def {name}(X, y, SHARE, strength):", f"    loss = {name.title().replace('_', '')}()"]
    design = "np.column_stack([X, np.ones(len(X))])" if problem.network.biased else "X"
    lines.append(f"    A = {design}")
    for word, coefficient in (("L1", parts[0]), ("L2", parts[1])):
        each = f"np.full(X.shape[1], {coefficient!r} * strength)"
        lines.append(f"    {word} = {f'np.append({each}, 0.0)' if problem.network.biased else each}")
    lines.append(textwrap.indent(template, "    "))
    lines.append("    return w[: X.shape[1]], w[X.shape[1] :]")
    return Fit(name, "\n".join(lines), methods)


def class_name(fit: Fit) -> str:
    """The name of the class of the loss that a fit uses."""
    return fit.name.title().replace("_", "")


def commented(names: list[str]) -> str:
    """Rows that are not in a script, in a sentence."""
    return f"Not in this script, which has no short method for them: {', '.join(map(shown, names))}." if names else ""
