"""One run in one frozen object: its settings, its link, what changed on its way, and what it may be compared with."""

from explorer.experiment.experiment import Experiment

__all__ = ["Experiment"]
