"""Cross-validation of the strength: folds, metrics, and the two usual choices.

`cross_validate` does all folds and gives a `Selection`; `begin` gives a `CrossValidation` to go on with fold by fold.
`suitable_strengths` is the grid to choose among, `fold_refusal` says why data cannot be dealt into folds, and `metrics_of` are
the metrics for a kind of target. `information_criteria` gives AIC and BIC along a path, `information_refusal` says why not.
"""

from explorer.path.strength_grid import suitable_strengths
from explorer.selection.cross_validation import (
    CrossValidation,
    Selection,
    begin,
    cross_validate,
)
from explorer.selection.folds import fold_refusal
from explorer.selection.information import Information, information_criteria, information_refusal
from explorer.selection.metrics import Metric, metrics_of

__all__ = [
    "CrossValidation",
    "Information",
    "Metric",
    "Selection",
    "begin",
    "cross_validate",
    "fold_refusal",
    "information_criteria",
    "information_refusal",
    "metrics_of",
    "suitable_strengths",
]
