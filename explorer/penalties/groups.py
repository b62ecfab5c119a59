"""Penalties on groups of weights: all that leave one input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.formulas import Piece
from explorer.penalties.base import Array, Penalty
from explorer.penalties.blocks import row_lengths, soft_threshold

SHORTEST = 1e-200
"""Stands for the length of a row of zeros where that would divide; the squares of no longer row are above 0."""


@dataclass(frozen=True)
class GroupL1(Penalty):
    """The sum of the lengths of the groups: the group lasso.

    Source: Yuan and Lin, "Model selection and estimation in regression with grouped variables" (2006), without their
    factor for the size of a group. A group is all weights that leave one input, a row of a block (inputs, outputs): one
    feature's weights for all classes or hidden units. Where each input has one weight it is L1.

    >>> penalty, w = GroupL1(), np.array([[3.0, 4.0], [0.3, 0.4]])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([5. , 0.5]), array([[2.4, 3.2],
           [0. , 0. ]]))
    """

    id: ClassVar[str] = "group_l1"
    name: ClassVar[str] = "Group L1"
    rank: ClassVar[int] = 50
    summary: ClassVar[str] = "All weights of an input become zero together, so whole features drop out."
    measure: ClassVar[str] = "summed sizes of weight groups"
    separable: ClassVar[bool] = False
    symbols: ClassVar[str] = "$w_j$ are all weights out of input j, and ‖$w_j$‖ is their length."
    use: ClassVar[str] = "There are several classes or hidden units, and you want whole features to drop out."
    avoid: ClassVar[str] = "Each input has one weight alone: it is L1 there."
    source: ClassVar[str] = "Yuan and Lin, Model selection and estimation in regression with grouped variables, 2006"

    smooth = False
    convex = True
    kink = 1.0
    formula = r"\sum_j \lVert w_j \rVert_2"
    shape = "a diamond: its corners lie on the axes, where all weights of an input are zero"

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """The length of a group of one."""
        return Piece(r"\sqrt{w_j^2}")

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """strength times the length of each row: (..., inputs), for w (..., inputs, outputs) and for w (inputs,)."""
        return strength * (np.abs(w) if w.ndim == 1 else row_lengths(w))

    def subgradient(self, w: Array, against: Array, strength: float = 1.0) -> Array:
        """strength times the direction of each row; for a row of zeros minus ``against``, shortened to that length at most."""
        if w.ndim == 1:
            return self.subgradient(w[:, None], against[:, None], strength)[:, 0]
        length, steepness = row_lengths(w)[..., None], row_lengths(against)[..., None]
        still = -against * np.minimum(strength / np.maximum(steepness, SHORTEST), 1.0)
        return np.where(length == 0, still, strength * w / np.maximum(length, SHORTEST))

    def curvature_along(self, w: Array, v: Array, strength: float = 1.0) -> Array:
        """strength / length times the part of v at right angles to each row of w; 0 for rows of zeros."""
        if w.ndim == 1:
            return np.zeros_like(v)
        length = row_lengths(w)[..., None]
        u = w / np.maximum(length, SHORTEST)
        across = v - (u * v).sum(axis=-1, keepdims=True) * u
        return np.where(length == 0, 0.0, strength / np.maximum(length, SHORTEST) * across)

    def mixture(self, strength: float = 1.0) -> tuple[float, float]:
        """L1: the length of a single weight is its size."""
        return strength, 0.0

    def conjugate(self, u: Array, strength: float = 1.0) -> float:
        """0 where no row is longer than the strength, else inf."""
        return 0.0 if (self.terms(u, 1.0) <= strength).all() else float("inf")

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """Each row shortened by t strength, and exactly zero where it would cross.

        Raises ``ValueError`` where t, given one per weight, differs within a row.
        """
        if w.ndim == 1:
            return soft_threshold(w, np.multiply(t, strength))
        t = _one_per_row(t, w) if isinstance(t, np.ndarray) else t
        length = np.maximum(row_lengths(w), SHORTEST)[..., None]
        return w - np.minimum(t * strength / length, 1.0) * w


def _one_per_row(t: Array, w: Array) -> Array:
    """The step length of each row, (..., inputs, 1)."""
    steps = np.broadcast_to(t, w.shape)
    first = steps[..., :1]
    if (steps != first).any():
        raise ValueError("t differs within a row: a group of weights needs one step length for all its weights")
    return first
