"""Lines and points at columns of the run, and arrows from a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from explorer.figures.base.played.base import Played

Array = np.ndarray


@dataclass(frozen=True)
class Height:
    """The third coordinate of a path in 3-D: log10(``column`` - ``lowest`` + ``floor``); the column itself without a floor."""

    column: str
    lowest: float
    floor: float | None


@dataclass(frozen=True)
class Reveal(Played):
    """A line along two columns of the run that grows with the step, with a ``halo`` in the page's colour around it.

    ``breaks`` are steps at which a line over the steps is interrupted; ``height`` lifts it into 3-D.
    """

    play: ClassVar[str] = "reveal"
    x: str
    y: str
    halo: bool | None = None
    breaks: tuple[int, ...] | None = None
    height: Height | None = None


@dataclass(frozen=True)
class Bundle(Played):
    """Many columns of the run over the steps, as one trace."""

    play: ClassVar[str] = "bundle"
    y: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Point(Played):
    """A mark at two columns of the run."""

    play: ClassVar[str] = "point"
    x: str
    y: str
    height: Height | None = None


@dataclass(frozen=True)
class Track(Played):
    """A mark at the trace's own x and y (m,), one place for each kept step."""

    play: ClassVar[str] = "track"


def tracked(x: Array, y: Array) -> dict[str, Any]:
    """Fields of a trace that is a mark at the step shown, at places of its own (m,) for each kept step."""
    return {"x": np.asarray(x, dtype="f4"), "y": np.asarray(y, dtype="f4"), "meta": Track().meta}


@dataclass(frozen=True)
class Arrow:
    """An arrow against a sum of gradients: the columns of the run with their parts across and up, its colour and dash."""

    across: tuple[str, ...]
    up: tuple[str, ...]
    colour: str
    dash: str = "solid"


@dataclass(frozen=True)
class Arrows(Played):
    """Arrows downhill from the place (two columns of the run) at the step shown.

    The longest at that step has one length everywhere, and the others are in proportion; ``others`` count but are not drawn.
    """

    play: ClassVar[str] = "arrows"
    x: str
    y: str
    drawn: tuple[Arrow, ...]
    others: tuple[Arrow, ...] = ()
