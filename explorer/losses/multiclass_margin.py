"""Losses for several classes that ask the true class's score to lead by a margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.losses.base import Array
from explorer.losses.facts import SHARES, Minimiser, class_shares
from explorer.losses.multiclass import MulticlassLoss, own, put_own


def _leader(y: Array, weights: Array | None = None) -> Array:
    shares = class_shares(y, weights)
    return (shares > 0.5).astype(float)


def _steps_apart(y: Array, weights: Array | None = None) -> Array:
    """The scores (K,) with the smallest sum over all examples of max(0, 1 + c_j - c_y) over the wrong classes j, mean 0.

    Such a programme in differences has whole numbers for its answer (the dual of a network flow: Ford and Fulkerson, 1962).
    A class that is more frequent than another is never below it, and of two next to each other neither is more than 1 above;
    so classes in the order of their counts fall into levels, found from the last one up. Of equals the fewest levels.

    >>> _steps_apart(np.array([0, 1, 1, 1])), _steps_apart(np.array([0, 1, 2]))
    (array([-0.5,  0.5]), array([0., 0., 0.]))
    """
    counts = np.bincount(np.asarray(y, dtype=int), weights)
    order = np.argsort(-counts, kind="stable")
    m, K = counts[order], len(counts)
    below = np.append(np.cumsum(m[::-1])[::-1], 0)
    cost, end = [0.0] * (K + 1), [K] * (K + 1)
    for i in range(K - 1, -1, -1):
        within, found = 0.0, list[tuple[float, int]]()
        for j in range(i + 1, K + 1):  # i ... j - 1 are level, so each lacks 1 against those after it, as they do against it
            within += float(below[i] - below[j - 1])
            found.append((within + cost[j] + j * float(below[j]), -j))
        cost[i], minus = min(found)
        end[i] = -minus
    level, i, scores = 0.0, 0, np.zeros(K)
    while i < K:
        scores[order[i : end[i]]] = level
        level, i = level - 1.0, end[i]
    return scores - scores.mean()


def _root(x: Array, values: Array) -> Array:
    """Where straight pieces through rising x and falling values (..., m) cross 0: the first is above it, the last below."""
    left = np.count_nonzero(values >= 0, axis=-1)[..., None] - 1
    right = np.minimum(left + 1, x.shape[-1] - 1)
    (a, b), (above, below) = ([np.take_along_axis(v, i, axis=-1)[..., 0] for i in (left, right)] for v in (x, values))
    return a + (b - a) * above / np.maximum(above - below, 1e-300)


@dataclass(frozen=True)
class CrammerSinger(MulticlassLoss):
    """The hinge against the strongest wrong class: max(0, 1 + max z_j - z_y). The subgradient at the margin is 0.

    Source: Crammer and Singer (2001).

    >>> loss, y, z = CrammerSinger(), np.array([0]), np.array([[1.0, 0.5, -2.0]])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.5]), array([[-1.,  1.,  0.]]), array([[0., 0., 0.]]))
    """

    id: ClassVar[str] = "crammer_singer"
    name: ClassVar[str] = "Crammer-Singer"
    named_after = "Koby Crammer and Yoram Singer"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "The hinge for several classes: the true score must lead the best wrong one by 1."
    use: ClassVar[str] = "Only the decision matters, and only the closest rival should count."
    avoid: ClassVar[str] = "Some places have no majority class: its best answer there may not be the likeliest class."
    source: ClassVar[str] = (
        "Crammer and Singer, On the algorithmic implementation of multiclass kernel-based vector machines, 2001"
    )
    elsewhere: ClassVar[str] = "scikit-learn's hinge_loss for several classes. Keras' CategoricalHinge differs below 0."
    margin: ClassVar[float | None] = 1.0

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None
    minimiser = Minimiser(
        "a class with more than half of the examples leads by 1; without one, all scores are equal",
        r"c_k = [q_k > \tfrac12]", _leader, f"$c_k$ is the score of class k, {SHARES}, and [...] is 1 where it holds, else 0",
    )  # fmt: skip
    formula = r"\max\left(0,\; 1 + \max_{j \ne y} z_j - z_y\right)"

    def _rival(self, y: Array, z: Array) -> tuple[Array, Array]:
        """The strongest wrong class (the first of equals) and its distance short of the margin, both (..., n)."""
        wrong = put_own(np.array(z, dtype=float), y, -np.inf)
        rival = np.argmax(wrong, axis=-1)
        best = np.take_along_axis(wrong, rival[..., None], axis=-1)[..., 0]
        return rival, 1.0 + best - own(z, y)

    def value(self, y: Array, z: Array) -> Array:
        """max(0, 1 + max_{j != y} z_j - z_y)."""
        return np.maximum(0.0, self._rival(y, z)[1])

    def slope(self, y: Array, z: Array) -> Array:
        """+1 at the strongest wrong class and -1 at the true one while the margin is short, else 0."""
        rival, short = self._rival(y, z)
        active = (short > 0.0).astype(float)
        slope = np.zeros(z.shape)
        np.put_along_axis(slope, rival[..., None], active[..., None], axis=-1)
        return put_own(slope, y, -active)

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """Rivals within the margin are cut down to one level, and the true score is raised by what they lose, t at most.

        The level follows from the rivals above it, largest first, as in a projection on a simplex.
        """
        short = put_own(1.0 + z - own(z, y)[..., None], y, -np.inf)
        ranked = -np.sort(-short, axis=-1)[..., :-1]
        sums, count = np.cumsum(ranked, axis=-1), np.arange(1, z.shape[-1])
        free = (sums / (count + 1.0)).max(axis=-1)
        bounded = ((sums - np.asarray(t)[..., None]) / count).max(axis=-1)
        level = np.maximum(np.where(free <= t, free, bounded), 0.0)
        cut = put_own(np.maximum(short - level[..., None], 0.0), y, 0.0)
        return put_own(z - cut, y, own(z, y) + cut.sum(axis=-1))

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(z.shape)

    def hessian(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros((*z.shape, z.shape[-1]))


@dataclass(frozen=True)
class WestonWatkins(MulticlassLoss):
    """The hinge against every wrong class, added up and divided by K. The subgradient at each margin is 0.

    Source: Weston and Watkins (1999).

    >>> loss, y, z = WestonWatkins(), np.array([0]), np.zeros((1, 3))
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.66666667]), array([[-0.66666667,  0.33333333,  0.33333333]]), array([[0., 0., 0.]]))
    """

    id: ClassVar[str] = "weston_watkins"
    name: ClassVar[str] = "Weston-Watkins"
    named_after = "Jason Weston and Chris Watkins"
    rank: ClassVar[int] = 50
    summary: ClassVar[str] = "The true score must lead each wrong one by 1, and every one that is too close costs."
    use: ClassVar[str] = "Only the decision matters, and all rivals should count, not just the closest."
    avoid: ClassVar[str] = "You want probabilities, or a cost without corners."
    source: ClassVar[str] = "Weston and Watkins, Support vector machines for multi-class pattern recognition, 1999"
    elsewhere: ClassVar[str] = "PyTorch's MultiMarginLoss, 1/K included."
    margin: ClassVar[float | None] = 1.0

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None
    minimiser = Minimiser(
        "scores in the order of the class shares, whole numbers apart; similar shares get the same score",
        r"\min_c \sum_k q_k \sum_{j \ne k} \max(0, 1 + c_j - c_k)", _steps_apart,
        f"$c_k$ is the score of class k, and {SHARES}",
    )  # fmt: skip
    formula = r"\tfrac1K \sum_{j \ne y} \max(0,\; 1 + z_j - z_y)"

    def _short(self, y: Array, z: Array) -> Array:
        short = 1.0 + z - own(z, y)[..., None]
        return put_own(short, y, 0.0)

    def value(self, y: Array, z: Array) -> Array:
        """The mean over K of what each wrong class lacks."""
        return np.maximum(0.0, self._short(y, z)).sum(axis=-1) / z.shape[-1]

    def slope(self, y: Array, z: Array) -> Array:
        """1/K at each wrong class that is too close, minus their number over K at the true one."""
        active = (self._short(y, z) > 0.0) / z.shape[-1]
        return put_own(active, y, -active.sum(axis=-1))

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """Each rival within the margin loses t / K at most, and the true score is raised by what they lose together.

        That sum is a root of straight pieces that join where a rival begins to lose or loses its most.
        """
        short, most = put_own(1.0 + z - own(z, y)[..., None], y, -np.inf), np.asarray(t)[..., None] / z.shape[-1]
        whole = most * (z.shape[-1] - 1)
        ends = np.broadcast_to(np.concatenate([np.zeros_like(whole), whole], axis=-1), (*short.shape[:-1], 2))
        joints = np.sort(np.concatenate([short, short - most, ends], axis=-1).clip(0.0, whole), axis=-1)
        lost = np.minimum(np.maximum(short[..., None, :] - joints[..., None], 0.0), most[..., None]).sum(axis=-1)
        raised = _root(joints, lost - joints)
        cut = put_own(np.minimum(np.maximum(short - raised[..., None], 0.0), most), y, 0.0)
        return put_own(z - cut, y, own(z, y) + cut.sum(axis=-1))

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(z.shape)

    def hessian(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros((*z.shape, z.shape[-1]))
