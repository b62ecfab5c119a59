"""The four pictures of Loss & cost for an experiment."""

from __future__ import annotations

import base64

import numpy as np

from explorer import LOSSES, Experiment
from explorer.cost.example_losses import evaluate_examples
from explorer.figures.loss.curve import curve_pictures
from explorer.figures.loss.examples import examples_picture, sum_picture

OF_TASK = {
    "regression": "stackloss",
    "count": "doctor_visits",
    "amount": "wages",
    "positive": "wages",
    "binary": "moons",
    "multiclass": "penguins",
}


def array(values) -> np.ndarray:
    """An array as plotly holds it."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).astype(float)
    return np.asarray(values, dtype=float)


def pictures(e: Experiment, others=(), scale="defined", picked=2):
    history, problem = e.train(), e.problem()
    seen = evaluate_examples(problem, history.weights)
    names = [f"row {i}" for i in range(problem.n)]
    drawn = [
        *curve_pictures(problem, seen, picked, [LOSSES[i]() for i in others], scale),
        examples_picture(seen, names, picked, history.steps),
        sum_picture(history),
    ]
    return {p.name: p for p in drawn}, seen
