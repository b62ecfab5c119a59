"""Examples with a model bound to them, cut into blocks that fit the processor's cache where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

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
    """A model bound to n examples, and their targets y (n,): what a mean loss is taken over.

    >>> from explorer import MODELS
    >>> X = np.zeros((30_000, 1))
    >>> [len(part.y) for part in BoundExamples(MODELS["linear"]().bind(X), X[:, 0]).blocks]
    [18285, 11715]
    """

    network: Network
    y: Array

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
        return tuple(BoundExamples(self.network.rows(cut), self.y[cut]) for cut in cuts)
