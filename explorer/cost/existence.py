"""Whether a convex cost has a minimum at all, or falls for ever along some direction that nothing holds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core import cone
from explorer.core.cached import cached
from explorer.core.columns import unit_scale
from explorer.core.cone import positive_rows
from explorer.cost.counting import counting
from explorer.cost.feature_factors import free_features, prices
from explorer.cost.problem import Problem
from explorer.cost.separability import never_satisfied
from explorer.penalties.base import Penalty

Array = np.ndarray

FAR = (10.0, 100.0, 700.0)
"""Where a loss is looked at, besides 1, in units of its target or of 1."""
FADED = 0.01
"""A slope that is less than this share of what it was near 0 goes on fading; one that is not makes up for any gain."""
ZERO = 1e-9
"""A row of which less than this is left is one that the direction cannot move."""


class Existence(NamedTuple):
    """Whether there is a lowest cost, None where that is not known, and in a clause why there is none or it is not.

    ``any_strength`` says that no strength of a penalty changes that, since biases grow, or weights with a factor of 0.
    """

    exists: bool | None
    why: str = ""
    any_strength: bool = False

    @property
    def clause(self) -> str:
        """That there is no lowest cost, and why, or that this is not known; empty where there is one."""
        if self.exists is None and self.why:
            return f"whether there is a lowest cost without a penalty is not known, since {self.why}"
        where = "at any strength" if self.any_strength else "without a penalty"
        return f"there is no lowest cost {where}: {self.why}" if self.exists is False else ""


TOO_DEAR = Existence(None, "there are too many examples and weights to tell")


@cached(16)
def minimum_exists(problem: Problem) -> Existence:
    """Whether the cost of a model linear in its weights under a convex loss has a minimum; not known for all others.

    It has none just where some direction that the penalty does not hold raises no example's loss however far one goes, and
    lowers that of at least one for ever (Rockafellar, Convex Analysis, 1970, theorem 27.1; for classes Albert and Anderson,
    "On the existence of maximum likelihood estimates in logistic regression models", 1984, who call it complete or
    quasi-complete separation; for counts Haberman, The Analysis of Frequency Data, 1974). That is a linear programme
    (`explorer.core.cone`). Examples of weight 0 are left out; no other weight changes which directions those are. A convex
    penalty of a strength above 0 holds every weight with a factor above 0, one that is not convex holds none for certain:
    then it is not known.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> def touching(strength):
    ...     data = Dataset(np.array([[0.0], [1.0], [1.0], [2.0]]), np.array([-1.0, -1.0, 1.0, 1.0]), task="binary")
    ...     return Problem(data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l2"](), strength)
    >>> minimum_exists(touching(0.1)).exists, minimum_exists(touching(0.0))
    (True, Existence(exists=False, why='some weights put no example on a wrong side, and all but the 2 that they leave on a \
border cost less and less the longer such weights are', any_strength=False))
    """
    problem = counting(problem)
    loss, penalty = problem.loss, problem.penalty
    free = problem.strength == 0 or penalty.is_zero(problem.strength)
    if not problem.network.linear or not loss.convex or not (free or penalty.convex):
        return Existence(None)
    several = problem.network.layers[0].outputs is not None
    with np.errstate(over="ignore", invalid="ignore"):
        found = _of_classes(problem, free) if several else _of_numbers(problem, free)
    if found.exists is not False or found.any_strength or not (penalty.convex and free_features(problem).any()):
        return found
    held = problem.at(1.0)  # would a strength help, or does it fall along weights with a factor of 0?
    at_any = minimum_exists(held) if free and not penalty.is_zero() else found
    return at_any if at_any.any_strength else found


def may_fall(problem: Problem) -> bool:
    """Whether a minimum could be missing on some of these examples: the loss of some falls for ever on one side.

    >>> from explorer import Experiment
    >>> [may_fall(Experiment(dataset="breast_cancer", loss=loss).problem()) for loss in ("logistic", "hinge")]
    [True, False]
    """
    problem = counting(problem)
    several = problem.network.layers[-1].outputs
    with np.errstate(over="ignore", invalid="ignore"):
        return never_satisfied(problem.loss, several) if several else bool(falling_side(problem).any())


def no_minimum(problem: Problem) -> str:
    """That there is no lowest cost, why, and what would help, in sentences; empty where there is one or that is not known.

    >>> from explorer import Experiment
    >>> no_minimum(Experiment(dataset="diabetes", penalty="none").problem())
    ''
    """
    found = minimum_exists(problem)
    if found.exists is not False:
        return ""
    end = an_end(problem.penalty)
    if found.any_strength:
        free = free_features(problem).any()
        end = "A factor above 0 holds a weight." if free else "Penalties leave biases alone, so none helps."
    return f"{sentence(found.clause)} {end}"


def an_end(penalty: Penalty) -> str:
    """What gives weights that grow without end an end: some strength, where the penalty grows with them, else L2.

    >>> from explorer import PENALTIES
    >>> an_end(PENALTIES["l1"]()), an_end(PENALTIES["mcp"]())
    ('A little strength keeps the weights finite.', 'A little L2 keeps the weights finite.')
    """
    grows = penalty.convex and not penalty.is_zero()  # convex, 0 at 0 and above it elsewhere: at least a straight line
    return f"A little {'strength' if grows else 'L2'} keeps the weights finite."


def sentence(clause: str) -> str:
    """A clause with a capital letter and a full stop; empty for none.

    >>> sentence("there is no lowest cost")
    'There is no lowest cost.'
    """
    return f"{clause[0].upper()}{clause[1:]}." if clause else ""


def _columns(problem: Problem, free: bool) -> Array:
    """The columns of the design that no penalty holds, features about their means in units of their spread: so the directions
    are the same, without offsets and units. Without a bias to make up for them, offsets stay."""
    X, d = np.array(problem.network.design, dtype=float), problem.network.layers[0].inputs
    mean, std = X[:, :d].mean(axis=0), X[:, :d].std(axis=0)
    X[:, :d] = (X[:, :d] - (mean if problem.network.biased else 0.0)) / unit_scale(std, mean)
    held = prices(problem).reshape(X.shape[1], -1)[:, 0] > 0
    return X if free else X[:, ~held]


def _of_numbers(problem: Problem, free: bool) -> Existence:
    """For one score: examples whose loss rises on both sides must not move at all."""
    side = falling_side(problem)
    if not side.any():
        return Existence(True)
    X = _columns(problem, free)
    held = X[side == 0]
    if held.size:
        _, s, V = np.linalg.svd(held, full_matrices=True)
        rank = int(np.count_nonzero(s > s.max(initial=0.0) * max(held.shape) * np.finfo(float).eps))
        X = X @ V[rank:].T
    if not X.shape[1]:
        return Existence(True)
    A = side[side != 0, None] * X[side != 0]
    A[np.abs(A).max(axis=1) <= ZERO] = 0.0
    positive = positive_rows(A)
    if positive is None:
        return TOO_DEAR
    if not positive.any():
        return Existence(True)
    if problem.data.task == "binary":
        return Existence(False, _classes_apart(positive), not free)
    falling = int(positive.sum())
    if falling == problem.n:
        return Existence(
            False, "every target is 0, so that every prediction falls towards 0 for ever", problem.network.biased or not free
        )
    those = "one example has a target of 0, and some weights lower its prediction" if falling == 1 else (
        f"{falling} examples have a target of 0, and some weights lower their predictions"
    )  # fmt: skip
    return Existence(False, f"{those} towards 0 for ever without raising or lowering those above 0", not free)


def _of_classes(problem: Problem, free: bool) -> Existence:
    """For a score a class: the true class's lead over each other one must not fall. The last class's scores are taken as 0."""
    classes = problem.network.layers[0].width
    if not never_satisfied(problem.loss, classes):
        return Existence(True)
    y = problem.data.y
    if np.unique(y).size < classes and problem.network.biased:
        return Existence(False, "a class has no example, so that its score falls for ever", True)
    if not free and not free_features(problem).any():
        return Existence(True)
    if problem.network.design.size * (classes - 1) ** 2 > cone.MOST_CELLS:
        return TOO_DEAR
    X = _columns(problem, free)
    leads = (np.eye(classes)[y][:, None] - np.eye(classes)[None])[..., :-1]  # (n, K, K - 1)
    others = np.arange(classes) != y[:, None]
    rows = np.einsum("nd,njk->njdk", X, leads)[others].reshape(-1, X.shape[1] * (classes - 1))
    positive = positive_rows(rows)
    if positive is None:
        return TOO_DEAR
    if not positive.any():
        return Existence(True)
    examples = np.zeros((len(y), classes), dtype=bool)
    examples[others] = positive
    return Existence(False, _classes_apart(examples[others].reshape(len(y), -1).all(axis=1)), not free)


def _classes_apart(beyond: Array) -> str:
    """Why longer and longer weights cost less, with those on their right side ``beyond`` every border (n,)."""
    touching = int(np.count_nonzero(~beyond))
    if not touching:
        return "some weights put every example on its right side, and the same ones made larger always cost less"
    left = "the one that they leave" if touching == 1 else f"the {touching} that they leave"
    return (
        f"some weights put no example on a wrong side, and all but {left} on a border cost less and less the longer such "
        "weights are"
    )


def falling_side(problem: Problem) -> Array:
    """On which side, -1 or +1, the loss of each example (n,) falls for ever and fades, as a prediction goes there; 0 for none.

    Losses of one score. A loss that becomes constant, as the hinge does, is not meant: it has a lowest value.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> counts = Dataset(np.zeros((2, 1)), np.array([0.0, 3.0]), task="count")
    >>> falling_side(Problem(counts, MODELS["linear"](), LOSSES["poisson"](), PENALTIES["none"](), 0.0))
    array([-1.,  0.])
    """
    y, loss = problem.data.y, problem.loss
    found = np.zeros(len(y))
    for side in (-1.0, 1.0):
        places = side * np.maximum(np.abs(y), 1.0)
        near = -side * loss.slope(y, places)
        falling = near > 0
        for far in FAR:
            if not falling.any():
                break
            steep = -side * loss.slope(y, far * places)
            falling &= (steep > 0) & ((far < FAR[-1]) | (steep < FADED * near))
        found[falling] = side
    return found
