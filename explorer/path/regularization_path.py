"""The regularization path: the weights as a function of the strength."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.text import number
from explorer.cost.problem import Problem
from explorer.path.algorithms.ridge import Principal
from explorer.path.methods.base import EXCESS, LARGEST, STEEPEST, PathMethod, Solution
from explorer.path.methods.general import METHODS

Array = np.ndarray
POINTS = 100
LOWEST = 1e-4


@dataclass(frozen=True, eq=False)
class Path:
    """What the strength does to the weights: the minimum of the cost at each of k strengths, in the order asked for.

    - ``strengths`` (k,); ``weights`` (k, p) flat, biases last; ``data``, ``penalty``, ``total`` (k,): the mean loss, the
      penalty with the strength in it, and their sum.
    - ``kkt`` (k,): by how much the conditions for a minimum are missed, bias included, as a share of the largest strength,
      or where that is 0 of the steepest slope that the data have at zero weights beside the best biases; None for a loss
      with kinks of its own, where the slope is a choice.
    - ``gap`` (k,): there instead how far the cost may be above the lowest at most (the duality gap), as a share of what
      weights of zero cost beside the best biases, above the least that the targets allow; None for all other losses.
    - ``kinks`` (m,), falling: where weights join or leave, down to the smallest strength; None unless the path is made of
      straight lines.
    - ``exact``: whether every figure is right to rounding by its method; ``method`` says in a sentence how it was found,
      ``note`` what else there is to know, or nothing.
    - ``depends_on_start``: whether there may be other minima, so that what is shown depends on where it began.

    What follows from the weights is found when it is first read.
    """

    strengths: Array
    weights: Array
    gap: Array | None
    kinks: Array | None
    exact: bool
    depends_on_start: bool
    method: str
    _said: str = field(repr=False)
    _route: PathMethod = field(repr=False)

    @cached_property
    def _judged(self) -> tuple[Array, Array | None]:
        """`data` and `kkt`."""
        data, missed = self._route.judged(self.strengths, self.weights)
        return data, None if missed is None else missed / self._route.whole(self.strengths)

    @property
    def data(self) -> Array:
        """The mean loss (k,)."""
        return self._judged[0]

    @cached_property
    def penalty(self) -> Array:
        """What the weights cost (k,), each row at its own strength."""
        problem, W = self._route.problem, self.weights
        if problem.penalty.scaled:
            return self.strengths * problem.penalties(W, 1.0)
        return np.array([problem.penalties(w[None], float(s))[0] for w, s in zip(W, self.strengths, strict=True)])

    @cached_property
    def total(self) -> Array:
        """The mean loss and the penalty together (k,)."""
        return self.data + self.penalty

    @property
    def kkt(self) -> Array | None:
        """By how much the conditions for a minimum are missed (k,), as a share of the largest strength, or None."""
        return self._judged[1]

    @cached_property
    def note(self) -> str:
        """What there is to know beside the method, in sentences; empty for nothing."""
        said, bound = [self._said], self._route.bound
        if self.depends_on_start:
            said.append(
                f"{self._route.problem.penalty.name} is not convex, so there may be other minima: each one here was reached "
                "from that of the next larger strength."
            )
        kinds = (
            (self.kkt, "the slope left over is", LARGEST if self.strengths.any() else STEEPEST),
            (self.gap, "the cost may be too high by", EXCESS),
        )
        for left, what, whole in kinds:
            rough = 0 if left is None else np.count_nonzero(left > bound)
            if left is not None and rough:
                said.append(
                    f"At {rough} of {left.size} strengths the minimum was not reached: {what} up to "
                    f"{number(float(f'{left.max():.1g}'))} of {whole}."
                )
        return " ".join(part for part in said if part)

    @cached_property
    def zeroing(self) -> float | None:
        """The smallest strength at which all weights are zero; None where none is enough."""
        return self._route.zeroing

    @cached_property
    def active(self) -> Array:
        """How many weights are not zero (k,), biases not counted."""
        return np.count_nonzero(self.weights[:, : self._route.problem.network.layers[0].bias], axis=1)

    @cached_property
    def freedom(self) -> Array | None:
        """Effective degrees of freedom (k,), 1 of them for the bias; None unless the loss is squared."""
        return self._route.freedom(self.strengths, self.weights)

    @cached_property
    def principal(self) -> Principal | None:
        """What ridge does along each principal direction; None for all else."""
        return self._route.principal(self.strengths)

    def at(self, strengths: float | Sequence[float] | Array) -> Array:
        """The weights (p,) at one strength or (j, p) at several, found by the same method; not read off between two points.

        >>> from explorer import Experiment
        >>> path = Experiment(dataset="diabetes", penalty="l1").path([1.0, 0.1])
        >>> bool(abs(path.at(0.1) - path.weights[1]).max() < 1e-15)
        True
        """
        asked = np.asarray(strengths, dtype=float)
        several = checked_strengths(np.atleast_1d(asked))
        found = _found(self._route, several, no_checkpoint).weights
        return found[0] if asked.ndim == 0 else found


def regularization_path(
    problem: Problem, strengths: Sequence[float] | Array | None = None, checkpoint: Checkpoint = no_checkpoint
) -> Path:
    """The weights with the lowest cost at each strength (k,), whatever strength the problem has itself.

    Without ``strengths``: `default_strengths`. ``checkpoint`` is called after every strength where each takes a while, and
    every few steps where steps are taken; it may raise to stop.
    Raises ``ValueError``, in a sentence, where there is no path to show
    (`path_refusal`) or a strength is not a number from 0 up.

    Exact for squared loss: L2 by one decomposition, L1 by homotopy, their mixture by its active set. Newton's steps for other
    smooth convex losses, proximal steps for several classes, groups of weights and penalties that are not convex. For losses
    with kinks of their own each cost comes with a bound, ``gap``.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> data = Dataset(np.array([[-1.0], [1.0]]), np.array([-3.0, 3.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0)
    >>> path = regularization_path(problem, [6.0, 3.0, 0.0])
    >>> path.weights[:, 0], path.active, path.zeroing
    (array([0. , 1.5, 3. ]), array([0, 1, 1]), 6.0)
    """
    refusal = path_refusal(problem)
    if refusal:
        raise ValueError(refusal)
    route = _route(problem)
    if strengths is None:
        route.prepare(checkpoint)
    asked = _grid(route.top) if strengths is None else checked_strengths(np.asarray(strengths, dtype=float))
    found = _found(route, asked, checkpoint)
    return Path(
        strengths=asked,
        weights=found.weights,
        gap=found.gaps,
        kinks=route.kinks(),
        exact=route.exact,
        depends_on_start=not problem.penalty.convex,
        method=route.method,
        _said=" ".join(part for part in (route.note(), found.note) if part),
        _route=route,
    )


def path_weights(problem: Problem, strengths: Sequence[float] | Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """The weights (k, p) of `regularization_path` alone, for those who need no more: many paths are quicker found so.

    >>> from explorer import Experiment
    >>> problem = Experiment(dataset="diabetes", penalty="l1").problem()
    >>> bool((path_weights(problem, [0.1]) == regularization_path(problem, [0.1]).weights).all())
    True
    """
    if refusal := path_refusal(problem):
        raise ValueError(refusal)
    asked = checked_strengths(np.asarray(strengths, dtype=float))
    return _found(_route(problem), asked, checkpoint).weights


def path_takes_long(problem: Problem) -> bool:
    """Whether a path of many strengths may take many seconds, for a problem that has one (`path_refusal`).

    >>> from explorer import Experiment
    >>> path_takes_long(Experiment(dataset="penguins", loss="weston_watkins").problem())
    True
    """
    return _route(problem).dear


def path_refusal(problem: Problem) -> str:
    """Why a problem has no regularization path to show, in a sentence; empty where it has one.

    >>> from explorer import Experiment
    >>> path_refusal(Experiment(dataset="diabetes", loss="absolute").problem())
    ''
    >>> path_refusal(Experiment(dataset="diabetes", loss="absolute", penalty="mcp").problem())
    'Absolute has kinks of its own and MCP is not convex, so how low the cost can be is not known: choose a convex penalty.'
    """
    name = problem.loss.name
    if not problem.network.linear:
        return "The model has hidden layers, so there are many minima: the path is shown for models linear in their weights."
    if problem.penalty.mixture(1.0) == (0.0, 0.0):
        return "There is no penalty, so the strength changes nothing: choose one to see its path."
    if not problem.loss.convex:
        return f"{name} is not convex, so there may be several minima at each strength: the path is shown for convex losses."
    if not problem.loss.smooth and not problem.loss.proximal:
        return f"{name} has a kink of its own, where its slope is a choice, and it does not say how a step ends there."
    if not problem.loss.smooth and not problem.penalty.convex:
        return (
            f"{name} has kinks of its own and {problem.penalty.name} is not convex, so how low the cost can be is not known: "
            "choose a convex penalty."
        )
    return ""


def default_strengths(problem: Problem, points: int = POINTS, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """Strengths (points,) for a whole path, falling, at equal ratios down to 1e-4 of the first.

    The first is the one that zeroes all weights; under a penalty that never does, one at which the penalty bends ten times as
    much as the data loss does in its steepest direction. ``checkpoint`` is called now and then where that takes a while, and
    may raise to stop. Raises ``ValueError``, in a sentence, where there is no path to show (`path_refusal`).
    """
    if refusal := path_refusal(problem):
        raise ValueError(refusal)
    route = _route(problem)
    route.prepare(checkpoint)
    return _grid(route.top, points)


def _grid(top: float, points: int = POINTS) -> Array:
    grid = np.geomspace(top, LOWEST * top, points)
    grid[0] = top
    return grid


@lru_cache(maxsize=8)
def _route(problem: Problem) -> PathMethod:
    """The way for a problem, kept for a while with what it has taken apart: a page asks the same one several times."""
    return next(route for route in METHODS if route.takes(problem))(problem)


def _found(route: PathMethod, strengths: Array, checkpoint: Checkpoint) -> Solution:
    """What a route, which takes the largest first, answers to strengths (k,) in any order."""
    if (strengths[1:] <= strengths[:-1]).all():
        return route.found(strengths, checkpoint)
    order = np.argsort(-strengths, kind="stable")
    back = np.argsort(order)
    found = route.found(strengths[order], checkpoint)
    return replace(found, weights=found.weights[back], gaps=None if found.gaps is None else found.gaps[back])


def checked_strengths(strengths: Array) -> Array:
    """A copy of strengths (k,); `ValueError` where there is none, or one is not a number from 0 up."""
    if strengths.ndim != 1 or not strengths.size:
        raise ValueError("strengths must be a list of at least one number")
    if not (strengths.min() >= 0 and strengths.max() < np.inf):
        bad = strengths[~(np.isfinite(strengths) & (strengths >= 0))]
        raise ValueError(f"a strength of {bad[0]:g} is not possible: it must be a number from 0 up")
    return strengths.copy()
