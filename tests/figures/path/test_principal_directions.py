"""Bars of what ridge keeps along each principal direction."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.figures.path.principal_directions import directions_picture
from explorer.path.regularization_path import regularization_path


def test_bars_are_the_factors_of_ridge():
    problem = Experiment(strength=0.0).problem()
    principal = regularization_path(problem, [0.5]).principal
    X = problem.data.X - problem.data.X.mean(axis=0)
    d2 = np.linalg.eigvalsh(X.T @ X)[::-1]
    picture = directions_picture(principal, problem.names[:10], 0.5)
    np.testing.assert_allclose(picture.figure.data[1].y, d2 / (d2 + problem.n * 0.5 / 2), rtol=1e-9)
    assert picture.title.startswith(f"The widest direction keeps {100 * d2[0] / (d2[0] + problem.n / 4):.3g} %")
