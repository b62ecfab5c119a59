"""Which way finds a regularization path: the first of these that takes the problem."""

from __future__ import annotations

import numpy as np

from explorer.newton_path import SmoothPath
from explorer.path_route import Between, Route
from explorer.problem import Problem
from explorer.proximal_path import ProximalPath
from explorer.squared_routes import LassoRoute, NetRoute, RidgeRoute

Array = np.ndarray


class SmoothRoute(Route):
    """Another smooth convex loss or another separable penalty, one score."""

    method = "To rounding: Newton's steps at each strength, from a guess that the path itself gives."
    bound = 1e-7

    @staticmethod
    def takes(problem: Problem) -> bool:
        """One score: then every group of weights is a single one as well."""
        return problem.network.layers[0].outputs is None

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each from the ones before."""
        tolerance = 1e-9 * (float(strengths.max(initial=0.0)) or 1.0)
        with np.errstate(over="ignore", invalid="ignore"):
            return SmoothPath(self.problem, self.centred, tolerance).weights(strengths, self.start(), between)


class ProximalRoute(Route):
    """Several classes, groups of weights among them."""

    method = "By accelerated proximal steps at each strength, each from the answer at the one before."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Several scores."""
        return problem.network.layers[0].outputs is not None

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each from the one before."""
        tolerance = 3e-7 * (float(strengths.max(initial=0.0)) or 1.0)
        with np.errstate(over="ignore", invalid="ignore"):
            return ProximalPath(self.problem, self.centred, tolerance).weights(strengths, self.start(), between)


ROUTES: tuple[type[Route], ...] = (RidgeRoute, LassoRoute, NetRoute, SmoothRoute, ProximalRoute)
"""In the order in which they are asked; the first that takes a problem finds its path."""
