"""AIC and BIC along a path: the likelihood of the training examples against how freely the weights were fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.cost.counting import counting
from explorer.cost.feature_factors import prices
from explorer.cost.hessian import MOST_WEIGHTS, data_hessian
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import alive
from explorer.path.path_found import Path

Array = np.ndarray
MOST_FREE = 0.95
"""With more degrees of freedom than this share of the examples the criteria mean nothing: the fit has hardly an error left."""


@dataclass(frozen=True, eq=False)
class Information:
    """Criteria at each of k strengths, in the order of the path; lower is better, and only differences mean anything.

    ``freedom`` (k,) are effective degrees of freedom, biases counted; ``aic`` and ``bic`` (k,) are -2 log-likelihood + 2 x
    freedom, and + log(n) x freedom, up to a constant that depends on the targets alone; NaN where the fit has hardly an
    error left. Sources: Akaike, "A new look at the statistical model identification" (1974); Schwarz, "Estimating the
    dimension of a model" (1978).
    """

    strengths: Array
    freedom: Array
    aic: Array
    bic: Array

    @property
    def best_aic(self) -> float | None:
        """The strength of the lowest AIC, the largest of equals; None where there is none."""
        return _lowest(self.strengths, self.aic)

    @property
    def best_bic(self) -> float | None:
        """The strength of the lowest BIC, the largest of equals; None where there is none."""
        return _lowest(self.strengths, self.bic)

    def at_edge(self, strength: float) -> str:
        """That a strength is the smallest or largest on the path, so that more of them could do better; else empty."""
        if strength > 0 and strength == self.strengths.min():
            return "the smallest on this path: smaller ones may do better"
        return "the largest on this path" if strength == self.strengths.max() else ""


def information_refusal(problem: Problem) -> str:
    """Why AIC and BIC are not defined for a problem that has a path, in a sentence; empty where they are.

    >>> from explorer import Experiment
    >>> information_refusal(Experiment(dataset="diabetes", penalty="l1").problem())
    ''
    >>> information_refusal(Experiment(dataset="diabetes", loss="huber", penalty="l1").problem())
    'AIC and BIC need a likelihood (how probable the data are), which Huber does not give here.'
    """
    loss, penalty = problem.loss, problem.penalty
    if not loss.likelihood:
        return f"AIC and BIC need a likelihood (how probable the data are), which {loss.name} does not give here."
    if penalty.base.mixture(1.0) is None:
        return f"AIC and BIC need degrees of freedom, and those under {penalty.name} are not known."
    if problem.size > MOST_WEIGHTS:
        return f"AIC and BIC are worked out for up to {MOST_WEIGHTS} weights; there are {problem.size} here."
    return ""


def information_criteria(problem: Problem, path: Path) -> Information:
    """AIC and BIC at the strengths of a path of the problem. Raises ``ValueError`` where they are not defined.

    The degrees of freedom are the trace of the map from targets to predictions: of H (H + penalty)^-1 over biases and weights
    in use, H being the Hessian of the mean loss (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd
    edition, 2009, section 7.6; for L1: Zou, Hastie and Tibshirani, 2007). Weights of examples are taken as multiples of their
    mean, as precisions: n counts the examples whose weight is not 0. (Weights that count repetitions would make n their sum.)

    >>> from explorer import Experiment
    >>> e = Experiment(dataset="diabetes", penalty="l1")
    >>> found = information_criteria(e.problem(), e.path([1.0, 0.1, 0.001]))
    >>> found.freedom.tolist(), found.best_bic
    ([3.0, 7.0, 11.0], 0.1)
    """
    if refusal := information_refusal(problem):
        raise ValueError(refusal)
    n = counting(problem).n
    known = path.freedom
    freedom = (
        known
        if known is not None
        else np.array([_freedom(problem, *at) for at in zip(path.strengths, path.weights, strict=True)])
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        deviance = n * np.log(path.data) if problem.loss.likelihood == "spread" else 2.0 * n * path.data
        deviance = np.where(np.isfinite(deviance) & (freedom <= MOST_FREE * n), deviance, np.nan)
    return Information(path.strengths, freedom, deviance + 2.0 * freedom, deviance + np.log(n) * freedom)


def _freedom(problem: Problem, strength: float, w: Array) -> float:
    """The effective degrees of freedom at weights w (p,) of a strength."""
    parts = problem.penalty.base.mixture(float(strength))
    assert parts is not None
    price = prices(problem)
    used = (price == 0) | alive(problem, w[None])[0] if parts[0] > 0 else np.ones(w.size, dtype=bool)
    if not used.any():
        return 0.0
    H = data_hessian(problem, w)[np.ix_(used, used)]
    values, vectors = np.linalg.eigh(H + np.diag(parts[1] * price[used]))
    kept = values > values[-1] * used.sum() * np.finfo(float).eps
    V = vectors[:, kept]
    return float(np.trace((V / values[kept]) @ V.T @ H))


def _lowest(strengths: Array, criterion: Array) -> float | None:
    if np.isnan(criterion).all():
        return None
    return float(strengths[criterion == np.nanmin(criterion)].max())
