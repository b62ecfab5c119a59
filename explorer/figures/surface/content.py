"""What is drawn of a cost over a plane: three panels, their minimum, their paths."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT

Array = np.ndarray


@dataclass(frozen=True)
class MinimumMark:
    """The minimum of a part of the cost on the plane: its place and value; ``exact`` where it was solved for."""

    x: float
    y: float
    value: float
    exact: bool = True


@dataclass(frozen=True)
class Panel:
    """One of the three: what it shows, in which colour, how its minimum is marked, and the run's columns of it.

    ``height`` is the column with the heights of the path on it, ``slopes`` the columns across and up of the gradients in it.
    """

    name: str
    label: str
    colour: str
    mark: str
    height: str
    slopes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class SliceContent:
    """All that is drawn of a cost over a plane.

    ``data``, ``penalty`` and ``total`` are (b, a) over ``x`` (a,) and ``y`` (b,), named by ``axes``. ``priced`` is what the
    penalty's part of the cost is called. ``minima`` has the minimum of data loss, penalty and cost, each None where there is
    none, and ``missing_reasons`` why there is none, in a sentence each, where that is known. ``minimum_curve`` (k, 2) is the
    minimum of the cost at all strengths, its gaps nan; ``held_fixed`` names what stays fixed meanwhile, "" where nothing
    does.``penalty_ball`` (m, 2) is a curve of equal penalty, its pieces separated by nan, and ``ball_shape`` what it looks
    like, as in "a diamond"; ``data_level`` is the data loss whose contour is drawn with it, and ``tangency_sentence`` is about
    the two, which are ``touching`` or not. ``pin_count`` pinned runs have their paths in the columns ``px0``, ``py0`` ...;
    ``same_cost`` says that these have this very cost too. ``equal_axes`` makes a unit as long up as across, ``shared_scale``
    gives the three one scale of colours, ``in_3d`` draws in 3-D, with ``log_heights`` on a logarithmic scale, and ``no_webgl``
    says that the browser cannot. With ``refine`` the page reports when it is on the screen, so that a finer picture can follow.
    Where settings that change the cost were changed in mid-run, ``since`` is the step of the last such change: the surface
    holds from there on.

    The run's own columns are ``px``, ``py`` (the place on the plane), ``pd``, ``pp``, ``plane`` (data loss, penalty and cost
    there, by the settings of the step), ``gx``, ``gy`` and ``qx``, ``qy`` (the gradient of data loss and penalty along the
    axes). Where there is a ``since``, ``sd``, ``sp`` and ``st`` are data loss, penalty and cost there on the surface drawn.
    """

    x: Array
    y: Array
    data: Array
    penalty: Array
    total: Array
    axes: tuple[str, str]
    priced: str = "strength × penalty"
    minima: tuple[MinimumMark | None, MinimumMark | None, MinimumMark | None] = (None, None, None)
    missing_reasons: tuple[str, str, str] = ("", "", "")
    minimum_curve: Array = field(default_factory=lambda: np.empty((0, 2)))
    held_fixed: str = ""
    penalty_ball: Array = field(default_factory=lambda: np.empty((0, 2)))
    ball_shape: str = "a curve"
    data_level: float | None = None
    tangency_sentence: str = ""
    touching: bool = False
    pin_count: int = 0
    same_cost: bool = False
    equal_axes: bool = False
    shared_scale: bool = False
    in_3d: bool = False
    log_heights: bool = False
    no_webgl: bool = False
    refine: bool = False
    since: int = 0

    def shows(self, minimum: MinimumMark) -> bool:
        """Whether a place lies in the picture."""
        return bool(self.x[0] <= minimum.x <= self.x[-1] and self.y[0] <= minimum.y <= self.y[-1])

    @property
    def grids(self) -> tuple[Array, Array, Array]:
        """Data loss, penalty and cost, in the order of the panels."""
        return self.data, self.penalty, self.total

    @property
    def panels(self) -> tuple[Panel, Panel, Panel]:
        """The three panels, from left to right."""
        data, penalty = ("gx", "gy"), ("qx", "qy")
        heights = ("sd", "sp", "st") if self.since else ("pd", "pp", "plane")
        return (
            Panel("surface_data", "data loss", role("data"), "cross", heights[0], (data,)),
            Panel("surface_penalty", self.priced, role("penalty"), "x", heights[1], (penalty,)),
            Panel("surface_total", "cost", TEXT, "asterisk", heights[2], (data, penalty)),
        )
