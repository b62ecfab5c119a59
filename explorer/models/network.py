"""A model bound to its data: predictions, and the gradient back through the layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from explorer.models.basis import Basis
from explorer.models.layer import ACTIVATIONS, Layer

Array = np.ndarray


def with_ones(A: Array) -> Array:
    """A (..., n, q) with a column of ones behind it, for the biases."""
    out = np.empty((*A.shape[:-1], A.shape[-1] + 1))
    out[..., :-1] = A
    out[..., -1] = 1.0
    return out


def design_of(features: Array, layers: Sequence[Layer]) -> Array:
    """What the first layer multiplies: features (n, q), with a column of ones where it has biases."""
    return with_ones(features) if layers[0].biased else features


class Network:
    """Features, a column of ones, and layers of weights: z = ... act([features 1] W1) ...

    ``design`` is [features 1], (n, q + 1), or the features (n, q) alone where the first layer has no biases. Weights w are one
    flat vector (p,), layer after layer. Nothing is written to after it is created, so that several threads can use it at once.
    """

    def __init__(self, basis: Basis, design: Array, layers: Sequence[Layer]) -> None:
        self.basis = basis
        self.layers = tuple(layers)
        self.size = self.layers[-1].stop
        self.design = design
        mask = np.ones(self.size)
        for layer in self.layers:
            layer.biases(mask)[...] = 0.0
        self.penalised = mask

    @property
    def features(self) -> Array:
        """The features (n, q), without the column of ones."""
        return self.design[:, : self.layers[0].inputs]

    @property
    def biased(self) -> bool:
        """Whether the predictions have biases of their own; without, they are 0 where all features are."""
        return self.layers[-1].biased

    @property
    def linear(self) -> bool:
        """Whether predictions are linear in the weights."""
        return len(self.layers) == 1

    def at(self, X: Array) -> Network:
        """The same model, with the same fitted features, at other inputs (n, d)."""
        return Network(self.basis, design_of(self.basis(X), self.layers), self.layers)

    def rows(self, index: Array | slice) -> Network:
        """The same model on some of its examples."""
        return Network(self.basis, self.design[index], self.layers)

    def forward(self, w: Array) -> tuple[Array, Callable[[Array], Array]]:
        """Raw predictions (n,) or (n, K), and the map from a gradient in them to the gradient in w (p,)."""
        if len(self.layers) == 1:
            layer = self.layers[0]
            design = self.design
            if layer.outputs is None:
                return design @ w, lambda g: g @ design
            return design @ layer.matrix(w), lambda g: (design.T @ g).ravel()
        inputs = self._inputs(w)
        return inputs[-1] @ self.layers[-1].matrix(w), lambda g: self._back(w, inputs, g)

    def _back(self, w: Array, inputs: list[Array], g: Array) -> Array:
        gradient = np.empty(self.size)
        for layer, A, delta in self._deltas(w, inputs, g):
            layer.matrix(gradient)[...] = A.T @ delta
        return gradient

    def _deltas(self, w: Array, inputs: list[Array], g: Array) -> Iterator[tuple[Layer, Array, Array]]:
        """Each layer from the last to the first, with its inputs and the gradient in its outputs (before the activation)."""
        for depth in range(len(self.layers) - 1, -1, -1):
            layer, A = self.layers[depth], inputs[depth]
            yield layer, A, g
            if depth:
                W = layer.weights(w)
                g = g[:, None] * W[:, 0] if layer.outputs is None else g @ W.T
                below = self.layers[depth - 1].activation
                assert below is not None
                g *= ACTIVATIONS[below].slope_from_output(A[:, :-1])

    def gradients(self, W: Array, slope: Callable[[Array], Array]) -> Array:
        """The gradient (m, p) at each row of W (m, p); ``slope`` gives the one in raw predictions (m, n) or (m, n, K).

        >>> line = Network(Basis(), with_ones(np.array([[2.0], [3.0]])), (Layer(0, 1, None),))
        >>> line.gradients(np.array([[1.0, 0.0], [0.0, 5.0]]), lambda z: z)
        array([[13.,  5.],
               [25., 10.]])
        """
        last = self.layers[-1]
        inputs = [self.design]
        for layer in self.layers[:-1]:
            assert layer.activation is not None
            inputs.append(with_ones(ACTIVATIONS[layer.activation].value(np.matmul(inputs[-1], layer.matrix(W)))))
        if last.outputs is None and self.linear:
            return slope(W @ self.design.T) @ self.design  # two products of matrices, not 2 m of matrix and vector
        z = np.matmul(inputs[-1], last.block(W))
        g = slope(z[..., 0])[..., None] if last.outputs is None else slope(z)
        found = np.empty(W.shape)
        for depth in range(len(self.layers) - 1, -1, -1):
            layer, A = self.layers[depth], inputs[depth]
            layer.block(found)[...] = np.matmul(A.swapaxes(-1, -2), g)
            if depth:
                below = self.layers[depth - 1].activation
                assert below is not None
                g = np.matmul(g, layer.weights(W).swapaxes(-1, -2)) * ACTIVATIONS[below].slope_from_output(A[..., :-1])
        return found

    def gradient_norms(self, w: Array, g: Array) -> Array:
        """The length (n,) of each example's own gradient in w (p,).

        ``g`` (n,) or (n, K) is the slope of each example's loss in its raw prediction. In one layer the gradient is an outer
        product, so its length is the product of two lengths.
        """
        inputs = self._inputs(w)
        square = np.zeros(self.design.shape[0])
        for _, A, delta in self._deltas(w, inputs, g):
            square += (A * A).sum(axis=1) * (delta * delta if delta.ndim == 1 else (delta * delta).sum(axis=1))
        return np.sqrt(square)

    def _inputs(self, w: Array) -> list[Array]:
        """The inputs of each layer, with the column of ones."""
        inputs = [self.design]
        for layer in self.layers[:-1]:
            assert layer.activation is not None
            inputs.append(with_ones(ACTIVATIONS[layer.activation].value(inputs[-1] @ layer.matrix(w))))
        return inputs

    def predict(self, w: Array) -> Array:
        """Raw predictions: (n,) or (n, K) for one w (p,); (m, n) or (m, n, K) for several at once (m, p).

        Each row is computed by itself, so that it is the same to the bit whatever the other rows are.
        """
        if w.ndim == 1:
            return self.forward(w)[0]
        layer = self.layers[0]
        if len(self.layers) == 1 and layer.outputs is None:
            return np.array([self.design @ row for row in w]).reshape(len(w), len(self.design))
        A = self.design
        for layer in self.layers[:-1]:
            assert layer.activation is not None
            H = ACTIVATIONS[layer.activation].value(np.matmul(A, layer.matrix(w)))
            A = np.concatenate([H, np.ones((*H.shape[:-1], 1))], axis=-1)
        last = self.layers[-1]
        if last.outputs is None:
            return np.matmul(A, last.matrix(w)[..., None])[..., 0]
        return np.matmul(A, last.matrix(w))

    def start(self, kind: str, seed: int) -> Array:
        """The weights a run starts from: all zero, or normal with variance 1 / inputs and biases zero.

        The draw depends on the seed and the shape alone, so that all runs compared start from the same point.
        Source of the scale: LeCun et al., "Efficient BackProp" (1998).
        """
        w = np.zeros(self.size)
        if kind == "normal":
            rng = np.random.default_rng([seed, 0])
            for layer in self.layers:
                layer.weights(w)[...] = rng.normal(0.0, layer.inputs**-0.5, layer.shape)
        return w

    def unit_names(self, depth: int) -> list[str]:
        """A name for each unit of a hidden layer: ``h3``, or ``h2.3`` in the second of several."""
        own = "h" if len(self.layers) <= 2 else f"h{depth + 1}."
        return [f"{own}{j + 1}" for j in range(self.layers[depth].width)]

    def names(self, features: Sequence[str], classes: Sequence[str] = ()) -> tuple[str, ...]:
        """A name for every weight and bias, in the order of w."""
        rows = self.basis.names(features)
        named: list[str] = []
        for depth, layer in enumerate(self.layers):
            last = depth == len(self.layers) - 1
            columns = list(classes) if last else self.unit_names(depth)
            if layer.outputs is None:
                named += [*(rows if self.linear else [f"{r}→out" for r in rows]), *(["bias"] if layer.biased else [])]
            else:
                named += [f"{r}→{c}" for r in rows for c in columns]
                named += [f"bias {c}" for c in columns] if layer.biased else []
            rows = tuple(columns)
        return tuple(named)
