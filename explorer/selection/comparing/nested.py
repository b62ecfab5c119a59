"""Nested folds: what a chosen model will have on new data, when the choice itself is made without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.selection.comparing.resampled_t import Interval, corrected_interval
from explorer.selection.comparing.setup import Setup

Array = np.ndarray
Outer = Mapping[tuple[int, int, int], Array]
"""(candidate, repeat, fold) -> the metric (k,) on that fold, trained on all others."""
Inner = Mapping[tuple[int, int, int, int], Array]
"""(candidate, repeat, fold, other) -> the metric (k,) on the other, trained on all but these two."""


@dataclass(frozen=True, eq=False)
class Nested:
    """The metric where loss and strength were chosen anew inside each fold, by the other folds alone.

    - ``values`` (r, folds): on each fold, of what was chosen without it; ``names`` and ``strengths`` say what that was.
    - ``of_candidates`` (candidates, r, folds): the same where only the strength of that candidate is chosen.

    The inner folds of a fold are the others of the same deal: what is trained on all but two folds serves the choice for
    either. Source: Varma and Simon, "Bias in error estimation when using cross-validation for model selection", 2006.
    """

    values: Array
    names: tuple[tuple[str, ...], ...]
    strengths: Array
    of_candidates: Array
    folds: int
    most: float

    @property
    def interval(self) -> Interval:
        """The mean, and the corrected resampled t interval, cut to what the metric can be: 0 to ``most``."""
        return corrected_interval(self.values, self.folds, most=self.most)


def nested_of(setup: Setup, outer: Outer, inner: Inner) -> Nested:
    """The choices inside each fold of the first ``setup.nested`` repeats, and what they come to."""
    many, shape = len(setup.candidates), (setup.nested, setup.count)
    values, strengths = np.empty(shape), np.empty(shape)
    of_candidates, names = np.empty((many, *shape)), []
    for repeat in range(setup.nested):
        chosen = []
        for fold in range(setup.count):
            errors, places = np.empty(many), np.empty(many, dtype=int)
            for one in range(many):
                others = [inner[one, repeat, fold, other] for other in range(setup.count) if other != fold]
                mean = oriented_mean(np.array(others), setup.metric.sign)
                places[one] = best_place(mean, setup.strengths[one])
                errors[one], of_candidates[one, repeat, fold] = mean[places[one]], outer[one, repeat, fold][places[one]]
            best = int(errors.argmin())
            chosen.append(setup.candidates[best].name)
            values[repeat, fold] = of_candidates[best, repeat, fold]
            strengths[repeat, fold] = setup.strengths[best][places[best]]
        names.append(tuple(chosen))
    return Nested(values, tuple(names), strengths, of_candidates, setup.count, setup.metric.most)


def oriented_mean(scores: Array, sign: float) -> Array:
    """The mean (k,) over all but the last axis, so that lower is better; inf where one is not a finite number.

    >>> oriented_mean(np.array([[1.0, 2.0], [3.0, np.inf]]), -1.0)
    array([-2., inf])
    """
    flat = scores.reshape(-1, scores.shape[-1])
    finite = np.isfinite(flat).all(axis=0)
    return np.where(finite, sign * np.where(finite, flat, 0.0).mean(axis=0), np.inf)


def best_place(mean: Array, strengths: Array) -> int:
    """Where the smallest mean (k,) is; of equal ones, to nine figures, that of the largest strength.

    >>> best_place(np.array([2.0, 1.0, 1.0 + 1e-15]), np.array([5.0, 3.0, 4.0]))
    2
    """
    least = mean.min()
    return int(np.argmax(np.where(mean <= least + 1e-9 * abs(least), strengths, -np.inf)))
