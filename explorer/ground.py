"""What a run walks on, seen from one side: a plane through weight space, and where the weights beside it stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.optimum import optimum
from explorer.planes import Plane, principal_plane, random_plane, weights_plane
from explorer.problem import Problem
from explorer.surface import profile_refusal

if TYPE_CHECKING:
    from explorer.experiment import Experiment
    from explorer.history import History

Array = np.ndarray

SLICES = {"weights": "Two weights", "principal": "The path's own plane", "random": "Two random directions"}
"""The planes from which a cost can be seen, by id, as a menu names them."""
RESTS = {
    "auto": "Wherever suits",
    "optimum": "At the optimum",
    "end": "At the end of the run",
    "step": "At the step shown",
    "profile": "Best at every place",
}
"""Where the weights stand that are not on the axes of a plane of two weights."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A plane and what is to be said of it.

    ``rest`` is where the other weights stand: a key of `RESTS`, or "" for a slice, which moves all of them. ``profiled`` are
    the two weights that stay put while all others are re-optimised, or None. ``said`` says it in a sentence, and ``refused``
    why it is not as asked, empty where it is.
    """

    problem: Problem
    plane: Plane
    rest: str
    said: str
    refused: str = ""
    profiled: tuple[int, int] | None = None


def ground(e: Experiment, history: History, step: int = 0) -> Ground:
    """The plane that an experiment is to be seen from; ``step`` is the one shown, for weights as they stand there."""
    return _SLICES[e.slice](e, e.problem(), history, step)


def _weights(e: Experiment, problem: Problem, history: History, step: int) -> Ground:
    x, y = e.plane(history)
    others = problem.size - 2
    if not others:
        plane = weights_plane(problem, x, y, history.weights[-1])
        return Ground(problem, plane, "end", "These are all the weights there are, so the picture is the whole truth.")
    rest, refused, best = _resolved(e.rest, problem)
    at = min(step, int(history.steps[-1]))
    around = {"end": lambda: history.weights[-1], "step": lambda: history.state_at(at)[0]}.get(rest, lambda: best)()
    words = {
        "optimum": "where the cost is lowest",
        "end": "where the run ends",
        "step": f"where they are at step {at}",
    }
    who = f"The other {others} weights and biases stand" if others > 1 else "The one other weight stands"
    if others == 1 and not problem.network.penalised[[i for i in range(problem.size) if i not in (x, y)]].any():
        who = "The bias stands"
    said = f"{who} {words[rest] if rest in words else ''}."
    if rest == "profile":
        who = f"The other {others} weights and biases are" if others > 1 else "The other one is"
        said = f"{who} re-optimised at every place, so each shows the lowest cost that its two weights allow."
    return Ground(problem, weights_plane(problem, x, y, around), rest, said, refused, (x, y) if rest == "profile" else None)


def _resolved(asked: str, problem: Problem) -> tuple[str, str, Array | None]:
    """Where the others really stand, why not as asked, and the optimum where it is needed."""
    best = optimum(problem) if asked in ("auto", "optimum", "profile") else None
    if asked == "profile":
        refused = profile_refusal(problem)
        if not refused:
            return "profile", "", best.weights if best else None
        return ("optimum" if best else "end"), refused, best.weights if best else None
    if asked in ("auto", "optimum"):
        if best is not None:
            return "optimum", "", best.weights
        missing = "The optimum is not known exactly here, so they stand where the run ends."
        return "end", missing if asked == "optimum" else "", None
    return asked, "", None


def _principal(e: Experiment, problem: Problem, history: History, step: int) -> Ground:
    plane = principal_plane(history.weights)
    said = (
        "The plane through the middle of the path in which it moves most: its two leading principal components. "
        "Every weight changes from place to place."
    )
    return Ground(problem, plane, "", said)


def _random(e: Experiment, problem: Problem, history: History, step: int) -> Ground:
    plane = random_plane(problem, history.weights[-1], e.plane_seed)
    said = (
        "Two random directions from where the run ends, each as long for every unit as its own weights are "
        "(filter-normalised, Li et al., 2018). Every weight changes from place to place, but no bias does."
    )
    return Ground(problem, plane, "", said)


_SLICES: dict[str, Callable[[Experiment, Problem, History, int], Ground]] = {
    "weights": _weights,
    "principal": _principal,
    "random": _random,
}
