"""The corrected resampled t interval: how sure a mean over folds is, although their training parts overlap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray
LEVEL = 0.95
HALVINGS = 200


class Interval(NamedTuple):
    """A mean, and the ends of its interval; both ends are NaN where there are too few values for one."""

    mean: float
    low: float
    high: float

    @property
    def leaves_zero(self) -> bool:
        """Whether 0 lies outside. False where there is no interval."""
        return self.low > 0 or self.high < 0


def corrected_interval(values: Array, folds: int, level: float = LEVEL, most: float | None = None) -> Interval:
    """The mean of values of all folds and repeats, in any shape, and the interval for its expectation.

    Training parts share most of their examples, so values differ less than new samples would make them: the variance of a mean
    of J is taken as (1 / J + held out / trained on) s^2, with s^2 the sample variance and J - 1 degrees of freedom. With
    K ``folds`` the second ratio is 1 / (K - 1). Where values lie from 0 to ``most``, so does the interval. Source: Nadeau
    and Bengio, "Inference for the generalization error", Machine Learning 52, 2003, section 4.2; for repeated folds
    Bouckaert and Frank, "Evaluating the replicability of significance tests for comparing learning algorithms", 2004.

    >>> corrected_interval(np.array([1.0, 2.0, 3.0, 2.0, 2.0]), folds=5)
    Interval(mean=2.0, low=0.683016, high=3.316984)
    """
    flat = np.asarray(values, dtype=float).ravel()
    mean, count = float(flat.mean()), flat.size
    if count < 2 or not np.isfinite(flat).all():
        return Interval(mean, float("nan"), float("nan"))
    spread = float(flat.std(ddof=1)) * (1.0 / count + 1.0 / (folds - 1)) ** 0.5
    half = student_t_quantile(0.5 + 0.5 * level, count - 1) * spread
    low, high = mean - half, mean + half
    return Interval(mean, low, high) if most is None else Interval(mean, max(0.0, low), min(most, high))


def student_t_cdf(t: float, freedom: int) -> float:
    """The probability that Student's t with whole degrees of freedom is below t: a finite sum.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4.

    >>> student_t_cdf(1.0, 1)
    0.75
    """
    angle = float(np.arctan(t / np.sqrt(freedom)))
    sine, square = float(np.sin(angle)), float(np.cos(angle)) ** 2
    odd = freedom % 2
    term = float(np.cos(angle)) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(2 if odd else 1, freedom - 1, 2):
        term *= square * k / (k + 1)
        total += term
    two_sided = 2.0 / np.pi * (angle + sine * total) if odd else sine * total
    return 0.5 + 0.5 * float(two_sided)


def student_t_quantile(share: float, freedom: int) -> float:
    """The t below which Student's t with whole degrees of freedom is with a probability ``share`` from 0.5 to below 1.

    >>> round(student_t_quantile(0.975, 14), 6)
    2.144787
    """
    low, high = 0.0, 1.0
    while student_t_cdf(high, freedom) < share:
        high *= 2.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        low, high = (middle, high) if student_t_cdf(middle, freedom) < share else (low, middle)
    return 0.5 * (low + high)
