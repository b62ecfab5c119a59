"""What gradient descent walks on, in three pictures of the same plane: the data loss, the penalty, and their sum."""

from __future__ import annotations

import numpy as np

from explorer.figures.base.picture import Picture
from explorer.figures.surface.captions import alt, caption, title
from explorer.figures.surface.content import SliceContent
from explorer.figures.surface.contour_panel import flat_figure
from explorer.figures.surface.levels import levels_of
from explorer.figures.surface.panel_3d import solid_figure

Array = np.ndarray


def relief_pictures(relief: SliceContent) -> tuple[Picture, Picture, Picture]:
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
