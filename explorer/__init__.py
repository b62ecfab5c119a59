"""Losses, penalties, gradient descent and what they do to a model: the numbers behind Loss Explorer.

NumPy alone. `Experiment` describes a run in one frozen object; `Problem` and `train` do the work on plain data.
"""

from explorer.cost.costs import Cost
from explorer.cost.problem import Problem
from explorer.datasets import DATASETS, Dataset
from explorer.experiment import Experiment
from explorer.landscape.surface import Surface, sample_surface
from explorer.losses import LOSSES
from explorer.models import MODELS
from explorer.path.path_found import Path
from explorer.path.regularization_path import regularization_path
from explorer.penalties import PENALTIES
from explorer.solvers import SOLVERS
from explorer.solvers.schedules import SCHEDULES
from explorer.training.history import History
from explorer.training.loop import train

__all__ = [
    "DATASETS",
    "LOSSES",
    "MODELS",
    "PENALTIES",
    "SCHEDULES",
    "SOLVERS",
    "Cost",
    "Dataset",
    "Experiment",
    "History",
    "Path",
    "Problem",
    "Surface",
    "regularization_path",
    "sample_surface",
    "train",
]
