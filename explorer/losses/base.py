"""The base class of losses: value, slope, curvature and the facts about a loss."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

import numpy as np

from explorer.core.domains import Domain
from explorer.core.formulas import Piece
from explorer.core.params import params_of
from explorer.core.registry import Entry
from explorer.core.text import setting
from explorer.losses.facts import Lines, Minimiser, Tuning

Array = np.ndarray


class Loss(Entry, ABC):
    """The loss of single examples, as a function of the target y and the raw prediction z.

    Shapes: y is (n,), z is (n,) or any shape that broadcasts against it, (m, n) for m sets of predictions at once; the
    result has the broadcast shape. Losses for several classes take y as ints (n,) and z as (..., n, K), and return values
    (..., n), slopes and curvatures (..., n, K). Binary labels are -1 and +1. Nothing is raised for extreme values: a loss
    too large for a float is inf.

    >>> from explorer import LOSSES
    >>> loss, y, z = LOSSES["quantile"](tau=0.9), np.array([10.0, 10.0]), np.array([9.0, 11.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.9, 0.1]), array([-0.9,  0.1]), array([0., 0.]))
    """

    symbols: ClassVar[str]
    """What the letters of the formula stand for, in one sentence."""
    domain: ClassVar[Domain]
    """The targets it is defined for."""
    link: ClassVar[str] = "identity"
    """What the raw prediction is of the predicted target: ``"identity"``, or ``"log"``, so that the target is exp(z)."""
    noise: ClassVar[str] = ""
    """The noise model whose negative log-likelihood it is, up to a constant; empty where there is none."""
    use: ClassVar[str]
    """When to choose it, in one sentence."""
    avoid: ClassVar[str]
    """When not to, in one sentence."""
    source: ClassVar[str]
    """The paper or book it comes from."""
    elsewhere: ClassVar[str] = ""
    """What other libraries call it, and where they scale it differently."""
    probability: ClassVar[float | None] = None
    """What scores are multiplied with before sigma, or softmax, makes them probabilities; None where they are none."""
    margin: ClassVar[float | None] = None
    """The lead of the right score from which an example costs nothing; None where there is none, or it is 0."""
    proximal: ClassVar[bool] = False
    """Whether it has a `prox`."""
    tuning: ClassVar[Tuning | None] = None
    """Which parameter follows the residuals' robust spread, and at how many of them; None where none does."""
    named_after: ClassVar[str] = ""
    """The people whose name begins its own, which keeps its capital in the middle of a sentence; empty for others."""
    untrainable: ClassVar[str] = ""
    """Why gradient descent cannot train with it; empty where it can."""

    @abstractmethod
    def value(self, y: Array, z: Array) -> Array:
        """The loss of each example.

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().value(np.array([1.0, 2.0]), np.array([1.5, 5.0]))
        array([0.25, 9.  ])
        """

    @abstractmethod
    def slope(self, y: Array, z: Array) -> Array:
        """Its derivative in z; at a kink, one chosen subgradient.

        >>> from explorer import LOSSES
        >>> LOSSES["huber"](delta=1.0).slope(np.zeros(3), np.array([0.5, 1.0, 3.0]))
        array([0.5, 1. , 1. ])
        """

    @abstractmethod
    def curvature(self, y: Array, z: Array) -> Array:
        """Its second derivative in z where that exists, and 0 at a kink; for several classes the diagonal.

        >>> from explorer import LOSSES
        >>> LOSSES["huber"](delta=1.0).curvature(np.zeros(3), np.array([0.5, 1.0, 3.0]))
        array([1., 0., 0.])
        """

    def value_and_slope(self, y: Array, z: Array) -> tuple[Array, Array]:
        """Both at once, the same numbers as `value` and `slope`: a loss that can share work between them overrides this.

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().value_and_slope(np.array([1.0, 2.0]), np.array([1.5, 5.0]))
        (array([0.25, 9.  ]), array([1., 6.]))
        """
        return self.value(y, z), self.slope(y, z)

    def curvature_along(self, y: Array, z: Array, v: Array) -> Array:
        """How the slope at z changes along v, in the shape of v: the second derivative times v.

        z is (n,), or (n, K) for several classes; v is of the same shape or many such, (m, n) or (m, n, K).

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().curvature_along(np.zeros(2), np.ones(2), np.array([1.0, -0.5]))
        array([ 2., -1.])
        """
        return self.curvature(y, z) * v

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """The predictions v with the smallest (v - z)^2 / 2 + t value(y, v) for each example, in the shape of z.

        ``t`` is a number, or one an example (n,). So (z - v) / t is a subgradient of the loss at v. A loss with a kink needs it
        for its regularization path to be shown. Raises ``TypeError`` where it is not known (`proximal`).

        >>> from explorer import LOSSES
        >>> LOSSES["absolute"]().prox(np.zeros(3), np.array([-2.0, 0.5, 3.0]), 1.0)
        array([-1.,  0.,  2.])
        """
        raise TypeError(f"{self.name} does not say what its prox is")

    def lines(self, y: Array) -> Lines | None:
        """The straight lines that it is made of, for targets (n,); None where it is curved somewhere or has several scores.

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().lines(np.zeros(2)) is None
        True
        """
        return None

    @property
    @abstractmethod
    def formula(self) -> str:
        r"""The loss in LaTeX, with y, z and the current values of its parameters.

        >>> from explorer import LOSSES
        >>> print(LOSSES["epsilon_insensitive"](epsilon=0.25).formula)
        \max(0,\; |r| - 0.25)
        """

    @property
    @abstractmethod
    def convex(self) -> bool:
        """Whether it is convex in z.

        >>> from explorer import LOSSES
        >>> LOSSES["barron"](alpha=1.0).convex, LOSSES["barron"](alpha=0.5).convex
        (True, False)
        """

    @property
    @abstractmethod
    def smooth(self) -> bool:
        """Whether its slope is continuous.

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().smooth, LOSSES["absolute"]().smooth
        (True, False)
        """

    @property
    @abstractmethod
    def curvature_bound(self) -> float | None:
        """The largest absolute curvature, in any direction of z; None where there is none (a kink, or growth without bound).

        >>> from explorer import LOSSES
        >>> LOSSES["logistic"]().curvature_bound, LOSSES["hinge"]().curvature_bound
        (0.25, None)
        """

    @property
    @abstractmethod
    def minimiser(self) -> Minimiser:
        """The constant prediction with the smallest expected loss.

        >>> from explorer import LOSSES
        >>> best = LOSSES["absolute"]().minimiser
        >>> best.words, best.of(np.array([1.0, 2.0, 9.0]))
        ('the median', 2.0)
        """

    def piece(self, y: float, z: float) -> Piece:
        """The part of the formula that applies to one example: one branch where it has several.

        >>> from explorer import LOSSES
        >>> LOSSES["huber"](delta=2.0).piece(y=0.0, z=5.0).condition
        '|r| > 2'
        """
        return Piece(self.formula)

    @property
    def quadratic(self) -> bool:
        """Whether it is half its `curvature_bound` times (z - y)^2, so that the cost of a linear model has a closed form.

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().quadratic, LOSSES["huber"]().quadratic
        (True, False)
        """
        return False

    def sums_along(self, y: Array, moves: Array) -> Callable[[Array], Array]:
        """How the losses add up where predictions are moved together: a function from any predictions z (n,) to the sums (m,)
        over the examples at z + moves, for the same moves (m, n) each time.

        A grid on a plane needs this many times when the model is linear. A loss that can save work by computing something
        from the moves once overrides this. For several classes z is (n, K) and the moves (m, n, K). The returned function
        keeps its buffers, so it is for one thread.

        >>> from explorer import LOSSES
        >>> sums = LOSSES["absolute"]().sums_along(np.zeros(2), np.array([[0.0, 0.0], [1.0, 2.0]]))
        >>> sums(np.array([1.0, 1.0])), sums(np.array([-1.0, -1.0]))
        (array([2., 5.]), array([2., 1.]))
        """
        return lambda z: self.value(y, z + moves).sum(axis=-1)

    def least(self, y: Array, classes: int = 2) -> Array:
        """The smallest possible loss (n,) for each target, over all predictions: 0 for most losses.

        >>> from explorer import LOSSES
        >>> LOSSES["squared"]().least(np.array([3.0])), LOSSES["poisson"]().least(np.array([3.0]))
        (array([0.]), array([-0.29583687]))
        """
        return np.zeros(np.shape(y))

    @property
    def likelihood(self) -> str:
        """How the mean loss gives the log-likelihood of its noise, for AIC and BIC.

        ``"whole"``: it is the mean negative log-likelihood, up to a constant. ``"spread"``: with the spread of the noise
        estimated from it, -2 log-likelihood is n log(mean loss), up to a constant. Empty where neither is the case.

        >>> from explorer import LOSSES
        >>> [LOSSES[name]().likelihood for name in ("squared", "poisson", "huber")]
        ['spread', 'whole', '']
        """
        return ""

    @property
    def label(self) -> str:
        """Its name with the current values of its parameters, for a chart.

        >>> from explorer import LOSSES
        >>> LOSSES["tukey"]().label
        'Tukey biweight, c = 4.685'
        """
        values = [f"{p.symbol or p.label} = {setting(getattr(self, p.name))}" for p in params_of(type(self)).values()]
        return ", ".join([self.name, *values])
