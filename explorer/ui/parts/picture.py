"""A picture in its place on a page."""

from __future__ import annotations

from collections.abc import Callable

from explorer.figures.picture import Picture
from explorer.ui.chart import chart


def show(
    picture: Picture,
    *,
    page: str,
    run: str = "",
    kin: str = "",
    view: str = "",
    cursor: tuple[float, float] | None = None,
    here: int = 0,
    on_picked: Callable[[], None] | None = None,
) -> None:
    """Draw it in the place that its name has on a page.

    ``run`` is the run it plays, ``kin`` what that has in common with runs of the same columns, ``view`` what its zoom is for,
    ``cursor`` where the cursor of a plane stands and ``here`` the step at which the page takes the player to rest.
    """
    chart(
        picture.drawing.sent(),
        key=f"{page}.{picture.name}",
        alt=picture.alt,
        name=picture.name,
        title=picture.title,
        caption=picture.caption,
        run=run,
        kin=kin,
        readouts=picture.readouts,
        pickers=picture.pickers,
        view=view,
        plane=picture.plane,
        cursor=cursor,
        refine=picture.refine,
        follows=picture.follows,
        here=here,
        on_picked=on_picked,
    )
