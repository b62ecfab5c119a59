"""Sentences on how much examples count, and what is on offer to decide it."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.datasets import Dataset
from explorer.datasets.weighting import EXPOSURES, WEIGHTS, class_weights, usable_columns
from explorer.experiment import Experiment
from explorer.losses import LOSSES
from explorer.ui.markdown import literal

FOCAL = "Focal's alpha is one case: numbers for the two classes."
MOST_NAMED = 6


def offered_columns(experiment: Experiment, field: str) -> list[str]:
    """The features that a column of weights or of exposures may be taken from; an exposure is for a log link alone."""
    if field == EXPOSURES and LOSSES[experiment.loss].link != "log":
        return []
    taken = experiment.exposure_column if field == WEIGHTS else experiment.weight_column
    return [name for name in usable_columns(experiment.raw(), field) if name != taken]


def weighting_sentence(experiment: Experiment) -> str:
    """What the cost is made of where examples do not count alike, in sentences; empty where they do."""
    train = experiment.prepared().train
    parts = [_weights(experiment, train), _exposure(experiment)]
    return " ".join(part for part in parts if part)


def _weights(experiment: Experiment, train: Dataset) -> str:
    if train.example_weights is None:
        return ""
    counted = "The data loss is the weighted mean: each loss times the weight of its example, over the sum of the weights."
    weights = class_weights(train, experiment.class_weight)
    found = [counted]
    if weights is not None:
        each = [f"{literal(name)} {three_figures(w)}" for name, w in zip(train.classes, weights, strict=True)]
        found.append(f"Weights of the classes: {', '.join(each[:MOST_NAMED])}{', ...' if len(each) > MOST_NAMED else ''}.")
    if experiment.weight_column:
        found.append(f"{literal(experiment.weight_column)} weighs the examples, and is no feature any more.")
    none = int(np.count_nonzero(train.example_weights == 0))
    if none:
        found.append(f"{none} training examples have weight 0." if none > 1 else "One training example has weight 0.")
    return " ".join(found)


def _exposure(experiment: Experiment) -> str:
    if not experiment.exposure_column:
        return ""
    name = literal(experiment.exposure_column)
    return f"The score is the model's + log({name}): the prediction is {name} × exp(z), and {name} is no feature any more."
