"""Claims of a choice of strength: cross-validation's errors, choices and notes; degrees of freedom, AIC and BIC."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import ElasticNet

from explorer import Experiment, Problem
from explorer.core.text import three_figures
from explorer.path.methods.choice import path_refusal, path_takes_long
from explorer.path.regularization_path import regularization_path
from explorer.selection import cross_validate
from explorer.selection.information import information_criteria, information_refusal
from explorer.training.history import History
from tests.claims import oracles
from tests.claims.draws import usual

MOST_WEIGHTS, MOST_EXAMPLES, FOLDS = 40, 400, 3
BEYOND = np.array([10.0, 100.0, 1000.0])
"""How many times beyond an end SciPy is asked too."""
CLOSE = 1e-3
"""Mean errors closer than this share may come out in another order by SciPy."""


def _takes(problem: Problem) -> bool:
    """Whether a choice among strengths is to be checked: small, smooth, convex, and the strength matters."""
    return bool(
        problem.network.linear and problem.loss.smooth and problem.loss.convex and problem.penalty.convex
        and problem.size <= MOST_WEIGHTS and problem.n <= MOST_EXAMPLES and not problem.penalty.is_zero(1.0)
        and not path_refusal(problem) and not path_takes_long(problem)
    )  # fmt: skip


def cross_validation_is_right(e: Experiment, h: History) -> Iterator[str]:
    """The error of each fold, the best strength and the one within a standard error, and the note on the ends."""
    problem = e.now.problem()
    if not _takes(problem):
        return
    top = regularization_path(problem, [1.0]).zeroing or 1.0
    strengths = top * np.array([1.3, 0.3, 0.05])
    try:
        found = cross_validate(problem, strengths, folds=FOLDS, seed=e.seed, standardise=False)
    except ValueError:
        return  # folds that do not fit the data, which is said
    yield ""
    truth = _held_out_errors(problem, found.folds, strengths)
    if not np.allclose(found.errors, truth, rtol=CLOSE, atol=1e-6):
        where = np.unravel_index(int(np.abs(found.errors - truth).argmax()), truth.shape)
        at = f"the error of fold {where[0]} at {strengths[where[1]]:.4g}"
        yield f"{at} is given as {found.errors[where]:.6g}, SciPy's is {truth[where]:.6g}"
        return
    mean, se = truth.mean(axis=0), truth.std(axis=0, ddof=1) / FOLDS**0.5
    near = CLOSE * np.abs(mean).max() + 1e-9  # errors may be negative: a likelihood's
    if mean[found.best_at] > mean.min() + near:
        yield f"{found.best:.4g} is called best with {mean[found.best_at]:.6g}; the errors are {mean}"
    limit = mean[found.best_at] + se[found.best_at]
    larger = mean[strengths > found.one_se]
    if mean[found.one_se_at] > limit + near or (larger < limit - near).any():
        yield f"{found.one_se:.4g} is called the largest within one standard error ({limit:.6g}); the errors are {mean}"
    yield from _note(problem, found.folds, strengths, mean, found.best_at, found.note)


def _note(problem: Problem, folds: np.ndarray, strengths: np.ndarray, mean: np.ndarray, best: int, note: str) -> Iterator[str]:
    value, error = float(strengths[best]), float(mean[best])
    end = value in (strengths.min(), strengths.max())
    if not end or "no lowest cost" in note:
        if "do better still" in note or "hardly change it" in note:
            yield f"{value:.4g} lies inside and is called an end: {note}"
        return
    beyond = value * BEYOND if value == strengths.max() else value / BEYOND
    further = _held_out_errors(problem, folds, beyond).mean(axis=0)
    lower = float((error - further.min()) / max(abs(error), 1e-12))
    if "do better still" in note and lower < -CLOSE:
        yield f"beyond {value:.4g} the errors are {further}, not below {error:.6g}: {note}"
    visible = three_figures(float(further.min()) * (1 + CLOSE)) != three_figures(error) and lower > CLOSE
    if ("hardly change it" in note or "No feature helps" in note) and visible:
        yield f"beyond {value:.4g} the error falls from {error:.6g} to {further.min():.6g}: {note}"
    if "All strengths" in note and np.ptp(mean) > CLOSE * abs(error) + 1e-9:
        yield f"the errors differ, {mean}: {note}"
    if "No feature helps" in note or "all weights are zero" in note:
        at, zero = problem.at(value), np.zeros(problem.size)
        w = oracles.minimum_near(at, zero)[1]
        layer = problem.network.layers[0]
        centre = w.copy()
        layer.weights(centre)[...] = 0.0
        centre = oracles.minimum_near(problem.at(1e6 * max(value, 1.0)), centre)[1]
        layer.weights(centre)[...] = 0.0
        if at.cost(centre).total - at.cost(w).total > 1e-6 * abs(at.cost(centre).total):
            yield f"at {value:.4g} weights other than zero cost less: {note}"


def _held_out_errors(problem: Problem, folds: np.ndarray, strengths: np.ndarray) -> np.ndarray:
    """The mean loss (folds, k) on each fold, the weights found on the others by SciPy, from zero and from those of the path."""
    out = np.empty((FOLDS, len(strengths)))
    for fold in range(FOLDS):
        kept = Problem(problem.data.rows(folds != fold), problem.model, problem.loss, problem.penalty, 0.0)
        held = kept.hold(problem.data.rows(folds == fold))
        w, path = np.zeros(problem.size), regularization_path(kept, strengths).weights
        for place in np.argsort(-strengths):
            at = kept.at(float(strengths[place]))
            w = min((oracles.minimum_near(at, start, 2000) for start in (w, path[place])), key=lambda end: end[0])[1]
            out[fold, place] = kept.mean_loss(w[None], held)[0]
    return out


def information_is_right(e: Experiment, h: History) -> Iterator[str]:
    """Degrees of freedom, and the strengths that AIC and BIC choose."""
    problem = e.now.problem()
    if not _takes(problem) or information_refusal(problem) or not usual(e.now):
        return
    parts = problem.penalty.mixture(1.0)
    squared = problem.loss.id == "squared" and problem.network.layers[0].outputs is None
    if parts is None or not (squared or parts[0] == 0):
        return
    yield ""
    top = regularization_path(problem, [1.0]).zeroing or 1.0
    path = regularization_path(problem, top * np.array([0.6, 0.11, 0.013]))
    said = information_criteria(problem, path)
    freedom = np.array([freedom_of(problem, float(s), w, squared) for s, w in zip(path.strengths, path.weights, strict=True)])
    if not np.allclose(said.freedom, freedom, rtol=2e-3, atol=2e-3):
        yield f"degrees of freedom {said.freedom} at {path.strengths}; by another way {freedom}"
        return
    n, loss = problem.n, np.array([problem.cost(w).data for w in path.weights])
    deviance = n * np.log(loss) if problem.loss.likelihood == "spread" else 2 * n * loss
    for name, factor, best in (("AIC", 2.0, said.best_aic), ("BIC", np.log(n), said.best_bic)):
        criterion = deviance + factor * freedom
        if best is not None and freedom.max() < 0.9 * n and criterion[path.strengths == best][0] > criterion.min() + 0.05:
            yield f"{name} is said to be lowest at {best:.4g}; it is {criterion} at {path.strengths}"


def freedom_of(problem: Problem, strength: float, w: np.ndarray, squared: bool) -> float:
    """By scikit-learn's active set and singular values for squared loss; else by a Hessian of differences."""
    l1, l2 = problem.penalty.mixture(strength) or (0.0, 0.0)
    if squared:
        X, y = problem.network.features, problem.data.y
        used = np.ones(X.shape[1], dtype=bool)
        if l1 > 0:
            both = 0.5 * (l1 + l2)
            fit = ElasticNet(alpha=both, l1_ratio=l1 / (l1 + l2), tol=1e-12, max_iter=200_000).fit(X, y)
            used = np.abs(fit.coef_) > 1e-9 * max(np.abs(fit.coef_).max(), 1e-300)
        s = np.linalg.svd((X - X.mean(axis=0))[:, used], compute_uv=False) ** 2
        s = s[s > 1e-12 * s.max(initial=0.0)]
        return float(1.0 + (s / (s + problem.n * l2 / 2.0)).sum())
    step = 1e-5 * (1.0 + np.abs(w))
    plain = problem.at(0.0)
    H = np.array([(plain.gradient(w + d) - plain.gradient(w - d)) / (2 * d.sum()) for d in np.diag(step)])
    held = np.diag(l2 * (problem.network.penalised > 0))
    return float(np.trace(np.linalg.pinv(H + held, rcond=1e-9, hermitian=False) @ H))
