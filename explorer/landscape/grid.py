"""The mean loss and the penalty at every place of a grid on a plane, in blocks that fit the cache."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.cost.weighted_loss import of_rows
from explorer.landscape.planes import Plane
from explorer.penalties import Penalty

Array = np.ndarray
CELLS = 48_000
"""The number of losses computed at a time: together with a buffer they fit a cache of 1 MB."""
EXAMPLES = 4_096
"""So many examples at a time."""


def blocks(examples: int, places: int, wide: int) -> Iterator[tuple[slice, slice]]:
    """Pairs of some examples and some places, together all of them, whose losses at ``wide`` scores each fit the cache."""
    for i in range(0, examples, EXAMPLES):
        rows = slice(i, min(i + EXAMPLES, examples))
        block = max(1, CELLS // ((rows.stop - i) * wide))
        for k in range(0, places, block):
            yield rows, slice(k, k + block)


def data_grid(problem: Problem, plane: Plane, xs: Array, ys: Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """The mean loss (b, a) at the places ``ys`` (b,) x ``xs`` (a,) of a plane.

    In closed form where the loss is quadratic and the model linear in its weights. ``checkpoint`` is called between blocks and
    may raise to stop. A loss too large for a float is inf.
    """
    if problem.loss.quadratic and problem.network.linear:
        return _quadratic(problem, plane, xs, ys)
    total = np.zeros((ys.size, xs.size))
    with np.errstate(over="ignore"):
        for start in range(0, problem.n, EXAMPLES):
            add = _add_lines if problem.network.linear else _add_places
            add(problem, plane, xs, ys, slice(start, start + EXAMPLES), total, checkpoint)
    return total / problem.n


def penalty_grid(problem: Problem, plane: Plane, xs: Array, ys: Array, strength: float | None = None) -> Array:
    """Strength x penalty (b, a) at the places ``ys`` (b,) x ``xs`` (a,) of a plane; at the problem's own unless given.

    Rows of weights that change along one axis alone are evaluated along that, those that change along neither once.
    """
    strength = problem.strength if strength is None else strength
    x, y, still = xs - plane.offset[0], ys - plane.offset[1], np.zeros(1)
    total = np.zeros((1, 1))
    for layer in problem.network.layers:
        centre = layer.weights(plane.centre)
        along = np.ascontiguousarray(np.moveaxis(layer.weights(plane.along.T), 0, -1))  # (inputs, width, 2)
        moves = np.any(along, axis=1)
        kinds = moves[:, 0] + 2 * moves[:, 1]
        for kind, (a, b) in enumerate(((still, still), (x, still), (still, y), (x, y))):
            rows = kinds == kind
            if rows.any():
                penalty = problem.penalty.of_inputs(np.flatnonzero(rows))
                priced = _priced(penalty, strength, centre[rows], along[rows], a, b)
                total = total + priced  # grows to (b, a) only when something differs along both axes
    return np.array(np.broadcast_to(total, (ys.size, xs.size)))


def _priced(penalty: Penalty, strength: float, centre: Array, along: Array, x: Array, y: Array) -> Array:
    """Strength x penalty (b, a) of some rows of weights (rows, width), moved by x (a,) and y (b,) along two axes of theirs."""
    across, up = np.tile(x, y.size), np.repeat(y, x.size)
    out = np.empty(across.size)
    block = max(1, CELLS // centre.size)
    for i in range(0, out.size, block):
        part = slice(i, i + block)
        moved = centre + (across[part, None, None] * along[..., 0] + up[part, None, None] * along[..., 1])
        out[part] = penalty.terms(moved, strength).reshape(len(moved), -1).sum(axis=1)
    return out.reshape(y.size, x.size)


def _quadratic(problem: Problem, plane: Plane, xs: Array, ys: Array) -> Array:
    """h / 2 mean (r + x a + y b)^2 from six sums: r the residuals at the centre, a and b the change along each axis, h the
    loss's curvature, the same everywhere."""
    examples = problem.examples
    moved = np.column_stack([plane.centre, plane.along]).T @ examples.rooted_design.T
    moved[0] -= examples.rooted_targets
    sums = moved @ moved.T / problem.n
    x, y = xs - plane.offset[0], ys - plane.offset[1]
    by_row = sums[0, 0] + y * (2.0 * sums[0, 2] + sums[2, 2] * y), 2.0 * (sums[0, 1] + sums[1, 2] * y), np.ones(y.size)
    value = np.stack(by_row, axis=1) @ np.stack([np.ones(x.size), x, sums[1, 1] * x * x])
    assert problem.loss.curvature_bound is not None
    value *= 0.5 * problem.loss.curvature_bound
    return np.maximum(value, 0.0, out=value)


def _add_lines(problem: Problem, plane: Plane, xs: Array, ys: Array, rows: slice, total: Array, checkpoint: Checkpoint) -> None:
    """Add the losses of some examples: predictions are a start for each row of the grid, plus moves common to all rows."""
    y, design, layer = problem.data.y[rows], problem.network.design[rows], problem.network.layers[0]
    loss, centre = of_rows(problem.examples.loss, rows), design @ layer.matrix(plane.centre)
    a, b = (design @ layer.matrix(np.ascontiguousarray(plane.along[:, k])) for k in range(2))
    steps = (xs - plane.offset[0]).reshape(-1, *(1,) * centre.ndim)
    for _, part in blocks(y.size, xs.size, centre[0].size):
        sums = loss.sums_along(y, steps[part] * a)
        for row, v in enumerate(ys - plane.offset[1]):
            checkpoint()
            total[row, part] += sums(centre + v * b)


def _add_places(
    problem: Problem, plane: Plane, xs: Array, ys: Array, rows: slice, total: Array, checkpoint: Checkpoint
) -> None:
    """Add the losses of some examples, the model evaluated at every place."""
    y, network, loss = problem.data.y[rows], problem.network.rows(rows), of_rows(problem.examples.loss, rows)
    wide = sum(layer.width for layer in network.layers)
    for row, v in enumerate(ys):
        checkpoint()
        for _, part in blocks(y.size, xs.size, wide):
            W = plane.lift(np.column_stack([xs[part], np.full(xs[part].size, v)]))
            total[row, part] += loss.value(y, network.predict(W)).sum(axis=-1)


def interpolated(grid: Array, xs: Array, ys: Array, x: float, y: float) -> float:
    """The value at a place (x, y) between those of a grid (b, a) at ``ys`` (b,) x ``xs`` (a,), both rising: bilinear.

    >>> interpolated(np.array([[0.0, 1.0], [2.0, 5.0]]), np.array([0.0, 1.0]), np.array([0.0, 2.0]), 0.5, 1.0)
    2.0
    """
    column, row = (float(np.interp(place, axis, np.arange(len(axis)))) for place, axis in ((x, xs), (y, ys)))
    i, j = min(int(row), len(ys) - 2), min(int(column), len(xs) - 2)
    s, t = row - i, column - j
    cell = grid[i : i + 2, j : j + 2]
    return float((1 - s) * ((1 - t) * cell[0, 0] + t * cell[0, 1]) + s * ((1 - t) * cell[1, 0] + t * cell[1, 1]))
