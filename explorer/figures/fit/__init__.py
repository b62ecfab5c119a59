"""What the model makes of the examples: a line, predicted against true, scores by class, or regions of a plane."""

from explorer.figures.fit.picture import fit_picture, movable

__all__ = ["fit_picture", "movable"]
