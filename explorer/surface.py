"""Planes through weight space, and the cost on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.problem import CELLS_AT_ONCE, Problem

Array = np.ndarray
MARGIN = 0.2
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


def sample_surface(
    problem: Problem,
    x: Direction,
    y: Direction,
    around: Array,
    points: int = 61,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    path: Array | None = None,
    between: Callable[[], object] | None = None,
) -> Surface:
    """The cost on the plane through ``around`` (p,) along two axes, at ``points`` x ``points`` places.

    ``x`` and ``y`` are indices into the weights (the axes then are those weights' own values) or two directions (p,) (the
    axes then are multiples added to ``around``). ``path`` (m, p) is projected onto the plane. A range fits the path and
    the centre with a margin unless it is given. Where the cost is quadratic a closed form is used, else every place is
    evaluated, in blocks; ``between`` is called between
    these and may raise to stop. Raises ``ValueError`` for axes or points out of range.
    """
    if points < 2 or points > 1001:
        raise ValueError(f"points: {points} is out of range. Allowed: 2 to 1001.")
    around = np.asarray(around, dtype=float)
    dx, x0 = _axis("x", x, around)
    dy, y0 = _axis("y", y, around)
    along = np.stack([dx, dy], axis=1)
    if np.linalg.matrix_rank(along) < 2:
        raise ValueError("x and y must be two different directions")
    steps = np.zeros((0, problem.size)) if path is None else np.asarray(path, dtype=float) - around
    projected = np.linalg.lstsq(along, steps.T, rcond=None)[0].T + (x0, y0)
    xs = np.linspace(*(x_range or _fitted(projected[:, 0], x0)), points)
    ys = np.linspace(*(y_range or _fitted(projected[:, 1], y0)), points)
    offsets_x, offsets_y = xs - x0, ys - y0
    if problem.loss.quadratic and problem.network.linear:
        data = _quadratic(problem, around, along, offsets_x, offsets_y)
    else:
        data = _blocks(problem, around, along, offsets_x, offsets_y, between or (lambda: None))
    penalty = _penalty(problem, around, along, offsets_x, offsets_y)
    moved = float((steps**2).sum())
    inside = float((((projected - (x0, y0)) @ along.T) ** 2).sum())
    return Surface(xs, ys, data, penalty, data + penalty, projected, inside / moved if moved > 1e-20 else 1.0)


def by_steepness(problem: Problem, w: Array) -> list[int]:
    """The weights by how steep the mean loss is along each at w (p,), the steepest first and biases last."""
    steepness = abs(problem.gradient(w)) * (1e6 * problem.network.penalised + 1.0)
    return [int(i) for i in (-steepness).argsort(kind="stable")]


def _axis(name: str, axis: Direction, around: Array) -> tuple[Array, float]:
    if isinstance(axis, (int, np.integer)):
        if not 0 <= axis < around.size:
            raise ValueError(f"{name}: {axis} is not a weight. Allowed: 0 to {around.size - 1}.")
        direction = np.zeros(around.size)
        direction[axis] = 1.0
        return direction, float(around[axis])
    direction = np.asarray(axis, dtype=float)
    if direction.shape != around.shape or not np.isfinite(direction).all():
        raise ValueError(f"{name}: a direction needs {around.size} finite numbers")
    return direction, 0.0


def _fitted(path: Array, centre: float) -> tuple[float, float]:
    """A range that holds the path and the centre, with a fifth to spare, and is never empty."""
    low, high = min(path.min(initial=centre), centre), max(path.max(initial=centre), centre)
    span = max(high - low, 0.1 * max(abs(low), abs(high)), 0.1)
    middle = (low + high) / 2.0
    return middle - span * (0.5 + MARGIN), middle + span * (0.5 + MARGIN)


def _quadratic(problem: Problem, around: Array, along: Array, xs: Array, ys: Array) -> Array:
    """h / 2 mean (r + x a + y b)^2 from six sums: r the residuals at the centre, a and b the change along each axis, h the
    loss's curvature, the same everywhere."""
    r = problem.network.predict(around) - problem.data.y
    a, b = problem.network.design @ along[:, 0], problem.network.design @ along[:, 1]
    sums = np.stack([r, a, b]) @ np.stack([r, a, b]).T / problem.n
    X, Y = xs[None, :], ys[:, None]
    value = sums[0, 0] + 2.0 * (sums[0, 1] * X + sums[0, 2] * Y)
    value = value + sums[1, 1] * X * X + 2.0 * sums[1, 2] * X * Y + sums[2, 2] * Y * Y
    assert problem.loss.curvature_bound is not None
    return 0.5 * problem.loss.curvature_bound * np.maximum(value, 0.0)


def _blocks(problem: Problem, around: Array, along: Array, xs: Array, ys: Array, between: Callable[[], object]) -> Array:
    """The mean loss at every place, a row of the grid or less at a time."""
    data = np.empty((ys.size, xs.size))
    loss, target = problem.loss, problem.data.y
    with np.errstate(over="ignore"):
        if problem.network.linear:
            centre = problem.network.predict(around)
            a = problem.network.design @ problem.network.layers[0].matrix(along[:, 0])
            b = problem.network.design @ problem.network.layers[0].matrix(along[:, 1])
            block = max(1, CELLS_AT_ONCE // centre.size)
            steps = xs.reshape(-1, *(1,) * centre.ndim) * a
            for row, y in enumerate(ys):
                between()
                moved = centre + y * b
                for i in range(0, xs.size, block):
                    data[row, i : i + block] = loss.value(target, moved + steps[i : i + block]).mean(axis=-1)
            return data
        for row, y in enumerate(ys):
            between()
            data[row] = problem.mean_loss(around + y * along[:, 1] + xs[:, None] * along[:, 0])
    return data


def _penalty(problem: Problem, around: Array, along: Array, xs: Array, ys: Array) -> Array:
    """Strength x penalty at every place, a row of the grid at a time."""
    return np.stack([problem.penalties(around + y * along[:, 1] + xs[:, None] * along[:, 0]) for y in ys])
