"""Searches for the lowest place: against minima known in closed form, how close they come, and that they can be stopped."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.landscape.plane_cost import PlaneCost
from explorer.landscape.planes import weights_plane
from explorer.landscape.search_2d import convex_search, evaluations, grid_search, newton
from explorer.landscape.window import Window
from tests.helpers.stopping import StopsAt

WINDOW = Window(-3.0, 2.0, -1.0, 4.0)


def bowl(at):
    return (at[:, 0] - 0.7) ** 2 + 5.0 * (at[:, 0] + at[:, 1] - 1.3) ** 2


def creased(at):
    return np.abs(at[:, 0] - 0.7) + 3.0 * np.abs(at[:, 0] + at[:, 1] - 1.3)


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("f", [bowl, creased])
def test_a_convex_function_is_followed_to_its_lowest_place(f, quick):
    asked = []

    def counted(at):
        asked.append(len(at))
        return f(at)

    place = convex_search(counted, WINDOW, quick=quick)
    assert np.abs(place - (0.7, 0.6)).max() < (5e-3 if quick else 2e-7)
    assert sum(asked) == evaluations(quick)


def test_the_lowest_of_several_pits_is_found():
    pits = lambda at: np.minimum(bowl(at), 0.5 * ((at[:, 0] + 2) ** 2 + (at[:, 1] - 3) ** 2) - 0.3)
    np.testing.assert_allclose(grid_search(pits, WINDOW), (-2.0, 3.0), atol=1e-7)


@pytest.mark.parametrize("search", [convex_search, grid_search])
def test_a_search_can_be_stopped(search):
    stop = StopsAt(3)
    with pytest.raises(InterruptedError):
        search(bowl, WINDOW, stop)


def test_newton_calls_reached_only_what_the_gradient_bears_out(binary_data):
    """At every strength the step that is left is below 1e-7: measured by the gradient and Hessian of the whole cost."""
    problem = Problem(binary_data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l2"](), 1.0)
    plane = weights_plane(problem, 0, 1, np.full(problem.size, 0.3))
    strengths = np.geomspace(1e-3, 1e2, 8)
    places, reached = newton(PlaneCost.of(problem, plane), strengths, np.full((8, 2), 0.3))
    assert reached.all()
    for place, strength in zip(places, strengths, strict=True):
        w = plane.lift(place[None])[0]
        slope = (problem.gradient(w) + strength * w * problem.network.penalised)[:2]
        assert np.abs(slope).max() < 1e-10

    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        newton(PlaneCost.of(problem, plane), strengths, np.full((8, 2), 0.3), stop)
