"""What all losses for two classes share."""

from __future__ import annotations

from typing import ClassVar

from explorer.losses.base import Loss


class BinaryLoss(Loss):
    """A loss for labels -1 and +1."""

    task: ClassVar[str] = "binary"
    symbols: ClassVar[str] = "y is the label, -1 or +1, and z the model's score."
