"""Things drawn at places of their own: points on the path, a network's nodes and edges, crosses in a 3-D scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.figures.base.played.base import Part, Played
from explorer.figures.base.played.predictions import LayerShape

Array = np.ndarray


@dataclass(frozen=True)
class PathItem(Part):
    """A weight on the path: its column, name and colour; ``at`` is a place of its own instead of the path's."""

    column: str
    name: str
    colour: str
    at: float | None = None


@dataclass(frozen=True)
class Likeness:
    """Step k of the run is about like strength ``own`` + 1 / (``rate`` k)."""

    own: float
    rate: float


@dataclass(frozen=True, eq=False)
class PathPoints(Played):
    """The run's values as discs at the place in the column ``x``, and the lines that each is to land on.

    ``lines`` (items, k) are the heights of the lines at the places ``along`` (k,), which belong to the ``strengths`` (k,).
    ``by`` is the column of the strength that the discs are to land at, where a place does not tell it.
    """

    play: ClassVar[str] = "path_points"
    items: tuple[PathItem, ...]
    x: str | None = None
    along: Array | None = None
    strengths: Array | None = None
    lines: Array | None = None
    by: str | None = None
    match: Likeness | None = None


@dataclass(frozen=True)
class Nodes:
    """A column of nodes: its place across, their heights and names."""

    x: float
    y: tuple[float, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """How edges of one sign are drawn."""

    colour: str
    dash: tuple[int, ...]


@dataclass(frozen=True)
class NodeColours:
    """The colour of a node, and of one in the ``quiet`` first column."""

    colour: str
    quiet: str


@dataclass(frozen=True, eq=False)
class UnitMaps(Part):
    """The model's features ``basis`` (rows x columns, q) on a grid over the plane of two inputs, row by row from below.

    From them and the weights at the step shown follows what each unit puts out over the plane.
    """

    basis: Array
    rows: int
    columns: int


@dataclass(frozen=True)
class NetworkEdges(Played):
    """Nodes in columns and an edge for each weight, a weight of size ``scale`` being drawn widest.

    With ``maps`` a node is a small map of its unit's output over the plane of the two inputs.
    """

    play: ClassVar[str] = "network"
    nodes: tuple[Nodes, ...]
    layers: tuple[LayerShape, ...]
    scale: float
    above: Edge
    below: Edge
    node: NodeColours
    maps: UnitMaps | None = None


@dataclass(frozen=True)
class Cross:
    """A marked place in a 3-D scene: ``z`` is its height there, ``mark`` a cross, an x or an asterisk."""

    x: float
    y: float
    z: float
    mark: str
    colour: str


@dataclass(frozen=True)
class Crosses(Played):
    """Marked places that do not move, drawn over a 3-D scene."""

    play: ClassVar[str] = "crosses"
    places: tuple[Cross, ...]
