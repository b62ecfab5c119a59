"""The weights of a run in each of their views."""

from __future__ import annotations

from explorer import Experiment
from explorer.figures.weights.picture import weights_picture
from explorer.path.optimum import unregularised


def shown(e: Experiment, view: str):
    problem, history = e.problem(), e.train()
    free = unregularised(e.change(penalty="none", strength=0.0).problem())
    return weights_picture(problem, history, free, e.prepared().scaling, e, view), problem, history


def played(picture, kind):
    [trace] = [t for t in picture.figure.to_dict()["data"] if (t.get("meta") or {}).get("play") == kind]
    return trace["meta"]


CASES = [
    Experiment(penalty="l1", strength=0.1, steps=60),
    Experiment(dataset="engel", steps=40),
    Experiment(dataset="penguins", steps=40),
    Experiment(dataset="breast_cancer", steps=40),
    Experiment(dataset="diabetes", model="polynomial", steps=40),
    Experiment(dataset="moons", model="mlp", steps=40),
    Experiment(dataset="penguins", model="mlp", steps=40),
    Experiment(dataset="breast_cancer", model="mlp", steps=40, params={"model.hidden": 20}),
]
