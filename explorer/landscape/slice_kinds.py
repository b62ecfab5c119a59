"""The kinds of slices to choose from, and how each is taken of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.landscape.other_weights import describe, place_others
from explorer.landscape.planes import principal_plane, random_plane, weights_plane
from explorer.landscape.slices import Slice
from explorer.landscape.viewpoint import Viewpoint
from explorer.training.history import History


def take_slice(
    viewpoint: Viewpoint, problem: Problem, history: History, step: int = 0, checkpoint: Checkpoint = no_checkpoint
) -> Slice:
    """The slice of a problem's cost that a viewpoint chooses, for a run.

    ``step`` is the step shown, for other weights that are held as they are there. ``checkpoint`` is called now and then and may
    raise to stop.
    """
    taken = SLICE_KINDS[viewpoint.slice].take(_Subject(viewpoint, problem, history, step, checkpoint))
    if not history.breaks:
        return taken
    changed = f"This is the cost since step {history.breaks[-1]}. Earlier steps followed another cost."
    return replace(taken, caption=f"{taken.caption} {changed}")


class _Subject(NamedTuple):
    """What a slice is taken of."""

    viewpoint: Viewpoint
    problem: Problem
    history: History
    step: int
    checkpoint: Checkpoint


def _two_weights(subject: _Subject) -> Slice:
    viewpoint, problem, history, step, checkpoint = subject
    x, y = viewpoint.axes(history.stages[0].problem, history.weights)
    others = [i for i in range(problem.size) if i not in (x, y)]
    if not others:
        plane = weights_plane(problem, x, y, history.weights[-1])
        return Slice(problem, plane, "end", "These are all the weights, so nothing is hidden.")
    rest, refusal, best = place_others(viewpoint.rest, problem, history.weights, (x, y), checkpoint)
    at = min(step, int(history.steps[-1]))
    who, verb = describe(problem, others)
    own, best_known = "their values", "their best values, which change with the strength"
    if verb == "is":
        own, best_known = "its value", "its best value, which changes with the strength"
    around, where = history.weights[-1], f"{own} at the end of the run"
    if rest == "step":
        around, where = history.state_at(at)[0], f"{own} at step {at}"
    elif best is not None:
        around, where = best, best_known
    caption = f"{who} {verb} held at {where}."
    if rest == "profile":
        caption = f"{who} {verb} best at every place, so each shows the lowest cost that its two weights allow."
    return Slice(problem, weights_plane(problem, x, y, around), rest, caption, refusal)


def _principal(subject: _Subject) -> Slice:
    plane = principal_plane(subject.history.weights)
    caption = "The plane in which the run moves most: the two leading principal components of its path."
    return Slice(subject.problem, plane, "", f"{caption} {plane.note}".strip())


def _random(subject: _Subject) -> Slice:
    plane = random_plane(subject.problem, subject.history.weights[-1], subject.viewpoint.plane_seed)
    caption = "Two random directions from the end of the run, scaled to the weights of each unit (Li et al., 2018)."
    return Slice(subject.problem, plane, "", plane.note or caption)


class SliceKind(NamedTuple):
    """A kind of slice: its name in a menu and how it is taken.

    ``fields`` names the fields of a `Viewpoint` that choose among slices of this kind of a problem, in the order of their
    menus. ``follows_step`` says whether it is another slice at another step shown.
    """

    name: str
    take: Callable[[_Subject], Slice]
    fields: Callable[[Problem], tuple[str, ...]] = lambda _: ()
    follows_step: Callable[[Viewpoint], bool] = lambda _: False


def _fields_of_two_weights(problem: Problem) -> tuple[str, ...]:
    """Which weights, and where the others are, where there are any."""
    return ("plane_x", "plane_y", "rest") if problem.size > 2 else ("plane_x", "plane_y")


SLICE_KINDS = {
    "weights": SliceKind("Two weights", _two_weights, _fields_of_two_weights, follows_step=lambda view: view.rest == "step"),
    "principal": SliceKind("The path's own plane", _principal),
    "random": SliceKind("Two random directions", _random, lambda _: ("plane_seed",)),
}
"""The kinds of slices, by id."""
