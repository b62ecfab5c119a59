"""How a library writes our cost: one translation of the strength, and the terms in which it is looked up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.core.text import latex
from explorer.cost.problem import Problem

Array = np.ndarray
Argument = float | int | str | bool


@dataclass(frozen=True)
class Translation:
    """Our strength as the argument of another library's estimator.

    - ``library`` and ``estimator`` name what is called, ``parameter`` and ``value`` the argument that the strength becomes;
      ``value`` is None where it depends on how that library scales the target, so that there is the formula alone.
    - ``formula`` gives the value in LaTeX: λ is our strength, n the number of training examples.
    - ``note`` says in sentences what else there is to know.
    - ``others`` are the further arguments, by name, that make its cost ours, and ``precise`` those that make it converge
      to six digits.
    - ``columns`` are what every column of the features has to be divided by first, and its weight afterwards: so features
      have factors of their own where a library knows none. Empty where there is nothing to divide by.
    - ``exact`` is whether fitting it gives the minimum of this very cost to six digits, and not an approximation.
    """

    library: str
    estimator: str
    parameter: str
    value: float | None
    formula: str
    note: str = ""
    others: tuple[tuple[str, Argument], ...] = ()
    precise: tuple[tuple[str, Argument], ...] = ()
    exact: bool = True
    module: str = ""
    columns: tuple[float, ...] = ()

    @property
    def code(self) -> str:
        """The call in Python.

        >>> Translation("scikit-learn", "Lasso", "alpha", 0.25, "", others=(("max_iter", 5000),)).code
        'Lasso(alpha=0.25, max_iter=5000)'
        """
        return self.call()

    def call(self, precise: bool = False) -> str:
        """The call, with the arguments that make it converge far enough where it has to be ``precise``."""
        value = "..." if self.value is None else written(self.value)
        extra = self.others + (self.precise if precise else ())
        return f"{self.estimator}({', '.join([f'{self.parameter}={value}', *(f'{k}={written(v)}' for k, v in extra)])})"


def written(value: Argument) -> str:
    """A number or a name as Python reads it.

    To 15 figures: the last ones of a product are rounding.

    >>> written(float("inf")), written("l1"), written(0.1), written(3.2204 * 100)
    ('float("inf")', '"l1"', '0.1', '322.04')
    """
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value)
    if value == float("inf"):
        return 'float("inf")'
    return repr(float(f"{value:.15g}") if isinstance(value, float) else value)


@dataclass(frozen=True, eq=False)
class Terms:
    """A problem as other libraries write one: mean loss + l1 |w| + l2 w^2 / 2, the biases not penalised.

    Known only where the penalty is of that form and in proportion to the strength: elsewhere `known` is False.
    """

    problem: Problem
    solver: str = ""
    """The id of the run's solver, where that matters."""

    @cached_property
    def unit(self) -> tuple[float, float] | None:
        """The shares of |w| and w^2 / 2 at strength 1."""
        penalty, grouped = self.problem.penalty, self.several and not self.problem.penalty.separable
        return None if grouped or not penalty.scaled else penalty.base.mixture(1.0)

    @property
    def factors(self) -> Array | None:
        """How many times the penalty each feature pays (q,); None where none has a factor of its own, or pays anything."""
        each = self.problem.penalty.factors
        return None if each is None or self.free or self.off else np.array(each)

    @property
    def known(self) -> bool:
        """Whether the penalty is of this form."""
        return self.unit is not None

    @property
    def free(self) -> bool:
        """Whether there is no penalty on any weight, however large the strength."""
        return self.unit == (0.0, 0.0)

    @property
    def shares(self) -> tuple[float, float]:
        """The shares of |w| and w^2 / 2 at strength 1; none of either where the penalty is of another form."""
        return self.unit or (0.0, 0.0)

    @property
    def l1(self) -> float:
        """The coefficient of |w| at the problem's strength."""
        return self.problem.strength * self.shares[0]

    @property
    def l2(self) -> float:
        """The coefficient of w^2 / 2 at the problem's strength."""
        return self.problem.strength * self.shares[1]

    @property
    def free_of_l1(self) -> bool:
        """Whether |w| has no part in the penalty, whatever the strength."""
        return self.shares[0] == 0

    @property
    def free_of_l2(self) -> bool:
        """Whether w^2 / 2 has no part in the penalty, whatever the strength."""
        return self.shares[1] == 0

    @property
    def off(self) -> bool:
        """Whether the strength is 0, so that the penalty is 0 here."""
        return self.problem.strength == 0

    @property
    def ratio(self) -> float:
        """The share of L1 in the whole; 0 where there is no penalty."""
        whole = sum(self.shares)
        return self.shares[0] / whole if whole else 0.0

    @property
    def several(self) -> bool:
        """Whether there is one score for each of several classes."""
        return self.problem.network.layers[0].outputs is not None

    def parameter(self, name: str) -> float:
        """The value of one of the loss's parameters; 0 where it has none of that name."""
        return float(getattr(self.problem.loss, name, 0.0))

    @property
    def shift(self) -> str:
        """Which moves of the weights do not change the cost where several classes have a score each; empty for one score."""
        if not self.several:
            return ""
        sentence = "The cost stays the same if all biases move by the same amount, so compare them with their mean taken out."
        if not self.biased:
            sentence = ""
        if self.free_of_l2 and not self.free_of_l1 and self.problem.network.layers[0].width % 2 == 0:
            sentence += (
                " With an even number of classes L1 alone may leave such a move open to the weights of a feature as well."
            )
        return sentence.strip()

    @property
    def biased(self) -> bool:
        """Whether the model has an intercept."""
        return self.problem.network.biased

    @property
    def weighted(self) -> bool:
        """Whether examples count differently."""
        return self.problem.data.example_weights is not None

    @property
    def exposed(self) -> bool:
        """Whether scores have offsets, such as the logarithms of exposures."""
        return self.problem.data.offset is not None

    @property
    def linear(self) -> bool:
        """Whether predictions are linear in the weights."""
        return self.problem.network.linear

    @property
    def curvature(self) -> float | None:
        """c where the loss is c (z - y)^2 / 2, so 2 for squared loss; None for another loss."""
        return self.problem.loss.curvature_bound if self.problem.loss.quadratic else None


class Library(ABC):
    """A library with estimators or optimizers of its own. One file in this folder each."""

    name: str
    rank: int = 100

    @abstractmethod
    def translations(self, terms: Terms) -> list[Translation]:
        """The translations of the strength, the best first; empty where nothing there minimises this cost."""

    def missing(self, terms: Terms) -> str:
        """Why there is nothing, in a sentence."""
        loss, penalty = self.problem_words(terms)
        return f"{self.name} has nothing that minimises {loss} with {penalty}."

    @staticmethod
    def problem_words(terms: Terms) -> tuple[str, str]:
        """The loss and the penalty by name, for a sentence."""
        problem = terms.problem
        loss = problem.loss.name if terms.linear else f"{problem.loss.name} behind hidden layers"
        penalty = problem.penalty
        named = penalty.name if terms.factors is None else f"{penalty.name} and factors of single features"
        named = "no penalty" if terms.free else named
        return loss, f"{named} and an exposure" if terms.exposed else named


def multiple(factor: float, symbols: str) -> str:
    r"""A number times symbols, in LaTeX.

    >>> multiple(1.0, r"n \lambda"), multiple(0.5, r"n \lambda"), multiple(0.25, r"\lambda")
    ('n \\lambda', '\\tfrac12 n \\lambda', '0.25 \\lambda')
    """
    if factor == 1:
        return symbols
    return rf"\tfrac12 {symbols}" if factor == 0.5 else f"{latex(float(f'{factor:.9g}'))} {symbols}"
