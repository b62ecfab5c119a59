"""What gradient descent walks on, in three pictures of the same plane: the data loss, the penalty, and their sum."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.figures.levels import levels_of
from explorer.figures.palette import role
from explorer.figures.picture import TEXT, Picture
from explorer.figures.relief_flat import flat_figure
from explorer.figures.relief_solid import solid_figure
from explorer.figures.relief_words import alt, caption, title

Array = np.ndarray


@dataclass(frozen=True)
class Lowest:
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
class Relief:
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
    lowest: tuple[Lowest | None, Lowest | None, Lowest | None] = (None, None, None)
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

    def shows(self, low: Lowest) -> bool:
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


def relief_pictures(relief: Relief) -> tuple[Picture, Picture, Picture]:
    """Three linked pictures named ``surface_data``, ``surface_penalty`` and ``surface_total``.

    Only the last tells of a step at rest, and of having been seen: one word for the three of them.
    """
    own = [levels_of(grid) for grid in relief.grids]
    colours = [levels_of(*relief.grids)] * len(own) if relief.shared else own
    pictures = []
    for i, panel in enumerate(relief.panels):
        last = i == 2
        figure = solid_figure(relief, i, own[i], colours[i]) if relief.solid else flat_figure(relief, i, colours[i])
        words = title(relief, i), caption(relief, i), alt(relief, i)
        pictures.append(Picture(panel.name, *words, figure, plane=True, refine=last and relief.refine, follows=last))
    return pictures[0], pictures[1], pictures[2]
