"""What a regularization path says: the weights at each strength, how they were found, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.text import number
from explorer.cost.existence import Existence, minimum_exists, sentence
from explorer.cost.feature_factors import free_features
from explorer.cost.weight_norms import nonzero
from explorer.path.algorithms.ridge import Principal
from explorer.path.methods.base import EXCESS, PathMethod, Solution
from explorer.path.strength_grid import checked_strengths

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Path:
    """What the strength does to the weights: the minimum of the cost at each of k strengths, in the order asked for.

    - ``strengths`` (k,); ``weights`` (k, p) flat, biases last; ``data``, ``penalty``, ``total`` (k,): the mean loss, the
      penalty with the strength in it, and their sum.
    - ``kkt`` (k,): by how much the KKT conditions are violated, bias included, as a share of ``kkt_unit``: the largest
      strength, or where that is 0 or features have factors the steepest slope of the data loss at zero weights and the best
      biases; None for a loss with kinks of its own, where the slope is a choice.
    - ``gap`` (k,): there instead how far the cost may be above the minimum at most (the duality gap), as a share of what
      weights of zero cost with the best biases, above the least that the targets allow; None for all other losses.
    - ``kinks`` (m,), falling: where weights join or leave, down to the smallest strength; None unless the path is made of
      straight lines.
    - ``missed`` (k,): where there is a minimum, or may be one, that was not reached within the method's bound.
    - ``exact``: whether every figure is right to rounding; ``method`` says in sentences what holds of the weights and how they
      were found, ``note`` what else there is to know, or nothing.
    - ``work``: how much was done for it where steps were taken at each strength (`explorer.core.effort`), or 0.
    - ``depends_on_start``: whether there may be other minima, so that what is shown depends on where it began.

    What follows from the weights is found when it is first read.
    """

    strengths: Array
    weights: Array
    gap: Array | None
    kinks: Array | None
    depends_on_start: bool
    work: float
    _found: Solution = field(repr=False)
    _finder: PathMethod = field(repr=False)

    @cached_property
    def _checked(self) -> tuple[Array, Array | None]:
        """`data` and `kkt`."""
        data, violation = self._finder.mean_loss_and_violation(self.strengths, self.weights)
        return data, None if violation is None else violation / self._finder.kkt_unit(self.strengths)

    @property
    def data(self) -> Array:
        """The mean loss (k,)."""
        return self._checked[0]

    @cached_property
    def penalty(self) -> Array:
        """What the weights cost (k,), each row at its own strength."""
        problem, W = self._finder.problem, self.weights
        if problem.penalty.scaled:
            return self.strengths * problem.penalties(W, 1.0)
        return np.array([problem.penalties(w[None], float(s))[0] for w, s in zip(W, self.strengths, strict=True)])

    @cached_property
    def total(self) -> Array:
        """The mean loss and the penalty together (k,)."""
        return self.data + self.penalty

    @property
    def kkt(self) -> Array | None:
        """By how much the KKT conditions are violated (k,), as a share of `kkt_unit`, or None."""
        return self._checked[1]

    @property
    def kkt_unit(self) -> str:
        """What ``kkt`` is a share of, in words: the largest strength, or where that says little a slope of the data."""
        return self._finder.kkt_unit_name(self.strengths)

    @cached_property
    def _existence(self) -> Existence:
        """Whether there is a minimum at the smallest strength; of features with a factor of 0 there may be none at any."""
        problem = self._finder.problem
        if free_features(problem).any():
            found = minimum_exists(problem.at(float(self.strengths.max())))
            if found.exists is False:
                return found
        return minimum_exists(problem.at(float(self.strengths.min())))

    @cached_property
    def has_minimum(self) -> Array:
        """At which strengths (k,) there is a minimum, as far as is known: a cost that falls for ever has none."""
        missing = self._existence.exists is False
        return np.full(self.strengths.size, not missing) if self._existence.any_strength else ~(missing & (self.strengths == 0))

    @cached_property
    def missed(self) -> Array:
        """At which strengths (k,) there is a minimum, or may be one, that was not reached within the method's bound."""
        excess = self.kkt if self.gap is None else self.gap
        over = np.zeros(self.strengths.size, dtype=bool) if excess is None else ~(excess <= self._finder.bound)
        return over & self.has_minimum if over.any() else over

    @property
    def missed_count(self) -> int:
        """How many those are, by the method's own account where it is exact: then no slope is looked at."""
        return self._found.guesses if self._finder.exact else int(np.count_nonzero(self.missed))

    @cached_property
    def exact(self) -> bool:
        """Whether every figure is right to rounding."""
        return self._finder.exact and not self._found.guesses and not self.missed.any()

    @cached_property
    def method(self) -> str:
        """What holds of the weights, where all minima were reached, and how they were found, in sentences."""
        promise = self._finder.promise if self._found.promise is None else self._found.promise
        return self._finder.method if self._found.guesses or self.missed.any() else f"{promise} {self._finder.method}".strip()

    @cached_property
    def note(self) -> str:
        """What there is to know besides the method, in sentences; empty for nothing."""
        sentences = [self._finder.note(), self._found.note, sentence(self._existence.clause)]
        if not self.has_minimum.all():
            where = "" if self._existence.any_strength else " at strength 0"
            sentences.append(f"The weights shown{where} are those at which the search stopped.")
        if self.depends_on_start:
            sentences.append(
                f"{self._finder.problem.penalty.name} is not convex, so there may be other minima: each one here was reached "
                "from that of the next larger strength."
            )
        kinds = (
            (self.kkt, "the slope left over is", self.kkt_unit),
            (self.gap, "the cost may be too high by", EXCESS),
        )
        for excess, what, unit in kinds:
            inexact = np.count_nonzero(self.missed)
            if excess is not None and inexact:
                sentences.append(
                    f"At {inexact} of {excess.size} strengths the minimum was not reached: {what} up to "
                    f"{number(float(f'{excess[self.has_minimum].max():.1g}'))} of {unit}."
                )
        return " ".join(part for part in sentences if part)

    @cached_property
    def zeroing(self) -> float | None:
        """The smallest strength at which all weights are zero; None where none is enough."""
        return self._finder.zeroing

    @cached_property
    def active(self) -> Array:
        """How many weights are not zero (k,), biases not counted."""
        return nonzero(self._finder.problem, self.weights)

    @cached_property
    def freedom(self) -> Array | None:
        """Effective degrees of freedom (k,), 1 of them for a bias; None unless the loss is squared."""
        return self._finder.freedom(self.strengths, self.weights)

    @property
    def freedom_counts_weights(self) -> bool:
        """Whether the degrees of freedom are how many weights are not zero, and 1 for a bias, at every strength.

        So it is under L1 with a squared loss (Zou, Hastie and Tibshirani, "On the degrees of freedom of the lasso", 2007),
        unless inputs are linearly dependent; False where the degrees of freedom are not known.

        >>> from explorer import Experiment
        >>> [Experiment(penalty=penalty).path([1.0, 0.1]).freedom_counts_weights for penalty in ("l1", "l2")]
        [True, False]
        """
        return self.freedom is not None and bool((self.freedom == self.active + self._finder.problem.network.biased).all())

    @cached_property
    def principal(self) -> Principal | None:
        """What ridge does along each principal direction; None for all else."""
        return self._finder.principal(self.strengths)

    def at(self, strengths: float | Sequence[float] | Array) -> Array:
        """The weights (p,) at one strength or (j, p) at several, found by the same method; not read off between two points.

        >>> from explorer import Experiment
        >>> path = Experiment(dataset="diabetes", penalty="l1").path([1.0, 0.1])
        >>> bool(abs(path.at(0.1) - path.weights[1]).max() < 1e-15)
        True
        """
        asked = np.asarray(strengths, dtype=float)
        several = checked_strengths(np.atleast_1d(asked))
        found = solved(self._finder, several, no_checkpoint).weights
        return found[0] if asked.ndim == 0 else found


def solved(finder: PathMethod, strengths: Array, checkpoint: Checkpoint) -> Solution:
    """What a method, which takes the largest strength first, answers to strengths (k,) in any order."""
    if (strengths[1:] <= strengths[:-1]).all():
        return finder.solve(strengths, checkpoint)
    order = np.argsort(-strengths, kind="stable")
    back = np.argsort(order)
    found = finder.solve(strengths[order], checkpoint)
    return replace(found, weights=found.weights[back], gap=None if found.gap is None else found.gap[back])
