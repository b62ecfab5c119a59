"""The cost over a plane of weights: its values, its minimum, its shape in words."""

from explorer.landscape.minimum import Minimum, minimise_on
from explorer.landscape.planes import Plane
from explorer.landscape.slice_kinds import SLICE_KINDS, take_slice
from explorer.landscape.slices import Slice
from explorer.landscape.surface import Surface, sample_surface
from explorer.landscape.viewpoint import Viewpoint
from explorer.landscape.window import Window

__all__ = [
    "SLICE_KINDS",
    "Minimum",
    "Plane",
    "Slice",
    "Surface",
    "Viewpoint",
    "Window",
    "minimise_on",
    "sample_surface",
    "take_slice",
]
