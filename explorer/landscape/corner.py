"""L1 beside L2: the same data loss, and where each penalty's ball touches its contour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.landscape.minimum import minima_by_strength, minima_seconds
from explorer.landscape.slices import Slice
from explorer.landscape.window import Window
from explorer.penalties import PENALTIES
from explorer.penalties.base import Penalty

Array = np.ndarray
STRENGTHS = np.geomspace(1e-4, 1e3, 141)
SLOWEST = 1.0
"""Seconds: pictures that would take longer are refused."""
SMALLEST = 0.01
"""How far the corner is from zero, as a share of the weights without a penalty, times how far L2 is from an axis: at least."""
ROOM = 0.12
"""What the window leaves free on each side, as a share of what it has to hold."""

TWO_WEIGHTS = "L1 beside L2 needs two weights on the axes, both penalised, and all others held."
CONVEX = "L1 beside L2 needs a linear model and a loss that is convex and smooth."
SLOW = "L1 beside L2 would take too long with so many examples."
NO_CORNER = "On this plane L1 sets both weights to zero at once, so there is no corner to see. Choose another weight."


@dataclass(frozen=True, eq=False)
class Touching:
    """Where a penalty's ball touches the contour of the data loss: the minimum ``place`` (2,) of the cost at a ``strength``."""

    penalty: Penalty
    strength: float
    place: Array
    data_loss: float

    @property
    def ball(self) -> Array:
        """The weights (k, 2) that cost as much as those at the place."""
        return self.penalty.ball(self.penalty.value(self.place))


def refusal(slice_: Slice) -> str:
    """Why there are no such pictures of a slice, in a sentence; empty where there are."""
    problem, axes = slice_.problem, slice_.plane.axes
    if axes is None or slice_.rest == "profile" or not problem.network.penalised[list(axes)].all():
        return TWO_WEIGHTS
    if not (problem.network.linear and problem.loss.convex and problem.loss.smooth):
        return CONVEX
    if minima_seconds(_under(problem, PENALTIES["l1"]()), slice_.plane, STRENGTHS.size) > SLOWEST:
        return SLOW
    return ""


def touching(slice_: Slice, checkpoint: Checkpoint = no_checkpoint) -> tuple[Touching, Touching] | None:
    """L1 where it sets one weight of the plane to zero, and L2 at the same data loss; None where no such place can be seen.

    Of all strengths of L1 it is the one at which the two are seen best: the corner is far from zero, and L2 far from an axis.
    The other weights stay where the slice has them. Ask for a `refusal` first.
    """
    l1, l2 = PENALTIES["l1"](), PENALTIES["l2"]()
    places, others = (_minima(slice_, penalty, STRENGTHS, checkpoint) for penalty in (l1, l2))
    losses = _data_losses(slice_, others)
    best = None
    for k in np.flatnonzero((places == 0).sum(axis=1) == 1):
        level = float(_data_losses(slice_, places[k : k + 1])[0])
        above = int(np.searchsorted(losses, level).clip(1, STRENGTHS.size - 1))
        own = np.abs(others[above])
        seen = float(np.abs(places[k]).max() * own.min() / own.max())
        if best is None or seen > best[0]:
            best = (seen, k, level, above)
    if best is None or best[0] < SMALLEST * np.abs(places[0]).max():
        return None
    _, k, level, above = best
    near = STRENGTHS[above - 1 : above + 1]
    for _ in range(3):
        near = np.geomspace(near[0], near[-1], STRENGTHS.size)
        others = _minima(slice_, l2, near, checkpoint)
        above = int(np.searchsorted(_data_losses(slice_, others), level).clip(1, near.size - 1))
        near = near[above - 1 : above + 1]
    return Touching(l1, float(STRENGTHS[k]), places[k], level), Touching(l2, float(near[-1]), others[above], level)


def window_of(pair: tuple[Touching, Touching], around: Window, least: Array | None) -> Window:
    """A window with both balls whole, the place of the least data loss (2,) where there is one, and what ``around`` holds."""
    places = [*(np.nan_to_num(one.ball) for one in pair), around.low[None], around.high[None]]
    held = np.concatenate(places if least is None else [*places, least[None]])
    low, high = held.min(axis=0), held.max(axis=0)
    return Window.between(low - ROOM * (high - low), high + ROOM * (high - low))


def _under(problem: Problem, penalty: Penalty) -> Problem:
    """The same problem under another penalty, that every weight pays once."""
    other = problem.at(1.0)
    other.penalty = penalty
    return other


def _minima(slice_: Slice, penalty: Penalty, strengths: Array, checkpoint: Checkpoint) -> Array:
    return minima_by_strength(_under(slice_.problem, penalty), slice_.plane, strengths, checkpoint=checkpoint)


def _data_losses(slice_: Slice, places: Array) -> Array:
    """The data loss (k,) at places (k, 2) of a slice."""
    return np.asarray(slice_.problem.costs(slice_.plane.lift(places)).data)
