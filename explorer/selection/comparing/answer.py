"""What a comparison says, in a sentence: which loss predicts best, which are as good, and by how much others are worse."""

from __future__ import annotations

import math

from explorer.core.text import number, three_figures
from explorer.selection.comparing.comparison import Comparison, Difference
from explorer.selection.comparing.resampled_t import Interval
from explorer.selection.comparing.row import Row

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
    best = comparison.best
    parts = [f"By {comparison.metric.short}, {_named(best)} predicts best"]
    trivial = [d for d in comparison.differences if d.row.trivial]
    losses = [d for d in comparison.differences if not d.row.trivial]
    parts += _alike([d for d in losses if not d.worse])
    parts += _worse([d for d in losses if d.worse])
    unsure = [d for d in trivial if not d.worse]
    if unsure:
        name = f"the {unsure[0].row.name}, which looks at no feature,"
        parts.append(f"{name} is better" if unsure[0].better else f"{name} is as good")
    return "; ".join(parts) + "."


def outlook(comparison: Comparison) -> str:
    """What to expect on new data, in a sentence: by nested folds, beside the figure that is too good; empty without them.

    Where the nested figure is the better one by chance, it says so by naming both.
    """
    if comparison.nested is None:
        return ""
    new, best = comparison.nested.interval, comparison.best
    return (
        f"On new data expect a {comparison.metric.short} of about {_figures(new)}: there the choice is made without the fold "
        f"that judges it. The best mean here, {rounded(best.mean, _decimals(new))}, may be too good: the same folds chose it."
    )


def rounded(value: float, decimals: int) -> str:
    """A number with so many decimals; to three figures where that would be too few or too many of them.

    >>> rounded(2.0561, 1), rounded(0.000012345, 6), rounded(1234.5, 0)
    ('2.1', '0.000012', '1234')
    """
    return f"{value:.{decimals}f}" if 0 <= decimals <= 9 else three_figures(value)


def difference_figures(interval: Interval) -> str:
    """A difference with its interval, to two figures of how sure it is.

    >>> difference_figures(Interval(2.0561, 0.7834, 3.4)), difference_figures(Interval(3.0, float("nan"), float("nan")))
    ('2.1 (0.8 to 3.4)', '3')
    """
    return _figures(interval)


def _figures(interval: Interval) -> str:
    if not math.isfinite(interval.low):
        return three_figures(interval.mean)
    decimals = _decimals(interval)
    mean, low, high = (rounded(value, decimals) for value in interval)
    return f"{mean} ({low} to {high})"


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
    """The best row with its strength."""
    assert row.strength is not None
    return f"{named_inside(row)} (strength {number(float(f'{row.strength:.3g}'))})"


def _alike(rows: list[Difference]) -> list[str]:
    if not rows:
        return []
    names = [named_inside(d.row) for d in rows]
    return [f"{_listed(names)} {'is' if len(names) == 1 else 'are'} as good"]


def _worse(rows: list[Difference]) -> list[str]:
    parts = [f"{named_inside(d.row)} is worse by {difference_figures(d.interval)}" for d in rows[:MOST]]
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
