"""Common metrics for numbers: the pinball loss at a quantile, and the deviances of counts and amounts."""

from __future__ import annotations

from functools import partial

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.core.text import setting
from explorer.datasets.preparation import Scaling
from explorer.losses.base import Loss
from explorer.selection.metrics import AMOUNT, NUMBERS, Metric, mean_over, misses

Array = np.ndarray


def pinball(tau: float) -> Metric:
    """The mean pinball loss at a quantile ``tau`` between 0 and 1: a miss below the target costs tau, one above 1 - tau.

    Raises ``ValueError`` for another tau. Source: Koenker and Bassett, "Regression quantiles", 1978.

    >>> pinball(0.9).label
    'Pinball loss at the 0.9 quantile'
    """
    if not 0.0 < tau < 1.0:
        raise ValueError(f"tau: {tau:g} is not a quantile. Allowed: above 0 and below 1.")
    shown = setting(float(tau))
    says = f"It is smallest where a share of {shown} of the targets lies below what is predicted."
    label = f"Pinball loss at the {shown} quantile"
    return Metric("pinball", label, f"pinball loss at {shown}", AMOUNT, NUMBERS, partial(_pinball, float(tau)), says)


def _pinball(tau: float, y: Array, z: Array, loss: Loss, scaling: Scaling, shares: Array | None = None) -> Array:
    miss = misses(y, z, loss, scaling)
    return mean_over(np.maximum(-tau * miss, (1.0 - tau) * miss), shares)


def unit_deviance(y: Array, mean: Array, power: float) -> Array:
    """Twice how much less likely each target (n,) is under a predicted mean (..., n) than under itself; inf for a mean of 0.

    The variance is in proportion to mean^power: 1 Poisson, 2 gamma, in between Tweedie. Targets are 0 or
    above, for gamma above. Source: Jorgensen, The Theory of Dispersion Models, 1997.

    >>> unit_deviance(np.array([2.0]), np.array([1.0]), 2.0).round(6)
    array([0.613706])
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if power == 1.0:
            found = y * np.log(np.where(y > 0, y, 1.0) / mean) - y + mean
            found = np.where(y > 0, found, mean)
        elif power == 2.0:
            found = np.log(mean / y) + y / mean - 1.0
        else:
            a, b = 1.0 - power, 2.0 - power
            found = y**b / (a * b) - y * mean**a / a + mean**b / b
    return np.where(mean > 0, 2.0 * found, np.inf)


def _deviance(power: float, y: Array, z: Array, loss: Loss, scaling: Scaling, shares: Array | None = None) -> Array:
    mean = exp_or_inf(z) if loss.link == "log" else scaling.original_y(z)
    return mean_over(unit_deviance(scaling.original_y(y), mean, power), shares)


SAYS = "It is twice the log-likelihood that is missing: a miss counts in proportion to how much targets of that size vary."
DEVIANCES = tuple(
    Metric("deviance", f"{name} deviance", f"{name} deviance", "mean deviance", (task,), partial(_deviance, power), SAYS,
           needs="above 0")
    for task, name, power in (("count", "Poisson", 1.0), ("amount", "Tweedie", 1.5), ("positive", "gamma", 2.0))
)  # fmt: skip
"""One for each kind of target that is never negative."""
