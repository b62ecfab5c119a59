"""What a penalty makes of the weight of one feature by itself: soft threshold, hard threshold, or a mere shrinking."""

from __future__ import annotations

import numpy as np

from explorer.models.network import Network
from explorer.penalties.base import Penalty

Array = np.ndarray
HALVINGS = 60


def shrink(penalty: Penalty, b: Array, curvature: float, strength: float) -> Array:
    """The w (k,) with the least curvature (w - b)^2 / 2 + penalty: what a weight of b (k,) without a penalty becomes.

    >>> from explorer import PENALTIES
    >>> shrink(PENALTIES["l1"](), np.array([0.3, -2.0]), curvature=2.0, strength=1.0)
    array([ 0. , -1.5])
    """
    return penalty.prox(b, 1.0 / curvature, strength)


def hard_threshold(b: Array, curvature: float, strength: float) -> Array:
    """b (k,) where keeping it lowers the data loss by more than the strength, 0 elsewhere: a price on each nonzero weight.

    Source: Donoho and Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994.

    >>> hard_threshold(np.array([0.5, 2.0]), curvature=2.0, strength=1.0)
    array([0., 2.])
    """
    return np.where(0.5 * curvature * b * b > strength, b, 0.0)


def threshold(penalty: Penalty, curvature: float, strength: float) -> float:
    """The size below which a weight becomes zero, by bisection; 0 where there is none.

    >>> from explorer import PENALTIES
    >>> threshold(PENALTIES["l1"](), curvature=2.0, strength=1.0), threshold(PENALTIES["l2"](), 2.0, 1.0)
    (0.5, 0.0)
    """
    if not penalty.kink or strength == 0:
        return 0.0
    near, far = 0.0, 2.0 * strength * penalty.kink / curvature
    for _ in range(HALVINGS):
        middle = 0.5 * (near + far)
        near, far = (middle, far) if shrink(penalty, np.array([middle]), curvature, strength)[0] == 0 else (near, middle)
    return far


def features_of_spread_1(network: Network) -> bool:
    """Whether every weight of a linear model belongs to a feature of spread 1 (dividing by n), so that one curve fits all.

    >>> from explorer import Experiment
    >>> [features_of_spread_1(Experiment(dataset="diabetes", standardise=yes).problem().network) for yes in (True, False)]
    [True, False]
    """
    return network.linear and bool(np.allclose(network.features.std(axis=0), 1.0, rtol=0, atol=1e-6))
