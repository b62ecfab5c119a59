"""What penalties declare of themselves: smooth or not, convex or not, and how they are written and drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from explorer.core.formulas import Piece
from explorer.core.registry import Entry

Array = np.ndarray


class PenaltyFacts(Entry, ABC):
    """The facts about a penalty. What it costs, its slope and its prox are those of `Penalty`.

    >>> from explorer import PENALTIES
    >>> PENALTIES["group_l1"].separable, PENALTIES["mcp"].scaled
    (False, False)
    """

    separable: ClassVar[bool] = True
    """Whether each weight is penalised by itself; otherwise a row of a block, the weights out of one input, is a group."""
    scaled: ClassVar[bool] = True
    """Whether the strength is a mere factor in front."""
    measure: ClassVar[str]
    """What it adds up, in a few words for a label: its value at strength 1 where it is `scaled`; empty for nothing."""
    symbols: ClassVar[str] = "$w_j$ is the weight of input j."
    """What the letters of the formula stand for, in one sentence."""
    use: ClassVar[str]
    """When to choose it, in one sentence."""
    avoid: ClassVar[str]
    """When not to, in one sentence."""
    source: ClassVar[str]
    """The paper or book it comes from."""

    @property
    @abstractmethod
    def smooth(self) -> bool:
        """Whether it has a slope everywhere. A penalty that has none enters a step wholly through its prox.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l2"]().smooth, PENALTIES["l1"]().smooth
        (True, False)
        """

    @property
    @abstractmethod
    def convex(self) -> bool:
        """Whether its value at the middle of two sets of weights is never above the mean of their values.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().convex, PENALTIES["mcp"]().convex
        (True, False)
        """

    @property
    @abstractmethod
    def kink(self) -> float:
        """How steeply the cost rises from zero, for each unit of strength; 0 where it starts flat.

        >>> from explorer import PENALTIES
        >>> PENALTIES["elastic_net"](ratio=0.25).kink, PENALTIES["l2"]().kink
        (0.25, 0.0)
        """

    def kinks(self, inputs: int) -> Array:
        """How steeply the cost rises from zero for the weights out of each of so many inputs, for each unit of strength.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().kinks(2)
        array([1., 1.])
        """
        return np.full(inputs, self.kink)

    @property
    def factors(self) -> tuple[float, ...] | None:
        """The factor of each input, or None where none has one of its own; see `explorer.penalties.factored`.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().factors is None
        True
        """
        return None

    @property
    @abstractmethod
    def formula(self) -> str:
        r"""The penalty in LaTeX, without the strength where it is `scaled`, with \lambda for the strength where not.

        >>> from explorer import PENALTIES
        >>> print(PENALTIES["l2"]().formula)
        \tfrac12 \sum_j w_j^2
        """

    @property
    @abstractmethod
    def shape(self) -> str:
        """What the weights of two inputs look like in the plane that cost no more than some level, in words.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l2"]().shape
        'a circle'
        """

    @abstractmethod
    def piece(self, w: float, strength: float = 1.0) -> Piece:
        r"""What one weight costs in LaTeX, as the only one out of its input: the branch that holds, in w_j and \lambda.

        Like the formula without the strength where it is `scaled`.

        >>> from explorer import PENALTIES
        >>> print(PENALTIES["mcp"](gamma=3.0).piece(0.5, strength=0.1).condition)
        |w_j| > 3 \lambda
        """

    @property
    def priced(self) -> str:
        """What its part of the cost is called.

        >>> from explorer import PENALTIES
        >>> PENALTIES["l1"]().priced, PENALTIES["scad"]().priced
        ('strength × penalty', 'penalty at this strength')
        """
        return "strength × penalty" if self.scaled else "penalty at this strength"
