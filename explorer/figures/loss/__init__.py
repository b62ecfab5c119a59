"""A loss against residual or margin, its slope, every example's share of the cost, and their sum."""

from explorer.figures.loss.curve import curve_pictures
from explorer.figures.loss.examples import drag_picture, examples_picture, sum_picture

__all__ = ["curve_pictures", "drag_picture", "examples_picture", "sum_picture"]
