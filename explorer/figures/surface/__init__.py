"""The cost over a plane of weights: contours, 3-D, the penalty's ball, and what a slice hides."""

from explorer.figures.surface.penalty_ball import ball_picture
from explorer.figures.surface.picture import slice_pictures
from explorer.figures.surface.projected_cost import projected_cost_picture
from explorer.figures.surface.two_weights import surface_picture

__all__ = ["ball_picture", "projected_cost_picture", "slice_pictures", "surface_picture"]
