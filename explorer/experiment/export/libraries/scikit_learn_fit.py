"""scikit-learn: what is given to ``fit`` where examples have weights or exposures."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.experiment.export.libraries.base import Terms

Array = np.ndarray


def rates_and_weights(problem: Problem) -> tuple[Array, Array | None]:
    """The targets (n,) and the weights (n,) with which an estimator without offsets has this cost; None for no weights.

    Under a log link a likelihood with variance mean^p of an amount y for the exposure e is that of the rate y / e, weighted
    e^(2 - p), up to a constant (Jorgensen, The Theory of Dispersion Models, 1997). The weights are shares with mean 1, times
    that.
    """
    y, shares, offset = problem.data.y, problem.examples.shares, problem.data.offset
    if offset is None:
        return y, shares
    power = {"poisson": 1.0, "gamma": 2.0}.get(problem.loss.id, float(getattr(problem.loss, "power", 1.0)))
    own = np.exp((2.0 - power) * offset)
    return y / np.exp(offset), own if shares is None else own * shares


def how_to_fit(terms: Terms) -> str:
    """What is given to ``fit`` besides X and y, in a sentence; empty for nothing."""
    weights = "the weights of the examples, divided by their mean"
    if terms.exposed:
        also = f", times {weights}" if terms.weighted else ""
        return (
            "It knows no offset: fit the rates y / exposure with sample_weight s = exposure to the power of 2 - p, p being 1 "
            f"for Poisson, 2 for gamma and Tweedie's own{also}."
        )
    return (
        f"Fit it with sample_weight = {weights}. For classes that is class_weight, where balanced ones have mean 1 already."
        if terms.weighted
        else ""
    )
