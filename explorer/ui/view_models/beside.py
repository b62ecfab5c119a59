"""L1 beside L2 on the Surface page: the two pictures, or why there are none."""

from __future__ import annotations

from explorer.core.cached import cached
from explorer.figures.base.picture import Picture
from explorer.figures.surface.beside import BallContent, beside_picture
from explorer.landscape import corner
from explorer.landscape.overlays import cost_grid
from explorer.landscape.window import Window
from explorer.ui.interruption import give_way
from explorer.ui.view_models.slice import RunOnSlice
from explorer.ui.view_models.slice_pictures import FINE, axis_names


def beside_refusal(on_slice: RunOnSlice) -> str:
    """Why L1 and L2 cannot be drawn beside each other, in a sentence; empty where they can."""
    return corner.refusal(on_slice.slice) or ("" if _touching(on_slice) else corner.NO_CORNER)


@cached(8)
def beside_pictures(on_slice: RunOnSlice, aspect: float, window: Window | None) -> tuple[Picture, ...]:
    """The two pictures, with equal axes, for the window zoomed to or one that holds both balls. Empty where there are none."""
    pair = None if corner.refusal(on_slice.slice) else _touching(on_slice)
    if pair is None:
        return ()
    slice_, least = on_slice.slice, on_slice.minima["data"]
    place = None if least is None else least.place
    shown = window or corner.window_of(pair, on_slice.home, place)
    grid = cost_grid(slice_, shown.with_aspect(aspect), FINE, give_way)
    return tuple(
        beside_picture(
            BallContent(
                id=one.penalty.id, penalty=one.penalty.name, shape=one.penalty.shape.partition(":")[0],
                x=grid.x, y=grid.y, data=grid.data, axes=axis_names(slice_), weights=slice_.plane.labels,
                ball=one.ball, place=one.place, level=pair[0].data_loss, strength=one.strength, least=place,
            ),
            last=one is pair[-1],
        )
        for one in pair
    )  # fmt: skip


@cached(24)
def _touching(on_slice: RunOnSlice) -> tuple[corner.Touching, corner.Touching] | None:
    return corner.touching(on_slice.slice, give_way)
