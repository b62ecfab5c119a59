"""Planes through weight space: two weights, the path's principal components, or two random directions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.cost.problem import Problem

Array = np.ndarray
SMALL = 300
"""With up to so many steps or weights a full singular value decomposition takes a moment."""
BLOCK = 8
"""Directions in the block of the randomised iteration."""
ROUNDS = 100
ROUNDING = 1e-29
"""Squared rounding errors of weights, as a share of the squared weights."""


@dataclass(frozen=True, eq=False)
class Plane:
    """A two-dimensional plane through weight space, with two axes on it.

    ``centre`` (p,) is a point of it and ``offset`` (2,) that point's own coordinates; ``along`` (p, 2) is what one unit along
    each axis does to the weights. ``labels`` name the axes. ``note`` says in a sentence where an axis is arbitrary; mostly it
    is empty.

    >>> plane = Plane(np.array([1.0, 2.0, 3.0]), np.eye(3)[:, :2], np.array([1.0, 2.0]), ("a", "b"))
    >>> plane.lift(np.array([[5.0, 6.0]]))
    array([[5., 6., 3.]])
    """

    centre: Array
    along: Array
    offset: Array
    labels: tuple[str, str]
    note: str = ""

    @property
    def axes(self) -> tuple[int, int] | None:
        """The indices of the two weights that are the axes; None where an axis is anything but one weight's own value.

        >>> Plane(np.zeros(3), np.eye(3)[:, 1:], np.zeros(2), ("b", "c")).axes
        (1, 2)
        """
        index = np.abs(self.along).argmax(axis=0)
        alone = (self.along == np.eye(self.centre.size)[:, index]).all()
        return (int(index[0]), int(index[1])) if alone and (self.centre[index] == self.offset).all() else None

    def lift(self, places: Array) -> Array:
        """The weights (m, p) at places (m, 2) of the plane."""
        steps = np.asarray(places, dtype=float) - self.offset
        return self.centre + (steps[:, :1] * self.along[:, 0] + steps[:, 1:] * self.along[:, 1])

    def project(self, W: Array) -> Array:
        """The places (m, 2) of the plane that are nearest to weights W (m, p)."""
        steps = np.asarray(W, dtype=float) - self.centre
        length = np.linalg.norm(self.along, axis=0)
        length = np.where(length > 0, length, 1.0)  # so that a short axis counts as much as a long one
        return np.linalg.lstsq(self.along / length, steps.T, rcond=None)[0].T / length + self.offset

    def explained(self, W: Array, about: Array | None = None) -> float:
        """The share of the squared distance of weights W (m, p) from ``about`` (p,) that lies along the plane.

        ``about`` is the plane's centre unless given. Between 0 and 1; 1 where nothing moved. About a path's mean, as in
        `principal_plane`, it is the share of its variance.
        """
        W, centre = np.asarray(W, dtype=float), self.centre if about is None else about
        moved = float(((W - centre) ** 2).sum())
        rounding = ROUNDING * float((W**2).sum())
        inside = float((((self.project(W) - self.project(centre[None])) @ self.along.T) ** 2).sum())
        return min(inside / moved, 1.0) if moved > rounding else 1.0


def weights_plane(problem: Problem, x: int, y: int, around: Array) -> Plane:
    """The plane of two weights or biases, all others as they are in ``around`` (p,). Its axes are the weights' own values.

    Raises ``ValueError`` where ``x`` or ``y`` is not the index of a weight, or they are the same.
    """
    centre = np.asarray(around, dtype=float)
    along = np.stack([axis_of("x", x, centre), axis_of("y", y, centre)], axis=1)
    if x == y:
        raise ValueError("x and y must be two different directions")
    return Plane(centre, along, centre[[x, y]], (problem.names[x], problem.names[y]))


def principal_plane(W: Array, labels: tuple[str, str] = ("first principal direction", "second principal direction")) -> Plane:
    """The plane that holds most of a path W (m, p): through its mean, along its two leading principal components.

    The axes are at right angles and of length 1 (Pearson, "On lines and planes of closest fit", 1901; for paths of a training:
    Lorch, 2016); each points so that the path ends on its positive side. No other plane holds more of the path's
    variance. A path that runs along a line, or stands still, leaves an axis open: then any other direction is taken,
    and ``note`` says so. Raises ``ValueError`` for fewer than 2 weights.
    """
    W = np.asarray(W, dtype=float)
    if W.shape[1] < 2:
        raise ValueError("a plane needs at least 2 weights")
    centre = W.mean(axis=0)
    steps = W - centre
    along = _leading(steps)
    size = np.linalg.norm(steps @ along, axis=0)
    rounding = 1e-13 * np.linalg.norm(W)
    missing = int((size <= max(rounding, 1e-300)).sum())
    along = _completed(along[:, : 2 - missing])
    note = ("", "The path runs along a line, so the second axis is any direction across it.",
            "The path stands still, so both axes are any two directions.")[missing]  # fmt: skip
    along = along * np.where(steps[-1] @ along < 0, -1.0, 1.0)
    return Plane(centre, along, np.zeros(2), labels, note)


def random_plane(problem: Problem, around: Array, seed: int) -> Plane:
    """The plane through weights ``around`` (p,) along two filter-normalised random directions, always the same for a seed.

    Each direction is drawn from a normal distribution; then what comes into one unit of a layer is scaled to the length of
    that unit's own incoming weights, and biases stay as they are (Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss
    landscape of neural nets", 2018). So networks that compute the same, but for a factor between two layers, show the same
    surface. The axes are multiples of the directions. Where all weights into the units are zero, or there is only one, the
    directions are of length 1, the biases' among them, and ``note`` says so. Raises ``ValueError`` for fewer than 2 weights.
    """
    centre = np.asarray(around, dtype=float)
    if centre.size < 2:
        raise ValueError("a plane needs at least 2 weights")
    rng = np.random.default_rng([seed, 1])
    drawn = rng.normal(size=(2, centre.size))
    along = np.zeros((centre.size, 2))
    for layer in problem.network.layers:
        length = np.linalg.norm(layer.weights(centre), axis=0)  # a column holds all that comes into one unit
        for axis in range(2):
            block = layer.weights(drawn[axis])
            layer.weights(along[:, axis])[...] = block * (length / np.linalg.norm(block, axis=0))
    note = ""
    if not _independent(along):
        along = drawn.T / np.linalg.norm(drawn, axis=1)
        note = "The weights here have no lengths to scale two directions to, so these have length 1."
        if centre.size == 2 and centre[problem.network.penalised > 0].any():
            note = "One weight by itself has only one direction, so these two have length 1 and move the bias as well."
    return Plane(centre, along, np.zeros(2), ("first random direction", "second random direction"), note)


def directions_plane(around: Array, dx: Array, dy: Array, labels: tuple[str, str] = ("x", "y")) -> Plane:
    """The plane through ``around`` (p,) along two directions (p,); its axes are multiples added to ``around``.

    Raises ``ValueError`` where a direction is not p finite numbers, or both are the same but for a factor.
    """
    centre = np.asarray(around, dtype=float)
    along = np.stack([axis_of("x", dx, centre), axis_of("y", dy, centre)], axis=1)
    if not _independent(along):
        raise ValueError("x and y must be two different directions")
    return Plane(centre, along, np.zeros(2), labels)


def axis_of(name: str, axis: int | Array, around: Array) -> Array:
    """A direction (p,): that of one weight, by its index, or the one given. ``name`` is for the error's message."""
    if isinstance(axis, (int, np.integer)):
        if not 0 <= axis < around.size:
            raise ValueError(f"{name}: {axis} is not a weight. Allowed: 0 to {around.size - 1}.")
        direction = np.zeros(around.size)
        direction[axis] = 1.0
        return direction
    direction = np.asarray(axis, dtype=float)
    if direction.shape != around.shape or not np.isfinite(direction).all():
        raise ValueError(f"{name}: a direction needs {around.size} finite numbers")
    return direction


def _independent(along: Array) -> bool:
    """Whether two directions (p, 2) span a plane, however different their lengths."""
    length = np.linalg.norm(along, axis=0)
    return bool((length > 0).all()) and np.linalg.matrix_rank(along / np.where(length > 0, length, 1.0)) == 2


def _leading(steps: Array) -> Array:
    """The two orthonormal directions (p, 2) with the largest sums of squares of steps (m, p).

    Of many steps of many weights the leading ones alone are computed, by randomised block power iteration (Halko, Martinsson
    and Tropp, "Finding structure with randomness", 2011).
    """
    if min(steps.shape) <= SMALL:
        tall = np.linalg.qr(steps, mode="r") if steps.shape[0] > steps.shape[1] else steps
        return _two(np.linalg.svd(tall, full_matrices=False)[2].T)
    basis = np.linalg.qr(steps.T @ np.random.default_rng(0).normal(size=(len(steps), BLOCK)))[0]
    captured = 0.0
    for _ in range(ROUNDS):
        _, sizes, turn = np.linalg.svd(steps @ basis, full_matrices=False)
        basis = np.linalg.qr(steps.T @ (steps @ (basis @ turn.T)))[0]
        before, captured = captured, float((sizes[:2] ** 2).sum())
        if captured - before <= 1e-15 * captured:
            break
    turn = np.linalg.svd(steps @ basis, full_matrices=False)[2]
    return _two(basis @ turn.T)


def _two(directions: Array) -> Array:
    """The first two directions; one alone is completed."""
    return directions[:, :2] if directions.shape[1] > 1 else _completed(directions)


def _completed(directions: Array) -> Array:
    """Orthonormal directions (p, k), completed to two by the coordinate axes that are closest to orthogonal to them."""
    found = [directions[:, k] for k in range(directions.shape[1])]
    while len(found) < 2:
        shared = sum((v * v for v in found), np.zeros(directions.shape[0]))
        new = np.zeros(directions.shape[0])
        new[int(shared.argmin())] = 1.0
        for v in found:
            new = new - (new @ v) * v
        found.append(new / np.linalg.norm(new))
    return np.stack(found, axis=1)
