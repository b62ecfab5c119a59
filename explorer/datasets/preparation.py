"""From a data set to what a problem takes: a training and a validation part, standardised."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explorer.core.cached import cached
from explorer.core.columns import unit_scale
from explorer.datasets.base import Dataset, Source
from explorer.datasets.corruption import NONE, Corruption, corrupt
from explorer.datasets.edits import Edit, apply
from explorer.datasets.gaps import filled, medians
from explorer.datasets.weighting import ALIKE, Weighting, class_weights, weighing, with_columns

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Scaling:
    """Means and spreads that were taken out: standardised = (original - mean) / scale.

    ``x_mean`` and ``x_scale`` are (d,); ``y_mean`` and ``y_scale`` are numbers, 0 and 1 where the target stays raw. All means
    are 0 where nothing is centred.
    """

    x_mean: Array
    x_scale: Array
    y_mean: float = 0.0
    y_scale: float = 1.0

    def apply(self, data: Dataset) -> Dataset:
        """The data set in standardised units."""
        y = data.y if self.y_scale == 1.0 and self.y_mean == 0.0 else (data.y - self.y_mean) / self.y_scale
        offset = None if data.offset is None else data.offset / self.y_scale
        return replace(data, X=(data.X - self.x_mean) / self.x_scale, y=y, offset=offset)

    def original_x(self, X: Array) -> Array:
        """Standardised inputs (n, d) in original units."""
        return X * self.x_scale + self.x_mean

    def original_y(self, y: Array) -> Array:
        """Standardised targets or predictions in original units."""
        return y * self.y_scale + self.y_mean


@dataclass(frozen=True, eq=False)
class Prepared:
    """The training part and the validation part (None where none is held out), and how both were scaled.

    ``rows`` (n,) says which row of the data set each training example is, ``held_rows`` (m,) the same of the others. ``base``
    is the training part before anything was done to it: what a model fits its own features on, so that a weight means the same
    whatever is done to the data. In the gaps stands ``fill`` (d,), in original units; None where nothing is missing.
    """

    train: Dataset
    validation: Dataset | None
    scaling: Scaling
    rows: Array
    held_rows: Array
    base: Dataset
    fill: Array | None = None


def split(data: Dataset, share: float, seed: int) -> tuple[Array, Array]:
    """Indices of the training and the validation examples, drawn by the seed.

    The share (0 to 1, rounded) is held out; for classes, that share of each class, so that none is missing. At least
    one example of each class, and of the whole, stays for training.
    """
    rng = np.random.default_rng([seed, 1])
    groups = [np.arange(data.n)]
    if data.task in ("binary", "multiclass"):
        groups = [np.flatnonzero(data.y == label) for label in np.unique(data.y)]
    train, held_out = [], []
    for group in groups:
        shuffled = rng.permutation(group)
        count = min(round(share * group.size), group.size - 1)
        held_out.append(shuffled[:count])
        train.append(shuffled[count:])
    return np.sort(np.concatenate(train)), np.sort(np.concatenate(held_out))


def fit_scaling(data: Dataset, features: bool, target: bool, centred: bool = True) -> Scaling:
    """Means and spreads (population standard deviation) of this data; a constant column keeps scale 1.

    Where nothing is to be ``centred``, as for a model without an intercept, means stay in: 0 is then 0 in both units. The
    spread is the same, about the mean, as in scikit-learn's StandardScaler(with_mean=False) and glmnet's intercept=FALSE.
    """
    d = data.X.shape[1]
    x_mean, x_scale, y_mean, y_scale = np.zeros(d), np.ones(d), 0.0, 1.0
    if features:
        x_mean = data.X.mean(axis=0)
        x_scale = unit_scale(data.X.std(axis=0), x_mean)
    if target:
        y_mean = float(data.y.mean())
        y_scale = float(unit_scale(data.y.std(), data.y.mean()))
    return Scaling(x_mean, x_scale, y_mean, y_scale) if centred else Scaling(np.zeros(d), x_scale, 0.0, y_scale)


def prepare(
    base: Dataset,
    validation: float,
    seed: int,
    standardise: bool,
    taken: Dataset | None = None,
    disturbance: Corruption = NONE,
    class_weight: str = "",
    centred: bool = True,
) -> Prepared:
    """Split by the seed, then standardise with the training part's means and spreads.

    ``base`` decides split and scaling. ``taken`` are the same examples after something was done to them: they are what is
    trained on and held out in its place, so that moving one example changes no other. ``disturbance`` then changes the
    training part alone. Raises ``ValueError`` where the two are not the same examples of the same kind.

    Features are standardised where ``standardise`` is on; the target where the task is regression, always, so that a
    delta, an epsilon or a strength means the same on every data set. Without being ``centred`` they are scaled alone. Means and
    spreads take all training examples alike, whatever they weigh. Gaps are filled first, with the medians of the training part
    of ``base``. ``class_weight`` is as in `Weighting`: what classes weigh is
    decided by the training part as it is trained on, and holds for the held-out part too.
    """
    taken = base if taken is None else taken
    if (taken.X.shape, taken.task) != (base.X.shape, base.task):
        raise ValueError(f"taken: {taken.X.shape} {taken.task} in place of {base.X.shape} {base.task}")
    train_rows, validation_rows = split(base, validation, seed)
    fill = None
    if base.gaps is not None or taken.gaps is not None:
        fill = medians(base.rows(train_rows))
        base, taken = filled(base, fill), filled(taken, fill)
    before = replace(base, example_weights=None).rows(train_rows)
    scaling = fit_scaling(before, features=standardise, target=base.task == "regression", centred=centred)
    plain, own = replace(taken, example_weights=None), taken.example_weights
    train, rows = corrupt(plain, train_rows, disturbance, seed, scaling.y_scale)
    of_classes = class_weights(train, class_weight)

    def weighed(part: Dataset, rows: Array, name: str) -> Dataset:
        return scaling.apply(weighing(part, None if own is None else own[rows], of_classes, name))

    held_out = weighed(plain.rows(validation_rows), validation_rows, "held-out") if validation_rows.size else None
    return Prepared(weighed(train, rows, "training"), held_out, scaling, rows, validation_rows, scaling.apply(before), fill)


@cached(256)
def prepare_source(
    source: Source,
    binary: bool,
    validation: float,
    seed: int,
    standardise: bool,
    edits: tuple[Edit, ...] = (),
    disturbance: Corruption = NONE,
    base: Source | None = None,
    weighting: Weighting = ALIKE,
    centred: bool = True,
) -> Prepared:
    """A menu's data set, prepared; the same object for the same arguments. ``binary`` makes several classes two.

    ``base`` is the source as it was when the run began, where it has other parameters by now: it decides split and scaling.
    Raises ``ValueError`` where that one has another number of examples.
    """
    data = source.load()
    taken = apply(data, edits) if edits else data
    before = data if base is None else base.load()
    if binary and data.task == "multiclass":
        before, taken = before.first_against_rest(), taken.first_against_rest()
    before, taken = with_columns(before, weighting), with_columns(taken, weighting)
    return prepare(before, validation, seed, standardise, taken, disturbance, weighting.classes, centred)
