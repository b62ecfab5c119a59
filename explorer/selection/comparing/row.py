"""One row of a comparison: a loss with its penalty along its strengths, or a trivial model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.core.text import three_figures
from explorer.losses.base import Loss
from explorer.penalties.base import Penalty
from explorer.selection.comparing.nested import best_place, oriented_mean
from explorer.selection.comparing.resampled_t import Interval, corrected_interval
from explorer.selection.edges import missed_note
from explorer.selection.metrics import Metric

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Row:
    """What was measured of one candidate, or of one trivial model, which has no penalty and no strengths.

    - ``scores`` (repeats, folds, k): the metric on every fold that was held out, at strengths (k,); k is 1 for a trivial model.
    - ``weights`` (repeats, folds, p): those at the chosen strength, for features and a target standardised inside the fold;
      None for a trivial model.
    - ``nested`` (r, folds): the metric where the strength was chosen inside each fold; None where that was not done.
    - ``missed``: at how many strengths, of all folds together, the lowest cost was not reached.
    """

    name: str
    loss: Loss
    penalty: Penalty | None
    strengths: Array
    scores: Array
    metric: Metric
    weights: Array | None = None
    nested: Array | None = None
    missed: int = 0

    @property
    def trivial(self) -> bool:
        """Whether it is a model that looks at no feature."""
        return self.penalty is None

    @cached_property
    def means(self) -> Array:
        """The mean metric (k,) at each strength; inf, or -inf where higher is better, where it is too large for a number."""
        return self.metric.sign * oriented_mean(self.scores, self.metric.sign)

    @cached_property
    def best_at(self) -> int:
        """The place of the chosen strength: that of the best mean, the largest of equals."""
        return 0 if self.trivial else best_place(self.metric.sign * self.means, self.strengths)

    @property
    def strength(self) -> float | None:
        """The chosen strength; None for a trivial model."""
        return None if self.trivial else float(self.strengths[self.best_at])

    @property
    def values(self) -> Array:
        """The metric (repeats, folds) at the chosen strength."""
        return self.scores[..., self.best_at]

    @property
    def mean(self) -> float:
        """The mean of ``values``: too good by what choosing the strength by the same folds makes of it."""
        return float(self.means[self.best_at])

    @cached_property
    def interval(self) -> Interval:
        """The mean with the corrected resampled t interval, cut to what the metric can be."""
        return corrected_interval(self.values, self.scores.shape[1], most=self.metric.most)

    @property
    def finite(self) -> bool:
        """Whether there is a strength at which every fold has a finite figure."""
        return bool(np.isfinite(self.mean))

    @property
    def note(self) -> str:
        """What there is to know besides the figures, in sentences; empty for nothing."""
        return " ".join(filter(None, (self._end_note, missed_note(self.missed))))

    @property
    def _end_note(self) -> str:
        """Where the chosen strength is an end of those tried, that others beyond it may do better; empty elsewhere.

        All weights are zero from some strength on, so beyond the largest there is nothing where the penalty has a kink.
        """
        if self.strength is None or self.strengths.size < 2:
            return ""
        if self.strength == self.strengths.min() > 0:
            return f"{three_figures(self.strength)} is the smallest strength tried: smaller ones may do better."
        if self.strength == self.strengths.max():
            return f"{three_figures(self.strength)} is the largest strength tried: the features help little or not at all."
        return ""
