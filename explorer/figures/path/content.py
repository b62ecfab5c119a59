"""What is drawn of a regularization path: the weights along the strengths, the run, and what is marked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.cost.problem import Problem
from explorer.figures.path.strength_axis import StrengthAxis
from explorer.path.path_found import Path
from explorer.words.shrinkage_path import SHOWS

Array = np.ndarray


@dataclass(frozen=True)
class StoppedEarly:
    """Stopping early as a strength: the run's last ``step`` and the ``strength`` that matches it, its ``own`` and the rate.

    Step k matches own + 1 / (rate x k).
    """

    step: int
    strength: float
    own: float
    rate: float


@dataclass(frozen=True, eq=False)
class RunEnd:
    """Where a pinned run ended: its ``name`` and ``colour``, the ``place`` of its strength on the axis, its weights (p,)."""

    name: str
    colour: str
    place: float
    weights: Array


@dataclass(frozen=True, eq=False)
class PathContent:
    """A path with what is drawn on it.

    ``now`` (p,) are the weights of the path at the strength in force, and ``run`` (m, p) those of the run. ``show`` is a key of
    `SHOWS`. ``early`` is there where steps match strengths, so that stopping early can be shown, and ``early_refusal`` says
    why it cannot. ``apart`` says that the run has no strength of its own and is shown with a path of another penalty, without
    a line to be moved. ``unregularised`` (p,) are the weights without a penalty, where known. ``pinned_ends`` are the ends of
    those of the ``pin_count`` pinned runs that have the same path. ``notes`` are more sentences for the caption. ``relaxed``
    (k, p) are the weights of what is active at each of the path's strengths, fitted once more without a penalty; NaN where they
    have no minimum.

    The columns that the figure plays are ``force`` (the strength in force) and ``place`` (where that is), ``w0`` ...,
    ``data``, ``penalty``, ``total``, ``alive`` (how many weights are not zero), ``match`` (the strength that matches the step)
    and ``early`` (its place).
    """

    problem: Problem
    path: Path
    axis: StrengthAxis
    now: Array
    run: Array
    show: str = "weights"
    early: StoppedEarly | None = None
    apart: bool = False
    unregularised: Array | None = None
    pinned_ends: tuple[RunEnd, ...] = ()
    pin_count: int = 0
    notes: str = ""
    early_refusal: str = ""
    relaxed: Array | None = None

    @property
    def penalised(self) -> Array:
        """The indices of the weights, biases left out."""
        return np.flatnonzero(self.problem.network.penalised > 0)

    @property
    def order(self) -> Array:
        """The path's rows from the smallest strength to the largest."""
        return np.argsort(self.path.strengths, kind="stable")

    @property
    def names_at_left(self) -> bool:
        """Whether lines end at the left, where strengths are small, and have their names there."""
        return self.axis.log

    @property
    def margin(self) -> dict[str, int]:
        """Room for the names at the ends of the lines; the other chart on this axis leaves the same."""
        longest = max((len(self.problem.names[i]) for i in self.penalised), default=0)
        room = 20 + 7 * min(max(longest, 8), 16)
        return {"l": room, "r": 54} if self.names_at_left else {"l": 54, "r": room}

    @property
    def runs_back(self) -> bool:
        """Whether the path runs back along its axis somewhere, so that one place has several strengths."""
        steps = np.diff(self.axis.places)
        return bool((steps > 0).any() and (steps < 0).any())

    @property
    def shows(self) -> dict[str, str]:
        """What can be shown of this path."""
        return {key: label for key, label in SHOWS.items() if (self.early if key == "early" else not self.apart)}
