"""Elementary functions in forms that neither overflow nor lose digits, whatever the argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Array = np.ndarray


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)), to the last digits also where it is tiny.

    >>> float(sigmoid(np.array(0.0)))
    0.5
    """
    e = np.exp(-np.abs(x))
    return np.where(x > 0, 1.0, e) / (1.0 + e)


def softplus(x: Array) -> Array:
    """log(1 + exp(x)) (Maechler, "Accurately computing log(1 - exp(-|a|))", 2012).

    >>> softplus(np.array([-800.0, 800.0]))
    array([  0., 800.])
    """
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def exp_or_inf(x: Array) -> Array:
    """exp(x), and inf without a warning where that is too large for a float."""
    with np.errstate(over="ignore"):
        return np.exp(x)


def expm1_over(x: Array) -> Array:
    """(exp(x) - 1) / x, and its limit 1 at zero; inf where it is too large for a float.

    >>> expm1_over(np.array([0.0, 5e-324, 1.0]))
    array([1.        , 1.        , 1.71828183])
    """
    return np.expm1(x) / np.where(x == 0, 1.0, x) + (x == 0)


def log1p_square(x: Array) -> Array:
    """log(1 + x^2) for x >= 0, also where the square would overflow.

    >>> log1p_square(np.array([1e200]))
    array([921.034])
    """
    small, large = np.minimum(x, 1.0), np.maximum(x, 1.0)
    return np.where(x < 1.0, np.log1p(small * small), 2.0 * np.log(large) + np.log1p((1.0 / large) ** 2))


class Softmax(NamedTuple):
    """Probabilities of K classes, each (..., K): p, 1 - p, and -log p, all to the last digits even where they are tiny."""

    p: Array
    rest: Array
    surprise: Array


def softmax(z: Array) -> Softmax:
    """Probabilities proportional to exp(z) along the last axis (..., K).

    The largest score is taken out of every sum, so that what is left of 1 - p and of -log p is not lost to rounding.

    >>> softmax(np.array([40.0, 0.0])).surprise
    array([4.24835426e-18, 4.00000000e+01])
    """
    top = np.argmax(z, axis=-1, keepdims=True)
    best = np.take_along_axis(z, top, axis=-1)
    e = np.exp(z - best)
    others = e.copy()
    np.put_along_axis(others, top, 0.0, axis=-1)
    tail = others.sum(axis=-1, keepdims=True)
    p = e / (1.0 + tail)
    rest = 1.0 - p
    np.put_along_axis(rest, top, tail / (1.0 + tail), axis=-1)
    return Softmax(p, rest, (best - z) + np.log1p(tail))


def largest(f: Callable[[Array], Array], low: float, high: float) -> float:
    """The largest value of a smooth function between two points, found on ever finer grids.

    >>> round(largest(np.sin, 0.0, 3.0), 12)
    1.0
    """
    for _ in range(5):
        x = np.linspace(low, high, 2001)
        best = int(np.argmax(f(x)))
        low, high = float(x[max(best - 1, 0)]), float(x[min(best + 1, 2000)])
    return float(f(x)[best])
