"""What a page shows of a run, computed once and cached, without any widgets."""

from explorer.ui.view_models.comparison import Comparison, compare
from explorer.ui.view_models.example_losses import RunExamples, run_examples
from explorer.ui.view_models.slice import RunOnSlice, run_on_slice
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.ui.view_models.weight_path import RunOnPath, run_on_path

__all__ = [
    "Comparison",
    "RunExamples",
    "RunOnPath",
    "RunOnSlice",
    "Trained",
    "compare",
    "run_examples",
    "run_on_path",
    "run_on_slice",
    "trained",
]
