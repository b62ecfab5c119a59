"""The cost over a plane of weights: its values, its minimum, its shape in words."""

from explorer.landscape.planes import Plane
from explorer.landscape.surface import Surface, sample_surface

__all__ = ["Plane", "Surface", "sample_surface"]
