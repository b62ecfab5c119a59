"""How long each step of a run is shown while it plays: longer where the cost falls fast."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

Array = np.ndarray

SECONDS, ROWS_A_SECOND = 8.0, 60.0
"""At normal speed a run takes so long; one with more rows takes longer, since at most one row is shown in a frame."""
FALL, EVENTFUL = 0.9, 3.0
"""The rows in which the cost goes so much of its way get so many seconds, where no single row has to be shown too long."""
FIRST, LONGEST = 0.4, 1.05
"""Seconds for which the start is shown, so that Play is answered at once, and any other row at most."""
STEEPEST, FLATTEST, TRIES = 0.25, 1e6, 50


def pace(total: Array, starts: Sequence[int] = (0,)) -> Array:
    """The second at which each row of a run is shown at normal speed, (m,), rising from 0.

    ``total`` (m,) is the cost at each row. ``starts`` are the rows at which its stages begin: after a change in mid-run the
    cost may fall once more. Each stage has its share of the time by its rows. Within it, time goes with the logarithm of the
    rows where the cost settles early, and evenly where it does not.

    >>> pace(np.linspace(1.0, 0.0, 5)).tolist()
    [0.0, 2.0, 4.0, 6.0, 8.0]
    >>> pace(np.array([1.0, 0.2, 0.1, *[0.0] * 477]))[:4].round(2).tolist()
    [0.0, 0.4, 1.45, 1.99]
    """
    m = len(total)
    seconds = max(SECONDS, m / ROWS_A_SECOND)
    bounds = [*sorted({0} | {row for row in starts if 0 < row < m - 1}), m - 1]
    times = np.zeros(m)
    for first, last in pairwise(bounds):
        share = seconds * (last - first) / max(m - 1, 1)
        times[first : last + 1] = times[first] + _stage(total[first : last + 1], share)
    return times


def rows_of_fall(total: Array, part: float = FALL) -> int:
    """After how many rows a cost (n,) has gone so large a part of its way down for good; 0 where it does not fall.

    >>> rows_of_fall(np.array([1.0, 0.5, 0.05, 0.3, 0.0, 0.0])), rows_of_fall(np.array([1.0, 2.0]))
    (4, 0)
    """
    start, end = float(total[:2].max()), float(total[-1])
    above = np.flatnonzero(total > end + (1.0 - part) * (start - end))
    return int(above[-1]) + 1 if start > end and above.size else 0


def _stage(total: Array, seconds: float) -> Array:
    """The times of one stage (n,), from 0 to ``seconds``.

    It is as even as can be: until the rows of the fall would not have their time any more, and at least until no row is shown
    too long.
    """
    n, rows = len(total), rows_of_fall(total)
    goal = min(EVENTFUL, seconds * EVENTFUL / SECONDS)
    even = np.linspace(0.0, seconds, n)
    if rows == 0 or rows + 2 >= n or even[rows + 1] >= goal:
        return even

    low, high = STEEPEST, FLATTEST
    for _ in range(TRIES):
        middle = float(np.sqrt(low * high))
        times = _logarithmic(n, seconds, middle)
        flatter = times[rows + 1] >= goal or times[2] - times[1] > LONGEST
        low, high = (middle, high) if flatter else (low, middle)
    return _logarithmic(n, seconds, high)


def _logarithmic(n: int, seconds: float, scale: float) -> Array:
    """Times (n,) that rise with the logarithm of the row: the more evenly, the larger the ``scale``, in rows."""
    rises = np.log1p(np.arange(n - 1) / scale)
    first = min(FIRST, seconds * rises[1] / (rises[-1] + rises[1]))
    return np.concatenate([[0.0], first + (seconds - first) * rises / rises[-1]])
