"""The four pictures of Train for an experiment, and data of several classes."""

from __future__ import annotations

import numpy as np

from explorer import DATASETS, Dataset, Experiment
from explorer.figures.cost.cost import cost_picture
from explorer.figures.fit.picture import fit_picture
from explorer.figures.surface.two_weights import surface_picture
from explorer.figures.weights.picture import weights_picture
from explorer.path.optimum import unregularised


def four(e: Experiment):
    history, problem = e.train(), e.problem()
    x, y = e.plane(history)
    return {
        "fit": fit_picture(problem, e.prepared(), history),
        "cost": cost_picture(history, e),
        "surface": surface_picture(problem, history, e.surface(history, points=21), x, y),
        "weights": weights_picture(problem, history, unregularised(problem), e.prepared().scaling),
    }


CASES = [Experiment(dataset=name, steps=40) for name in DATASETS] + [
    Experiment(dataset="moons", model="mlp", steps=40),
    Experiment(dataset="diabetes", model="polynomial", steps=40),
    Experiment(rate=1000.0),
    Experiment(rate=0.3, steps=300),
    Experiment(penalty="l1", strength=0.3),
    Experiment(penalty="none", validation=0.0),
]


def three_clouds(classes: int = 3):
    rng = np.random.default_rng(5)
    y = np.arange(60) % classes
    centres = 2.5 * np.stack([np.cos(2 * np.pi * y / classes), np.sin(2 * np.pi * y / classes)], axis=1)
    return Dataset(
        centres + rng.normal(size=(60, 2)), y, ("long", "wide"), "kind", "multiclass", tuple("ABCDEFGHIJ"[:classes]), ("cm", "")
    )
