"""Cross-validation of the strength: folds, metrics, and the two usual choices.

`cross_validate` does all folds and gives a `Selection`; `begin` gives a `CrossValidation` to go on with fold by fold.
`suitable_strengths` is the grid to choose among, `fold_refusal` says why data cannot be dealt into folds, and `metrics_of` are
the metrics for a kind of target. `information_criteria` gives AIC and BIC along a path, `information_refusal` says why not.

`compare` says which loss suits the data, by a common metric on repeated folds, as a `Comparison`; `begin_comparison` gives a
`Comparing` to go on with path by path. `answer` and `outlook` are its sentences, `head_to_head` sets two models against each
other example by example, `stress` contaminates what they are trained on.
"""

from explorer.path.strength_grid import suitable_strengths
from explorer.selection.comparing.answer import answer, outlook
from explorer.selection.comparing.candidates import candidate_refusal
from explorer.selection.comparing.compare import begin_comparison, compare
from explorer.selection.comparing.comparing import Comparing
from explorer.selection.comparing.comparison import Comparison, Difference
from explorer.selection.comparing.held_out import HeadToHead, head_to_head
from explorer.selection.comparing.metrics import comparison_metric, comparison_metrics
from explorer.selection.comparing.nested import Nested
from explorer.selection.comparing.number_metrics import pinball
from explorer.selection.comparing.repeated_folds import repeated_folds
from explorer.selection.comparing.resampled_t import Interval, corrected_interval
from explorer.selection.comparing.row import Row
from explorer.selection.comparing.stress import Stress, StressCurve, stress
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
    "Comparing",
    "Comparison",
    "CrossValidation",
    "Difference",
    "HeadToHead",
    "Information",
    "Interval",
    "Metric",
    "Nested",
    "Row",
    "Selection",
    "Stress",
    "StressCurve",
    "answer",
    "begin",
    "begin_comparison",
    "candidate_refusal",
    "compare",
    "comparison_metric",
    "comparison_metrics",
    "corrected_interval",
    "cross_validate",
    "fold_refusal",
    "head_to_head",
    "information_criteria",
    "information_refusal",
    "metrics_of",
    "outlook",
    "pinball",
    "repeated_folds",
    "stress",
    "suitable_strengths",
]
