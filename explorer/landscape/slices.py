"""What a run walks on, seen from one side: a plane through weight space, and where the weights beside it stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.hessian import MOST_WEIGHTS, hessian, hessian_vectors
from explorer.cost.problem import Problem
from explorer.landscape.minimum import Minimum, minimise_on, value_seconds
from explorer.landscape.other_weights import lowest_weights, named_others, spread, standing
from explorer.landscape.planes import Plane, principal_plane, random_plane, weights_plane
from explorer.landscape.profile import affine, profile, profile_weights
from explorer.landscape.shape.facts import condition
from explorer.landscape.shape.kinks import kink_directions, kinked
from explorer.landscape.surface import sample

if TYPE_CHECKING:
    from explorer.experiment.experiment import Experiment
    from explorer.training.history import History

Array = np.ndarray
Window = tuple[float, float, float, float]
"""The range across and the range up: (x0, x1, y0, y1)."""

SLOWEST_VALUE = 2e-4
"""Seconds for a value of the cost, above which its lowest place is not searched for."""
ROWS = 256
"""So many rows of a path are priced at a time."""


@dataclass(frozen=True, eq=False)
class Slice:
    """A plane, the cost on it, and what is to be said of it.

    ``rest`` is where the weights beside two others stand: a key of `RESTS`, or "" where the plane moves all of them. ``said``
    says it in a sentence, and ``refused`` why it is not as asked; empty where it is.
    """

    problem: Problem
    plane: Plane
    rest: str
    said: str
    refused: str = ""

    def grid(self, xs: Array, ys: Array, checkpoint: Checkpoint = no_checkpoint) -> tuple[Array, Array]:
        """Mean loss and strength x penalty (b, a) at the coordinates ``xs`` (a,) and ``ys`` (b,)."""
        if self._profiled is None:
            return sample(self.problem, self.plane, xs, ys, checkpoint)
        return profile(self.problem, *self._profiled, xs, ys, checkpoint)

    def along(self, W: Array, problem: Problem | None = None, checkpoint: Checkpoint = no_checkpoint) -> tuple[Array, Array]:
        """The same (m,) at the places of the plane that are nearest to weights W (m, p): where they cast their shadow.

        What these cost under another ``problem`` on the same weights, where one is given: a run whose settings were changed
        walked on that before. Where places take a search each, rows between some of them are interpolated.
        """
        problem, blocks = problem or self.problem, range(0, len(W), ROWS)
        if self._profiled is None or affine(self.problem):
            parts = []
            for i in blocks:
                checkpoint()
                parts.append(problem.costs(self._on(W[i : i + ROWS])))
            return np.concatenate([costs.data for costs in parts]), np.concatenate([costs.penalty for costs in parts])
        every, rows = np.arange(len(W)), spread(len(W))
        found = self._on(W[rows], checkpoint)
        there = np.isfinite(found).all(axis=1)
        if not there.any():
            return np.full(len(W), np.nan), np.full(len(W), np.nan)
        costs = problem.costs(found[there])
        return np.interp(every, rows[there], costs.data), np.interp(every, rows[there], costs.penalty)

    def weights_at(self, place: tuple[float, float]) -> Array:
        """The weights (p,) at a place of the plane; NaN where the best other weights are not found there."""
        return self._on(self.plane.lift(np.array([place])))[0]

    def _on(self, W: Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
        """The weights (m, p) that the picture shows where weights W (m, p) cast their shadow."""
        if self._profiled is None:
            return self.plane.lift(self.plane.project(W))
        return profile_weights(self.problem, *self._profiled, W, checkpoint)

    def bend(self, place: tuple[float, float]) -> Array | None:
        """The second derivatives (2, 2) of the cost on the plane at a place; None where too many weights stand beside them.

        Where the others are re-optimised it is what they leave of the curvature, the Schur complement (Boyd and Vandenberghe,
        Convex Optimization, 2004, section A.5.5); weights that the penalty holds at zero do not give way. Kinks count as 0.
        """
        w, along = self.weights_at(place), self.plane.along
        if self._profiled is None:
            return along.T @ hessian_vectors(self.problem, w, np.ascontiguousarray(along.T)).T
        if w.size > MOST_WEIGHTS:
            return None
        H, own = hessian(self.problem, w), np.array(self._profiled)
        rest = np.setdiff1d(np.flatnonzero(~kinked(self.problem, w)), own)
        beside, across = H[np.ix_(rest, rest)], H[np.ix_(own, rest)]
        return H[np.ix_(own, own)] - across @ np.linalg.lstsq(beside, across.T, rcond=None)[0]

    def valley(self, place: tuple[float, float]) -> str:
        """What the cost on the plane looks like around its lowest place, in words; empty where that is not known.

        Second derivatives tell it only where there is no kink.
        """
        if not self.problem.loss.smooth:
            return "full of creases, since the loss has a kink, so no curvature tells its shape"
        w = self.weights_at(place)
        if not np.isfinite(w).all():
            return ""
        across = kink_directions(self.problem, self.plane.along, w)
        if len(across) == 2:
            return "pointed: the penalty makes it rise at once every way"
        if len(across) == 1:
            return "creased by the penalty: it rises at once to both sides of the crease, and bends smoothly along it alone"
        bends = self.bend(place)
        return "" if bends is None else condition(bends)[1]

    def lowest(self, part: str, window: Window, checkpoint: Checkpoint = no_checkpoint) -> Minimum | None:
        """The lowest place in a window of one part of the cost, by its name in `explorer.landscape.minimum.PARTS`.

        None where that can only be searched for on a grid or would take seconds, and for the parts of a profile, whose
        lowest place belongs to their sum.
        """
        x0, x1, y0, y1 = window
        if self._profiled is not None:
            best = lowest_weights(self.problem, checkpoint) if part == "total" else None
            if best is None:
                return None
            x, y = place = best[list(self._profiled)]
            if not (x0 < x < x1 and y0 < y < y1):
                return Minimum(None, None, True, "The lowest cost is not in this window.")
            return Minimum(place, self.problem.cost(best).total, exact=True)
        if not self.convex or value_seconds(self.problem) > SLOWEST_VALUE:
            return None
        return minimise_on(self.problem, self.plane, part, ((x0, x1), (y0, y1)), checkpoint)

    @property
    def convex(self) -> bool:
        """Whether every part of the cost is convex on the plane, so that a low place is the lowest."""
        problem = self.problem
        return problem.network.linear and problem.loss.convex and problem.penalty.convex

    @property
    def _profiled(self) -> tuple[int, int] | None:
        return self.plane.axes if self.rest == "profile" else None


def ground(e: Experiment, history: History, step: int = 0, checkpoint: Checkpoint = no_checkpoint) -> Slice:
    """The plane that an experiment is to be seen from; ``step`` is the one shown, for weights as they stand there.

    ``checkpoint`` is called now and then and may raise to stop.
    """
    made = SLICE_KINDS[e.slice].made(View(e, e.problem(), history, step, checkpoint))
    if not history.breaks:
        return made
    changed = f"From step {history.breaks[-1]} on the cost is this one; before, the run walked on another."
    return replace(made, said=f"{made.said} {changed}")


class View(NamedTuple):
    """What a plane is made from."""

    experiment: Experiment
    problem: Problem
    history: History
    step: int
    checkpoint: Checkpoint


def _weights(view: View) -> Slice:
    e, problem, history, step, checkpoint = view
    x, y = e.plane(history)
    others = [i for i in range(problem.size) if i not in (x, y)]
    if not others:
        plane = weights_plane(problem, x, y, history.weights[-1])
        return Slice(problem, plane, "end", "These are all the weights there are, so the picture is the whole truth.")
    rest, refused, best = standing(e.rest, problem, history.weights, (x, y), checkpoint)
    at = min(step, int(history.steps[-1]))
    around, where = history.weights[-1], "where the run ends, so these pictures change as that changes"
    if rest == "step":
        around, where = history.state_at(at)[0], f"where they are at step {at}"
    elif best is not None:
        around, where = best, "where the cost is lowest, which changes with the strength: so do all three pictures"
    who, verb = named_others(problem, others)
    said = f"{who} {'stands' if verb == 'is' else 'stand'} {where}."
    if rest == "profile":
        said = f"{who} {verb} re-optimised at every place: each shows the lowest cost that its two weights allow."
    return Slice(problem, weights_plane(problem, x, y, around), rest, said, refused)


def _principal(view: View) -> Slice:
    plane = principal_plane(view.history.weights)
    said = "The plane in which the path moves most, through its middle: its two leading principal components."
    return Slice(view.problem, plane, "", f"{said} {plane.note}".strip())


def _random(view: View) -> Slice:
    plane = random_plane(view.problem, view.history.weights[-1], view.experiment.plane_seed)
    said = "Two random directions from where the run ends, as long for every unit as its own weights are (Li et al., 2018)."
    return Slice(view.problem, plane, "", plane.note or said)


class SliceKind(NamedTuple):
    """A kind of plane: its name in a menu, how it is made, and whether it is another one at another step shown.

    ``asks`` names the fields of the experiment that choose among planes of this kind of a problem, in the order of their menus.
    """

    name: str
    made: Callable[[View], Slice]
    asks: Callable[[Problem], tuple[str, ...]] = lambda _: ()
    follows: Callable[[Experiment], bool] = lambda _: False


def _asked_of_weights(problem: Problem) -> tuple[str, ...]:
    """Which weights, and where the others stand, where there are any."""
    return ("plane_x", "plane_y", "rest") if problem.size > 2 else ("plane_x", "plane_y")


SLICE_KINDS = {
    "weights": SliceKind("Two weights", _weights, _asked_of_weights, follows=lambda e: e.rest == "step"),
    "principal": SliceKind("The path's own plane", _principal),
    "random": SliceKind("Two random directions", _random, lambda _: ("plane_seed",)),
}
"""The planes from which a cost can be seen, by id."""
