"""The weights: over the steps, as bars at the step shown, or as the network they belong to."""

from explorer.figures.weights.picture import WEIGHTS_VIEWS, weights_picture

__all__ = ["WEIGHTS_VIEWS", "weights_picture"]
