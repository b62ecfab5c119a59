"""What to be careful with in the choice that cross-validation made: ties, the empty model, and the ends of what was tried."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.existence import Existence, sentence

Array = np.ndarray

TIE = 1e-9
"""Mean errors this close, as a share of the largest, count as equal: solvers agree no better."""
BEYOND = (10.0, 100.0, 1000.0)
"""How many times beyond an end it is tried whether the error goes on falling."""


def beyond(strengths: Array, best: int) -> Array:
    """The strengths (3,) beyond the end at which the best one lies; none inside, for a single strength, and at 0.

    >>> beyond(np.array([4.0, 2.0, 1.0]), 0), beyond(np.array([4.0, 2.0, 1.0]), 1)
    (array([  40.,  400., 4000.]), array([], dtype=float64))
    """
    value, low, high = strengths[best], strengths.min(), strengths.max()
    if low < value < high or low == high or value == 0:
        return np.zeros(0)
    return value * np.array(BEYOND) if value == high else value / np.array(BEYOND)


def end_named(strengths: Array, best: int) -> str:
    """Which end of the strengths tried the best one lies at, or next to, in words; empty inside, and among fewer than five.

    >>> tried = np.array([16.0, 8.0, 4.0, 2.0, 1.0, 0.5])
    >>> end_named(tried, 0), end_named(tried, 4), end_named(tried, 2)
    ('the largest tried', 'next to the smallest tried', '')
    """
    above = int(np.count_nonzero(strengths > strengths[best]))
    below = int(np.count_nonzero(strengths < strengths[best]))
    if len(strengths) < 5 or min(above, below) > 1:
        return ""
    return f"{'next to ' if min(above, below) else ''}the {'largest' if above < below else 'smallest'} tried"


def choice_note(strengths: Array, mean: Array, best: int, empty: bool, same_target: bool, further: Array) -> str:
    """What to be careful with, in a sentence; empty for nothing.

    ``mean`` (k,) are the mean errors at strengths (k,), ``empty`` whether the best one leaves all weights at zero,
    ``same_target`` whether all targets are equal, ``further`` the mean errors at the strengths `beyond` the end.

    >>> s, none = np.array([4.0, 2.0, 1.0]), np.zeros(0)
    >>> choice_note(s, np.array([3.0, 1.0, 2.0]), 1, False, False, none)
    \'\'
    >>> choice_note(s, np.array([1.0, 2.0, 3.0]), 0, True, False, np.ones(3))
    'No feature helps: the error is smallest (1) where all weights are zero.'
    """
    value, error = float(strengths[best]), float(mean[best])
    usual = float(np.abs(mean[np.isfinite(mean)]).max())
    if same_target:
        return "The target is the same in every example, so that every strength predicts it: there is nothing to choose."
    level = mean <= error + TIE * usual
    if level.all() and len(mean) > 1:
        why = ", since all weights are zero at each" if empty else ""
        return f"All strengths that were tried have the same error, {three_figures(error)}{why}: the largest is taken."
    if value == 0:
        return "The error is smallest without any penalty."
    better = further.size > 0 and bool(np.isfinite(further).any()) and float(np.nanmin(further)) < error - TIE * usual
    visible = better and three_figures(float(np.nanmin(further))) != three_figures(error)
    if empty and not visible:
        return f"No feature helps: the error is smallest ({three_figures(error)}) where all weights are zero."
    if not further.size:
        return ""
    end, more = ("largest", "larger") if value == strengths.max() else ("smallest", "smaller")
    where = f"The error is smallest ({three_figures(error)}) at the {end} strength that was tried, {three_figures(value)}" + (
        "" if np.count_nonzero(level) == 1 else ", and equal at others"
    )
    return f"{where}: {more} ones do better still." if visible else f"{where}: {more} ones hardly change it."


def endless_note(folds: list[Existence]) -> str:
    """In how many folds there is no lowest cost at the smallest strength, and why, in sentences; empty where there is in all.

    >>> endless_note([Existence(True), Existence(False, "all targets are 0")])
    'In 1 of 2 folds there is no lowest cost without a penalty: all targets are 0. The error there is that of the weights at \
which the search stopped.'
    """
    endless = [one for one in folds if one.exists is False]
    if not endless:
        return sentence(next((one.clause for one in folds if one.clause), ""))
    where = "in them" if endless[0].any_strength else "there"
    error = f"The error {where} is that of the weights at which the search stopped."
    return f"In {len(endless)} of {len(folds)} folds {endless[0].clause}. {error}"


def missed_note(missed: int, fits: int | None = None) -> str:
    """In how many fits, of so many, the lowest cost was not reached, in a sentence; empty for none.

    >>> missed_note(0, 300), missed_note(2, 300)
    ('', 'In 2 of 300 fits the lowest cost was not reached: their errors are those of the weights at which the search \
stopped.')
    """
    if not missed:
        return ""
    among = f"{missed:,} of {fits:,} fits" if fits else "1 fit" if missed == 1 else f"{missed:,} fits"
    errors = "its errors are" if missed == 1 and not fits else "their errors are"
    return f"In {among} the lowest cost was not reached: {errors} those of the weights at which the search stopped."
