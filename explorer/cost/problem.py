"""Data, model, loss, penalty and strength together: a cost, and its gradient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property

import numpy as np

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.compatibility import fits, misfit, refused_target, untaken
from explorer.cost.costs import Cost, Costs
from explorer.cost.weighted_loss import weighted
from explorer.datasets.base import Dataset
from explorer.losses.base import Loss
from explorer.models.base import Model
from explorer.models.network import Network
from explorer.penalties.base import Penalty
from explorer.penalties.factored import with_factors

Array = np.ndarray
CELLS_AT_ONCE = 250_000
CELLS_IN_CACHE = 32_000  # so many stay in the processor's cache: the pass back reads what the pass forward wrote


class Problem:
    """What is minimised: the mean loss over the examples + strength x penalty of the weights.

    Where the data have weights of examples s_i, the mean is sum(s_i loss_i) / sum(s_i); where they have offsets, the loss is
    that of the model's score + the offset. ``loss`` is that of a single example, ``examples.loss`` has both in it.
    X is taken as given (standardising is the experiment's business). Biases are never penalised. Weights w are one flat
    vector (p,): for a linear model the weights then the bias; for K classes (d, K) row by row, then K biases.
    ``fitted_on`` (n', d) are the inputs on which the model's own features are fitted, where those are not the data's: data
    that change while a run goes on keep the features that it began with. ``factors`` (q,) say how many times the penalty
    each of the model's features pays, for a model that is linear in its weights (`explorer.penalties.factored`); without them
    each pays it once. Raises ``ValueError`` where the loss does not fit the data's task or does not take one of the targets,
    a classifier has one class alone, or the factors do not fit the model.

    >>> from explorer import LOSSES, MODELS, PENALTIES
    >>> data = Dataset(10 * np.eye(4), np.array([1.5, 2.5, 3.5, 4.5]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    >>> problem.cost(np.array([0.1, 0.2, 0.3, 0.4, 0.0]))
    Cost(data=0.25, penalty=0.015, total=0.265)
    """

    def __init__(
        self, data: Dataset, model: Model, loss: Loss, penalty: Penalty, strength: float,
        fitted_on: Array | None = None, factors: Sequence[float] | Array | None = None,
    ) -> None:  # fmt: skip
        if not fits(loss, data.task):
            raise ValueError(misfit(loss, data.task, data.target))
        if (row := untaken(loss, data)) is not None:
            raise ValueError(refused_target(loss, data, row))
        counting = data.y if data.example_weights is None else data.y[data.example_weights > 0]
        if data.task in ("binary", "multiclass") and len(np.unique(counting)) < 2:
            raise ValueError(f"{data.target} has 1 class ({counting[0]:g}); a classifier needs 2")
        if data.offset is not None and loss.task == "multiclass":
            raise ValueError(f"offset: {loss.name} has a score for each class; an offset is for losses with one score")
        self.data = data
        self.model = model
        self.loss = loss
        self.strength = float(strength)
        outputs = len(data.classes) if loss.task == "multiclass" else None
        self.network: Network = model.bind(data.X, outputs, fitted_on)
        self.size = self.network.size
        self.penalty = with_factors(penalty, factors, self.network.layers[0].inputs, self.network.linear)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for every weight and bias, in the order of w."""
        return self.network.names(self.data.features, () if self.network.layers[-1].outputs is None else self.data.classes)

    @property
    def n(self) -> int:
        """The number of examples."""
        return self.data.n

    @cached_property
    def examples(self) -> BoundExamples:
        """The model bound to the problem's own data, its targets and their loss."""
        return self._bound(self.network, self.data)

    def _bound(self, network: Network, data: Dataset) -> BoundExamples:
        loss = weighted(self.loss, data.shares, data.offset)
        return BoundExamples(network, data.y, loss, data.shares, data.offset)

    @cached_property
    def feature_means(self) -> Array:
        """The means (q,) of the model's features over the examples, weighted where those are."""
        shares, features = self.examples.shares, self.network.features
        return np.asarray(features.mean(axis=0) if shares is None else shares @ features / self.n)

    def at(self, strength: float) -> Problem:
        """The same problem at another strength; data and features are shared."""
        other = copy(self)
        other.strength = float(strength)
        return other

    @cached_property
    def usual_start(self) -> str:
        """The kind of start used by default: the model's first, or random where weights of zero already have the least
        possible loss, as under the perceptron."""
        kinds = self.model.starts
        if kinds[0] != "zero":
            return kinds[0]
        least = self.examples.loss.least(self.data.y, max(len(self.data.classes), 2)).mean()
        return kinds[-1] if self.cost(np.zeros(self.size)).data <= least else kinds[0]

    def cost(self, w: Array) -> Cost:
        """The cost at w (p,)."""
        if self.examples.many:
            data = float(self.mean_loss(w[None])[0])
        else:
            data = float(self.examples.loss.value(self.data.y, self.network.predict(w)).mean())
        penalty = float(self.penalties(w[None])[0])
        return Cost(data, penalty, data + penalty)

    def costs(self, W: Array, data: Array | None = None) -> Costs:
        """The cost at each row of W (m, p); ``data`` (m,) are the mean losses there where they are known already."""
        data = self.mean_loss(W) if data is None else data
        penalty = self.penalties(W)
        return Costs(data, penalty, data + penalty)

    def penalties(self, W: Array, strength: float | None = None) -> Array:
        """Strength x penalty (m,) at each row of W (m, p): layer by layer, each a block (inputs, outputs) without biases.

        At the problem's own strength unless another is given.
        """
        strength = self.strength if strength is None else strength
        total = np.zeros(len(W))
        for layer in self.network.layers:
            total += self.penalty.terms(layer.weights(W), strength).reshape(len(W), -1).sum(axis=1)
        return total

    def mean_loss(self, W: Array, held_out: BoundExamples | None = None) -> Array:
        """The mean loss (m,) at each row of W (m, p), on this data or on held-out data from `hold`; no penalty."""
        examples = held_out or self.examples
        if not examples.many:
            return self.in_blocks(W, lambda y, z: examples.loss.value(y, z).mean(axis=-1), held_out)
        total = np.zeros(len(W))
        for part in examples.blocks:
            for i, w in enumerate(W):  # one by one, so that a sum has the same bits whatever other rows there are
                total[i] += part.loss.value(part.y, part.network.predict(w)).sum()
        return total / len(examples.y)

    def in_blocks(self, W: Array, of: Callable[[Array, Array], Array], held_out: BoundExamples | None = None) -> Array:
        """``of`` (rows,) of targets y (n,) and predictions z (rows, n) or (rows, n, K), for all rows of W (m, p): (m,).

        On this data or on held-out data from `hold`, in blocks of rows whose predictions take little memory.
        """
        examples = held_out or self.examples
        units = sum(layer.width for layer in self.network.layers)
        block = max(1, CELLS_AT_ONCE // (len(examples.y) * units))
        found = [of(examples.y, examples.network.predict(W[i : i + block])) for i in range(0, len(W), block)]
        return np.concatenate(found) if found else np.zeros(0)

    def mean_of_losses(self, z: Array) -> Array:
        """The mean loss (...,) over the problem's own examples at predictions z (..., n) or (..., n, K)."""
        return self.examples.loss.value(self.data.y, z).mean(axis=-1)

    def hold(self, data: Dataset) -> BoundExamples:
        """Held-out data ready for `mean_loss`: the model's features are those fitted on this problem's own data."""
        return self._bound(self.network.at(data.X), data)

    def gradient(self, w: Array) -> Array:
        """The gradient (p,) of the data term."""
        if self.examples.many:
            return self._loss_and_gradient(w, with_loss=False)[1]
        z, back = self.network.forward(w)
        return back(self.examples.loss.slope(self.data.y, z) / self.n)

    def loss_and_gradient(self, w: Array) -> tuple[float, Array]:
        """The mean loss at w (p,) and its gradient (p,): each example is read once, while it is in the cache."""
        return self._loss_and_gradient(w, with_loss=True)

    def _loss_and_gradient(self, w: Array, with_loss: bool) -> tuple[float, Array]:
        loss, gradient = 0.0, np.zeros(self.size)
        for part in self.examples.blocks:
            z, back = part.network.forward(w)
            if with_loss:
                value, slope = part.loss.value_and_slope(part.y, z)
                loss += float(value.sum())
            else:
                slope = part.loss.slope(part.y, z)
            gradient += back(slope)
        return loss / self.n, gradient / self.n

    def gradients(self, W: Array) -> Array:
        """The gradient (m, p) of the data term at each row of W (m, p), so few rows at once that it takes little memory."""
        if self.examples.many:
            return np.array([self.gradient(w) for w in W]).reshape(W.shape)
        rows = self.rows_at_once(self.examples)
        found = np.empty(W.shape)
        for i in range(0, len(W), rows):
            found[i : i + rows] = self.network.gradients(W[i : i + rows], self._mean_slope)
        return found

    def _mean_slope(self, z: Array) -> Array:
        return self.examples.loss.slope(self.data.y, z) / self.n

    def rows_at_once(self, examples: BoundExamples) -> int:
        """For how many weight vectors the outputs of all units for these examples fit the cache together; at least 1."""
        return max(1, CELLS_IN_CACHE // (len(examples.y) * sum(layer.width for layer in self.network.layers)))

    def penalty_subgradients(self, W: Array, against: Array) -> Array:
        """The slope (m, p) of strength x penalty at each row of W (m, p), biases 0; at a kink the one that leaves least of
        ``against`` (m, p), the gradient of the data term."""
        found = np.zeros(W.shape)
        for layer in self.network.layers:
            slope = self.penalty.subgradient(layer.weights(W), layer.weights(against), self.strength)
            layer.weights(found)[...] = slope
        return found

    def prox(self) -> Callable[[Array, float | Array], Array] | None:
        """The prox of the penalty for a solver, biases left alone; None where the penalty is smooth."""
        if self.penalty.smooth:
            return None
        return self._prox

    def _prox(self, v: Array, t: float | Array) -> Array:
        """The prox layer by layer, each a block (inputs, outputs); t is a number or one per weight and bias (p,)."""
        out = v.copy()
        for layer in self.network.layers:
            step, block = layer.weights(t) if isinstance(t, np.ndarray) else t, layer.weights(out)
            block[...] = self.penalty.prox(block, step, self.strength)
        return out

    def curvature(self) -> float | None:
        """L, the largest curvature of the smooth part of the cost; None where no bound is known.

        For a model that is linear in its weights: sup |loss''| x largest eigenvalue of [features 1]'[features 1] / n (the
        weighted mean of these products where examples have weights), plus the strength of a smooth L2 (Nesterov, 2004).
        """
        bound = self.loss.curvature_bound
        if bound is None or not self.network.linear:
            return None
        return bound * self.largest_eigenvalue() + self.penalty.curvature_bound(self.strength)

    def largest_eigenvalue(self) -> float:
        """The largest eigenvalue of [features 1]'[features 1] / n, weighted where the examples are."""
        design = self.examples.rooted_design
        gram = design @ design.T if design.shape[0] < design.shape[1] else design.T @ design
        return float(np.linalg.eigvalsh(gram)[-1]) / self.n

    def largest_row(self) -> float:
        """The largest squared length of a row of [features 1] times its share: the curvature of the worst single example."""
        design = self.examples.rooted_design
        return float(np.max(np.einsum("ij,ij->i", design, design)))
