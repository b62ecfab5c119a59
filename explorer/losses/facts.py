"""Facts that losses declare: which constant prediction minimises them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Minimiser:
    r"""The constant raw prediction with the smallest expected loss: the best prediction of a model without features.

    ``words`` and ``maths`` (LaTeX) say which it is, ``symbols`` what the letters in them stand for. ``of`` computes it from
    targets (n,) where there is a closed form: a number, or (K,) scores for several classes; and from targets and weights of
    examples (n,), None for weights that are all alike. Elsewhere it is where the slopes add up to zero.

    >>> MEAN.words, MEAN.maths, MEAN.of(np.array([1.0, 2.0, 6.0]))
    ('the mean', '\\bar y', 3.0)
    """

    words: str
    maths: str
    of: Callable[..., float | Array] | None = None
    symbols: str = ""


class Lines(NamedTuple):
    """A loss made of straight lines as a sum, each (m, n): in prediction z example i costs the sum over m of ``below`` x
    (z - kink) under a kink, and ``above`` x (z - kink) over it.

    >>> from explorer import LOSSES
    >>> [part.tolist() for part in LOSSES["epsilon_insensitive"](epsilon=0.5).lines(np.array([2.0]))]
    [[[2.5], [1.5]], [[0.0], [-1.0]], [[1.0], [0.0]]]
    """

    kinks: Array
    below: Array
    above: Array


@dataclass(frozen=True)
class Tuning:
    """Which ``parameter`` of a robust loss is the size from which a miss counts as large, and how large it usually is.

    At ``constant`` standard deviations of Gaussian noise the estimate has 95 % of the efficiency of least squares: the variance
    of its errors is 1 / 0.95 times as large. ``source`` is where the constant is printed, or that it follows from this rule.

    >>> from explorer import LOSSES
    >>> LOSSES["huber"].tuning.constant
    1.345
    """

    parameter: str
    constant: float
    source: str


HOLLAND_WELSCH = "Holland and Welsch, Robust regression using iteratively reweighted least-squares, 1977"
BY_THE_RULE = "worked out by the same rule as Holland and Welsch's, 1977"
SHARE = "q is the share of +1"
SHARES = "$q_k$ is the share of class k"
CONSTANT = "$c_0$ is that constant"


def mean(y: Array, weights: Array | None = None) -> float:
    """The mean (n,), weighted where weights (n,) are given.

    >>> mean(np.array([1.0, 4.0])), mean(np.array([1.0, 4.0]), np.array([2.0, 1.0]))
    (2.5, 2.0)
    """
    return float(np.mean(y) if weights is None else np.average(y, weights=weights))


def quantile(y: Array, tau: float, weights: Array | None = None) -> float:
    """The smallest target at or below which there is a share of at least tau.

    >>> quantile(np.array([1.0, 4.0, 9.0]), 0.5), quantile(np.array([1.0, 4.0, 9.0]), 0.5, np.array([1.0, 1.0, 4.0]))
    (4.0, 9.0)
    """
    return float(np.quantile(y, tau, method="inverted_cdf", weights=weights))


def median(y: Array, weights: Array | None = None) -> float:
    """The median, in the middle between two where there is a choice.

    >>> median(np.array([1.0, 4.0])), median(np.array([1.0, 4.0, 9.0]), np.array([1.0, 1.0, 2.0]))
    (2.5, 6.5)
    """
    return float(np.median(y)) if weights is None else 0.5 * (quantile(y, 0.5, weights) - quantile(-y, 0.5, weights))


def share_of_positives(y: Array, weights: Array | None = None) -> float:
    """The share of +1 among labels -1 and +1.

    >>> share_of_positives(np.array([1, 1, 1, -1])), share_of_positives(np.array([1, 1, -1]), np.array([1.0, 0.0, 3.0]))
    (0.75, 0.25)
    """
    return mean(np.asarray(y) > 0, weights)


def class_shares(y: Array, weights: Array | None = None) -> Array:
    """The share (K,) of each class.

    >>> class_shares(np.array([0, 0, 0, 2])), class_shares(np.array([0, 1, 1]), np.array([2.0, 1.0, 1.0]))
    (array([0.75, 0.  , 0.25]), array([0.5, 0.5]))
    """
    return np.bincount(np.asarray(y, dtype=int), weights) / (len(y) if weights is None else weights.sum())


MEAN = Minimiser("the mean", r"\bar y", mean)
MEDIAN = Minimiser("the median", r"\operatorname{median}(y)", median)
LOG_MEAN = Minimiser("the log of the mean", r"\log \bar y", lambda y, weights=None: float(np.log(mean(y, weights))))


def log_odds(y: Array, weights: Array | None = None) -> float:
    """The logarithm of the odds of +1 among labels -1 and +1.

    >>> round(log_odds(np.array([1, 1, 1, -1])), 6)
    1.098612
    """
    p = share_of_positives(y, weights)
    return float(np.log(p) - np.log1p(-p))


LOG_ODDS = Minimiser("the log-odds of +1", r"\log\frac{q}{1 - q}", log_odds, SHARE)
MAJORITY = Minimiser(
    "the more frequent label, -1 or +1",
    r"\operatorname{sign}(2 q - 1)",
    lambda y, weights=None: float(np.sign(share_of_positives(y, weights) - 0.5)),
    SHARE,
)
TWICE_P = Minimiser(
    "twice the share of +1, minus 1",
    r"2 q - 1",
    lambda y, weights=None: 2.0 * share_of_positives(y, weights) - 1.0,
    SHARE,
)
