"""Which loss suits the data: losses along their strengths, judged by one common metric on the same repeated folds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.datasets.base import Dataset
from explorer.datasets.preparation import fit_scaling
from explorer.losses.base import Loss
from explorer.models.base import Model
from explorer.models.linear import Linear
from explorer.path.strength_grid import checked_strengths, suitable_strengths
from explorer.penalties.base import Penalty
from explorer.selection.comparing.candidates import candidate_refusal, candidates
from explorer.selection.comparing.comparing import Comparing
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.metrics import comparison_metric
from explorer.selection.comparing.repeated_folds import repeated_folds
from explorer.selection.comparing.setup import Setup
from explorer.selection.comparing.training_parts import Fill
from explorer.selection.comparing.trivial import trivial_models
from explorer.selection.metrics import Metric

Array = np.ndarray
Strengths = int | Sequence[float] | Array | Mapping[str, Sequence[float]]
POINTS, MOST = 30, 1000.0
"""How many strengths are tried along each path, and the largest one, which is the largest that a run can have."""


def begin_comparison(
    dataset: Dataset,
    losses: Sequence[Loss],
    penalty: Penalty | Sequence[Penalty],
    strengths: Strengths = POINTS,
    metric: str | Metric | None = None,
    folds: int = 5,
    repeats: int = 3,
    seed: int = 0,
    *,
    nested: int = 1,
    groups: Sequence[object] | Array | None = None,
    model: Model | None = None,
    standardise: bool = True,
    fill: Fill | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Comparing:
    """A comparison with no path found yet; see `compare` for the arguments and what is refused."""
    model = model or Linear()
    chosen = comparison_metric(dataset.task, metric)
    fold = repeated_folds(dataset, folds, repeats, seed, groups)
    if isinstance(nested, bool) or int(nested) != nested or not 0 <= nested <= repeats:
        raise ValueError(f"nested: {nested!r} is not possible. Allowed: whole numbers from 0 to the repeats, {repeats}.")
    if nested and folds < 3:
        raise ValueError("nested: with 2 folds none is left to choose by inside. Allowed: 0, or 3 folds or more.")
    asked = candidates(losses, [penalty] if isinstance(penalty, Penalty) else penalty)
    scaling = fit_scaling(dataset, standardise, dataset.task == "regression", model.intercept)
    scaled = scaling.apply(dataset)
    refusals = {one: candidate_refusal(one, scaled, model, chosen) for one in asked}
    kept = tuple(one for one in asked if not refusals[one])
    left_out = tuple((one.name, refusals[one]) for one in asked if refusals[one])
    if not kept:
        raise ValueError(left_out[0][1])
    known = None if groups is None else tuple(str(group) for group in groups)
    setup = Setup(
        dataset, model, kept, trivial_models(dataset), (), chosen, fold, int(folds), int(nested), seed, standardise, fill,
        known, left_out,
    )  # fmt: skip
    return Comparing(setup.with_strengths(_grids(setup, scaled, strengths, checkpoint)))


def _grids(setup: Setup, scaled: Dataset, strengths: Strengths, checkpoint: Checkpoint) -> list[Array]:
    """The strengths of every candidate, falling: those given, or as many as asked for along its own path on all examples."""
    names = [one.name for one in setup.candidates]
    if isinstance(strengths, Mapping):
        if missing := [name for name in names if name not in strengths]:
            raise ValueError(f"strengths: there are none for {missing[0]}. Allowed: a list for each of {', '.join(names)}.")
        return [_falling(strengths[name]) for name in names]
    if isinstance(strengths, (int, np.integer)):
        if isinstance(strengths, bool) or strengths < 2:
            raise ValueError(f"strengths: {strengths!r} along a path are too few. Allowed: 2 or more, or a list of numbers.")
        points = int(strengths)
        return [suitable_strengths(setup.problem(i, scaled), MOST, points, checkpoint) for i in range(len(names))]
    return [_falling(strengths)] * len(names)


def _falling(strengths: Sequence[float] | Array) -> Array:
    return np.unique(checked_strengths(np.asarray(strengths, dtype=float)))[::-1]


def compare(
    dataset: Dataset,
    losses: Sequence[Loss],
    penalty: Penalty | Sequence[Penalty],
    strengths: Strengths = POINTS,
    metric: str | Metric | None = None,
    folds: int = 5,
    repeats: int = 3,
    seed: int = 0,
    *,
    nested: int = 1,
    groups: Sequence[object] | Array | None = None,
    model: Model | None = None,
    standardise: bool = True,
    fill: Fill | None = None,
    progress: Callable[[Comparing], object] | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Comparison:
    """Compare losses, each at its best strength, on the same repeated folds by a metric that none is favoured by.

    - ``dataset`` in original units; ``losses`` and ``penalty`` as objects, every loss with every penalty.
    - ``strengths``: how many along each loss's own path, from where it leaves no weight (`suitable_strengths`); or the
      strengths themselves, for all or by the row's name.
    - ``metric``: an id of `comparison_metrics`, one of those, or `pinball` at another quantile; None for the usual one.
    - ``folds`` and ``repeats`` as dealt out by ``seed`` (`repeated_folds`); ``groups`` (n,) stay together. In the first
      ``nested`` repeats the choice is made once more inside each fold, for what to expect on new data; 0 for none.
    - ``model`` is linear unless another is given. Features are standardised inside each fold unless ``standardise`` is off, a
      plain-number target always. ``fill`` fills gaps by what is trained on: it is given the rows (m,) trained on and gives the
      whole data set; ``dataset`` is then one that is filled in any way.
    - ``progress`` is called with the state (`Comparing`) after every path, ``checkpoint`` now and then inside one; either may
      raise to stop. To go on path by path: `begin_comparison`.

    A loss that cannot be judged is left out with a sentence (`Comparison.left_out`). Raises ``ValueError``, in a sentence that
    says what is allowed, where none can be, the folds do not fit the data, or an argument is not as above.

    >>> from explorer import DATASETS, LOSSES, PENALTIES
    >>> data, two = DATASETS["stackloss"]().load(), [LOSSES["squared"](), LOSSES["huber"]()]
    >>> found = compare(data, two, PENALTIES["l2"](), strengths=10, repeats=2)
    >>> [row.name for row in found.rows], found.best.values.shape
    (['Squared', 'Huber', 'median', 'mean'], (2, 5))
    """
    begun = begin_comparison(
        dataset, losses, penalty, strengths, metric, folds, repeats, seed, nested=nested, groups=groups, model=model,
        standardise=standardise, fill=fill, checkpoint=checkpoint,
    )  # fmt: skip
    return begun.run(progress, checkpoint)
