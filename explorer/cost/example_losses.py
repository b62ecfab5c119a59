"""The loss of every single example along a run: its place on the curve, its value, and the length of its gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.cost.problem import Problem
from explorer.losses.base import Loss
from explorer.losses.multiclass import lead, own

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class ExampleLosses:
    """The n examples at m sets of weights.

    ``place`` (m, n) is the position on the axis of the loss (see `axis_positions`), ``loss`` (m, n) the value, ``slope`` (m, n)
    the derivative along that axis, ``least`` (n,) or (m, n) the least possible value, all of the loss of one example by itself.
    ``gradient_norm`` (m, n) is the length of the gradient in the weights of what the example adds to the mean, its ``share``
    (n,) in it: 1 for all where examples count alike.
    """

    place: Array
    loss: Array
    slope: Array
    least: Array
    gradient_norm: Array
    share: Array

    @property
    def excess(self) -> Array:
        """How far each loss, times the example's share, is above its least (m, n); the data loss is made up of these."""
        return np.maximum(self.loss - self.least, 0.0) * self.share

    def least_since(self, steps: Array) -> tuple[tuple[int, tuple[float, ...]], ...]:
        """The least values (n,) times the shares, and after which of the ``steps`` (m,) they hold, the first after -1."""
        least = np.atleast_2d(self.least * self.share)
        turns = np.flatnonzero((np.diff(least, axis=0) != 0).any(axis=1))
        parts = [(-1, least[0]), *((int(steps[row]), least[row + 1]) for row in turns)]
        return tuple((step, tuple(float(v) for v in values)) for step, values in parts)

    def at(self, which: Array) -> ExampleLosses:
        """The same at some of the sets of weights, (m,) bools."""
        arrays = self.place[which], self.loss[which], self.slope[which]
        least, share = (part if part.ndim == 1 else part[which] for part in (self.least, self.share))
        return ExampleLosses(*arrays, least, self.gradient_norm[which], share)


def stacked(parts: Sequence[ExampleLosses]) -> ExampleLosses:
    """The same n examples at several stretches of a run, one after the other, each with its own loss."""
    least = [np.broadcast_to(part.least, part.loss.shape) for part in parts]
    share = [np.broadcast_to(part.share, part.loss.shape) for part in parts]
    alike, same = (all(np.array_equal(one[0], of[0][0]) for one in of) for of in (least, share))
    return ExampleLosses(
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.loss for part in parts]),
        np.concatenate([part.slope for part in parts]),
        least[0][0] if alike else np.concatenate(least),
        np.concatenate([part.gradient_norm for part in parts]),
        share[0][0] if same else np.concatenate(share),
    )


def axis_positions(loss: Loss, y: Array, z: Array) -> Array:
    """The positions of examples on the axis on which a loss is drawn, in the shape of their losses.

    For numbers the residual z - y, under a log link the prediction exp(z), for two classes the margin y z, for several the
    lead of the true class over the best other one.
    """
    if loss.task == "binary":
        return y * z
    if loss.task == "multiclass":
        return lead(z, y)
    return exp_or_inf(z) if loss.link == "log" else z - y


def evaluate_examples(problem: Problem, weights: Array) -> ExampleLosses:
    """Every training example at each row of weights (m, p)."""
    y, loss, network, examples = problem.data.y, problem.loss, problem.network, problem.examples
    share = np.ones(problem.n) if examples.shares is None else examples.shares
    shape = (len(weights), problem.n)
    place, value, along, gradient_norm = (np.empty(shape) for _ in range(4))
    with np.errstate(over="ignore"):
        for i, w in enumerate(weights):
            z = examples.scores(network.predict(w))
            slope = loss.slope(y, z)
            place[i], value[i] = axis_positions(loss, y, z), loss.value(y, z)
            along[i] = own_slope(loss, y, slope)
            gradient_norm[i] = network.gradient_norms(w, slope) * share
    return ExampleLosses(place, value, along, loss.least(y, max(len(problem.data.classes), 2)), gradient_norm, share)


def own_slope(loss: Loss, y: Array, slope: Array) -> Array:
    """The slope along the axis of `axis_positions`, from the slope in the raw predictions."""
    if loss.task == "multiclass":
        return own(slope, y)
    return y * slope if loss.task == "binary" else slope


def shares(amounts: Array) -> Array:
    """Each example's share (..., n) of the sum; all 0 where there is nothing to share.

    Amounts too large for a number share the whole among them.

    >>> shares(np.array([1.0, 3.0, 0.0])), shares(np.zeros(2)), shares(np.array([1.0, np.inf]))
    (array([0.25, 0.75, 0.  ]), array([0., 0.]), array([0., 1.]))
    """
    endless = ~(amounts < np.inf)
    amounts = np.where(endless.any(axis=-1, keepdims=True), endless.astype(float), amounts)
    total = amounts.sum(axis=-1, keepdims=True)
    return np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)


def top_share(amounts: Array, count: int) -> float:
    """The share of the sum that the ``count`` largest of the amounts (n,) have.

    >>> top_share(np.array([1.0, 6.0, 3.0]), 2)
    0.9
    """
    return float(np.sort(shares(amounts))[::-1][:count].sum())
