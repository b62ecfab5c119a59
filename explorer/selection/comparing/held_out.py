"""What two models of a comparison predict for every example while it is held out, and which examples make the difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.numerics import exp_or_inf, sigmoid, softmax
from explorer.datasets.base import Dataset
from explorer.losses.base import Loss
from explorer.losses.multiclass import lead, own
from explorer.selection.comparing.class_metrics import right
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.row import Row
from explorer.selection.comparing.training_parts import Part

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class HeldOut:
    """What a row predicts for each of n examples, in each repeat by the model that was trained without it.

    - ``predicted`` (repeats, n): the target in its own units; for classes how far the true class's score is ahead of the
      others, above 0 where it is right.
    - ``probability`` (repeats, n): that of the true class; None for numbers, and for losses that give none.
    - ``error`` (repeats, n): the absolute error in the target's units; for classes 1 where it is wrong, else 0.
    """

    name: str
    predicted: Array
    probability: Array | None
    error: Array


@dataclass(frozen=True, eq=False)
class HeadToHead:
    """Two rows against each other on the same examples.

    ``target`` (n,) are the true ones. ``difference`` (n,) is by how much the second's error is larger, mean over the repeats:
    above 0 the first predicts the example better. ``order`` (n,) has the examples that make most of a difference first.
    """

    first: HeldOut
    second: HeldOut
    target: Array

    @property
    def difference(self) -> Array:
        """The second's error minus the first's (n,)."""
        return (self.second.error - self.first.error).mean(axis=0)

    @property
    def order(self) -> Array:
        """The examples (n,), those with the largest difference either way first."""
        return np.argsort(-np.abs(self.difference), kind="stable")


def head_to_head(comparison: Comparison, first: str, second: str) -> HeadToHead:
    """Two rows, by their names, example by example. Raises ``ValueError`` where there is no row of a name.

    >>> from explorer import DATASETS, LOSSES, PENALTIES
    >>> from explorer.selection import compare
    >>> losses = [LOSSES["squared"](), LOSSES["huber"]()]
    >>> both = head_to_head(compare(DATASETS["stackloss"]().load(), losses, PENALTIES["l2"](), strengths=9), "Huber", "Squared")
    >>> both.first.predicted.shape, both.order[:2]
    ((3, 21), array([ 0, 14]))
    """
    rows = comparison.row(first), comparison.row(second)
    return HeadToHead(held_out(comparison, rows[0]), held_out(comparison, rows[1]), comparison.setup.data.y)


def held_out(comparison: Comparison, row: Row) -> HeldOut:
    """What a row predicts for every example, in each repeat."""
    setup, n = comparison.setup, comparison.setup.data.n
    predicted, error = np.empty((comparison.repeats, n)), np.empty((comparison.repeats, n))
    probability = None if row.loss.probability is None else np.empty((comparison.repeats, n))
    for repeat in range(comparison.repeats):
        for fold in range(setup.count):
            part, own_rows = setup.part(repeat, (fold,)), setup.folds[repeat] == fold
            z = _scores(comparison, row, part, repeat, fold)
            shown, likely, off = _read(row.loss, part, part.held[0], z)
            predicted[repeat, own_rows], error[repeat, own_rows] = shown, off
            if probability is not None and likely is not None:
                probability[repeat, own_rows] = likely
    return HeldOut(row.name, predicted, probability, error)


def _scores(comparison: Comparison, row: Row, part: Part, repeat: int, fold: int) -> Array:
    """The scores (m,) or (m, K) of the examples held out, offsets in them."""
    setup = comparison.setup
    if row.weights is None:
        return part.trivial(next(model for model in setup.trivial if model.name == row.name), 0)
    one = next(i for i, candidate in enumerate(setup.candidates) if candidate.name == row.name)
    examples = setup.problem(one, part.train).hold(part.held[0])
    return examples.scores(examples.network.predict(row.weights[repeat, fold]))


def _read(loss: Loss, part: Part, held: Dataset, z: Array) -> tuple[Array, Array | None, Array]:
    """What scores predict, the probability of the true class, and the error (m,)."""
    y = held.y
    if held.task == "multiclass":
        likely = None if loss.probability is None else own(softmax(loss.probability * z).p, y)
        return lead(z, y), likely, (~right(y, z, loss)).astype(float)
    if held.task == "binary":
        likely = None if loss.probability is None else sigmoid(loss.probability * y * z)
        return y * z, likely, (~right(y, z, loss)).astype(float)
    predicted = part.scaling.original_y(exp_or_inf(z) if loss.link == "log" else z)
    return predicted, None, np.abs(predicted - part.scaling.original_y(y))
