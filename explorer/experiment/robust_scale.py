"""The scale of a robust loss from the data: its usual tuning constant times the residuals' robust spread in a first fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from explorer.core.cached import cached
from explorer.core.text import setting
from explorer.cost.counting import counting
from explorer.cost.problem import Problem
from explorer.datasets.base import Dataset
from explorer.datasets.preparation import Prepared
from explorer.experiment.build import prepared_of
from explorer.experiment.experiment import Experiment
from explorer.losses.facts import median
from explorer.losses.regression import Absolute
from explorer.models import Model
from explorer.models.linear import Linear
from explorer.path.regularization_path import path_weights
from explorer.penalties.norms import L2

GAUSSIAN = 1.4826
"""Of Gaussian noise the median absolute deviation is 1 / 1.4826 standard deviations."""
FEWEST = 4
"""With fewer examples a weight the first fit runs through many of them, and its residuals say little about the noise."""


class RobustScale(NamedTuple):
    """The suggested ``value`` of a field such as ``"loss.delta"``, how many times the ``spread`` it is, the field's ``fixed``
    default, and the ``source`` of the constant."""

    field: str
    value: float
    constant: float
    spread: float
    fixed: float
    source: str

    @property
    def words(self) -> str:
        """What it is made of."""
        spread = setting(self.spread)
        return f"{self.constant:g} times the robust spread of the residuals ({spread}) after a first fit with absolute loss"


def robust_scale(experiment: Experiment) -> RobustScale | None:
    """The scale of the chosen loss that suits the data: its tuning constant times the residuals' robust spread.

    To two figures, so that it can be read and set. Examples count where they were before any was moved, so that it stays while
    they are dragged. None for losses without such a scale, and where the spread is not known: too
    few examples for the weights, residuals most of which are 0, or a value that the parameter cannot have.

    >>> robust_scale(Experiment(dataset="diabetes", loss="huber"))[:2]
    ('loss.delta', 0.99)
    """
    settings = experiment.now.change(edits=()) if experiment.now.edits else experiment.now
    loss = settings.make("loss")
    if loss.tuning is None:
        return None
    field = f"loss.{loss.tuning.parameter}"
    declared, spread = settings.declared()[field], residual_spread(prepared_of(settings), settings.make("model"))
    value = float(f"{loss.tuning.constant * spread:.2g}")
    low, high = declared.bounds
    if not spread or not low <= value <= high or not isinstance(declared.default, float):
        return None
    return RobustScale(field, value, loss.tuning.constant, spread, declared.default, loss.tuning.source)


def with_choice(before: Experiment, changes: Mapping[str, Any]) -> Experiment:
    """An experiment with what a visitor changed: where that is the loss alone, the new one's scale follows the data.

    It becomes a value like any other, so a link that names none still means the fixed default.

    >>> with_choice(Experiment(), {"loss": "huber"}).params["loss.delta"], Experiment(loss="huber").params["loss.delta"]
    (0.99, 1.35)
    """
    after = before.with_settings(changes)
    if set(changes) != {"loss"} or after.loss == before.loss:
        return after
    scale = robust_scale(after)
    return after if scale is None else after.with_settings({scale.field: scale.value})


@cached(32)
def residual_spread(prepared: Prepared, model: Model) -> float:
    """1.4826 times the median size of the residuals of a least-absolute fit of the training part; 0 where that is not known.

    Both are weighted where the examples are, and those of weight 0 are not among the examples.

    Of the model if it is linear in its weights, else of a linear model of the features. Source: Huber and Ronchetti, Robust
    Statistics, 2nd edition, 2009, section 7.8; about 0, as MASS's rlm and statsmodels' RLM take it.
    """
    data: Dataset = prepared.train
    for tried in (model, Linear(intercept=model.intercept)):
        problem = Problem(data, tried, Absolute(), L2(), 0.0, fitted_on=prepared.base.X)
        if problem.network.linear:
            break
    if FEWEST * problem.size > counting(problem).n:
        return 0.0
    examples = problem.examples
    residuals = examples.scores(problem.network.predict(path_weights(problem, [0.0])[0][0])) - data.y
    return GAUSSIAN * median(np.abs(residuals), examples.shares)
