"""The cost in its two parts: the data term and the penalty."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray


class Cost(NamedTuple):
    """The cost and its two parts; ``total`` is ``data + penalty`` to the last bit."""

    data: float
    penalty: float
    total: float


class Costs(NamedTuple):
    """The same for many weights at once, each (m,)."""

    data: Array
    penalty: Array
    total: Array
