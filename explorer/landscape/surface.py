"""The cost on a plane through weight space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.landscape.grid import data_grid, penalty_grid
from explorer.landscape.planes import Plane, axis_of, directions_plane, weights_plane
from explorer.landscape.window import Window
from explorer.training.history import History

Array = np.ndarray
MARGIN = 0.2
"""What a range leaves free on each side of a path, as a share of its length."""
DOUBLINGS, COARSE = 3, 15
"""So often a window is doubled to reach its lowest cost, which is looked for at so many places across and up."""
Direction = int | Array


@dataclass(frozen=True, eq=False)
class Surface:
    """The cost on a plane: ``data``, ``penalty`` and ``total`` are (b, a) over ``y`` (b,) and ``x`` (a,).

    ``path`` (m, 2) is the run's path projected onto the plane; ``explained`` is how much of its squared distance from the
    plane's centre lies in the plane (1 where all of it does). Without a path they are empty and 1.
    """

    x: Array
    y: Array
    data: Array
    penalty: Array
    total: Array
    path: Array
    explained: float

    @property
    def lowest_on_grid(self) -> tuple[float, float, float]:
        """The place (x, y) of the grid at which the cost is lowest, and the cost there."""
        row, column = np.unravel_index(int(self.total.argmin()), self.total.shape)
        return float(self.x[column]), float(self.y[row]), float(self.total[row, column])


def sample(problem: Problem, plane: Plane, xs: Array, ys: Array, checkpoint: Checkpoint = no_checkpoint) -> tuple[Array, Array]:
    """The two parts of the cost at every place of a grid: mean loss and strength x penalty, each (b, a).

    ``xs`` (a,) and ``ys`` (b,) are coordinates on the plane. ``checkpoint`` is called between blocks and may raise to stop.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> data = Dataset(np.array([[1.0], [2.0]]), np.array([1.0, 2.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.5)
    >>> sample(problem, weights_plane(problem, 0, 1, np.zeros(2)), np.array([0.0, 1.0]), np.array([0.0]))
    (array([[2.5, 0. ]]), array([[0. , 0.5]]))
    """
    xs, ys = np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)
    return data_grid(problem, plane, xs, ys, checkpoint), penalty_grid(problem, plane, xs, ys)


def sample_surface(
    problem: Problem,
    x: Direction,
    y: Direction,
    around: Array,
    points: int = 61,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    path: Array | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Surface:
    """The cost on the plane through ``around`` (p,) along two axes, at ``points`` x ``points`` places.

    ``x`` and ``y`` are indices into the weights (the axes then are those weights' own values) or two directions (p,) (the
    axes then are multiples added to ``around``). ``path`` (m, p) is projected onto the plane. A range fits the path and
    the centre with a margin unless it is given. ``checkpoint`` is called between blocks of places and may raise to stop.
    Raises ``ValueError`` for axes or points out of range.
    """
    if points < 2 or points > 1001:
        raise ValueError(f"points: {points} is out of range. Allowed: 2 to 1001.")
    plane = plane_of(problem, x, y, around)
    projected = np.zeros((0, 2)) if path is None else plane.project(path)
    xs = np.linspace(*(x_range or fitted(projected[:, 0], plane.offset[0])), points)
    ys = np.linspace(*(y_range or fitted(projected[:, 1], plane.offset[1])), points)
    data, penalty = sample(problem, plane, xs, ys, checkpoint)
    explained = 1.0 if path is None else plane.explained(path)
    return Surface(xs, ys, data, penalty, data + penalty, projected, explained)


def reaching_the_lowest(problem: Problem, plane: Plane, window: Window) -> Window:
    """A window made larger until the lowest cost of it lies inside, where it takes no more than `DOUBLINGS` of its sides.

    A run of few or short steps covers so little of a valley that its bottom would lie outside of the picture. Where the lowest
    place still is at the border then, as where there is none, the ``window`` is left as it was.

    >>> from explorer import Experiment
    >>> e = Experiment(rate=0.005, steps=10)
    >>> plane = weights_plane(e.problem(), 2, 8, np.zeros(11))
    >>> bool(reaching_the_lowest(e.problem(), plane, Window(-0.1, 0.1, -0.1, 0.1)).x1 > 0.3)
    True
    """
    tried = window
    for _ in range(DOUBLINGS + 1):
        xs, ys = tried.axes(COARSE)
        total = np.add(*sample(problem, plane, xs, ys))
        if not np.isfinite(total).any():
            return window
        row, column = np.unravel_index(int(np.nanargmin(np.where(np.isfinite(total), total, np.inf))), total.shape)
        sides = (column == 0, column == COARSE - 1, row == 0, row == COARSE - 1)
        if not any(sides):
            return tried
        wide, high = tried.high - tried.low
        left, right, below, above = sides
        tried = Window(tried.x0 - wide * left, tried.x1 + wide * right, tried.y0 - high * below, tried.y1 + high * above)
    return window


def sample_under_path(
    problem: Problem, x: int, y: int, path: Array, points: int = 61, checkpoint: Checkpoint = no_checkpoint
) -> Surface:
    """The cost over the weights ``x`` and ``y``, the others held as they are at the end of a run's ``path`` (m, p).

    The range holds the path, and the lowest cost of the plane where that is near enough; see `reaching_the_lowest`.
    """
    end = path[-1]
    (x0, x1), (y0, y1) = (fitted(path[:, axis], float(end[axis])) for axis in (x, y))
    window = reaching_the_lowest(problem, plane_of(problem, x, y, end), Window(x0, x1, y0, y1))
    x_range, y_range = (window.x0, window.x1), (window.y0, window.y1)
    return sample_surface(problem, x, y, end, points, x_range, y_range, path, checkpoint)


def plane_of(problem: Problem, x: Direction, y: Direction, around: Array) -> Plane:
    """The plane through ``around`` (p,) along two weights, two directions (p,), or one of each.

    Raises ``ValueError`` for what is no axis, or twice the same.
    """
    around = np.asarray(around, dtype=float)
    if isinstance(x, (int, np.integer)) and isinstance(y, (int, np.integer)):
        return weights_plane(problem, int(x), int(y), around)
    plane = directions_plane(around, axis_of("x", x, around), axis_of("y", y, around))
    own = [around[axis] if isinstance(axis, (int, np.integer)) else 0.0 for axis in (x, y)]
    return Plane(plane.centre, plane.along, np.array(own), plane.labels)


def plane_costs(history: History, x: int, y: int) -> Array:
    """The cost (m,) on the plane of two weights at each kept step, all other weights as they are at the end.

    By the settings that hold at the end, as everywhere on the map that is drawn of this plane: a number read beside the map is
    the one that its colour shows, also at steps that followed another cost.
    """
    W = np.repeat(history.weights[-1:], len(history.steps), axis=0)
    W[:, [x, y]] = history.weights[:, [x, y]]
    return history.run.problem.costs(W).total


def by_movement(problem: Problem, path: Array) -> list[int]:
    """The weights by how far they are from their last value along a path (m, p), in squares; biases last.

    The squared distance of a path from its end is the sum over the weights, so the first two hold the most that two can.

    >>> from explorer import Experiment
    >>> by_movement(Experiment(dataset="engel").problem(), np.array([[0.0, 9.0], [1.0, 0.0]]))
    [0, 1]
    """
    moved = ((path - path[-1]) ** 2).sum(axis=0)
    return [int(i) for i in np.lexsort((np.arange(moved.size), -moved, problem.network.penalised == 0))]


def fitted(path: Array, centre: float) -> tuple[float, float]:
    """A range that holds one coordinate of a path (m,) and the centre's, with a fifth to spare; it is never empty.

    >>> fitted(np.array([0.0, 1.0]), 0.5)
    (-0.2, 1.2)
    """
    low, high = float(min(path.min(initial=centre), centre)), float(max(path.max(initial=centre), centre))
    span = max(high - low, 0.1 * max(abs(low), abs(high)), 0.1)
    middle = (low + high) / 2.0
    return middle - span * (0.5 + MARGIN), middle + span * (0.5 + MARGIN)
