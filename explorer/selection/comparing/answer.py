"""What a comparison says, in a sentence: which loss predicts best, which are as good, and by how much others are worse."""

from __future__ import annotations

import math

from explorer.core.text import number, rounded, three_figures
from explorer.selection.comparing.comparison import Comparison, Difference
from explorer.selection.comparing.resampled_t import Interval
from explorer.selection.comparing.row import Row
from explorer.selection.edges import end_named

MOST = 3
"""So many rows are named; of more there is a number."""


def answer(comparison: Comparison) -> str:
    """The answer of a comparison as one plain sentence.

    A row counts as as good where the interval of its difference from the best reaches 0, and as worse where it lies above.

    >>> from explorer import DATASETS, LOSSES, PENALTIES
    >>> from explorer.selection import compare
    >>> losses = [LOSSES["squared"](), LOSSES["huber"]()]
    >>> answer(compare(DATASETS["stackloss"]().load(), losses, PENALTIES["l2"](), strengths=10))
    'By mean absolute error, squared (strength 0.256) predicts best; Huber is as good.'
    """
    best, decimals = comparison.best, decimals_of(comparison)
    trivial = [d for d in comparison.differences if d.row.trivial and not d.worse]
    losses = [d for d in comparison.differences if not d.row.trivial]
    first = f"By {comparison.metric.short}, {_named(best)} {'comes first of the losses' if trivial else 'predicts best'}"
    parts = [first, *_alike([d for d in losses if not d.worse]), *_worse([d for d in losses if d.worse], decimals)]
    return f"{nothing_learnt(comparison)} {'; '.join(parts)}.".strip()


def nothing_learnt(comparison: Comparison) -> str:
    """That a trivial model is as good as the best loss, or better, in a sentence; empty where the best loss is surely so."""
    title = learnt_nothing_title(comparison)
    return f"{title}, which looks at no feature." if title else ""


def learnt_nothing_title(comparison: Comparison) -> str:
    """The same in fewer words. Where the best loss has a better mean than the trivial model, it is not sure of it."""
    unsure = [d for d in comparison.differences if d.row.trivial and not d.worse]
    if not unsure:
        return ""
    none = "Not even the best loss surely" if unsure[0].interval.mean > 0 else "No loss here"
    return f"{none} predicts better than the {unsure[0].row.name}"


def outlook(comparison: Comparison) -> str:
    """What to expect on new data, in a sentence: by nested folds; empty without them.

    Where the figure of the same folds that chose is another as it is shown, the sentence says which is which.
    """
    if comparison.nested is None:
        return ""
    metric, new, decimals = comparison.metric, comparison.nested.interval, decimals_of(comparison)
    expected, here = rounded(new.mean, decimals), rounded(comparison.best.mean, decimals)
    about = f"On new data expect {metric.article} {metric.short} of about {_figures(new, decimals, metric.per_cent)}"
    if expected == here:
        return f"{about}: loss and strength were chosen inside each fold."
    source = f"The best mean, {here}, comes from the folds that chose its strength."
    return f"{about}, with loss and strength chosen inside each fold. {source}"


def decimals_of(comparison: Comparison) -> int:
    """How many decimals the figures of a comparison are shown with, all of them: what tells its losses apart to two figures.

    The best mean has no more than four figures by it, but for those of a whole number.
    """
    best = comparison.best
    apart = [d.interval for d in comparison.differences if not d.row.trivial] or [best.interval]
    wanted = [found for found in map(_decimals, apart) if found >= 0]
    most = max(0, 3 - math.floor(math.log10(abs(best.mean)))) if best.mean else 3
    return min([most, max(wanted)]) if wanted else most


def difference_figures(interval: Interval, decimals: int | None = None) -> str:
    """A difference with its interval, to so many decimals, or to two figures of how sure it is.

    >>> difference_figures(Interval(2.0561, 0.7834, 3.4)), difference_figures(Interval(3.0, float("nan"), float("nan")))
    ('2.1 (0.8 to 3.4)', '3')
    """
    return _figures(interval, _decimals(interval) if decimals is None else decimals)


def _figures(interval: Interval, decimals: int, per_cent: bool = False) -> str:
    unit = " %" if per_cent else ""
    if not math.isfinite(interval.low):
        return f"{three_figures(interval.mean)}{unit}"
    mean, low, high = (rounded(value, decimals) for value in interval)
    return f"{mean}{unit} ({low} to {high}{unit})"


def _decimals(interval: Interval) -> int:
    """How many decimals show the interval's half width to two figures, or to fewer where it is 10 or more."""
    half = 0.5 * (interval.high - interval.low)
    if not math.isfinite(half):
        return -1
    if half <= 0:
        return 2
    return max(0, 1 - math.floor(math.log10(half)))


def named_inside(row: Row) -> str:
    """A row's name as in the middle of a sentence: a person's keeps its capital.

    >>> import numpy as np
    >>> from explorer import LOSSES
    >>> from explorer.selection.comparing.metrics import comparison_metric
    >>> losses, mae = [LOSSES[name]() for name in ("squared", "huber", "pseudo_huber")], comparison_metric("regression")
    >>> [named_inside(Row(loss.name, loss, None, np.zeros(0), np.zeros((1, 1, 1)), mae)) for loss in losses]
    ['squared', 'Huber', 'pseudo-Huber']
    """
    return row.name if row.loss.named_after else row.name[:1].lower() + row.name[1:]


def _named(row: Row) -> str:
    """The best row with its strength, and whether that is at an end of what was tried."""
    assert row.strength is not None
    end = end_named(row.strengths, row.best_at)
    return f"{named_inside(row)} (strength {number(float(f'{row.strength:.3g}'))}{f', {end}' if end else ''})"


def _alike(rows: list[Difference]) -> list[str]:
    if not rows:
        return []
    names = [named_inside(d.row) for d in rows]
    return [f"{_listed(names)} {'is' if len(names) == 1 else 'are'} as good"]


def _worse(rows: list[Difference], decimals: int) -> list[str]:
    parts = [f"{named_inside(d.row)} is worse by {difference_figures(d.interval, decimals)}" for d in rows[:MOST]]
    if more := len(rows) - MOST if len(rows) > MOST else 0:
        parts.append(f"{more} more {'is' if more == 1 else 'are'} worse")
    return parts


def _listed(names: list[str]) -> str:
    """Names in a row, at most `MOST` and how many more.

    >>> _listed(["a", "b"]), _listed(["a", "b", "c", "d", "e"])
    ('a and b', 'a, b, c and 2 more')
    """
    shown = names[:MOST] + ([f"{len(names) - MOST} more"] if len(names) > MOST else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
