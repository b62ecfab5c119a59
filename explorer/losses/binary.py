"""What all losses for two classes share."""

from __future__ import annotations

from typing import ClassVar

from explorer.core.domains import LABELS, Domain
from explorer.losses.base import Loss


class BinaryLoss(Loss):
    """A loss for labels -1 and +1, a function of the margin m = y z.

    >>> import numpy as np
    >>> from explorer import LOSSES
    >>> LOSSES["hinge"]().value(np.array([1.0, -1.0]), np.array([0.25, -0.25]))
    array([0.75, 0.75])
    """

    task: ClassVar[str] = "binary"
    domain: ClassVar[Domain] = LABELS
    symbols: ClassVar[str] = "y is the label, -1 or +1, and z the model's score."
