"""How much each loss of a comparison stands: its error on clean examples, against the share of bad ones it was trained with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.path.regularization_path import path_weights
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.contamination import SIZE, contaminated, contamination_of
from explorer.selection.comparing.row import Row
from explorer.selection.metrics import Metric

Array = np.ndarray
SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


@dataclass(frozen=True, eq=False)
class StressCurve:
    """One row: ``values`` (folds, shares) is the metric on each clean fold held out, ``mean`` (shares,) over those.

    ``breakdown`` is the share from which on it predicts no better than the best trivial model trained on clean examples, read
    off a straight line between two shares; None where it does so at no share that was tried. In ``missed`` fits the
    lowest cost was not reached.
    """

    name: str
    strength: float
    values: Array
    mean: Array
    breakdown: float | None
    missed: int


@dataclass(frozen=True, eq=False)
class Stress:
    """All rows of a comparison under contamination, in its order.

    ``kind`` says what is done to examples, ``shares`` (s,) to how many; ``trivial`` is the metric of the best trivial model
    trained on clean examples, the level at which a loss counts as broken down. ``folds`` says how many are in here.
    """

    kind: str
    size: float
    shares: Array
    metric: Metric
    trivial: float
    curves: tuple[StressCurve, ...]
    folds: int


def stress(
    comparison: Comparison,
    shares: Sequence[float] = SHARES,
    size: float = SIZE,
    repeats: int = 1,
    progress: Callable[[int, int], object] | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Stress:
    """Train every row's loss, at its chosen strength, on contaminated examples, and judge it on clean ones.

    Inside each fold a share of the examples trained on is contaminated (`contaminated`: outliers ``size`` standard deviations
    up, or wrong labels); what is held out stays clean. Means and spreads are those of the clean part, so that a delta means
    the same at every share. ``shares`` rise, from 0 to 0.5. On the folds of the first ``repeats``. ``progress(done, count)`` is
    called after every fold, ``checkpoint`` now and then inside; either may raise to stop. Raises ``ValueError`` for
    other shares or repeats.

    >>> from explorer import DATASETS, LOSSES, PENALTIES
    >>> from explorer.selection import compare
    >>> data, losses = DATASETS["diabetes"]().load(), [LOSSES["squared"](), LOSSES["huber"]()]
    >>> found = stress(compare(data, losses, PENALTIES["l2"](), repeats=1, nested=0), shares=[0.0, 0.2, 0.4])
    >>> found.kind, [(curve.name, round(curve.breakdown, 2)) for curve in found.curves]
    ('outliers', [('Huber', 0.27), ('Squared', 0.04)])
    """
    found = None
    for found in stress_by_folds(comparison, shares, size, repeats, checkpoint):
        if progress is not None:
            progress(found.folds, repeats * comparison.setup.count)
    assert found is not None
    return found


def stress_by_folds(
    comparison: Comparison,
    shares: Sequence[float] = SHARES,
    size: float = SIZE,
    repeats: int = 1,
    checkpoint: Checkpoint = no_checkpoint,
) -> Iterator[Stress]:
    """The same fold by fold: after each what the folds so far come to, the whole at the end."""
    asked, setup = np.asarray(shares, dtype=float), comparison.setup
    if asked.ndim != 1 or not asked.size or (np.diff(asked) <= 0).any():
        raise ValueError("shares: they must rise from one to the next. Allowed: one or more from 0 to 0.5.")
    if isinstance(repeats, bool) or int(repeats) != repeats or not 1 <= repeats <= comparison.repeats:
        raise ValueError(f"repeats: {repeats!r} is not possible. Allowed: whole numbers from 1 to {comparison.repeats}.")
    rows = [row for row in comparison.rows if not row.trivial]
    names = [candidate.name for candidate in setup.candidates]
    values, trivial, missed = [], [], np.zeros(len(rows), dtype=int)
    for repeat in range(repeats):
        for fold in range(setup.count):
            part = setup.part(repeat, (fold,))
            seed = setup.seed + repeat * setup.count + fold
            trained = [contaminated(part.train, float(share), seed, size) for share in asked]
            trivial.append([part.trivial_score(model, 0, setup.metric) for model in setup.trivial])
            here = np.empty((len(rows), asked.size))
            for i, row in enumerate(rows):
                for k, data in enumerate(trained):
                    problem = setup.problem(names.index(row.name), data)
                    weights, short = path_weights(problem, [row.strengths[row.best_at]], checkpoint)
                    here[i, k] = part.scores(problem, 0, weights, setup.metric)[0]
                    missed[i] += short
                    checkpoint()
            values.append(here)
            yield _stress(comparison, rows, asked, size, np.array(values), np.array(trivial), missed)


def _stress(
    comparison: Comparison, rows: list[Row], shares: Array, size: float, values: Array, trivial: Array, missed: Array
) -> Stress:
    """What some folds come to: values (folds, rows, shares) and those of the trivial models (folds, m)."""
    metric = comparison.metric
    level = metric.sign * float((metric.sign * trivial.mean(axis=0)).min())
    means = values.mean(axis=0)
    curves = tuple(
        StressCurve(
            row.name, float(row.strengths[row.best_at]), values[:, i], means[i],
            breakdown(shares, metric.sign * means[i], metric.sign * level), int(missed[i]),
        )
        for i, row in enumerate(rows)
    )  # fmt: skip
    kind = contamination_of(comparison.setup.data.task)
    return Stress(kind, float(size), shares, metric, level, curves, len(values))


@dataclass(frozen=True, eq=False)
class StressTask:
    """`stress_by_folds` as work for another process; its pieces are the `Stress` after each fold."""

    comparison: Comparison

    def pieces(self) -> Iterator[Stress]:
        """Everything as it is found."""
        return stress_by_folds(self.comparison)


def breakdown(shares: Array, errors: Array, level: float) -> float | None:
    """The share from which on errors (s,), lower being better, are at or above a level; None where the last one is below.

    >>> breakdown(np.array([0.0, 0.2, 0.4]), np.array([1.0, 2.0, 4.0]), 3.0)
    0.3
    """
    below = np.flatnonzero(~(errors >= level))
    if below.size and below[-1] == shares.size - 1:
        return None
    if not below.size:
        return float(shares[0])
    last = int(below[-1])
    rise = errors[last + 1] - errors[last]
    part = (level - errors[last]) / rise if np.isfinite(rise) else 0.0
    return float(shares[last] + part * (shares[last + 1] - shares[last]))
