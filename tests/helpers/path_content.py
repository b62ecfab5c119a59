"""A path with a run on it, as the picture of a path takes it, and what the browser gets of it."""

from __future__ import annotations

import base64

import numpy as np

from explorer import Experiment
from explorer.figures.path.content import PathContent, StoppedEarly
from explorer.figures.path.strength_axis import strength_axis
from explorer.path.regularization_path import regularization_path

GRID = np.array([0.0, 0.01, 0.1, 0.2, 0.5, 1.0, 2.0, 1000.0])


def path_content(show: str = "weights", kind: str = "strength", now: float = 0.1, **changes) -> PathContent:
    e = Experiment(steps=30, **changes)
    problem = e.change(strength=0.0).problem()
    path = regularization_path(problem)
    axis = strength_axis(problem, path, kind, now, GRID, 1000.0)
    return PathContent(problem, path, axis, path.at(now), e.train().weights, show, StoppedEarly(30, 0.4, 0.1, 0.1))


def unpacked(given: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(given["bdata"]), "<f4").reshape(given["shape"])


def path_points(figure) -> dict:
    return next(trace.meta for trace in figure.data if (trace.meta or {}).get("play") == "path_points")
