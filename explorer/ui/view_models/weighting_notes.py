"""Sentences on how much examples count, and what is on offer to decide it."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.datasets import Dataset
from explorer.datasets.weighting import EXPOSURES, WEIGHTS, class_weights, usable_columns
from explorer.experiment import Experiment
from explorer.losses import LOSSES
from explorer.ui.markdown import literal
from explorer.words import sidebar as words

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
    weights = class_weights(train, experiment.class_weight)
    found = [words.WEIGHTED_MEAN]
    if weights is not None:
        each = [f"{literal(name)} {three_figures(w)}" for name, w in zip(train.classes, weights, strict=True)]
        found.append(words.class_weights(each, MOST_NAMED))
    if experiment.weight_column:
        found.append(words.weighs(literal(experiment.weight_column)))
    none = int(np.count_nonzero(train.example_weights == 0))
    if none:
        found.append(words.without_weight(none))
    return " ".join(found)


def _exposure(experiment: Experiment) -> str:
    if not experiment.exposure_column:
        return ""
    return words.exposure(literal(experiment.exposure_column))
