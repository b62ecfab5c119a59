"""Which connections of a network are the strongest, and which input has the least weight."""

from __future__ import annotations

import numpy as np

from explorer.models.network import Network

Array = np.ndarray


def strongest_connections(network: Network, w: Array) -> list[tuple[int, int, float]]:
    """The largest weight of each layer at w (p,) by size: the node that it comes from, the one that it goes to, its value."""
    found = []
    for layer in network.layers:
        block = layer.weights(w)
        i, k = divmod(int(np.abs(block).argmax()), layer.width)
        found.append((i, k, float(block[i, k])))
    return found


def weakest_input(network: Network, w: Array) -> int:
    """The feature whose weights in the first layer have the least length at w (p,)."""
    return int(np.linalg.norm(network.layers[0].weights(w), axis=1).argmin())
