"""Examples with a model bound to them, cut into blocks that fit the processor's cache where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.cost.weighted_loss import of_rows
from explorer.losses.base import Loss
from explorer.models.network import Network

Array = np.ndarray
FEW = 4_096
"""So many examples are taken as one block, so that a hundred steps' predictions are evaluated at once."""
CELLS_PER_BLOCK = 128_000
"""So many numbers, 1 MB, are still in the cache of one core when the pass back over the same examples reads them again."""
CELLS_PER_UNIT = 5
"""So many numbers are in use for each example and unit: its sum, its output, the loss, the slope and one in between."""


@dataclass(frozen=True, eq=False)
class BoundExamples:
    """A model bound to n examples, their targets y (n,) and their loss: what a mean loss is taken over.

    Where examples have weights or offsets, those are in the ``loss`` (`explorer.cost.weighted_loss`), and beside it:
    ``shares`` (n,) with mean 1, and ``offset`` (n,).

    >>> from explorer import LOSSES, MODELS
    >>> X = np.zeros((30_000, 1))
    >>> [len(part.y) for part in BoundExamples(MODELS["linear"]().bind(X), X[:, 0], LOSSES["squared"]()).blocks]
    [18285, 11715]
    """

    network: Network
    y: Array
    loss: Loss
    shares: Array | None = None
    offset: Array | None = None

    def scores(self, z: Array) -> Array:
        """What the model predicts for these examples: its raw predictions z (..., n) or (..., n, K), and their offsets."""
        return z if self.offset is None else z + self.offset

    @cached_property
    def roots(self) -> Array | None:
        """Roots (n, 1) of the shares: rows times these make sums of squares weighted ones. None where all count alike."""
        return None if self.shares is None else np.sqrt(self.shares)[:, None]

    @cached_property
    def rooted_design(self) -> Array:
        """The design [features 1], each row times the root of its share: a product with itself is the weighted one."""
        return self.network.design if self.roots is None else self.network.design * self.roots

    @property
    def rooted_targets(self) -> Array:
        """The targets (n,) less the offsets, times the roots of the shares: what the `rooted_design` is to fit in squares."""
        y = self.y if self.offset is None else self.y - self.offset
        return y if self.roots is None else y * self.roots[:, 0]

    @property
    def many(self) -> bool:
        """Whether there are so many examples that they are taken in blocks."""
        return len(self.y) > FEW

    @cached_property
    def blocks(self) -> tuple[BoundExamples, ...]:
        """The same examples in order, a few thousand at a time: views, not copies. Few examples are one block.

        The cuts depend on the number of examples and the model alone, so that sums are the same to the bit each time.
        """
        if not self.many:
            return (self,)
        cells = self.network.design.shape[1] + CELLS_PER_UNIT * sum(layer.width for layer in self.network.layers)
        size = max(1, CELLS_PER_BLOCK // cells)
        cuts = [slice(i, i + size) for i in range(0, len(self.y), size)]
        return tuple(BoundExamples(self.network.rows(cut), self.y[cut], of_rows(self.loss, cut)) for cut in cuts)
