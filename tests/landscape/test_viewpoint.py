"""The weights on the axes: those chosen, or the two that hold the most of the run's path."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.planes import weights_plane
from explorer.landscape.viewpoint import Viewpoint

RUN = Experiment(dataset="diabetes", steps=200)
PROBLEM, PATH = RUN.problem(), RUN.train().weights


def best_pair(problem, path) -> set[int]:
    """By trying every pair of weights: the plane through the end that holds the largest share of the path."""
    features = np.flatnonzero(problem.network.penalised)
    shares = {pair: weights_plane(problem, *map(int, pair), path[-1]).explained(path) for pair in combinations(features, 2)}
    return {int(i) for i in max(shares, key=shares.get)}


@pytest.mark.parametrize(
    "run",
    [
        RUN,
        RUN.change(penalty="l1", strength=0.3),
        Experiment(dataset="breast_cancer", steps=60),
        Experiment(dataset="moons", model="mlp", steps=60),
        Experiment(dataset="stackloss", steps=60).change(at=20, strength=1.0),
    ],
)
def test_auto_takes_the_two_weights_whose_plane_holds_the_most_of_the_path(run):
    history, problem = run.train(), run.problem()
    x, y = run.plane(history)
    assert {x, y} == best_pair(problem, history.weights)
    assert x < y


def test_the_usual_run_has_most_of_its_path_in_the_picture():
    run = Experiment()
    assert run.surface(points=2).explained > 0.6


def test_a_chosen_weight_is_never_on_both_axes():
    x, y = Viewpoint().axes(PROBLEM, PATH)
    assert set(Viewpoint(plane_x=x).axes(PROBLEM, PATH)) == {x, y}
    assert Viewpoint(plane_y=x).axes(PROBLEM, PATH) == (y, x)
    assert Viewpoint(plane_x=7, plane_y=3).axes(PROBLEM, PATH) == (7, 3)


def test_biases_come_last():
    engel = Experiment(dataset="engel").problem()
    assert Viewpoint().axes(engel, np.array([[0.0, 5.0], [0.0, 0.0]])) == (0, 1)
    wages = Experiment(dataset="wages", steps=60)  # whose bias moves farthest
    assert not set(wages.plane(wages.train())) & set(np.flatnonzero(wages.problem().network.penalised == 0).tolist())
