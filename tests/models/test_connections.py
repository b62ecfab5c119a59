"""The strongest connections and the weakest input, on weights that are known."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.models.connections import strongest_connections, weakest_input


def test_they_are_found_in_each_layer_and_biases_do_not_count():
    network = Experiment(dataset="moons", model="mlp").problem().network
    w = np.full(network.size, 0.1)
    first, second = network.layers
    first.weights(w)[1, 5] = -7.0
    first.weights(w)[0, :] = 0.01
    second.weights(w)[3, 0] = 2.0
    first.biases(w)[:] = 100.0
    assert strongest_connections(network, w) == [(1, 5, -7.0), (3, 0, 2.0)]
    assert weakest_input(network, w) == 0
