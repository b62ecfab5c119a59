"""Pictures of a comparison of losses. Every class in this folder below `ComparePicture` is one, and is shown on the page."""

from explorer.core.registry import one_of_each
from explorer.figures.compare.base import Compared, ComparePicture, Drawn, Pick

PICTURES: dict[str, ComparePicture] = {picture.name: picture for picture in one_of_each(__name__, ComparePicture)}

__all__ = ["PICTURES", "ComparePicture", "Compared", "Drawn", "Pick"]
