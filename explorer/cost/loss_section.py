"""Losses along one line of predictions, so that several can be drawn and compared on the same axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.losses.base import Loss

Array = np.ndarray


@dataclass(frozen=True)
class LossSection:
    """A line of examples: ``x`` (k,) along it, and the targets ``y`` (k,) and raw predictions ``z`` (k,) or (k, K) there.

    ``reference`` is the place on x at which losses are made equal where that is asked for.
    """

    x: Array
    y: Array
    z: Array
    reference: float

    def value(self, loss: Loss) -> Array:
        """The loss (k,) along the line."""
        return loss.value(self.y, self.z)

    def slope(self, loss: Loss) -> Array:
        """Its slope (k,) in the raw prediction; for several classes in the true class's own score, the first one."""
        slope = loss.slope(self.y, self.z)
        return slope[:, 0] if slope.ndim == 2 else slope

    def factor(self, loss: Loss) -> float | None:
        """The factor that makes the loss 1 above its least value at the reference; None where it is at its least there.

        >>> from explorer import LOSSES
        >>> residual = np.linspace(-2.0, 2.0, 41)
        >>> LossSection(residual, np.zeros(41), residual, reference=2.0).factor(LOSSES["squared"]())
        0.25
        """
        k = int(np.argmin(np.abs(self.x - self.reference)))
        height = float(loss.value(self.y[k : k + 1], self.z[k : k + 1])[0]) - self.least(loss)
        return 1.0 / height if 0 < height < np.inf else None

    def least(self, loss: Loss) -> float:
        """The least value that the loss can have for the target of this line."""
        return float(loss.least(self.y[:1], self.z.shape[1] if self.z.ndim == 2 else 2)[0])
