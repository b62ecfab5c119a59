"""How the gradient of a network changes as its weights move: second derivatives, times one direction or many."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.models.layer import ACTIVATIONS, Layer
from explorer.models.network import Network, with_ones

Array = np.ndarray


def gradient_changes(
    network: Network, w: Array, V: Array, slope: Callable[[Array], Array], slope_change: Callable[[Array, Array], Array]
) -> Array:
    """How the gradient in the weights w (p,) changes along each row of V (m, p): (m, p), exact.

    ``slope`` gives the gradient in raw predictions z, (n,) or (n, K); ``slope_change`` gives, from z and changes of it, (m, n)
    or (m, n, K), the changes of that gradient. Every quantity of the forward and the backward pass is computed together with
    its derivative in the direction of V, for all rows at once. Source: Pearlmutter, "Fast exact multiplication by the
    Hessian" (1994). At the kink of an activation its curvature counts as 0.

    >>> from explorer import MODELS
    >>> line = MODELS["linear"]().bind(np.array([[2.0], [3.0]]))
    >>> gradient_changes(line, np.zeros(2), np.eye(2), lambda z: z, lambda z, dz: dz)
    array([[13.,  5.],
           [ 5.,  2.]])
    """
    A, dA = network.design, None
    passed: list[tuple[Layer, Array, Array | None, Array]] = []  # each layer's inputs, their change, and that of its sums
    for layer in network.layers:
        weights, moved = layer.block(w), layer.block(V)
        dS = A @ moved
        if dA is not None:
            dS += dA @ weights[:-1]
        passed.append((layer, A, dA, dS))
        if layer.activation is None:
            break
        curve = ACTIVATIONS[layer.activation]
        A = with_ones(curve.value(A @ weights))
        dA = curve.slope_from_output(A[:, :-1]) * dS
    z = A @ weights
    if layer.outputs is None:
        g, dg = slope(z[:, 0])[:, None], slope_change(z[:, 0], dS[..., 0])[..., None]
    else:
        g, dg = slope(z), slope_change(z, dS)
    found = np.empty(V.shape)
    for depth in range(len(passed) - 1, -1, -1):
        layer, A, dA, _ = passed[depth]
        own = A.T @ dg
        if dA is not None:
            own[:, :-1] += dA.swapaxes(-1, -2) @ g
        layer.block(found)[...] = own
        if depth:
            below, _, _, dS = passed[depth - 1]
            assert below.activation is not None
            weights, moved = layer.weights(w), layer.weights(V)
            curve, H = ACTIVATIONS[below.activation], A[:, :-1]
            steep, G = curve.slope_from_output(H), g @ weights.T
            dg = (dg @ weights.T + g @ moved.swapaxes(-1, -2)) * steep + G * curve.curvature_from_output(H) * dS
            g = G * steep
    return found
