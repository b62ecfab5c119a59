"""What is drawn of a cost over a plane: three panels, their minimum, their paths."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT

Array = np.ndarray


@dataclass(frozen=True)
class MinimumMark:
    """Where a part of the cost is lowest on the plane, and what it is there; ``exact`` where it was solved for."""

    x: float
    y: float
    value: float
    exact: bool = True


@dataclass(frozen=True)
class Panel:
    """One of the three: what it shows, in which colour, how its lowest place is marked, and the run's columns of it.

    ``height`` is the column with its values along the path, ``slopes`` the columns across and up of the gradients in it.
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
    penalty's part of the cost is called. ``lowest`` has the lowest place of data loss, penalty and cost, each None where
    there is none, and ``missing`` why there is none, in a sentence each, where that is known. ``trail`` (k, 2) is the way of
    the cost's lowest place over all strengths, its gaps nan; ``fixed`` names what stays where it is meanwhile, "" where
    nothing does. ``ball`` (m, 2) is a curve of equal penalty, its pieces parted by nan, and ``form`` what it looks like, as
    in "a diamond"; ``level`` is the data loss whose
    contour is drawn with it, and ``touching`` a sentence about the two. ``pinned`` counts the pinned runs, whose paths are
    the columns ``px0``, ``py0`` ...; ``same_cost`` says that they walk on this very cost too. ``equal`` makes a unit as long
    up as across, ``shared`` gives the three one scale of colours, ``solid`` draws in 3-D, and ``unable`` says that the
    browser cannot. With ``refine`` the page tells when it is seen, so that a finer one can follow.

    The run's own columns are ``px``, ``py`` (the place on the plane), ``pd``, ``pp``, ``plane`` (data loss, penalty and cost
    there), ``gx``, ``gy`` and ``qx``, ``qy`` (the gradient of data loss and penalty along the axes).
    """

    x: Array
    y: Array
    data: Array
    penalty: Array
    total: Array
    axes: tuple[str, str]
    priced: str = "strength × penalty"
    lowest: tuple[MinimumMark | None, MinimumMark | None, MinimumMark | None] = (None, None, None)
    missing: tuple[str, str, str] = ("", "", "")
    trail: Array = field(default_factory=lambda: np.empty((0, 2)))
    fixed: str = ""
    ball: Array = field(default_factory=lambda: np.empty((0, 2)))
    form: str = "a curve"
    level: float | None = None
    touching: str = ""
    pinned: int = 0
    same_cost: bool = False
    equal: bool = False
    shared: bool = False
    solid: bool = False
    unable: bool = False
    refine: bool = False

    def shows(self, low: MinimumMark) -> bool:
        """Whether a place lies in the picture."""
        return bool(self.x[0] <= low.x <= self.x[-1] and self.y[0] <= low.y <= self.y[-1])

    @property
    def grids(self) -> tuple[Array, Array, Array]:
        """Data loss, penalty and cost, as the panels stand side by side."""
        return self.data, self.penalty, self.total

    @property
    def panels(self) -> tuple[Panel, Panel, Panel]:
        """The three panels, from left to right."""
        data, penalty = ("gx", "gy"), ("qx", "qy")
        return (
            Panel("surface_data", "data loss", role("data"), "cross", "pd", (data,)),
            Panel("surface_penalty", self.priced, role("penalty"), "x", "pp", (penalty,)),
            Panel("surface_total", "cost", TEXT, "asterisk", "plane", (data, penalty)),
        )
