"""What gradient descent walks on, in three pictures of the same plane: the data loss, the penalty, and their sum."""

from __future__ import annotations

import numpy as np

from explorer.figures.base.picture import Picture
from explorer.figures.surface.captions import alt, caption, title
from explorer.figures.surface.content import SliceContent
from explorer.figures.surface.contour_panel import contour_figure
from explorer.figures.surface.levels import heights_of, levels_of
from explorer.figures.surface.panel_3d import figure_3d

Array = np.ndarray


def slice_pictures(content: SliceContent) -> tuple[Picture, Picture, Picture]:
    """Three linked pictures named ``surface_data``, ``surface_penalty`` and ``surface_total``.

    Only the last sends a message when the player rests at a step and when the pictures are drawn: one for the three of them.
    """
    own = [levels_of(grid) for grid in content.grids]
    colours = [levels_of(*content.grids)] * len(own) if content.shared_scale else own
    pictures = []
    for i, panel in enumerate(content.panels):
        last = i == 2
        heights = own[i] if content.log_heights else heights_of(content.grids[i])
        figure = figure_3d(content, i, heights, colours[i]) if content.in_3d else contour_figure(content, i, colours[i])
        said, refine = caption(content, i), last and content.refine
        words = title(content, i), said.line, alt(content, i)
        pictures.append(Picture(panel.name, *words, figure, plane=True, refine=refine, follows=last, more=said.more))
    return pictures[0], pictures[1], pictures[2]
