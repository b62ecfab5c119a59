"""What scikit-learn's ``fit`` is given besides features and targets: weights of examples, and columns scaled for factors."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.experiment.export.libraries.base import Terms

Array = np.ndarray


def variance_power(problem: Problem) -> float:
    """The power p of the mean to which the variance is proportional under a loss with a log link: 1 Poisson, 2 gamma."""
    return {"poisson": 1.0, "gamma": 2.0}.get(problem.loss.id, float(getattr(problem.loss, "power", 1.0)))


def rates_and_weights(problem: Problem) -> tuple[Array, Array | None]:
    """The targets (n,) and the weights (n,) with which an estimator without offsets has this cost; None for no weights.

    Under a log link a likelihood with variance mean^p of an amount y for the exposure e is that of the rate y / e, weighted
    e^(2 - p), up to a constant (Jorgensen, The Theory of Dispersion Models, 1997). The weights are shares with mean 1, times
    that.
    """
    y, shares, offset = problem.data.y, problem.examples.shares, problem.data.offset
    if offset is None:
        return y, shares
    own = np.exp((2.0 - variance_power(problem)) * offset)
    return y / np.exp(offset), own if shares is None else own * shares


def divided_columns(terms: Terms) -> tuple[float, ...]:
    """What to divide columns by so that the plain penalty is that with factors; empty where nothing does it.

    The weight v of a column divided by u is u w: f |w| = |v| for u = f, and f w^2 / 2 = v^2 / 2 for the root of f.
    """
    factors = terms.factors
    if factors is None or not factors.all() or not (terms.free_of_l1 or terms.free_of_l2):
        return ()
    return tuple((factors if terms.free_of_l2 else np.sqrt(factors)).tolist())


def how_to_fit(terms: Terms) -> str:
    """What is given to ``fit`` besides X and y, in a sentence or two; empty for nothing."""
    return f"{_weights(terms)} {_columns(terms)}".strip()


def _columns(terms: Terms) -> str:
    if not divided_columns(terms):
        return ""
    root = "the root of " if terms.free_of_l1 else ""
    return (
        f"It has no factors for single features: divide each column by {root}its factor first, and the weight that it finds by "
        "the same."
    )


def _weights(terms: Terms) -> str:
    weights = "the weights of the examples, divided by their mean"
    if terms.exposed:
        also = f", times {weights}" if terms.weighted else ""
        return (
            "It knows no offset: fit the rates y / exposure with sample_weight s = exposure to the power of 2 - p, p being 1 "
            f"for Poisson, 2 for gamma and Tweedie's own{also}."
        )
    if not terms.weighted:
        return ""
    return f"Fit it with sample_weight = {weights}. For classes that is class_weight, where balanced ones have mean 1 already."
