"""The weights against the strength: the path, cross-validation along it, and why weights shrink."""

from explorer.figures.path.cross_validation import Validated, validated_picture
from explorer.figures.path.picture import path_picture
from explorer.figures.path.principal_directions import directions_picture
from explorer.figures.path.thresholds import Thresholds, thresholds_picture

__all__ = ["Thresholds", "Validated", "directions_picture", "path_picture", "thresholds_picture", "validated_picture"]
