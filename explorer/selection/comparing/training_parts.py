"""The parts of a fold: what is trained on and what is held out, gaps filled and standardised by the first alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.problem import Problem
from explorer.datasets.base import Dataset
from explorer.datasets.preparation import Scaling, fit_scaling
from explorer.losses.base import Loss
from explorer.selection.comparing.trivial import Trivial
from explorer.selection.metrics import Metric

Array = np.ndarray
Fill = Callable[[Array], Dataset]
"""How gaps are filled: given the rows (m,) that are trained on, the whole data set, its gaps filled by what those rows say."""


@dataclass(frozen=True, eq=False)
class Part:
    """Examples to train on and those held out, one set for each fold, all in the units of ``scaling``."""

    train: Dataset
    held: tuple[Dataset, ...]
    scaling: Scaling

    def scores(self, problem: Problem, at: int, weights: Array, metric: Metric) -> Array:
        """The metric (k,) of weights (k, p) on one of the sets held out."""
        examples = problem.hold(self.held[at])
        return problem.in_blocks(weights, lambda y, z: self._measured(metric, problem.loss, examples, y, z), examples)

    def _measured(self, metric: Metric, loss: Loss, examples: BoundExamples, y: Array, z: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):
            return metric.of(y, examples.scores(z), loss, self.scaling, examples.shares)

    def trivial(self, model: Trivial, at: int) -> Array:
        """The scores (m,) or (m, K) that a trivial model gives to one of the sets held out."""
        held = self.held[at]
        scores = np.broadcast_to(np.asarray(model.of(self.train)), (held.n, *np.shape(model.of(self.train))))
        return scores if held.offset is None else scores + held.offset

    def trivial_score(self, model: Trivial, at: int, metric: Metric) -> float:
        """The metric of a trivial model on one of the sets held out."""
        held = self.held[at]
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return float(metric.of(held.y, self.trivial(model, at)[None], model.loss, self.scaling, held.shares)[0])


def part(
    data: Dataset, fold: Array, out: tuple[int, ...], standardise: bool = True, centred: bool = True, fill: Fill | None = None
) -> Part:
    """What is trained on where the folds ``out`` are held out; ``fold`` (n,) says which fold each example belongs to.

    Features are standardised where ``standardise`` is on, and so is a plain-number target always, with the means and spreads
    of the part trained on; the spreads alone where the model is not ``centred``, since it has no intercept.
    """
    trained = ~np.isin(fold, out)
    whole = data if fill is None else fill(np.flatnonzero(trained))
    train = whole.rows(trained)
    scaling = fit_scaling(train, standardise, data.task == "regression", centred)
    held = tuple(scaling.apply(whole.rows(fold == one)) for one in out)
    return Part(scaling.apply(train), held, scaling)
