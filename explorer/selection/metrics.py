"""Common yardsticks: numbers that mean the same under every loss, so that runs under different losses can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from explorer.core.domains import REAL
from explorer.core.numerics import exp_or_inf
from explorer.cost.bound_examples import BoundExamples
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling
from explorer.losses.base import Loss
from explorer.losses.facts import median
from explorer.losses.multiclass import lead

Array = np.ndarray

NUMBERS = REAL.tasks
FIRST_AGAINST_REST = "first against the rest"
"""Several classes under a loss for two: a kind of target of its own, since its errors are not those among all classes."""


@dataclass(frozen=True)
class Metric:
    """How far off predictions are, whatever loss they were trained with: the lower, the better, unless it says otherwise.

    Two runs may stand on one axis where their metrics have the same ``id``. ``unit`` says in words what it is measured in.
    ``of(y, z, loss, scaling, shares)`` takes targets y (n,) and scores z (m, n) or (m, n, K), offsets in them, as a problem has
    them, and gives (m,); ``shares`` (n,) are weights of examples with mean 1, None for none. ``says`` is a sentence on what it
    minds and what it leaves alone. ``neutral`` says that no loss is this very number, so that it takes no side where losses
    race. ``higher`` says that the higher is the better. ``needs`` is what a loss has to give to be judged by it:
    ``"probability"``, or ``"above 0"`` for predictions that are never 0 or less; empty for nothing. It lies from 0 to ``most``.
    """

    id: str
    label: str
    short: str
    unit: str
    tasks: tuple[str, ...]
    of: Callable[[Array, Array, Loss, Scaling, Array | None], Array]
    says: str
    neutral: bool = False
    higher: bool = False
    needs: str = ""
    most: float = np.inf

    @property
    def article(self) -> str:
        """What stands before its short name: it is said as it is spelt, or letter by letter."""
        spelt = self.short[1:2].isupper() or self.short[1:2].isdigit()
        return "an" if self.short[:1] in ("AEFHILMNORSX" if spelt else "aeiou") else "a"

    @property
    def per_cent(self) -> bool:
        """Whether its figures are per cent."""
        return self.unit.startswith("%")

    @property
    def sign(self) -> float:
        """What makes lower the better: 1, or -1 where higher is."""
        return -1.0 if self.higher else 1.0


def misses(y: Array, z: Array, loss: Loss, scaling: Scaling) -> Array:
    """Predictions minus targets (m, n) in original units; under a log link the prediction is exp(z)."""
    predicted = exp_or_inf(z) if loss.link == "log" else z
    return (predicted - y) * scaling.y_scale


def mean_over(values: Array, shares: Array | None) -> Array:
    """The mean over the examples, the last axis, weighted by shares (n,)."""
    found: Array = (values if shares is None else values * shares).mean(axis=-1)
    return found


def _rmse(y: Array, z: Array, loss: Loss, scaling: Scaling, shares: Array | None = None) -> Array:
    miss = misses(y, z, loss, scaling)
    with np.errstate(over="ignore"):
        return np.sqrt(mean_over(miss * miss, shares))


def _mae(y: Array, z: Array, loss: Loss, scaling: Scaling, shares: Array | None = None) -> Array:
    return mean_over(np.abs(misses(y, z, loss, scaling)), shares)


def _median(y: Array, z: Array, loss: Loss, scaling: Scaling, shares: Array | None = None) -> Array:
    miss = np.abs(misses(y, z, loss, scaling))
    if shares is None:
        middle: Array = np.median(miss, axis=-1)
        return middle
    return np.array([median(row, shares) for row in miss.reshape(-1, miss.shape[-1])]).reshape(miss.shape[:-1])


def _error(y: Array, z: Array, loss: Loss, _: Scaling, shares: Array | None = None) -> Array:
    """A score of exactly 0, or a tie for the highest score, decides nothing and is counted as wrong."""
    right = lead(z, y) > 0 if loss.task == "multiclass" else y * z > 0
    return 100.0 * mean_over(~right, shares)


ROOT = "Root mean squared error counts large errors most, as the squared loss does."
MEAN = "Mean absolute error counts every error by its size, as the absolute loss does."
MIDDLE = "Half of the examples are off by less than this. No loss trains on it, and a few outliers cannot move it."
WRONG = "Each wrong class counts the same, however wrong: no loss can train on it."
AMOUNT, SHARE = "units of the target", "% of the examples"

METRICS = (
    Metric("rmse", "Root mean squared error", "RMSE", AMOUNT, NUMBERS, _rmse, ROOT),
    Metric("mae", "Mean absolute error", "mean absolute error", AMOUNT, NUMBERS, _mae, MEAN),
    Metric("medae", "Median absolute error", "median error", AMOUNT, ("regression",), _median, MIDDLE, neutral=True),
    Metric("error", "Misclassified", "misclassified", SHARE, ("binary", "multiclass"), _error, WRONG, neutral=True,
           most=100.0),
    Metric(
        "error_first", "Misclassified, first class against the rest", "misclassified", SHARE, (FIRST_AGAINST_REST,), _error,
        WRONG, neutral=True, most=100.0,
    ),
)  # fmt: skip
"""All of them, the usual one of each kind of target first. One more is one more line here."""


def metrics_of(task: str, loss_task: str = "") -> tuple[Metric, ...]:
    """The metrics for a data set's kind of target, the usual one first.

    ``loss_task`` is the loss's own kind of target: under a loss for two classes, several classes are the first class against
    the rest, and have a metric of their own.

    >>> [m.id for m in metrics_of("count")], [m.id for m in metrics_of("multiclass", "binary")]
    (['rmse', 'mae'], ['error_first'])
    """
    kind = FIRST_AGAINST_REST if (task, loss_task) == ("multiclass", "binary") else task
    return tuple(metric for metric in METRICS if kind in metric.tasks)


def along(problem: Problem, held_out: BoundExamples | None, weights: Array, metric: Metric, scaling: Scaling) -> Array:
    """The metric (m,) at each row of weights (m, p): on the training examples, or on those that were held out.

    A few rows at a time, so that a long run on many examples takes little memory.
    """
    examples = held_out or problem.examples
    return problem.in_blocks(weights, partial(_measured, metric, problem.loss, scaling, examples), held_out)


def _measured(metric: Metric, loss: Loss, scaling: Scaling, examples: BoundExamples, y: Array, z: Array) -> Array:
    return metric.of(y, examples.scores(z), loss, scaling, examples.shares)
